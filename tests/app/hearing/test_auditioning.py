# SPDX-License-Identifier: GPL-3.0-or-later
"""Which sentence a voice that is tried says, in which manner, and that it is heard at once the next time."""

from __future__ import annotations

from dataclasses import replace

import pytest

from studio.core.marks import Mark
from studio.core.project import Paragraph, VoiceDesign
from studio.core.voices import MixPart
from tests.support.desk import Desk, heard_from, standing, step_until
from tests.support.stepped_output import Steps
from tests.support.waiting import wait_until_async

TEXT = "One two three. Four five six.\nSeven eight nine."


class Tried:
    """What was said, in which design, of a studio."""

    def __init__(self, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        self.all: list[tuple[str, VoiceDesign, Paragraph]] = []
        real = desk.studio.hearing.try_out

        def try_out(heard_id: str, design: VoiceDesign, said: Paragraph) -> None:
            self.all.append((heard_id, design, said))
            real(heard_id, design, said)

        monkeypatch.setattr(desk.studio.hearing, "try_out", try_out)

    @property
    def said(self) -> str:
        return self.all[-1][2].text

    @property
    def design(self) -> VoiceDesign:
        return self.all[-1][1]


def voices_of(desk: Desk) -> list[str]:
    return [voice.id for voice in desk.studio.voices.all if voice.available and voice.language == "en-US"]


async def test_the_sentence_under_the_playhead_or_the_caret_is_said(
    stepped: tuple[Desk, Steps], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, _ = stepped
    studio, tried, voices = desk.studio, Tried(desk, monkeypatch), voices_of(desk)
    studio.editing.replace_text(TEXT)
    caret = [0]
    studio.auditioning.caret = lambda: caret[0]
    studio.auditioning.voice(voices[0])
    assert tried.said == "One two three."
    caret[0] = TEXT.index("eight")
    studio.auditioning.voice(voices[1])
    assert tried.said == "Seven eight nine."
    studio.hearing.play_all()
    await heard_from(desk, "Four")
    studio.auditioning.voice(voices[0])
    assert tried.said == "Four five six."
    # The place of the reading stays, so that voices are compared by one sentence.
    for voice in voices[1:]:
        studio.auditioning.voice(voice)
        assert tried.said == "Four five six."
    caret[0] = 2
    studio.auditioning.voice(voices[0])
    assert tried.said == "One two three."
    studio.hearing.seek_to_char(TEXT.index("Seven"))
    studio.auditioning.voice(voices[1])
    assert tried.said == "Seven eight nine."
    assert studio.auditioning.reads_sentence


async def test_the_voice_alone_is_another_one(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    studio, tried = desk.studio, Tried(desk, monkeypatch)
    studio.editing.replace_text(TEXT)
    row = studio.editing.project.paragraphs[0]
    studio.editing.change_marks("a pause", row.id, lambda _marks: (Mark("pause", 3, 3, "0.5"),))
    studio.designing.set_speed(0.5)
    english, french = voices_of(desk)[1], next(voice.id for voice in studio.voices.all if voice.language == "fr")
    studio.auditioning.voice(english)
    assert tried.design == VoiceDesign((MixPart(english, 1.0),), studio.editing.project.design.controls, "en-US")
    assert tried.all[-1][2].marks == (Mark("pause", 3, 3, "0.5"),)
    studio.auditioning.voice(french)
    assert tried.design.language == "en-US", "it reads the text in the text's language"
    british = next(voice.id for voice in studio.voices.all if voice.language == "en-GB")
    studio.auditioning.voice(british)
    assert tried.design.language == "en-GB"
    studio.designing.set_language("en-US")
    studio.auditioning.voice(british)
    studio.auditioning.voice(british)
    assert tried.design.language == "en-US", "as the person has set it"


async def test_a_text_without_a_word_has_a_sample_in_its_place(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    studio, tried = desk.studio, Tried(desk, monkeypatch)
    studio.editing.replace_text("")
    studio.auditioning.voice(voices_of(desk)[0])
    assert len(tried.said.split()) > 3
    assert not studio.auditioning.reads_sentence
    studio.auditioning.voice("nobody")
    assert len(tried.all) == 1


async def test_a_speaker_says_the_sentence_in_its_design_and_a_sample_in_another_language(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    studio, tried = desk.studio, Tried(desk, monkeypatch)
    studio.editing.replace_text(TEXT)
    ida = studio.speakers.of(studio.speakers.add("Ida", ()))
    studio.auditioning.speaker(ida)
    assert (tried.all[-1][0], tried.said) == (ida.id, "One two three.")
    assert tried.design == studio.designing.spoken(ida.design)
    studio.auditioning.speaker(ida)
    assert not studio.hearing.view().audition_voice_id, "a second press stops it"
    studio.auditioning.speaker(replace(ida, design=replace(ida.design, language="es")))
    assert tried.said != "One two three."


async def test_what_was_said_is_kept_until_it_would_be_said_otherwise(desk: Desk) -> None:
    studio, voice = desk.studio, voices_of(desk)[0]
    playback = studio.playback

    def kept() -> bool:
        """Whether what begins now was rendered before."""
        studio.auditioning.voice(voice)
        session = playback.session
        assert session is not None
        found = session.playlist.items[0].take.complete
        studio.hearing.stop()
        return found

    studio.editing.replace_text(TEXT)
    studio.auditioning.voice(voice)
    assert playback.rendering
    await wait_until_async(lambda: not playback.rendering, what="the sentence")
    studio.hearing.stop()
    assert kept()
    studio.editing.edit_text(TEXT.index("Seven"), 0, "Sixty. ")
    assert kept(), "another sentence was changed"
    studio.editing.edit_text(4, 3, "ten")
    assert not kept()
    studio.editing.undo()
    assert kept()
    studio.designing.set_speed(0.5)
    assert not kept()
    before = studio.takes.size_bytes
    studio.takes._max_bytes = 1
    studio.auditioning.voice(voices_of(desk)[1])
    await wait_until_async(lambda: not playback.rendering, what="another voice")
    assert studio.takes.size_bytes < before, "what is kept is bounded"


async def test_a_speaker_tried_while_the_engine_starts_is_heard_as_that_engine_can_speak_it(starting: Desk) -> None:
    studio = starting.studio
    studio.editing.replace_text(TEXT)
    ida = studio.speakers.of(studio.speakers.add("Ida", ()))
    studio.auditioning.speaker(ida)
    assert studio.hearing.view().phase == "waiting"
    await step_until(starting, lambda: studio.hearing.view().phase == "playing", "the speaker is heard")
    session = studio.playback.session
    assert session is not None
    assert session.design == studio.designing.spoken(ida.design)
    assert standing(starting) == {}


async def test_what_is_tried_while_the_engine_starts_is_taken_back_by_a_second_press(starting: Desk) -> None:
    studio = starting.studio
    ida = studio.speakers.of(studio.speakers.add("Ida", ()))
    studio.auditioning.speaker(ida)
    studio.auditioning.speaker(ida)
    assert studio.hearing.view().phase == "stopped"
    assert standing(starting) == {}
    await wait_until_async(lambda: not studio.engine.blocker())
    assert studio.hearing.begun == 0
