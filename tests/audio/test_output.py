# SPDX-License-Identifier: GPL-3.0-or-later
"""The device's output stream on the real sound path."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from studio.audio import devices, portaudio
from studio.audio.output import DeviceOutput, OutputWish, open_output
from studio.core.errors import SoundDeviceFailed
from studio.core.pcm import Samples
from tests.support.sound import SoundPath
from tests.support.waiting import wait_until

pytestmark = pytest.mark.sound


@pytest.fixture
def output(sound: SoundPath) -> Iterator[DeviceOutput]:
    opened = DeviceOutput(devices.find(None))
    yield opened
    opened.close()


def test_a_started_output_asks_for_samples_in_the_order_of_its_clock(output: DeviceOutput) -> None:
    asked: list[tuple[int, float]] = []

    def fill(samples: Samples, heard_at_s: float) -> None:
        samples.fill(0.0)
        asked.append((len(samples), heard_at_s))

    alive = [output.alive]
    before_s = output.time_s()
    output.start(fill)
    alive.append(output.alive)
    assert alive == [False, True]
    wait_until(lambda: len(asked) >= 5, what="the device's questions")
    output.close()
    assert before_s is not None
    times_s = [at_s for _, at_s in asked]
    assert times_s == sorted(times_s)
    assert times_s[0] >= before_s
    assert output.rate_hz == 48000
    assert output.latency_s >= 0.1


def test_a_closed_output_has_no_time_and_asks_no_more(output: DeviceOutput) -> None:
    asked: list[int] = []
    output.start(lambda samples, _: asked.append(len(samples)))
    wait_until(lambda: bool(asked), what="the device's question")
    output.close()
    so_far = len(asked)
    output.close()
    assert (output.alive, output.time_s()) == (False, None)
    assert portaudio.rescan(), "no stream is open any more"
    assert len(asked) == so_far


@pytest.mark.parametrize("frames", [1, 8192, 20000])
def test_a_block_of_any_length_is_filled_on_every_channel_with_the_time_of_each_part(
    output: DeviceOutput, frames: int
) -> None:
    given = np.arange(frames, dtype=np.float32)
    times_s: list[float] = []
    done = 0

    def fill(samples: Samples, heard_at_s: float) -> None:
        nonlocal done
        samples[:] = given[done : done + len(samples)]
        assert heard_at_s == pytest.approx(10.0 + done / output.rate_hz)
        times_s.append(heard_at_s)
        done += len(samples)

    output._audio_callback = fill
    block = np.full((frames, 2), np.nan, np.float32)
    output._callback(block, frames, SimpleNamespace(outputBufferDacTime=10.0, currentTime=0.0), None)
    assert np.array_equal(block[:, 0], given)
    assert np.array_equal(block[:, 1], given)
    assert len(times_s) == -(-frames // 8192)


def test_where_the_system_tells_no_time_it_is_now_and_the_latency(output: DeviceOutput) -> None:
    times_s: list[float] = []
    output._audio_callback = lambda _, heard_at_s: times_s.append(heard_at_s)
    block = np.zeros((64, 2), np.float32)
    output._callback(block, 64, SimpleNamespace(outputBufferDacTime=0.0, currentTime=3.0), "underflow")
    assert times_s == [pytest.approx(3.0 + output.latency_s)]


@pytest.mark.parametrize(("rate_hz", "opened_hz"), [(0, 48000), (44100, 44100), (7, 48000)])
def test_it_opens_at_the_rate_that_is_wished_or_else_at_its_own(sound: SoundPath, rate_hz: int, opened_hz: int) -> None:
    opened = open_output(None, OutputWish(rate_hz))
    assert opened.rate_hz == opened_hz
    opened.close()


def test_a_shorter_delay_is_heard_sooner(sound: SoundPath) -> None:
    delays = []
    for delay_s in (0.2, 0.1, 0.05, 0.02):
        opened = open_output(None, OutputWish(0, delay_s))
        delays.append(opened.latency_s)
        opened.close()
    assert delays == sorted(delays, reverse=True)
    assert delays[-1] < 0.05 < 0.1 <= delays[1] < delays[0]


def test_a_device_that_is_not_there_is_named_though_it_is_looked_for_again(sound: SoundPath) -> None:
    with pytest.raises(SoundDeviceFailed, match="Blue Speaker"):
        open_output("ALSA: Blue Speaker")


def test_a_device_that_does_not_open_is_named_and_nothing_stays_open(sound: SoundPath) -> None:
    gone = replace(devices.find(None), index=9999, name="Gone")
    with pytest.raises(SoundDeviceFailed, match="“Gone” does not open"):
        DeviceOutput(gone)
    assert portaudio.rescan()
