# SPDX-License-Identifier: GPL-3.0-or-later
"""A sound device whose time goes on when a test says so, so that nothing that is heard can be missed."""

from __future__ import annotations

import numpy as np

from studio.audio.output import AudioCallback
from studio.core.pcm import Samples

RATE_HZ = 48000
STEP_FRAMES = 960


class Steps:
    """Opens the outputs of one player; they share a clock, 20 ms further at each step."""

    def __init__(self) -> None:
        self.count = 0
        self._output: SteppedOutput | None = None

    @property
    def now_s(self) -> float:
        return self.count * STEP_FRAMES / RATE_HZ

    def open(self) -> SteppedOutput:
        self._output = SteppedOutput(self)
        return self._output

    def step(self) -> None:
        """Have the open output play the next 20 ms."""
        if self._output is not None:
            self._output.play()
        self.count += 1


class SteppedOutput:
    """See studio.audio.output.Output."""

    rate_hz = RATE_HZ
    latency_s = 0.0

    def __init__(self, steps: Steps) -> None:
        self._steps = steps
        self._block: Samples = np.zeros(STEP_FRAMES, np.float32)
        self._callback: AudioCallback | None = None
        self._closed = False

    @property
    def alive(self) -> bool:
        return not self._closed

    def start(self, callback: AudioCallback) -> None:
        self._callback = callback

    def time_s(self) -> float | None:
        return None if self._closed else self._steps.now_s

    def close(self) -> None:
        self._closed = True

    def play(self) -> None:
        if self._callback is not None and not self._closed:
            self._callback(self._block, self._steps.now_s)
