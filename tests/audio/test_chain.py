# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import math

import numpy as np
import pytest

from studio.audio.chain import Chain, StallWatch, clock_s
from studio.audio.output import AudioCallback
from studio.audio.source import Track
from studio.core.pcm import Samples
from tests.support.signals import tone

RATE_HZ = 24000
BLOCK = 480


class StepOutput:
    """A device that takes a block each time it is asked whether it is alive, and whose clock goes on with that."""

    rate_hz = RATE_HZ
    latency_s = 0.06

    def __init__(self, lives_for: int = 10_000) -> None:
        self.taken: list[Samples] = []
        self._lives_for = lives_for
        self._callback: AudioCallback | None = None

    @property
    def alive(self) -> bool:
        if len(self.taken) >= self._lives_for:
            return False
        self.step()
        return True

    def step(self) -> None:
        assert self._callback is not None
        block = np.zeros(BLOCK, np.float32)
        self._callback(block, self.time_s() + self.latency_s)
        self.taken.append(block)

    def start(self, callback: AudioCallback) -> None:
        self._callback = callback

    def time_s(self) -> float:
        return len(self.taken) * BLOCK / RATE_HZ

    def close(self) -> None:
        pass


@pytest.fixture
def chain() -> Chain:
    return Chain(RATE_HZ, 1.0)


def playing(chain: Chain, output: StepOutput) -> None:
    """A second of a tone, of which some blocks are played."""
    track = Track(RATE_HZ)
    track.append(tone(1.0, RATE_HZ, peak=0.5))
    track.finish()
    output.start(chain.playout.render)
    chain.feed.begin(track, 0.25)
    chain.playout.run = True
    for _ in range(10):
        chain.feed.fill()
        output.step()
    assert chain.playout.sounding


def test_what_is_heard_is_told_in_seconds_of_the_source(chain: Chain) -> None:
    output = StepOutput()
    playing(chain, output)
    assert chain.position_s(output.time_s()) == pytest.approx(0.25 + output.time_s() - output.latency_s, abs=0.01)


def test_before_the_floor_the_floor_is_told(chain: Chain) -> None:
    output = StepOutput()
    playing(chain, output)
    chain.floor_frame, chain.floor_s = chain.ring.written, 0.7
    assert chain.position_s(output.time_s()) == 0.7


def test_it_is_hushed_only_once_the_fade_was_heard(chain: Chain) -> None:
    output = StepOutput()
    playing(chain, output)
    before = len(output.taken)
    chain.hush(output)
    after = np.concatenate(output.taken[before:])
    assert np.abs(after[:100]).max() > 0.1, "it fades from what was heard"
    silent_from = int(np.flatnonzero(after)[-1]) + 1
    assert np.abs(np.diff(after)).max() < 0.1, "it does not click"
    assert len(after) - silent_from >= output.latency_s * RATE_HZ


def test_a_device_that_dies_meanwhile_is_not_waited_for(chain: Chain) -> None:
    output = StepOutput(lives_for=12)
    playing(chain, output)
    chain.hush(output)
    assert len(output.taken) == 12


def test_a_device_that_takes_nothing_for_three_seconds_has_stalled() -> None:
    now_s = 100.0
    watch = StallWatch(lambda: now_s)
    watch.began()
    now_s += 2.9
    assert not watch.stalled(0)
    now_s += 0.2
    assert watch.stalled(0)
    assert not watch.stalled(480)
    now_s += 3.1
    assert watch.stalled(480)


def test_opening_a_device_begins_to_wait_anew() -> None:
    now_s = 100.0
    watch = StallWatch(lambda: now_s)
    watch.began()
    now_s += 60.0
    watch.began()
    assert not watch.stalled(0)


def test_a_clock_that_is_not_there_is_beyond_all_times() -> None:
    assert clock_s(None) == math.inf
    assert clock_s(StepOutput()) == 0.0
