# SPDX-License-Identifier: GPL-3.0-or-later
"""What is shown of playing comes from what is played, whatever becomes of the text and the design meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from studio.app.state import OverviewPart
from studio.app.studio import Studio
from studio.core.document import take_key
from studio.export.formats import EXPORTERS
from tests.support.desk import Desk
from tests.support.waiting import wait_until_async

FIRST = "One two three four five six seven eight nine ten. " * 6
SECOND = "Eleven twelve thirteen fourteen fifteen sixteen. " * 6
TEXT = f"{FIRST}\n{SECOND}"


async def heard(studio: Studio, words: int = 2) -> None:
    """Wait until as many more words were heard."""
    seen: set[int] = set()
    await wait_until_async(
        lambda: seen.add(studio.playback.here) or len(seen) > words,  # type: ignore[func-returns-value]
        20.0,
        "words are heard",
    )


async def begin(desk: Desk, position: int = 0) -> Studio:
    desk.studio.replace_text(TEXT)
    desk.studio.play_from(position)
    await heard(desk.studio)
    desk.studio.view()
    await wait_until_async(lambda: sounding(desk.studio), 10.0, "what is heard is shown")
    return desk.studio


def part_at(studio: Studio, t_s: float) -> OverviewPart:
    return next(part for part in reversed(studio.overview()) if part.start_s <= t_s)


def sounding(studio: Studio) -> str:
    """The word that the lanes have where the playhead is; "" where they have none."""
    at_s = studio.view().elapsed_s
    part = part_at(studio, at_s)
    words = part.take.words if part.take is not None else ()
    return next((word.text for word in reversed(words) if part.sound_s + word.start_s <= at_s), "")


async def test_from_the_middle_of_a_paragraph_the_lanes_have_what_is_heard(desk: Desk) -> None:
    studio = await begin(desk, len("One two three four five six seven eight nine ten. "))
    part = studio.overview()[0]
    assert part.take is not None
    assert part.lead_s > 0
    assert part.current
    assert len(part.take.words) <= len(FIRST.split()) - 10
    word = studio.view().word
    assert word is not None
    assert sounding(studio) == TEXT[word.start : word.end]
    assert studio.playback.char_at(studio.view().elapsed_s + 0.001) == word.start
    await wait_until_async(lambda: not [each for each in studio.overview() if each.take and not each.take.complete], 20)
    studio.stop()
    # It is still the sound of that text.
    assert studio.overview()[0].take is part.take
    assert studio.view().elapsed_s == pytest.approx(part.sound_s + part.take.words[0].start_s, abs=5.0)


async def test_what_is_heard_is_shown_though_another_take_of_it_is_finished_meanwhile(
    desk: Desk, tmp_path: Path
) -> None:
    studio = await begin(desk, len("One two three four five six seven eight nine ten. "))
    heard_take = studio.overview()[0].take
    studio.export(tmp_path / "out.wav", EXPORTERS[0].format())
    await wait_until_async(lambda: "Exported" in desk.said("export"), 20.0)
    studio.edit_text(len(TEXT), 0, "More.")
    assert studio.overview()[0].take is heard_take
    assert sounding(studio)
    studio.stop()
    # The whole one is what would be heard of it now.
    assert studio.overview()[0].lead_s == 0.0


async def test_a_selection_is_rendered_and_heard_alone(desk: Desk) -> None:
    desk.studio.replace_text(TEXT)
    desk.studio.play_selection(0, len("One two three"))
    await wait_until_async(lambda: desk.studio.view().word is not None, 20.0)
    part = desk.studio.overview()[0]
    await wait_until_async(lambda: not desk.studio.playback.active, 20.0)
    assert part.take is not None
    assert [word.text for word in part.take.words] == ["One", "two", "three"]


CHANGES: dict[str, tuple[Callable[[Studio], object], ...]] = {
    "design": (
        lambda studio: studio.set_speed(0.5),
        lambda studio: studio.set_emotion("anger", 3),
        lambda studio: studio.set_language("fr"),
        lambda studio: studio.choose_voice(studio.voices.all[1].id),
        lambda studio: studio.add_to_mix(studio.voices.all[2].id),
    ),
    "text before it": (lambda studio: studio.edit_text(0, 0, "Before it. \n\n"),),
    "its text": (
        lambda studio: studio.edit_text(len(FIRST) - 3, 1, "N"),
        lambda studio: studio.edit_text(0, len(FIRST) + 1, ""),
        lambda studio: studio.edit_text(0, len(SECOND), ""),
    ),
}


@pytest.mark.parametrize("changes", CHANGES)
async def test_a_change_while_playing_leaves_what_is_heard_in_the_lanes(desk: Desk, changes: str) -> None:
    studio = await begin(desk)
    before = studio.overview()
    total_s, at_s = studio.view().total_s, studio.view().elapsed_s
    for change in CHANGES[changes]:
        change(studio)
        assert [part.take for part in studio.overview()] == [part.take for part in before]
        assert studio.view().elapsed_s >= at_s
        assert studio.view().total_s >= total_s - 1.0
        assert studio.shown_design == studio.playback.read_design
        assert sounding(studio)
        # What was written before it is another paragraph: this one would be spoken alike.
        assert next(part.current for part in studio.overview() if part.take) is (changes == "text before it")
    studio.stop()
    kept = [part.take for part in studio.overview() if part.take is not None]
    now = {take_key(p.text, studio.spoken_design, studio.engine.status.engine) for p in studio.document.paragraphs}  # type: ignore[union-attr]
    assert {take.key for take in kept} <= now


async def test_the_heard_word_follows_edits_of_its_paragraph(desk: Desk) -> None:
    studio = await begin(desk)
    studio.edit_text(len(FIRST) - len("ten. "), 3, "eleven")
    word = studio.view().word
    assert word is not None
    studio.edit_text(0, 0, "Well, ")
    again = studio.view().word
    text = studio.document.text
    assert again is not None
    assert text[again.start : again.end] in FIRST.split()
    assert again.start >= word.start + len("Well, ")
    studio.stop()


async def test_a_seek_in_the_lanes_goes_to_what_they_show_there(desk: Desk) -> None:
    studio = await begin(desk)
    await wait_until_async(lambda: len(studio.overview()) == 2 and studio.overview()[1].rendered_s > 1, 30.0)
    studio.edit_text(0, 0, "Quite another start. \n")
    part = studio.overview()[1]
    assert part.take is not None
    place = studio.playback.char_at(part.sound_s + part.take.words[1].start_s + 0.01)
    assert studio.document.text[place:].startswith("twelve")
    studio.stop()


async def test_what_is_read_in_a_deleted_paragraph_goes_on_behind_it(desk: Desk) -> None:
    studio = await begin(desk)
    studio.edit_text(0, len(FIRST) + 1, "")
    studio.stop()
    assert studio.here == 0
    assert studio.document.text.startswith("Eleven")


async def test_undoing_the_deletion_of_a_voice_shows_its_own_sound(desk: Desk) -> None:
    studio = desk.studio
    studio.replace_text("One two three.")
    able = [voice.id for voice in studio.voices.all if voice.available]
    studio.choose_voice(able[1])
    studio.add_to_mix(able[2])
    studio.save_blend("Mine")
    await wait_until_async(lambda: [voice for voice in studio.voices.all if voice.own], 10.0)
    mine = next(voice.id for voice in studio.voices.all if voice.own)

    async def read_whole(voice_id: str) -> str:
        studio.choose_voice(voice_id)
        studio.play_all()
        await wait_until_async(lambda: not studio.playback.active, 20.0)
        take = studio.overview()[0].take
        assert take is not None
        return take.key

    other = await read_whole(able[0])
    own = await read_whole(mine)
    assert own != other
    studio.delete_voice(mine)
    await wait_until_async(lambda: studio.voices.get(mine) is None, 10.0)
    await wait_until_async(lambda: studio.overview()[0].take is None, 10.0)
    studio.undo()
    await wait_until_async(lambda: studio.voices.get(mine) is not None, 10.0)
    shown = studio.overview()[0].take
    assert shown is not None
    assert shown.key == own
    assert [part.voice_id for part in studio.shown_design.mix] == [mine]
