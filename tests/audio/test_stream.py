# SPDX-License-Identifier: GPL-3.0-or-later
"""Streams that do not open, do not begin, or are closed while they are asked."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from studio.audio import portaudio
from studio.audio.stream import Stream
from studio.core.errors import SoundDeviceFailed
from tests.support.sound import SoundPath

pytestmark = pytest.mark.sound


class Device:
    """Opens at one rate, and begins or fails as told."""

    def __init__(self, rate_hz: int, begins: bool = True) -> None:
        self.rate_hz, self.begins = rate_hz, begins
        self.asked_hz: list[int] = []
        self.closed = 0

    def __call__(self, rate_hz: int) -> Any:
        self.asked_hz.append(rate_hz)
        if rate_hz != self.rate_hz:
            raise portaudio.library().PortAudioError("Invalid sample rate")
        return SimpleNamespace(
            samplerate=float(rate_hz), latency=0.1, active=True, time=5.0, start=self._start, close=self._close
        )

    def _start(self) -> None:
        if not self.begins:
            raise portaudio.library().PortAudioError("Device unavailable")

    def _close(self, ignore_errors: bool) -> None:
        self.closed += ignore_errors


class Begun(Stream):
    def begin(self) -> None:
        self._begin("It does not begin.")


def test_rates_are_tried_in_turn_and_each_once(sound: SoundPath) -> None:
    device = Device(48000)
    stream = Begun(device, (7, 7, 48000, 96000), "It does not open.")
    assert device.asked_hz == [7, 48000]
    assert (stream.rate_hz, stream.latency_s, stream.alive, stream.time_s()) == (48000, 0.1, True, 5.0)
    assert not portaudio.rescan()
    stream.close()
    assert (stream.alive, stream.time_s()) == (False, None)
    stream.close()
    assert device.closed == 1
    assert portaudio.rescan()


def test_of_a_stream_that_opens_at_no_rate_nothing_stays_open(sound: SoundPath) -> None:
    with pytest.raises(SoundDeviceFailed, match=r"It does not open\."):
        Begun(Device(48000), (7, 8), "It does not open.")
    assert portaudio.rescan()


def test_a_stream_that_does_not_begin_is_closed(sound: SoundPath) -> None:
    device = Device(48000, begins=False)
    stream = Begun(device, (48000,), "It does not open.")
    with pytest.raises(SoundDeviceFailed, match=r"It does not begin\."):
        stream.begin()
    assert device.closed == 1
    assert portaudio.rescan()
