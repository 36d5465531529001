# SPDX-License-Identifier: GPL-3.0-or-later
"""What is shown of playing comes from what is played, whatever becomes of the text and the design meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from studio.app.playback.course import RENDER_AHEAD_S
from studio.app.studio import Studio
from studio.app.takes.part import OverviewPart
from studio.core.project import take_key
from studio.export.formats import EXPORTERS
from tests.support.desk import Desk, step_until, until_stopped
from tests.support.stepped_output import Steps
from tests.support.waiting import HANGS_S, wait_until_async

TEXT = "One two three four.\n\nFive six seven eight."
FIRST = "One two three four five six seven eight nine ten. " * 6
SECOND = "Eleven twelve thirteen fourteen fifteen sixteen. " * 6
TWO = f"{FIRST}\n{SECOND}"
CHANGES: dict[str, tuple[Callable[[Studio], object], ...]] = {
    "design": (
        lambda studio: studio.designing.set_speed(0.5),
        lambda studio: studio.designing.set_emotion("anger", 3),
        lambda studio: studio.designing.set_language("fr"),
        lambda studio: studio.designing.choose_voice(studio.voices.all[1].id),
        lambda studio: studio.designing.add_to_mix(studio.voices.all[2].id),
    ),
    "text before it": (lambda studio: studio.editing.edit_text(0, 0, "Before it. \n\n"),),
    "its text": (
        lambda studio: studio.editing.edit_text(len(FIRST) - 3, 1, "N"),
        lambda studio: studio.editing.edit_text(0, len(FIRST) + 1, ""),
        lambda studio: studio.editing.edit_text(0, len(SECOND), ""),
    ),
}


async def begin(desk: Desk, position: int = 0) -> Studio:
    """Play from *position* until two words were heard and are shown; what follows is heard by further steps."""
    studio = desk.studio
    studio.editing.replace_text(TWO)
    studio.hearing.play_from(position)
    await step_until(desk, lambda: studio.hearing.here > position + len("One two"), "words are heard")
    await wait_until_async(lambda: refreshed(studio) and sounding(studio), what="what is heard is shown")
    return studio


def refreshed(studio: Studio) -> bool:
    """As the window does with each frame."""
    studio.overview.refresh()
    return True


def part_at(studio: Studio, t_s: float) -> OverviewPart:
    return next(part for part in reversed(studio.overview.parts) if part.start_s <= t_s)


def sounding(studio: Studio) -> str:
    """The word that the lanes have where the playhead is; "" where they have none."""
    at_s = studio.hearing.view().elapsed_s
    part = part_at(studio, at_s)
    words = part.take.words if part.take is not None else ()
    return next((word.text for word in reversed(words) if part.sound_s + word.start_s <= at_s), "")


async def test_the_total_time_becomes_exact(desk: Desk) -> None:
    desk.studio.editing.replace_text(TEXT)
    assert desk.studio.hearing.view().estimated
    desk.studio.hearing.play_all()
    await until_stopped(desk)
    await wait_until_async(lambda: refreshed(desk.studio) and not desk.studio.hearing.view().estimated)
    parts = desk.studio.overview.parts
    assert desk.studio.hearing.view().total_s == pytest.approx(parts[-1].start_s + parts[-1].rendered_s)


async def test_from_the_middle_of_a_paragraph_the_lanes_have_what_is_heard(stepped: tuple[Desk, Steps]) -> None:
    studio = await begin(stepped[0], len("One two three four five six seven eight nine ten. "))
    part = studio.overview.parts[0]
    assert part.take is not None
    assert part.lead_s > 0
    assert part.current
    assert len(part.take.words) <= len(FIRST.split()) - 10
    word = studio.hearing.view().word
    assert word is not None
    assert sounding(studio) == TWO[word.start : word.end]
    studio.hearing.seek_s(studio.hearing.view().elapsed_s + 0.001)
    assert studio.hearing.here == word.start
    await wait_until_async(
        lambda: (
            refreshed(studio) and not [each for each in studio.overview.parts if each.take and not each.take.complete]
        ),
        what="all of it is rendered",
    )
    studio.hearing.stop()
    # It is still the sound of that text.
    assert studio.overview.parts[0].take is part.take
    assert studio.hearing.view().elapsed_s == pytest.approx(part.sound_s + part.take.words[0].start_s, abs=5.0)


async def test_what_is_heard_is_shown_though_another_take_of_it_is_finished_meanwhile(
    stepped: tuple[Desk, Steps], tmp_path: Path
) -> None:
    desk, _ = stepped
    studio = await begin(desk, len("One two three four five six seven eight nine ten. "))
    heard_take = studio.overview.parts[0].take
    studio.exporting.export(tmp_path / "out.wav", EXPORTERS[0].format())
    await wait_until_async(lambda: "Exported" in desk.said("export"))
    studio.editing.edit_text(len(TWO), 0, "More.")
    assert studio.overview.parts[0].take is heard_take
    assert sounding(studio)
    studio.hearing.stop()
    # The whole one is what would be heard of it now.
    assert studio.overview.parts[0].lead_s == 0.0


@pytest.mark.parametrize("changes", CHANGES)
async def test_a_change_while_playing_leaves_what_is_heard_in_the_lanes(
    stepped: tuple[Desk, Steps], changes: str
) -> None:
    studio = await begin(stepped[0])
    await wait_until_async(lambda: refreshed(studio) and not studio.overview.estimated, what="all of it is rendered")
    before = studio.overview.parts
    total_s, at_s = studio.hearing.view().total_s, studio.hearing.view().elapsed_s
    for change in CHANGES[changes]:
        change(studio)
        assert [part.take for part in studio.overview.parts] == [part.take for part in before]
        assert studio.hearing.view().elapsed_s >= at_s
        assert studio.hearing.view().total_s >= total_s - 1.0
        assert sounding(studio)
        # What was written before it is another paragraph: this one would be spoken alike.
        wanted = {"text before it": "", "design": "voice"}.get(changes, "text")

        def told(wanted: str = wanted) -> bool:
            return next(part.changed for part in studio.overview.parts if part.take) == wanted

        # On a busy machine it comes with a frame, as for a long text.
        await wait_until_async(lambda: refreshed(studio) and told(), what="what has changed is told")
    studio.hearing.stop()
    kept = [part.take for part in studio.overview.parts if part.take is not None and part.current]
    design, status = studio.designing.spoken_design, studio.engine.state.status
    assert status is not None
    now = {take_key(each.text, design, status.engine) for each in studio.editing.project.paragraphs}
    assert {take.key for take in kept} <= now
    # What was heard stays in the lanes, told as of another design.
    if changes == "design":
        assert {part.stale for part in studio.overview.parts if part.take is not None} == {"voice"}


async def test_a_seek_in_the_lanes_goes_to_what_they_show_there(stepped: tuple[Desk, Steps]) -> None:
    desk, _ = stepped
    studio = await begin(desk)
    await wait_until_async(
        lambda: refreshed(studio) and len(studio.overview.parts) == 2 and studio.overview.parts[1].rendered_s > 1,
        what="the second one is rendered",
    )
    studio.editing.edit_text(0, 0, "Quite another start. \n")
    studio.overview.catch_up()
    part = studio.overview.parts[1]
    assert part.take is not None
    studio.hearing.seek_s(part.sound_s + part.take.words[1].start_s + 0.01)
    await step_until(desk, lambda: studio.editing.project.text[studio.hearing.here :].startswith("twelve"), "the place")
    studio.hearing.stop()


async def test_undoing_the_deletion_of_a_voice_shows_its_own_sound(desk: Desk) -> None:
    studio = desk.studio
    studio.editing.replace_text("One two three.")
    able = [voice.id for voice in studio.voices.all if voice.available]
    studio.designing.choose_voice(able[1])
    studio.designing.add_to_mix(able[2])
    studio.designing.save_blend("Mine")
    await wait_until_async(lambda: [voice for voice in studio.voices.all if voice.own])
    mine = next(voice.id for voice in studio.voices.all if voice.own)

    async def read_whole(voice_id: str) -> str:
        studio.designing.choose_voice(voice_id)
        studio.hearing.play_all()
        await wait_until_async(lambda: not studio.hearing.active)
        studio.overview.catch_up()
        take = studio.overview.parts[0].take
        assert take is not None
        return take.key

    other = await read_whole(able[0])
    own = await read_whole(mine)
    assert own != other
    studio.designing.delete_voice(mine)
    await wait_until_async(lambda: studio.voices.get(mine) is None)
    await wait_until_async(
        lambda: refreshed(studio) and studio.overview.parts[0].stale == "voice", what="its sound is told as old"
    )
    studio.editing.undo()
    await wait_until_async(lambda: studio.voices.get(mine) is not None)
    studio.overview.catch_up()
    shown = studio.overview.parts[0].take
    assert shown is not None
    assert shown.key == own
    assert [part.voice_id for part in studio.designing.spoken_design.mix] == [mine]


async def test_another_colour_of_a_speaker_is_told_at_once_and_computes_nothing(desk: Desk) -> None:
    studio = desk.studio
    studio.editing.replace_text(TWO)
    first, second = (paragraph.id for paragraph in studio.editing.project.paragraphs)
    ida = studio.speakers.add("Ida", [second])
    overview, told = studio.overview, []
    await wait_until_async(lambda: refreshed(studio) and not overview._stale, what="all is included")
    overview.changed.connect(lambda _none: told.append(1))
    parts = overview.text_parts
    assert overview.speakers == {first: "narrator", second: ida}
    assert [overview.read_by(each) for each in ("narrator", ida, "nobody")] == [
        (1, parts[0].duration_s),
        (1, parts[1].duration_s),
        (0, 0.0),
    ]
    studio.speakers.recolour(ida, "#8A6420")
    studio.speakers.rename(ida, "Anna")
    assert (len(told), overview.text_parts is parts) == (2, True)
    studio.speakers.give({first: ida})
    await wait_until_async(lambda: refreshed(studio) and overview.read_by(ida)[0] == 2, what="the lines are counted")


async def test_a_word_that_is_tried_leaves_the_parts_as_they_are_and_computes_nothing(desk: Desk) -> None:
    studio = desk.studio
    studio.editing.replace_text(TWO)
    await wait_until_async(lambda: studio.overview.parts and refreshed(studio), what="the parts")
    before, told = studio.overview.parts, list[None]()
    studio.overview.changed.connect(told.append)
    asked = studio.pronouncing.word(0, 0)
    assert asked is not None
    studio.pronouncing.hear(asked, "")
    await wait_until_async(lambda: studio.hearing.active, what="it is heard")
    assert studio.overview.parts is before
    assert told == []
    studio.hearing.stop()
    assert studio.overview.parts is before


async def test_a_selection_is_rendered_and_heard_alone(stepped: tuple[Desk, Steps]) -> None:
    desk, _ = stepped
    desk.studio.editing.replace_text(TWO)
    desk.studio.hearing.play_selection(0, len("One two three"))
    await step_until(desk, lambda: desk.studio.hearing.view().word is not None, "it is heard")
    part = desk.studio.overview.parts[0]
    await step_until(desk, lambda: not desk.studio.hearing.active, "the end")
    assert part.take is not None
    assert [word.text for word in part.take.words] == ["One", "two", "three"]


async def test_the_heard_word_follows_edits_of_its_paragraph(stepped: tuple[Desk, Steps]) -> None:
    studio = await begin(stepped[0])
    studio.editing.edit_text(len(FIRST) - len("ten. "), 3, "eleven")
    word = studio.hearing.view().word
    assert word is not None
    studio.editing.edit_text(0, 0, "Well, ")
    again = studio.hearing.view().word
    text = studio.editing.project.text
    assert again is not None
    assert text[again.start : again.end] in FIRST.split()
    assert again.start >= word.start + len("Well, ")
    studio.hearing.stop()


async def test_what_is_read_in_a_deleted_paragraph_goes_on_behind_it(stepped: tuple[Desk, Steps]) -> None:
    studio = await begin(stepped[0])
    studio.editing.edit_text(0, len(FIRST) + 1, "")
    studio.hearing.stop()
    assert studio.hearing.here == 0
    assert studio.editing.project.text.startswith("Eleven")


async def test_what_was_broken_off_by_stopping_is_told_apart_from_what_is_being_rendered(desk: Desk) -> None:
    studio = desk.studio

    def unfinished() -> list[OverviewPart]:
        studio.overview.refresh()
        return [part for part in studio.overview.parts if part.take is not None and not part.take.complete]

    # It is rendered no further ahead than a minute and a half.
    studio.editing.replace_text("\n".join(f"{number}. {SECOND}" for number in range(12)))
    studio.hearing.play_all()
    await wait_until_async(lambda: any(part.rendered_s for part in unfinished()), HANGS_S, "rendered ahead")
    assert not any(part.broken_off for part in unfinished())
    studio.hearing.stop()
    assert unfinished()
    await wait_until_async(lambda: all(part.broken_off for part in unfinished()), HANGS_S, "nothing is rendered")


async def test_what_is_yet_to_be_read_from_the_file_is_shown_as_ready_while_it_is_played(desk: Desk) -> None:
    studio = desk.studio
    studio.editing.replace_text("\n".join(f"{number} {FIRST}{SECOND}" for number in range(8)))
    studio.rendering.render_changed()
    await wait_until_async(lambda: not studio.rendering.active, HANGS_S)
    assert studio.overview.total_s > 1.5 * RENDER_AHEAD_S
    studio.takes.clear()
    studio.hearing.play_all()
    await wait_until_async(lambda: read_ahead_s(studio) > RENDER_AHEAD_S, HANGS_S, "as much is read as is ever ahead")
    await wait_until_async(lambda: refreshed(studio) and not studio.overview.estimated, HANGS_S, "all is known")
    assert all(part.take is not None and part.take.complete and part.current for part in studio.overview.parts)


async def test_what_is_left_to_render_counts_down_while_the_text_is_played(desk: Desk) -> None:
    studio = desk.studio
    studio.editing.replace_text(TWO)
    studio.overview.catch_up()
    assert studio.overview.changed_count == 2
    studio.hearing.play_all()
    await wait_until_async(lambda: refreshed(studio) and studio.overview.changed_count == 0, HANGS_S, "all is rendered")
    assert studio.hearing.reading


def read_ahead_s(studio: Studio) -> float:
    session = studio.playback.session
    return session.playlist.rendered_s() if session is not None else 0.0


async def test_a_book_is_taken_in_over_several_refreshes_and_a_letter_meanwhile_is_too(desk: Desk) -> None:
    editing, overview = desk.studio.editing, desk.studio.overview
    editing.replace_text("\n".join(f"Some words of paragraph {number}." for number in range(5000)))
    overview.catch_up()
    overview._took_s = 0.01  # as on a machine that takes so long for it
    editing.edit_text(0, 0, "Here are ")
    before = overview.text_total_s
    calls = 0
    while overview.text_total_s == before:
        overview.refresh()
        calls += overview._slices is not None
        await asyncio.sleep(0)
    assert calls >= 3
    assert overview.text_total_s > before
