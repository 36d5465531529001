# SPDX-License-Identifier: GPL-3.0-or-later
"""What is heard again and again goes on without a gap or a click, each pass of the same length to a sample."""

from __future__ import annotations

import numpy as np
import pytest

from studio.app.studio import Studio
from studio.core.pcm import Samples
from tests.support.desk import Desk, step_until
from tests.support.stepped_output import RATE_HZ, STEP_FRAMES, Steps
from tests.support.waiting import wait_until_async

TEXT = "One two three four.\n\nFive six seven eight."
PASSES = 100
EDGE_S = 0.02
SAME = 2e-3


def pass_frames(studio: Studio) -> int:
    """Frames of a pass at the device."""
    session = studio.playback.session
    assert session is not None
    playlist, (start, end) = session.playlist, session.loop or (0, 0)
    count = len(TEXT[start:end].strip().split("\n\n"))
    frames = sum(playlist._bounds(item)[1] for item in playlist.items[:count])
    return frames * RATE_HZ // playlist.sample_rate_hz


async def hear(desk: Desk, steps: Steps, frames: int) -> Samples:
    """As much as *frames*, from now on."""
    begin = len(steps.blocks)
    waited: list[str] = []

    def enough() -> bool:
        if len(steps.blocks) > begin + 3 and desk.studio.hearing.view().phase != "playing":
            waited.append(desk.studio.hearing.view().phase)
        return (len(steps.blocks) - begin) * STEP_FRAMES >= frames

    await step_until(desk, enough, "some passes", 120.0)
    assert not waited
    return np.concatenate(steps.blocks[begin:])


def largest_step(samples: Samples) -> float:
    return float(np.abs(np.diff(samples)).max(initial=0.0))


def longest_silence_s(samples: Samples) -> float:
    edges = np.flatnonzero(np.diff((np.abs(samples) < 1e-4).astype(np.int8), prepend=0, append=0)).reshape(-1, 2)
    return max((float(end - begin) for begin, end in edges), default=0.0) / RATE_HZ


@pytest.mark.parametrize(
    ("looped", "passes"),
    [("three", PASSES), ("two three", PASSES), ("One two three four.", 25), ("four.\n\nFive", 50)],
    ids=["a word", "two words", "a sentence", "over a paragraph's end"],
)
async def test_each_pass_is_as_long_as_the_first_to_the_sample(
    stepped: tuple[Desk, Steps], looped: str, passes: int
) -> None:
    desk, steps = stepped
    desk.studio.editing.replace_text(TEXT)
    start = TEXT.index(looped)
    desk.studio.hearing.loop(start, start + len(looped))
    await step_until(desk, lambda: desk.studio.hearing.view().phase == "playing", "the loop")
    await hear(desk, steps, RATE_HZ)
    frames = pass_frames(desk.studio)
    assert frames >= 0.15 * RATE_HZ
    samples = await hear(desk, steps, frames * passes)
    first = samples[:frames]
    assert np.abs(first).max() > 0.1
    for number in range(1, passes):
        apart = np.abs(samples[number * frames : (number + 1) * frames] - first)
        assert apart.max() < SAME, f"pass {number + 1}"
    assert largest_step(samples) <= largest_step(first) + SAME


async def test_it_goes_on_while_a_control_is_dragged(stepped: tuple[Desk, Steps]) -> None:
    desk, steps = stepped
    studio = desk.studio
    studio.editing.replace_text(TEXT)
    studio.hearing.loop(0, TEXT.index("\n"))
    await step_until(desk, lambda: studio.hearing.view().phase == "playing", "the loop")
    quiet = await hear(desk, steps, 3 * RATE_HZ)
    heard = []
    for number in range(60):
        studio.designing.set_speed(-0.5 + number % 21 / 20)
        heard.append(await hear(desk, steps, RATE_HZ // 10))
    samples = np.concatenate(heard)
    # A word's own pause takes 30 % of it, at the slowest rate heard here.
    assert longest_silence_s(samples) < 0.3 * 0.2 / 0.6 + EDGE_S
    assert largest_step(samples) < 1.25 * largest_step(quiet)
    await wait_until_async(lambda: not studio.hearing.view().tuning, what="the newest")
    assert studio.hearing.looped is not None


@pytest.mark.parametrize("looped", ["three", "One two three four."])
async def test_it_goes_on_while_a_and_b_are_switched(stepped: tuple[Desk, Steps], looped: str) -> None:
    desk, steps = stepped
    studio = desk.studio
    studio.editing.replace_text(TEXT)
    start = TEXT.index(looped)
    studio.designing.switch()
    studio.designing.set_speed(0.5)
    studio.hearing.loop(start, start + len(looped))
    await step_until(desk, lambda: studio.hearing.view().phase == "playing", "the loop")
    quiet = await hear(desk, steps, 3 * RATE_HZ)
    heard = []
    for _ in range(20):
        studio.designing.switch()
        heard.append(await hear(desk, steps, RATE_HZ // 3))
    samples = np.concatenate(heard)
    assert longest_silence_s(samples) < 0.3 * 0.2 / 0.6 + EDGE_S
    assert largest_step(samples) < 1.25 * largest_step(quiet)
