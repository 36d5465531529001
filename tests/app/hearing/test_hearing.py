# SPDX-License-Identifier: GPL-3.0-or-later
"""What is asked for is heard, at once or when the engine is ready; what cannot be is told."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from studio.audio.events import Failed
from studio.audio.source import Track
from studio.core.errors import EngineUnavailable, SpeechFailed
from studio.core.project import Paragraph, VoiceDesign
from studio.export.formats import EXPORTERS
from tests.support.desk import Desk, heard_from, heard_words, standing, step_until, until_stopped
from tests.support.stepped_output import Steps
from tests.support.waiting import wait_until_async

TEXT = "One two three four.\n\nFive six seven eight."
LONG = TEXT + " nine" * 90
LINES = [f"Line {number} with word{number} in it." for number in range(60)]
PAGE = "\n".join(LINES)


async def reading(desk: Desk) -> int:
    """Where the word stands that is heard, as soon as one is."""
    await wait_until_async(lambda: desk.studio.hearing.view().word is not None)
    word = desk.studio.hearing.view().word
    assert word is not None
    return word.start


async def test_play_goes_on_where_it_was_stopped_also_after_an_edit(desk: Desk) -> None:
    desk.studio.editing.replace_text(LONG)
    six = LONG.index("six")
    desk.studio.hearing.play_from(six)
    heard = await reading(desk)
    assert heard >= six
    desk.studio.hearing.stop()
    place = desk.studio.hearing.here
    assert heard <= place < len(LONG)
    assert desk.studio.hearing.view().elapsed_s > 0
    desk.studio.editing.edit_text(0, 3, "Number one")
    desk.studio.editing.edit_text(0, 0, "Zero.\n")
    desk.studio.designing.set_speed(0.5)
    by = len("Number one") - 3 + len("Zero.\n")
    assert desk.studio.hearing.here == place + by
    desk.studio.hearing.play_or_pause()
    assert await reading(desk) >= place + by
    desk.studio.hearing.stop()


async def test_what_was_heard_out_begins_at_the_start_again(desk: Desk) -> None:
    desk.studio.editing.replace_text(TEXT)
    desk.studio.hearing.play_from(TEXT.index("eight"))
    await wait_until_async(lambda: not desk.studio.hearing.active)
    assert (desk.studio.hearing.here, desk.studio.hearing.view().elapsed_s) == (0, 0.0)


async def test_rewinding_plays_from_the_start(desk: Desk) -> None:
    # Either half is heard for so long that a busy machine cannot miss it.
    text = "one " * 90 + "\n\n" + "nine " * 90
    desk.studio.editing.replace_text(text)
    nine = text.index("nine")
    desk.studio.hearing.play_from(nine)
    assert await reading(desk) >= nine
    desk.studio.hearing.rewind()
    await wait_until_async(lambda: desk.studio.hearing.here < nine)
    desk.studio.hearing.seek_to_char(nine)
    await wait_until_async(lambda: desk.studio.hearing.here >= nine)
    desk.studio.hearing.stop()
    desk.studio.hearing.rewind()
    assert (desk.studio.hearing.here, desk.studio.hearing.view().elapsed_s) == (0, 0.0)
    desk.studio.hearing.seek_to_char(nine)
    desk.studio.hearing.play_all()
    assert await reading(desk) < nine
    desk.studio.hearing.stop()


async def test_a_seek_while_stopped_moves_the_place_and_starts_nothing(desk: Desk) -> None:
    desk.studio.editing.replace_text(LONG)
    desk.studio.overview.catch_up()
    desk.studio.hearing.seek_to_char(LONG.index("ix seven"))
    assert (desk.studio.hearing.view().phase, desk.studio.hearing.here) == ("stopped", LONG.index("six"))
    desk.studio.hearing.seek_s(desk.studio.hearing.view().elapsed_s)
    assert desk.studio.hearing.here == LONG.index("six")
    desk.studio.hearing.play_or_pause()
    assert await reading(desk) >= LONG.index("six")
    desk.studio.hearing.stop()


@pytest.mark.parametrize(
    ("here", "place"),
    [("Six", "One"), ("seven", "One"), ("eight", "One"), ("nine", "Six"), ("eleven", "Six")],
)
async def test_a_step_back_goes_to_the_sentence_or_from_its_first_words_to_the_one_before(
    desk: Desk, here: str, place: str
) -> None:
    hearing, text = desk.studio.hearing, "One two three four five. Six seven eight nine ten eleven."
    desk.studio.editing.replace_text(text)
    hearing.seek_to_char(text.index(here))
    hearing.step_back()
    assert hearing.here == text.index(place)


async def test_places_in_a_paragraph_of_another_language_than_the_narrators_are_those_of_its_words(desk: Desk) -> None:
    studio, text = desk.studio, "One two.\n今日は朝から晴。散歩をした。また明日。"
    studio.editing.replace_text(text)
    studio.speakers.add("Ida", [studio.editing.project.paragraphs[1].id])
    studio.designing.set_language("ja")
    today, walk, tomorrow = (text.index(word) for word in ("今日", "散歩", "また"))
    hearing = studio.hearing
    hearing.seek_to_char(walk + 1)
    assert hearing.here == walk + 1
    went = []
    for step in (hearing.step_forward, hearing.step_back, hearing.step_forward):
        step()
        went.append(hearing.here)
    assert went == [tomorrow, walk, tomorrow]
    hearing.seek_to_char(tomorrow - 1)
    hearing.step_back()
    assert hearing.here == walk, "it was not near the begin of the sentence"
    hearing.step_back_paragraph()
    assert hearing.here == today


@pytest.mark.parametrize("said", ["***", "—", "🎉"])
async def test_what_has_no_sound_is_not_repeated(stepped: tuple[Desk, Steps], said: str) -> None:
    desk, _ = stepped
    studio, text = desk.studio, f"One two.\n{said}\nThree."
    studio.editing.replace_text(text)
    studio.rendering.render_changed()
    await wait_until_async(lambda: not studio.rendering.active)
    studio.hearing.loop_sentence(text.index(said))
    await until_stopped(desk)
    assert studio.hearing.looped is None
    if said == "—":
        assert desk.said("play").startswith("There is no word to repeat there")


async def test_chapters_are_gone_through_by_their_headings(desk: Desk) -> None:
    hearing = desk.studio.hearing
    desk.studio.editing.replace_text(
        "Before all.\nOne\nIt was dark and cold that night.\nA part\nThen day.\nTwo\nAll was well again then."
    )
    project = desk.studio.editing.project
    levels = {"One": 1, "A part": 2, "Two": 1}
    paragraphs = tuple(
        replace(each, kind="heading", level=levels[each.text]) if each.text in levels else each
        for each in project.paragraphs
    )
    desk.studio.editing._history.do("Headings", replace(project, paragraphs=paragraphs))
    text, went = project.text, []
    for step in [hearing.step_forward_chapter] * 3 + [hearing.step_back_chapter] * 3:
        step()
        went.append(hearing.here)
    assert went == [text.index("One"), *[text.index("Two")] * 2, text.index("One"), 0, 0]
    hearing.seek_to_char(text.index("well again"))
    hearing.step_back_chapter()
    assert hearing.here == text.index("Two")


async def test_opening_a_text_stops_reading_the_one_before(desk: Desk) -> None:
    desk.studio.editing.replace_text(LONG)
    desk.studio.hearing.play_all()
    await reading(desk)
    desk.studio.editing.replace_text("Quite another text than the one before.")
    assert not desk.studio.hearing.active
    assert desk.studio.hearing.here == 0


async def test_taking_back_an_opening_reads_and_keeps_nothing_of_that_text(desk: Desk) -> None:
    desk.studio.editing.replace_text(LONG)
    desk.studio.editing.replace_text("Another text, which is as long as that one.\nIt has lines." + " ten" * 90)
    opened: list[None] = []
    desk.studio.editing.opened.connect(opened.append)
    for step in (desk.studio.editing.undo, desk.studio.editing.redo):
        desk.studio.hearing.play_from(10)
        await wait_until_async(lambda: desk.studio.hearing.view().phase == "playing")
        step()
        assert desk.studio.hearing.view().phase == "stopped"
        assert desk.studio.hearing.resume_at is None
        desk.studio.hearing.seek_to_char(10)
        assert desk.studio.hearing.resume_at is not None
    assert len(opened) == 2


async def test_the_place_is_the_start_where_no_word_is_left_behind_it(desk: Desk) -> None:
    desk.studio.editing.replace_text(TEXT)
    desk.studio.overview.catch_up()
    desk.studio.hearing.seek_to_char(TEXT.index("eight"))
    assert desk.studio.hearing.view().elapsed_s > 0
    start = TEXT.index("eight")
    desk.studio.editing.edit_text(start, len(TEXT) - start, "")
    assert desk.studio.hearing.resume_at is None
    assert desk.studio.hearing.view().elapsed_s == 0


async def test_another_text_is_played_from_its_start(desk: Desk) -> None:
    desk.studio.editing.replace_text(TEXT)
    desk.studio.hearing.seek_to_char(TEXT.index("six"))
    desk.studio.editing.replace_text("Quite another text than the one before.")
    assert desk.studio.hearing.here == 0


async def test_playing_from_behind_the_last_word_begins_at_the_start(desk: Desk) -> None:
    text = "one " * 90 + "\n\nFive six."
    desk.studio.editing.replace_text(text + "\n\n ")
    desk.studio.hearing.play_from(len(text) + 2)
    assert await reading(desk) < text.index("Five")
    assert not desk.said("play")
    desk.studio.hearing.stop()


async def test_what_holds_no_word_is_told_calmly(desk: Desk) -> None:
    desk.studio.editing.replace_text('<break time="1s"/>')
    desk.studio.hearing.play_all()
    assert "no word to read" in desk.said("play")
    desk.studio.editing.replace_text(TEXT)
    desk.studio.hearing.play_selection(TEXT.index("\n"), TEXT.index("Five"))
    assert "no word in the selection" in desk.said("play")
    assert {notice.kind for notice in desk.notices if notice.key == "play" and notice.text} == {"info"}
    desk.studio.hearing.play_all()
    assert desk.said("play") == ""
    desk.studio.hearing.stop()


async def test_nothing_to_read_is_said(desk: Desk) -> None:
    desk.studio.editing.replace_text(" \n ")
    desk.studio.hearing.play_all()
    assert "nothing to read" in desk.said("play")
    assert desk.studio.hearing.play_blocker() == desk.said("play")


async def test_what_cannot_be_spoken_is_said(desk: Desk) -> None:
    desk.studio.editing.replace_text("Hello 🙂 there.")
    desk.studio.hearing.play_all()
    await until_stopped(desk)
    assert "🙂" in desk.said("skipped")


async def test_an_audition_speaks_without_moving_the_place(stepped: tuple[Desk, Steps]) -> None:
    desk, _ = stepped
    voice = desk.studio.voices.all[1]
    desk.studio.hearing.audition(voice.id)
    await step_until(desk, lambda: desk.studio.hearing.view().phase == "playing", "the voice is heard")
    view = desk.studio.hearing.view()
    assert (view.audition_voice_id, view.word, view.elapsed_s) == (voice.id, None, 0.0)
    desk.studio.hearing.audition(voice.id)
    assert desk.studio.hearing.view().phase == "stopped"


async def test_play_pressed_while_the_engine_starts_plays_when_it_is_ready(starting: Desk) -> None:
    studio = starting.studio
    studio.editing.replace_text(PAGE)
    studio.hearing.play_or_pause()
    assert studio.hearing.view().phase == "waiting"
    studio.hearing.play_on()
    assert "as soon as it is ready" in standing(starting)["play"]
    await heard_from(starting, "Line 0")
    assert standing(starting) == {}
    studio.hearing.stop()


async def test_a_stretch_wanted_while_the_engine_starts_moves_with_the_text(starting: Desk) -> None:
    studio = starting.studio
    studio.editing.replace_text(PAGE)
    studio.hearing.play_selection(PAGE.index("word7"), PAGE.index("word7") + 5)
    studio.editing.edit_text(0, 0, "Before it all.\n")
    await heard_from(starting, "word7")
    await step_until(starting, lambda: studio.hearing.view().phase == "stopped", "its end")


@pytest.mark.parametrize("begun_at", [0, 5])
async def test_what_is_sought_while_the_engine_starts_is_where_it_plays(starting: Desk, begun_at: int) -> None:
    studio = starting.studio
    studio.editing.replace_text(PAGE)
    studio.hearing.play_from(PAGE.index(f"word{begun_at}"))
    studio.hearing.seek_to_char(PAGE.index("word9"))
    assert studio.hearing.view().phase == "waiting"
    assert "as soon as it is ready" in standing(starting)["play"]
    await heard_from(starting, "word9")
    assert standing(starting) == {}
    studio.hearing.stop()


async def test_what_is_rewound_while_the_engine_starts_plays_from_the_start(starting: Desk) -> None:
    studio = starting.studio
    studio.editing.replace_text(PAGE)
    studio.hearing.play_from(PAGE.index("word9"))
    studio.hearing.rewind()
    assert studio.hearing.view().phase == "waiting"
    await heard_from(starting, "Line 0")
    studio.hearing.stop()


async def test_a_voice_asked_for_while_the_engine_starts_is_heard_when_it_is_ready(data_dir: Path) -> None:
    steps = Steps()
    first = Desk(data_dir, steps)
    await first.open()
    voice_id = first.studio.voices.all[1].id
    psutil.Process(first.engines[0].pid).kill()
    await wait_until_async(lambda: not first.studio.engine.state.ready)
    first.studio.hearing.audition(voice_id)
    assert set(standing(first)) == {"engine", "play"}
    await step_until(first, lambda: first.studio.hearing.view().audition_voice_id == voice_id, "the voice is heard")
    assert standing(first) == {}
    first.studio.hearing.stop()
    steps.unplug()
    await first.studio.close()


@pytest.mark.parametrize("press", ["stop", "play_or_pause"])
async def test_what_waits_for_the_engine_can_be_taken_back(starting: Desk, press: str) -> None:
    studio = starting.studio
    studio.hearing.play_all()
    getattr(studio.hearing, press)()
    assert studio.hearing.view().phase == "stopped"
    assert standing(starting) == {}
    await wait_until_async(lambda: not studio.engine.blocker())
    assert studio.hearing.begun == 0


async def test_what_waits_for_the_engine_is_forgotten_when_another_text_is_opened(starting: Desk) -> None:
    studio = starting.studio
    studio.editing.replace_text(PAGE)
    studio.hearing.play_from(PAGE.index("word5"))
    told: list[str] = []
    studio.hearing.changed.connect(lambda view: told.append(view.phase))
    studio.editing.replace_text("Quite another text than the one before.")
    assert told[-1] == "stopped"
    assert standing(starting) == {}
    await wait_until_async(lambda: not studio.engine.blocker())
    assert studio.hearing.begun == 0


async def test_a_voice_that_waits_for_the_engine_is_heard_though_another_text_is_opened(starting: Desk) -> None:
    studio = starting.studio
    said = Paragraph("", "One two three.")
    studio.hearing.try_out("somebody", VoiceDesign(), said)
    studio.editing.replace_text(PAGE)
    await wait_until_async(lambda: not studio.engine.blocker())
    assert studio.hearing.view().audition_voice_id == "somebody"


async def test_what_waited_for_an_engine_that_failed_is_forgotten(data_dir: Path) -> None:
    desk = Desk(data_dir)
    studio = desk.studio
    desk.engine_fault = EngineUnavailable("No engine.")
    studio.start()
    studio.hearing.play_all()
    assert studio.hearing.view().phase == "waiting"
    await wait_until_async(lambda: studio.engine.state.phase == "failed")
    assert studio.hearing.view().phase == "stopped"
    assert set(standing(desk)) == {"engine"}
    desk.engine_fault = None
    studio.engine.restart()
    await wait_until_async(lambda: not studio.engine.blocker())
    assert studio.hearing.begun == 0
    await studio.close()


async def test_an_error_of_playing_goes_when_something_is_played(stepped: tuple[Desk, Steps]) -> None:
    desk, _ = stepped
    studio = desk.studio
    studio.editing.replace_text(PAGE)
    for text in ("It broke off.", "Once more."):
        studio.sound.events.emit(Failed(SpeechFailed(text), Track(24000)))
        assert standing(desk) == {"play": text}
        studio.hearing.play_all()
        await heard_from(desk, "Line 0")
        assert standing(desk) == {}
    studio.hearing.stop()


async def test_what_could_not_be_played_is_told_until_it_can(desk: Desk) -> None:
    desk.studio.editing.replace_text(" \n ")
    desk.studio.hearing.play_all()
    assert set(standing(desk)) == {"play"}
    desk.studio.editing.replace_text('<break time="1s"/>')
    assert standing(desk) == {}
    desk.studio.hearing.play_all()
    assert set(standing(desk)) == {"play"}
    desk.studio.editing.edit_text(0, 0, "Word ")
    assert standing(desk) == {}


async def test_what_was_not_spoken_is_told_until_the_next_playing(stepped: tuple[Desk, Steps]) -> None:
    desk, _ = stepped
    desk.studio.editing.replace_text("Hello 🙂 there.")
    desk.studio.hearing.play_all()
    await wait_until_async(lambda: "skipped" in standing(desk))
    desk.studio.editing.replace_text("Hello there.")
    desk.studio.hearing.play_all()
    await heard_from(desk, "Hello")
    assert standing(desk) == {}
    desk.studio.hearing.stop()


async def test_of_many_words_that_were_not_spoken_the_first_are_told(desk: Desk) -> None:
    words = " ".join(chr(0x1F600 + number) for number in range(50))
    desk.studio.editing.replace_text(f"Hello {words} there.")
    desk.studio.hearing.play_all()
    await wait_until_async(lambda: "skipped" in standing(desk))
    assert standing(desk)["skipped"] == f"Not spoken: {words[:60]}…"
    desk.studio.hearing.stop()


@pytest.mark.parametrize("chosen", [True, False])
async def test_what_is_kept_is_played_and_exported_without_an_engine(
    chosen: bool, data_dir: Path, tmp_path: Path
) -> None:
    before = Desk(data_dir)
    await before.open()
    before.studio.editing.replace_text(TEXT)
    if chosen:
        before.studio.designing.choose_voice(before.studio.voices.all[1].id)
    before.studio.rendering.render_changed()
    await wait_until_async(lambda: not before.studio.rendering.active, what="all of it rendered")
    await before.studio.close()

    steps = Steps()
    desk = Desk(data_dir, steps)
    desk.engine_fault = EngineUnavailable("There is no engine.")
    studio = desk.studio
    studio.start()
    try:
        await wait_until_async(lambda: studio.engine.state.phase == "failed", what="the failure")
        await wait_until_async(lambda: not studio.hearing.play_blocker(), what="the takes")
        studio.hearing.play_all()
        await heard_from(desk, "One")
        await step_until(desk, lambda: studio.hearing.view().phase == "stopped", "its end")
        path = tmp_path / "out.wav"
        studio.exporting.export(path, EXPORTERS[0].format(24000, 16))
        await wait_until_async(lambda: "Exported" in desk.said("export"), what="the export")
        assert path.stat().st_size > 2 * 24000
        studio.editing.edit_text(0, 3, "Six")
        assert studio.hearing.play_blocker() == "There is no engine."
        studio.hearing.play_from(TEXT.index("Five"))
        await heard_from(desk, "Five")
        studio.hearing.stop()
        studio.hearing.play_all()
        assert standing(desk)["play"] == "There is no engine."
    finally:
        # A fade-out would be waited for, whose steps nobody makes.
        studio.hearing.stop()
        steps.unplug()
        await desk.studio.close()


async def test_what_an_engine_renders_that_came_while_something_kept_was_read_is_known_as_its_own(
    data_dir: Path,
) -> None:
    before = Desk(data_dir)
    await before.open()
    before.studio.editing.replace_text(TEXT)
    before.studio.rendering.render_changed()
    await wait_until_async(lambda: not before.studio.rendering.active, what="all of it rendered")
    await before.studio.close()

    steps = Steps()
    desk = Desk(data_dir, steps)
    desk.engine_fault = EngineUnavailable("There is no engine.")
    studio = desk.studio
    studio.start()
    try:
        await wait_until_async(lambda: studio.engine.state.phase == "failed", what="the failure")
        await wait_until_async(lambda: not studio.hearing.play_blocker(), what="the takes")
        studio.hearing.play_all()
        await heard_from(desk, "two")
        desk.engine_fault = None
        studio.engine.restart()
        await wait_until_async(lambda: studio.engine.state.ready, what="the engine")
        studio.designing.set_speed(-1.0)
        last = studio.editing.project.paragraphs[-1]
        await step_until(desk, lambda: len(studio.taking.takes_of(last)) == 2, "the take of the last paragraph")
        status = studio.engine.state.status
        assert status is not None
        assert studio.taking.takes_of(last)[-1].made.engine == status.engine
    finally:
        studio.hearing.stop()
        steps.unplug()
        await studio.close()


async def test_a_loop_that_waits_for_the_engine_stays_one_where_it_is_gone_to(starting: Desk) -> None:
    studio = starting.studio
    studio.editing.replace_text(TEXT)
    end = TEXT.index("Five")
    studio.hearing.loop(0, end)
    studio.hearing.seek_to_char(TEXT.index("three"))
    await heard_from(starting, "four")
    assert studio.hearing.looped == (0, end)
    studio.hearing.stop()


async def test_a_loop_that_waits_for_the_engine_is_ended_by_the_same_keys(starting: Desk) -> None:
    studio = starting.studio
    studio.editing.replace_text(TEXT)
    end = TEXT.index("Five")
    told: list[object] = []
    studio.hearing.loop(0, end)
    told.append(studio.hearing.looped)
    studio.hearing.end_loop()
    told += (studio.hearing.looped, studio.hearing.view().phase)
    assert told == [(0, end), None, "waiting"]
    assert starting.steps is not None
    assert await heard_words(starting, starting.steps) == TEXT.split()


async def test_a_selection_that_waits_for_the_engine_ends_where_it_ended_when_it_is_gone_to(starting: Desk) -> None:
    studio = starting.studio
    studio.editing.replace_text(TEXT)
    studio.hearing.play_selection(0, TEXT.index("seven"))
    studio.hearing.seek_to_char(TEXT.index("three"))
    await heard_from(starting, "three")
    assert starting.steps is not None
    assert (await heard_words(starting, starting.steps))[-1] == "six"
