# SPDX-License-Identifier: GPL-3.0-or-later
"""Levels for a meter."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from studio.core.pcm import Samples


@dataclass(frozen=True, slots=True)
class Level:
    """Linear levels, full scale 1.0; a full-scale sine has peak 1.0 and rms 0.707."""

    peak: float = 0.0
    rms: float = 0.0


SILENCE = Level()


def measure(samples: Samples, gain: float = 1.0) -> Level:
    """Level of *samples* (mono float32) times a linear *gain*; silence for none."""
    if not len(samples):
        return SILENCE
    peak = float(np.max(np.abs(samples)))
    rms = math.sqrt(float(np.dot(samples, samples)) / len(samples))
    return Level(peak * gain, rms * gain)
