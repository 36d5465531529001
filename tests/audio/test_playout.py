# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import gc
import tracemalloc
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.audio.playout import FADE_S, OPENS_WITH_S, Playout
from studio.audio.ring import Ring
from studio.core.pcm import Samples

RATE_HZ = 48000
FADE = int(FADE_S * RATE_HZ)
OPENS_WITH = int(OPENS_WITH_S * RATE_HZ)


class Device:
    """Asks for blocks as a sound device does; its clock shows a latency of 40 ms."""

    LATENCY_S = 0.04

    def __init__(self, capacity: int = 200_000) -> None:
        self.ring = Ring(capacity)
        self.playout = Playout(self.ring, RATE_HZ)
        self.heard: list[Samples] = []

    @property
    def now_s(self) -> float:
        return self.playout.sent / RATE_HZ

    def ask(self, frames: int) -> Samples:
        out = np.full(frames, np.nan, np.float32)
        self.playout.render(out, self.now_s + self.LATENCY_S)
        self.heard.append(out)
        return out

    @property
    def output(self) -> Samples:
        return np.concatenate(self.heard)


def silence_then(samples: Samples) -> Samples:
    return np.concatenate((np.zeros(FADE, np.float32), samples))


@settings(max_examples=60, deadline=None)
@given(
    blocks=st.lists(st.integers(1, 700), min_size=1, max_size=20),
    actions=st.lists(st.sampled_from(["data", "pause", "run", "play"]), max_size=40),
)
def test_pauses_and_waits_neither_lose_nor_double_anything(blocks: list[int], actions: list[str]) -> None:
    total = 30_000
    rising = silence_then(np.linspace(0.5, 1.0, total, dtype=np.float32))
    device = Device()
    written = 0
    for number, action in enumerate(actions + ["run", "finish"]):
        if action == "data":
            written += device.ring.write(rising[written : written + 4000])
        elif action == "finish":
            device.ring.write(rising[written:])
            device.playout.end_at = device.ring.written
        elif action in ("pause", "run"):
            device.playout.run = action == "run"
        # A fade must be through before the next one begins, else the frames between are heard at a lower level.
        for _ in range(-(-2 * FADE // blocks[number % len(blocks)])):
            device.ask(blocks[number % len(blocks)])
    while not device.playout.at_end:
        device.ask(500)
    assert np.sum(device.output, dtype=np.float64) == pytest.approx(np.sum(rising, dtype=np.float64), rel=1e-6)


def test_frames_pass_unchanged_in_order() -> None:
    device = Device()
    samples = silence_then(np.random.default_rng(1).uniform(-1, 1, 20_000).astype(np.float32))
    device.ring.write(samples)
    device.playout.end_at = len(samples)
    device.playout.run = True
    while not device.playout.at_end:
        device.ask(333)
    assert np.array_equal(device.output[FADE : len(samples)], samples[FADE:])
    assert not device.output[len(samples) :].any()


@pytest.mark.parametrize("block", [64, 240, 417, 1024])
def test_a_pause_a_seek_and_a_lack_of_data_leave_no_step(block: int) -> None:
    device = Device()
    device.ring.write(np.ones(30_000, np.float32))
    device.playout.run = True
    device.ask(block * 8)
    device.playout.run = False
    device.ask(block * 8)
    device.playout.run = True
    device.ask(block * 8)
    device.playout.skip_to = device.ring.written
    device.ring.write(np.full(9_000, -1.0, np.float32))
    while device.ring.available > FADE:
        device.ask(block)
    device.ask(block * 8)
    assert np.max(np.abs(np.diff(device.output))) < 1.1 * np.pi / 2 / FADE
    assert np.max(device.output) == 1.0
    assert np.min(device.output) == -1.0


def test_a_seek_goes_to_the_exact_frame_at_once() -> None:
    device = Device()
    device.ring.write(np.full(20_000, 0.5, np.float32))
    device.playout.run = True
    device.ask(4000)
    device.playout.skip_to = device.ring.written
    device.ring.write(np.full(5000, -0.5, np.float32))
    sent = device.playout.sent
    device.ask(4000)
    frame, moves = device.playout.heard_frame((sent + FADE + 100) / RATE_HZ + device.LATENCY_S)
    assert frame == pytest.approx(20_100, abs=0.5)
    assert moves
    assert np.flatnonzero(device.output < 0)[0] == 4000 + FADE


def test_it_opens_only_with_something_in_store_unless_that_is_all() -> None:
    device = Device()
    device.playout.run = True
    device.ring.write(np.ones(OPENS_WITH - 1, np.float32))
    assert not device.ask(100).any()
    device.playout.end_at = device.ring.written
    assert device.ask(100).any()


def test_what_is_heard_stands_still_in_pauses_and_moves_with_the_frames_otherwise() -> None:
    device = Device()
    device.ring.write(np.ones(50_000, np.float32))
    device.ask(1000)
    device.playout.run = True
    device.ask(5000)
    device.playout.run = False
    device.ask(5000)
    device.playout.run = True
    device.ask(5000)
    latency = round(device.LATENCY_S * RATE_HZ)

    def heard_at_output_frame(frame: int) -> float:
        return device.playout.heard_frame((frame + latency) / RATE_HZ)[0]

    assert heard_at_output_frame(500) == 0
    assert heard_at_output_frame(3000) == pytest.approx(2000, abs=0.01)
    assert heard_at_output_frame(6000) == pytest.approx(5000, abs=0.01)
    assert heard_at_output_frame(9000) == pytest.approx(5000, abs=0.01)
    assert heard_at_output_frame(13_000) == pytest.approx(7000, abs=0.01)
    assert heard_at_output_frame(99_000) == pytest.approx(10_000, abs=0.01), "never more than was sent"


def test_after_the_clock_stopped_all_that_was_sent_is_heard() -> None:
    device = Device()
    device.ring.write(np.ones(9000, np.float32))
    device.playout.run = True
    device.ask(4000)
    device.playout.forget_clock()
    assert device.playout.heard_frame(0.0)[0] == 4000


def test_the_volume_moves_smoothly_and_arrives_exactly() -> None:
    device = Device()
    device.ring.write(np.ones(50_000, np.float32))
    device.playout.run = True
    device.ask(2000)
    levels = [1.0]
    for volume in (0.25, 0.5, 0.0, 1.0):
        device.playout.volume = volume
        out = device.ask(3000)
        assert out[-1] == volume
        levels += [float(out[0])]
    output = device.output[FADE:]
    assert np.max(np.abs(np.diff(output))) < 1.5 / (0.02 * RATE_HZ)
    assert all(first != second for first, second in pairwise(levels))


def test_rendering_keeps_no_memory() -> None:
    device = Device()
    device.playout.run = True
    out, supply = np.zeros(417, np.float32), np.ones(417, np.float32)

    def blocks(count: int) -> None:
        for number in range(count):
            device.ring.write(supply)
            device.playout.volume = 0.5 + (number % 2) / 4
            device.playout.run = number % 50 > 5
            device.playout.render(out, device.now_s)

    blocks(400)
    gc.collect()
    tracemalloc.start()
    try:
        blocks(50)
        before, _ = tracemalloc.get_traced_memory()
        tracemalloc.reset_peak()
        blocks(2000)
        after, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert after - before < 2000
    assert peak - before < 4000, "only views and numbers, no sample buffers"
