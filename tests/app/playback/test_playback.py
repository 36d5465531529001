# SPDX-License-Identifier: GPL-3.0-or-later
"""Which words are heard, and where playing goes on."""

from __future__ import annotations

import time
import wave
from functools import partial
from pathlib import Path

import numpy as np
import psutil
import pytest
from numpy.typing import NDArray

from studio.app.playback.view import HeardWord
from studio.audio.playout import FADE_S
from studio.client.local.engine import LocalEngine
from studio.core.pcm import Samples
from studio.export.formats import EXPORTERS
from tests.support.desk import Desk, heard_from, heard_words, step_until
from tests.support.signals import islands
from tests.support.stepped_output import RATE_HZ, STEP_FRAMES, Steps
from tests.support.waiting import HANGS_S, POLL_S, wait_until, wait_until_async

TEXT = "One two three four.\n\nFive six seven eight."
# A resampler that is fed in other pieces rounds otherwise.
EXACT = 1e-4
LONG = TEXT + " nine" * 90


async def reading(desk: Desk) -> int:
    """Where the word stands that is heard, as soon as one is."""
    await wait_until_async(lambda: desk.studio.hearing.view().word is not None)
    word = desk.studio.hearing.view().word
    assert word is not None
    return word.start


async def test_every_word_is_lit_in_turn(stepped: tuple[Desk, Steps]) -> None:
    desk, steps = stepped
    desk.studio.editing.replace_text(TEXT)
    desk.studio.hearing.play_all()
    assert await heard_words(desk, steps) == TEXT.split()


async def test_a_pause_alone_in_its_line_is_heard_as_in_a_file_and_is_a_place_to_go_on_at(
    stepped: tuple[Desk, Steps], tmp_path: Path
) -> None:
    desk, steps = stepped
    studio = desk.studio
    studio.editing.replace_text('One two.\n<break time="2s"/>\nThree four.')
    path = tmp_path / "pause.wav"
    studio.exporting.export(path, EXPORTERS[0].format(24000, 16))
    await wait_until_async(lambda: "Exported" in desk.said("export"), HANGS_S, "the file")
    with wave.open(str(path)) as sound:
        length_s = sound.getnframes() / 24000
    studio.hearing.play_all()
    await step_until(desk, lambda: not studio.hearing.active, "the end")
    begin, end = islands(steps.heard)[0][0], islands(steps.heard)[-1][1]
    assert abs((end - begin) / RATE_HZ - length_s) < 0.1
    steps.blocks.clear()
    studio.hearing.play_all()
    await heard_from(desk, "two.")
    behind = len("One two.\n")
    await step_until(desk, lambda: studio.hearing.here == behind, "the pause")
    assert studio.hearing.view().word is None
    studio.hearing.stop()
    assert studio.hearing.here == behind
    studio.hearing.play_on()
    await step_until(desk, lambda: studio.hearing.view().word is not None, "what is behind it")
    assert await heard_words(desk, steps) == ["Three", "four."]


@pytest.mark.parametrize("speed", [0.75, 2.0])
async def test_at_another_listening_speed_each_word_is_lit_with_its_sound(
    stepped: tuple[Desk, Steps], speed: float
) -> None:
    desk, steps = stepped
    text = "One two three four five six seven eight nine ten."
    desk.studio.editing.replace_text(text)
    desk.studio.sound.set_listening_speed(speed)
    lit: dict[int, int] = {}
    desk.studio.hearing.play_all()

    def over() -> bool:
        view = desk.studio.hearing.view()
        if view.word is not None:
            lit.setdefault(view.word.start, len(steps.blocks) * STEP_FRAMES)
        return view.phase == "stopped"

    await step_until(desk, over, "the end")
    loud = np.convolve(np.abs(steps.heard) > 0.05, np.ones(720))[: len(steps.heard)] > 0
    begins = np.flatnonzero(np.diff(loud.astype(np.int8), prepend=0) > 0)
    assert [text[start:].split()[0] for start in lit] == text.split()
    assert len(begins) == 10
    assert np.diff(begins).mean() / RATE_HZ == pytest.approx(0.2 / speed, rel=0.02)
    # The first one is lit as soon as it is waited for.
    late_s = (np.array(list(lit.values())) - begins)[1:] / RATE_HZ
    assert np.abs(late_s).max() < 0.045, "a step of 20 ms, and what windows are moved by"


async def test_chinese_is_lit_character_by_character(stepped: tuple[Desk, Steps]) -> None:
    desk, steps = stepped
    desk.studio.editing.replace_text("你好，世界。再见！")
    desk.studio.designing.set_language("zh")
    desk.studio.hearing.play_all()
    assert await heard_words(desk, steps) == ["你", "好，", "世", "界。", "再", "见！"]
    desk.studio.hearing.play_selection(3, 5)
    assert await heard_words(desk, steps) == ["世", "界。"]


async def test_a_selection_plays_its_whole_words_only(stepped: tuple[Desk, Steps]) -> None:
    desk, steps = stepped
    desk.studio.editing.replace_text(TEXT)
    start = TEXT.index("hree")
    desk.studio.hearing.play_selection(start, TEXT.index("x seven"))
    assert await heard_words(desk, steps) == ["three", "four.", "Five", "six"]


async def test_playing_from_the_caret_goes_to_the_end(stepped: tuple[Desk, Steps]) -> None:
    desk, steps = stepped
    desk.studio.editing.replace_text(TEXT)
    desk.studio.hearing.play_from(TEXT.index("six") + 1)
    assert await heard_words(desk, steps) == ["six", "seven", "eight."]


async def test_a_selection_of_a_rendered_paragraph_is_not_rendered_again(data_dir: Path) -> None:
    steps = Steps()
    # Only a server of its own stands still as a whole.
    desk = Desk(data_dir, steps, lambda: LocalEngine(engine="tone"))
    await desk.open()
    desk.studio.editing.replace_text(TEXT)
    desk.studio.hearing.play_all()
    assert await heard_words(desk, steps) == TEXT.split()
    psutil.Process(desk.engines[0].pid).suspend()
    try:
        desk.studio.hearing.play_selection(TEXT.index("two"), TEXT.index("three") + 1)
        assert await heard_words(desk, steps) == ["two", "three"]
    finally:
        psutil.Process(desk.engines[0].pid).resume()
        await desk.studio.close()


async def test_what_begins_when_the_last_has_just_ended_is_played(stepped: tuple[Desk, Steps]) -> None:
    desk, steps = stepped
    desk.studio.editing.replace_text(TEXT)
    hearing = desk.studio.hearing
    hearing.play_all()
    await step_until(desk, lambda: hearing.view().word == HeardWord(0, 3), "the first word")
    await step_until(desk, lambda: not hearing.active, "the end")
    hearing.play_from(TEXT.index("eight"))
    # The loop stands still, so that the end is told only when something else has begun.
    wait_until(lambda: hearing.view().phase == "stopped", HANGS_S, "the next end", between=partial(one_step, steps))
    hearing.play_from(TEXT.index("seven"))
    assert await heard_words(desk, steps) == ["seven", "eight."]


async def test_a_click_on_a_word_goes_there(stepped: tuple[Desk, Steps]) -> None:
    desk, steps = stepped
    desk.studio.editing.replace_text(TEXT)
    desk.studio.hearing.play_all()

    def first_is_heard() -> bool:
        steps.step()
        return desk.studio.hearing.view().word == HeardWord(0, 3)

    await wait_until_async(first_is_heard)
    desk.studio.hearing.seek_to_char(TEXT.index("seven"))
    assert (await heard_words(desk, steps))[-2:] == ["seven", "eight."]


async def test_a_click_while_paused_stays_paused_also_where_it_is_rendered_anew(stepped: tuple[Desk, Steps]) -> None:
    desk, steps = stepped
    hearing = desk.studio.hearing
    desk.studio.editing.replace_text(LONG)
    hearing.play_from(LONG.index("Five"))
    await step_until(desk, lambda: hearing.view().word is not None, "a word")
    hearing.play_or_pause()
    hearing.seek_to_char(LONG.index("two"))
    await step_until(desk, lambda: hearing.view().word == HeardWord(4, 7), "the place")
    for _ in range(20):
        steps.step()
    assert hearing.view().phase == "paused"
    assert hearing.view().word == HeardWord(4, 7)
    hearing.play_or_pause()
    await step_until(desk, lambda: hearing.view().word == HeardWord(8, 13), "the next word")
    hearing.stop()


def one_step(steps: Steps) -> None:
    steps.step()
    time.sleep(POLL_S)


async def played_through(desk: Desk, steps: Steps) -> Samples:
    steps.blocks.clear()
    desk.studio.hearing.play_all()
    await step_until(desk, lambda: desk.studio.hearing.view().phase == "stopped", "the end")
    return without_silence_around(steps.heard)


def without_silence_around(samples: Samples) -> Samples:
    sounding = np.flatnonzero(samples)
    return samples[sounding[0] : sounding[-1] + 1]


async def test_pause_holds_the_place(stepped: tuple[Desk, Steps]) -> None:
    """To the frame: what fades out at a pause fades in again where it goes on."""
    desk, steps = stepped
    hearing = desk.studio.hearing
    desk.studio.editing.replace_text(TEXT)
    await played_through(desk, steps)
    whole = await played_through(desk, steps)
    steps.blocks.clear()
    hearing.play_all()
    await step_until(desk, lambda: hearing.view().elapsed_s > 0.28, "the second word")
    hearing.play_or_pause()
    frames = len(steps.heard)
    for _ in range(10):
        steps.step()
    assert hearing.view().phase == "paused"
    place_s = hearing.view().elapsed_s
    steps.step()
    assert hearing.view().elapsed_s == place_s
    resumed = len(steps.heard)
    hearing.play_or_pause()
    await step_until(desk, lambda: hearing.view().phase == "stopped", "the end")
    heard = steps.heard
    first = int(np.flatnonzero(heard)[0])
    place, fade = frames - first, int(FADE_S * RATE_HZ)
    # The feeder lets it sound again a block or more after it was asked to.
    resumed += int(np.flatnonzero(heard[resumed:])[0]) // STEP_FRAMES * STEP_FRAMES
    assert np.abs(heard[first:frames] - whole[:place]).max() < EXACT
    assert not heard[frames + fade : resumed].any()
    faded = heard[frames : frames + fade] + heard[resumed : resumed + fade]
    assert np.abs(faded - whole[place : place + fade]).max() < EXACT
    rest = without_silence_around(heard[resumed + fade :])
    assert len(rest) == len(whole) - place - fade
    assert np.abs(rest - whole[place + fade :]).max() < EXACT


async def test_the_place_is_kept_by_a_selection_and_an_audition(desk: Desk) -> None:
    desk.studio.editing.replace_text(LONG)
    desk.studio.hearing.play_from(LONG.index("six"))
    heard = await reading(desk)
    desk.studio.hearing.play_selection(0, 3)
    place = desk.studio.hearing.here
    assert place >= heard
    await wait_until_async(lambda: not desk.studio.hearing.active)
    assert desk.studio.hearing.here == place
    desk.studio.hearing.audition(desk.studio.voices.all[1].id)
    assert desk.studio.hearing.view().elapsed_s > 0
    await wait_until_async(lambda: not desk.studio.hearing.active)
    assert desk.studio.hearing.here == place
    desk.studio.hearing.play_or_pause()
    assert await reading(desk) >= place
    desk.studio.hearing.stop()


async def test_editing_while_playing_stops_only_the_highlight_of_what_was_edited(
    stepped: tuple[Desk, Steps],
) -> None:
    desk, _ = stepped
    desk.studio.editing.replace_text(TEXT)
    desk.studio.hearing.play_all()
    await heard_from(desk, "One")
    desk.studio.editing.edit_text(0, 3, "Uno")
    assert desk.studio.hearing.view().word is None
    await heard_from(desk, "seven")
    desk.studio.hearing.stop()


async def test_playing_from_the_caret_keeps_what_tags_before_it_set(stepped: tuple[Desk, Steps]) -> None:
    desk, steps = stepped
    desk.studio.editing.replace_text('<speed ratio="0.6"/>One two three four.')
    desk.studio.hearing.play_from(desk.studio.editing.project.text.index("three"))
    assert await heard_words(desk, steps) == ["three", "four."]
    (part,) = desk.studio.overview.parts
    assert part.take is not None
    first, second = part.take.words
    assert second.start_s - first.start_s == pytest.approx(1 / (5.0 * 0.6), abs=0.01)


async def test_a_whole_paragraph_is_played_after_some_of_its_words(stepped: tuple[Desk, Steps]) -> None:
    desk, steps = stepped
    desk.studio.editing.replace_text("One two three four.")
    desk.studio.hearing.play_selection(4, 7)
    assert await heard_words(desk, steps) == ["two"]
    desk.studio.hearing.play_selection(8, 13)
    assert await heard_words(desk, steps) == ["three"]
    desk.studio.hearing.play_all()
    assert await heard_words(desk, steps) == ["One", "two", "three", "four."]


@pytest.mark.parametrize("looped", ["two three", "three", "One two three four.", "four.\n\nFive six"])
async def test_a_loop_is_heard_again_and_again_without_a_gap(stepped: tuple[Desk, Steps], looped: str) -> None:
    desk, steps = stepped
    desk.studio.editing.replace_text(TEXT)
    start = TEXT.index(looped)
    desk.studio.hearing.loop(start, start + len(looped))
    words = looped.split()
    seen: list[str] = []

    def long_enough() -> bool:
        word = desk.studio.hearing.view().word
        text = TEXT[word.start : word.end] if word is not None else ""
        if text and (not seen or seen[-1] != text):
            seen.append(text)
        return len(steps.blocks) * STEP_FRAMES > 4.0 * RATE_HZ

    await step_until(desk, long_enough, "some passes")
    if len(words) > 1:
        passes = len(seen) // len(words)
        assert passes >= 3
        assert seen[: passes * len(words)] == words * passes
    apart = np.diff(begins_of(steps)) / RATE_HZ
    assert len(apart) > 10
    assert apart.max() < 0.45, "no pause but the words' own"
    assert desk.studio.hearing.looped == (start, start + len(looped))


def begins_of(steps: Steps) -> NDArray[np.intp]:
    """Frames at which the tones of words begin."""
    if not len(steps.heard):
        return np.zeros(0, np.intp)
    loud = np.convolve(np.abs(steps.heard) > 0.05, np.ones(720))[: len(steps.heard)] > 0
    return np.flatnonzero(np.diff(loud.astype(np.int8), prepend=0) > 0)


async def test_a_loop_begins_in_the_midst_and_after_it_the_text_goes_on(stepped: tuple[Desk, Steps]) -> None:
    desk, steps = stepped
    hearing = desk.studio.hearing
    desk.studio.editing.replace_text(TEXT)
    hearing.play_all()
    await heard_from(desk, "three")
    hearing.loop_sentence(hearing.here)
    assert hearing.looped is not None
    assert hearing.looped[1] == TEXT.index("Five")
    await heard_from(desk, "four")
    await heard_from(desk, "One")
    await heard_from(desk, "two")
    hearing.end_loop()
    assert desk.studio.hearing.looped is None
    assert await heard_words(desk, steps) == TEXT.split()[1:]


async def test_a_control_is_heard_within_a_loop_and_in_each_later_pass(stepped: tuple[Desk, Steps]) -> None:
    desk, steps = stepped
    hearing = desk.studio.hearing
    desk.studio.editing.replace_text(TEXT)
    hearing.loop(0, TEXT.index("Five"))
    await heard_from(desk, "two")
    desk.studio.designing.set_speed(-1.0)
    await wait_until_async(lambda: not hearing.view().tuning, HANGS_S, "the new sound")
    count = len(steps.blocks)
    await step_until(desk, lambda: (len(steps.blocks) - count) * STEP_FRAMES > 5.0 * RATE_HZ, "three more passes")
    apart = np.diff(begins_of(steps)[-9:]) / RATE_HZ
    assert np.median(apart) == pytest.approx(0.2 / 0.6, rel=0.05)
    assert hearing.looped is not None
