# SPDX-License-Identifier: GPL-3.0-or-later
"""A sound device whose time goes on when a test says so, so that nothing that is heard can be missed."""

from __future__ import annotations

import numpy as np

from studio.audio.output import AudioCallback
from studio.audio.playout import NEVER, Playout
from studio.core.pcm import Samples

RATE_HZ = 48000
STEP_FRAMES = 960


class Steps:
    """Opens the outputs of one player; they share a clock, 20 ms further at each step.

    Attributes:
        count: Steps so far.
        blocks: What each of them played, of an open output.
    """

    def __init__(self) -> None:
        self.count = 0
        self.blocks: list[Samples] = []
        self._output: SteppedOutput | None = None

    @property
    def now_s(self) -> float:
        return self.count * STEP_FRAMES / RATE_HZ

    @property
    def heard(self) -> Samples:
        """All that was played; what is heard now is its end."""
        return np.concatenate(self.blocks) if self.blocks else np.zeros(0, np.float32)

    @property
    def fed(self) -> bool:
        """Whether the next step has all that it will play, so that a slow machine puts no gap into it."""
        return self._output is not None and self._output.fed

    def open(self) -> SteppedOutput:
        self._output = SteppedOutput(self)
        return self._output

    def unplug(self) -> None:
        """Let the open output be gone: nobody waits for its steps any more."""
        if self._output is not None:
            self._output.close()

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

    @property
    def fed(self) -> bool:
        """See Steps."""
        playout = getattr(self._callback, "__self__", None)
        if not isinstance(playout, Playout):
            return False
        # Before it sounds, a step plays silence; a device that is left alone is taken for lost.
        return not playout.sounding or playout.end_at != NEVER or playout._ring.available >= 3 * STEP_FRAMES

    def play(self) -> None:
        if self._callback is not None and not self._closed:
            self._callback(self._block, self._steps.now_s)
            self._steps.blocks.append(self._block.copy())
