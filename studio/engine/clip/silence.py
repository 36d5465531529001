# SPDX-License-Identifier: GPL-3.0-or-later
"""The speech of a clip without the silence before, after and in long pauses."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from studio.core.pcm import Samples

_FRAME = 320
_BELOW_SPEECH_DB = 30.0
_ABOVE_NOISE_DB = 6.0
_KEPT_FRAMES = 6
_SILENT_DB = -90.0


def speech_of(samples: Samples) -> Samples:
    """*samples* (16 kHz) without the frames that are 30 dB below the loud ones. 120 ms around speech are kept.

    Where a steady noise is louder than that, frames less than 6 dB above it are left out too. Empty if all is silent.
    """
    speaking = _speaking(samples)
    frames = samples[: len(speaking) * _FRAME].reshape(-1, _FRAME)
    return np.asarray(frames[speaking].reshape(-1), np.float32)


def speech_begins(samples: Samples) -> int:
    """Index of the first sample that `speech_of` keeps; 0 if it keeps none."""
    speaking = _speaking(samples)
    return int(speaking.argmax()) * _FRAME if len(speaking) else 0


def _speaking(samples: Samples) -> NDArray[np.bool_]:
    """Whether each whole frame of 20 ms is kept."""
    frames = samples[: len(samples) // _FRAME * _FRAME].reshape(-1, _FRAME)
    if not len(frames):
        return np.zeros(0, np.bool_)
    levels_db = 10 * np.log10((frames.astype(np.float64) ** 2).mean(axis=1) + 1e-12)
    loud_db, quiet_db = np.percentile(levels_db, [95, 5])
    if loud_db < _SILENT_DB:
        return np.zeros(len(frames), np.bool_)
    threshold_db = max(loud_db - _BELOW_SPEECH_DB, min(quiet_db + _ABOVE_NOISE_DB, loud_db - 10.0))
    loud = (levels_db > threshold_db).astype(np.int64)
    return np.asarray(np.convolve(loud, np.ones(2 * _KEPT_FRAMES + 1, np.int64))[_KEPT_FRAMES:-_KEPT_FRAMES] > 0)


def level_db(samples: Samples) -> float:
    """The RMS level of *samples* in dB of full scale; -180 for silence."""
    rms = float(np.sqrt(np.mean(samples.astype(np.float64) ** 2))) if len(samples) else 0.0
    return float(20 * np.log10(max(rms, 1e-9)))


def levelled(samples: Samples, to_db: float = -30.0) -> Samples:
    """*samples* scaled to the RMS level *to_db*, in dB of full scale."""
    return np.asarray(samples * 10 ** ((to_db - level_db(samples)) / 20), np.float32)
