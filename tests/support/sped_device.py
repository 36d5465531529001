# SPDX-License-Identifier: GPL-3.0-or-later
"""A player on a device that a test controls."""

from __future__ import annotations

from threading import Event, Thread

import numpy as np

from studio.audio.events import Ended, Failed, PlayerEvent
from studio.audio.output import AudioCallback, Output
from studio.audio.player import Player
from studio.audio.source import Source, Track
from studio.core.errors import SoundDeviceFailed, StudioError
from studio.core.pcm import Samples
from tests.support.signals import noise

RATE_HZ = 48000
BLOCK = 480


class TestDevice:
    """Plays at ten times the speed, 20 ms late, until it is unplugged."""

    __test__ = False
    rate_hz = RATE_HZ
    latency_s = 0.02

    def __init__(self) -> None:
        self.alive = True
        self.heard: list[Samples] = []
        self._sent = 0
        self._stop = Event()
        self._thread: Thread | None = None

    def start(self, callback: AudioCallback) -> None:
        self._thread = Thread(target=self._run, args=(callback,), name="test device")
        self._thread.start()

    def time_s(self) -> float | None:
        return self._sent / RATE_HZ

    def close(self) -> None:
        self._stop.set()
        if self._thread is not None:
            self._thread.join()

    def unplug(self) -> None:
        self.alive = False
        self._stop.set()

    def _run(self, callback: AudioCallback) -> None:
        while not self._stop.wait(BLOCK / RATE_HZ / 10):
            out = np.zeros(BLOCK, np.float32)
            callback(out, self._sent / RATE_HZ + self.latency_s)
            self.heard.append(out)
            self._sent += BLOCK


class Devices:
    """Opens test devices, or fails as often as it is told to."""

    def __init__(self) -> None:
        self.opened: list[TestDevice] = []
        self.error: SoundDeviceFailed | None = None

    def open(self, device_id: str | None) -> Output:
        if self.error is not None:
            raise self.error
        self.opened.append(TestDevice())
        return self.opened[-1]


class Setup:
    def __init__(self) -> None:
        self.devices = Devices()
        self.events: list[PlayerEvent] = []
        self.player = Player(on_event=self.events.append, output=self.devices.open, idle_close_s=0.05)

    def errors(self) -> list[StudioError]:
        return [event.error for event in self.events if isinstance(event, Failed)]

    def ended(self) -> list[Source]:
        """What was heard to its end."""
        return [event.source for event in self.events if isinstance(event, Ended)]


def track(seconds: float = 2.0, complete: bool = True) -> Track:
    made = Track(24000)
    made.append(noise(seconds, 24000))
    if complete:
        made.finish()
    return made
