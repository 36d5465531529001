# SPDX-License-Identifier: GPL-3.0-or-later
"""The soft limiter: loud samples are bent below full scale, so that nothing is cut off."""

from __future__ import annotations

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Floats = TypeVar("Floats", np.float32, np.float64)

KNEE = 0.8
"""Amplitude from which samples are bent, of full scale 1."""


def soft_limited(samples: NDArray[Floats], ceiling: float) -> NDArray[Floats]:
    """*samples* with all beyond KNEE bent smoothly towards *ceiling* (above KNEE, 1 at most), which none passes."""
    size = np.abs(samples)
    reach = ceiling - KNEE
    bent = KNEE + reach * np.tanh(np.maximum(size - KNEE, 0.0) / reach)
    return np.where(size > KNEE, np.sign(samples) * bent, samples)
