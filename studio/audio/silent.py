# SPDX-License-Identifier: GPL-3.0-or-later
"""An output that plays in time without a sound device, so that all but hearing works."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Event, Thread

import numpy as np

from studio.audio.feeder import OpenOutput
from studio.audio.output import COMMON_RATE_HZ, AudioCallback, Output, open_output
from studio.core.errors import SoundDeviceFailed
from studio.core.pcm import Samples

_BLOCK_FRAMES = 960


class SilentOutput:
    """Takes samples as fast as a device and drops them."""

    def __init__(self) -> None:
        self._closing = Event()
        self._thread: Thread | None = None

    @property
    def rate_hz(self) -> int:
        return COMMON_RATE_HZ

    @property
    def latency_s(self) -> float:
        return 2 * _BLOCK_FRAMES / COMMON_RATE_HZ

    @property
    def alive(self) -> bool:
        return not self._closing.is_set()

    def start(self, callback: AudioCallback) -> None:
        self._thread = Thread(target=self._run, args=(callback,), name="silent output", daemon=True)
        self._thread.start()

    def time_s(self) -> float | None:
        return None if self._closing.is_set() else time.monotonic()

    def close(self) -> None:
        self._closing.set()
        if self._thread is not None:
            self._thread.join()

    def _run(self, callback: AudioCallback) -> None:
        block: Samples = np.zeros(_BLOCK_FRAMES, np.float32)
        start_s = time.monotonic()
        blocks = 0
        while True:
            due_s = start_s + blocks * _BLOCK_FRAMES / COMMON_RATE_HZ
            if self._closing.wait(max(due_s - time.monotonic(), 0.0)):
                return
            callback(block, due_s + self.latency_s)
            blocks += 1


def or_silent(told: Callable[[SoundDeviceFailed | None], None], opened: OpenOutput = open_output) -> OpenOutput:
    """Opens devices like *opened*, or a silent output if there is none.

    Args:
        told: Called from the player's thread with the reason for the silence, or None once a device opened.
    """

    def open_one(device_id: str | None) -> Output:
        try:
            output = opened(device_id)
        except SoundDeviceFailed as error:
            told(error)
            return SilentOutput()
        told(None)
        return output

    return open_one
