# SPDX-License-Identifier: GPL-3.0-or-later
"""A microphone that hears one soft sound until it is closed."""

from __future__ import annotations

import numpy as np

from studio.core.pcm import Samples

_RATE_HZ = 16000


class HeldMicrophone:
    """One second of it is there from the begin on. It is *unplugged* when that is set."""

    rate_hz, recorded_s, level, full, closed, sample = _RATE_HZ, 1.0, 0.0, False, False, 0.01
    unplugged = False

    def gone(self) -> bool:
        return self.unplugged

    def peaks(self, _every_s: float, _start: int) -> list[float]:
        return []

    def so_far(self) -> Samples:
        return np.full(_RATE_HZ, self.sample, np.float32)

    def close(self) -> None:
        self.closed = True
