# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from dataclasses import replace

from studio.app.text.dialogue import NOTICE, Dialogue
from studio.core.hues import HUES
from studio.core.project import NARRATOR, Paragraph, Project, Speaker, VoiceDesign, speakers_of
from studio.core.voices import MixPart
from tests.support.desk import Desk
from tests.support.waiting import wait_until_async

SCRIPT = "\n".join(
    ("ANN: Who is there, at this time of the night?", "BOB: It is me, and I am quite alone.", "ANN: Oh.") * 2
)
PROSE = "“Who is there?” asked Ann. It was late, and the lamp had gone out again. “Tell me!”\n“Me,” said Bob."


async def found(dialogue: Dialogue) -> None:
    dialogue.look()
    await wait_until_async(lambda: not dialogue.looking, what="the search has ended")


async def test_a_longer_text_that_comes_in_is_offered_and_nothing_is_changed(desk: Desk) -> None:
    studio = desk.studio
    studio.editing.replace_text(SCRIPT)
    await wait_until_async(lambda: any(notice.key == NOTICE for notice in desk.notices), what="it is offered")
    notice = next(notice for notice in desk.notices if notice.key == NOTICE)
    assert notice.text == "This text names who speaks: Ann, Bob."
    assert (len(studio.editing.project.cast), studio.editing.project.text) == (1, SCRIPT)
    wanted: list[None] = []
    studio.dialogue.wanted.connect(wanted.append)
    assert notice.action is not None
    notice.action()
    assert wanted == [None]
    ann, bob = studio.dialogue.proposals
    assert (ann.name, ann.line, ann.accepted) == ("Ann", "Who is there, at this time of the night?", True)
    assert ann.hue != bob.hue
    assert {ann.hue, bob.hue} <= set(HUES)
    default = studio.voices.default()
    assert default is not None
    assert len({ann.voice, bob.voice, default.id}) == 3
    # A text without speakers, and one that is typed, are not told.
    desk.notices.clear()
    studio.editing.replace_text("Nobody says anything here. " * 20)
    studio.editing.edit_text(0, 0, "A: b")
    await wait_until_async(lambda: not studio.dialogue.looking, what="the search has ended")
    assert not any(notice.key == NOTICE and notice.text for notice in desk.notices)


async def test_a_cast_is_one_step_and_known_names_are_those_of_the_cast(desk: Desk) -> None:
    studio = desk.studio
    able = [voice.id for voice in studio.voices.all if voice.available]
    ann = Speaker("a", "Ann", "#112233", VoiceDesign((MixPart(able[0], 1.0),)))
    lines = [Paragraph(str(number), text) for number, text in enumerate(PROSE.split("\n"))]
    studio.projects.begin_from(Project(tuple(lines), (Speaker(NARRATOR), ann)))
    await wait_until_async(lambda: len(studio.editing.project.cast) == 2, what="it is open")
    before = studio.editing.project
    await found(studio.dialogue)
    first, second = studio.dialogue.proposals
    assert (first.name, first.hue, first.voice) == ("Ann", "#112233", "")
    assert studio.dialogue.known(" ANN ") == ann
    # Given the name of one that is there, another one is the same person.
    studio.dialogue.cast([first, replace(second, name="ann")])
    assert studio.editing.project.cast == before.cast
    marks = [mark.value for paragraph in studio.editing.project.paragraphs for mark in paragraph.marks]
    assert marks == ["a", "a", "a"]
    studio.editing.undo()
    assert studio.editing.project.paragraphs == before.paragraphs
    studio.dialogue.cast([replace(first, accepted=False), replace(second, name="  ", hue="#A0543F")])
    bob = studio.editing.project.cast[-1]
    assert (bob.name, bob.hue, [part.voice_id for part in bob.design.mix]) == ("Bob", "#A0543F", [second.voice])
    assert studio.editing.undo_label == "making the cast"


async def test_a_voice_of_another_language_reads_the_texts(desk: Desk) -> None:
    studio = desk.studio
    studio.editing.replace_text(SCRIPT)
    await found(studio.dialogue)
    language = studio.designing.spoken_design.language
    other = next(voice for voice in studio.voices.all if voice.available and voice.language[:2] != language[:2])
    ann, bob = studio.dialogue.proposals
    studio.dialogue.cast([replace(ann, voice=other.id), replace(bob, voice="gone")])
    designs = [speaker.design for speaker in studio.editing.project.cast[1:]]
    assert designs == [VoiceDesign((MixPart(other.id, 1.0),), language=language), VoiceDesign()]
    assert len({*speakers_of(studio.editing.project).values()}) == 2
