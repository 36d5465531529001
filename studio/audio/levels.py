# SPDX-License-Identifier: GPL-3.0-or-later
"""Levels for a meter."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from studio.core.pcm import Samples

FLOOR_DBFS = -120.0


@dataclass(frozen=True, slots=True)
class Level:
    """Linear levels, full scale 1.0; a full-scale sine has peak 1.0 and rms 0.707."""

    peak: float = 0.0
    rms: float = 0.0

    @property
    def peak_dbfs(self) -> float:
        """Peak in dB below full scale, at least -120."""
        return _dbfs(self.peak)

    @property
    def rms_dbfs(self) -> float:
        """RMS in dB re full scale, at least -120."""
        return _dbfs(self.rms)


SILENCE = Level()


def measure(samples: Samples, gain: float = 1.0) -> Level:
    """Level of *samples* (mono float32) times a linear *gain*; silence for none."""
    if not len(samples):
        return SILENCE
    peak = float(np.max(np.abs(samples)))
    rms = math.sqrt(float(np.dot(samples, samples)) / len(samples))
    return Level(peak * gain, rms * gain)


def _dbfs(value: float) -> float:
    return max(20.0 * math.log10(value), FLOOR_DBFS) if value > 0 else FLOOR_DBFS
