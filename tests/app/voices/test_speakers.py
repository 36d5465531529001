# SPDX-License-Identifier: GPL-3.0-or-later
"""The cast: who is in it, who reads what, and whose design is shown and changed."""

from __future__ import annotations

from studio.app.studio import Studio
from studio.core.cast import speaker_named
from studio.core.hues import HUES
from studio.core.project import NARRATOR, speakers_of
from tests.support.desk import Desk
from tests.support.waiting import wait_until_async

TEXT = "One two.\nThree four.\nFive six.\nSeven eight."


def begin(desk: Desk) -> list[str]:
    """Ids of four paragraphs of the narrator."""
    desk.studio.editing.replace_text(TEXT)
    return [paragraph.id for paragraph in desk.studio.editing.project.paragraphs]


def readers(studio: Studio) -> list[str]:
    """Names, by paragraph."""
    names = {speaker.id: speaker.name for speaker in studio.speakers.all}
    return [names[each] for each in speakers_of(studio.editing.project).values()]


def voices_of(studio: Studio) -> list[list[str]]:
    """Ids of the voices that read each paragraph."""
    read = studio.designing.reader()
    return [[part.voice_id for part in read(each).mix] for each in studio.editing.project.paragraphs]


async def test_a_new_speaker_reads_in_a_voice_and_a_colour_of_its_own(desk: Desk) -> None:
    studio, ids = desk.studio, begin(desk)
    assert not studio.speakers.several
    ida = studio.speakers.add("Ida", ids[1:3])
    assert readers(studio) == ["", "Ida", "Ida", ""]
    narrator, first, second, last = voices_of(studio)
    assert first == second
    assert narrator == last != first
    assert studio.speakers.shown.id == ida
    hues = [studio.speakers.hue(speaker) for speaker in studio.speakers.all]
    assert len(set(hues)) == 2
    assert hues[1] in HUES
    assert studio.speakers.reader_of(2).name == "Ida"
    studio.editing.undo()
    assert not studio.speakers.several
    assert studio.speakers.shown.id == NARRATOR
    assert {paragraph.speaker for paragraph in studio.editing.project.paragraphs} == {""}
    studio.editing.redo()
    assert readers(studio) == ["", "Ida", "Ida", ""]


async def test_each_speaker_is_named_coloured_merged_and_deleted_by_steps(desk: Desk) -> None:
    studio, ids = desk.studio, begin(desk)
    ida = studio.speakers.add("Ida", ids[1:2])
    second = studio.speakers.add(paragraphs=ids[2:3])
    assert readers(studio) == ["", "Ida", "Speaker 2", ""]
    studio.speakers.rename(second, "Keeper")
    studio.speakers.recolour(second, "#8A6420")
    assert studio.speakers.hue(studio.speakers.of(second)) == "#8A6420"
    studio.speakers.merge(second, ida)
    assert readers(studio) == ["", "Ida", "Ida", ""]
    studio.speakers.remove(ida, NARRATOR)
    assert readers(studio) == [""] * 4
    assert not studio.speakers.several
    for _ in range(4):
        studio.editing.undo()
    assert readers(studio) == ["", "Ida", "Speaker 2", ""]
    assert studio.editing.project.cast[2].hue != "#8A6420"


async def test_what_is_not_permitted_is_told_and_changes_nothing(desk: Desk) -> None:
    studio = desk.studio
    begin(desk)
    ida = studio.speakers.add("Ida")
    project = studio.editing.project
    for ask in (
        lambda: studio.speakers.add("ida"),
        lambda: studio.speakers.rename(ida, "  "),
        lambda: studio.speakers.rename(ida, "Narrator"),
        lambda: studio.speakers.recolour(ida, "amber"),
        lambda: studio.speakers.remove(ida, ida),
        lambda: studio.speakers.tell_missing(7),
    ):
        told = len(desk.notices)
        ask()
        assert desk.notices[told:][-1].text
        assert studio.editing.project is project
    assert desk.notices[-1].text.startswith("There is no speaker 7")


async def test_one_who_reads_alone_is_named_nowhere(desk: Desk) -> None:
    studio, ids = desk.studio, begin(desk)
    project = studio.editing.project
    studio.speakers.give({ids[1]: NARRATOR})
    assert studio.editing.project is project
    assert not studio.speakers.follows(1)


async def test_paragraphs_that_follow_change_with_the_one_above(desk: Desk) -> None:
    studio, ids = desk.studio, begin(desk)
    ida, keeper = studio.speakers.add("Ida", ids[1:2]), studio.speakers.add("Keeper")
    studio.speakers.give({ids[2]: ""})
    assert (readers(studio), studio.speakers.follows(2)) == (["", "Ida", "Ida", ""], True)
    studio.speakers.give({ids[1]: keeper})
    assert readers(studio) == ["", "Keeper", "Keeper", ""]
    studio.editing.undo()
    assert readers(studio)[2] == "Ida"
    assert studio.speakers.of(ida).name == "Ida"
    assert studio.speakers.of("gone").id == NARRATOR


async def test_the_design_that_is_changed_is_that_of_the_shown_speaker(desk: Desk) -> None:
    studio, ids = desk.studio, begin(desk)
    able = [voice.id for voice in studio.voices.all if voice.available]
    ida = studio.speakers.add("Ida", ids[1:2])
    before = voices_of(studio)[0]
    studio.designing.choose_voice(able[2])
    assert voices_of(studio) == [before, [able[2]], before, before]
    studio.designing.add_to_mix(able[3])
    assert [part.voice_id for part in studio.designing.shown_design.mix] == able[2:4]
    studio.designing.save_blend("Ida’s")
    studio.speakers.show(NARRATOR)
    studio.designing.set_speed(0.5)
    cast = studio.editing.project.cast
    assert [speaker.design.controls.speed for speaker in cast] == [0.5, 0.0]
    studio.designing.restore(ida, cast[0].design)
    assert studio.speakers.shown.id == ida
    assert studio.editing.project.cast[1].design == cast[0].design


async def test_undo_shows_whose_design_it_changed(desk: Desk) -> None:
    studio = desk.studio
    begin(desk)
    ida = studio.speakers.add("Ida")
    studio.designing.set_speed(0.5)
    shown: list[str] = []
    studio.speakers.shown_changed.connect(lambda _none: shown.append(studio.speakers.shown.id))
    studio.speakers.show(NARRATOR)
    studio.editing.undo()
    assert shown == [NARRATOR, ida]
    studio.speakers.show(ida)
    assert shown == [NARRATOR, ida], "shown already"


async def test_a_deleted_voice_leaves_every_speakers_design(desk: Desk) -> None:
    studio = desk.studio
    begin(desk)
    able = [voice.id for voice in studio.voices.all if voice.available]
    studio.speakers.add("Ida")
    studio.designing.choose_voice(able[1])
    studio.designing.add_to_mix(able[2])
    studio.designing.save_blend("Mine")
    await wait_until_async(lambda: any(voice.own for voice in studio.voices.all))
    mine = next(voice.id for voice in studio.voices.all if voice.own)
    studio.designing.choose_voice(mine)
    studio.designing.delete_voice(mine)
    await wait_until_async(lambda: studio.voices.get(mine) is None)
    ida = speaker_named(studio.editing.project, "Ida")
    assert ida is not None
    assert [part.voice_id for part in ida.design.mix] == [able[1], able[2]]
