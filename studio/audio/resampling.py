# SPDX-License-Identifier: GPL-3.0-or-later
"""Sound that is there as a whole, at another sample rate."""

from __future__ import annotations

import numpy as np

from studio.core.pcm import Samples


def resampled(samples: Samples, from_hz: int, to_hz: int) -> Samples:
    """*samples* (mono float32) of *from_hz* at *to_hz*, as long to within a sample, and within full scale."""
    if from_hz == to_hz or not len(samples):
        return samples
    import soxr

    made: Samples = soxr.resample(samples, from_hz, to_hz, quality="VHQ")
    # A resampler's ripple may go a little beyond full scale.
    return np.clip(made, -1.0, 1.0)
