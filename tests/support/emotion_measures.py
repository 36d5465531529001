# SPDX-License-Identifier: GPL-3.0-or-later
"""What an emotion does to a sentence, against the same sentence said neutrally."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass

import numpy as np
from numpy.typing import NDArray

from tests.support.speech_measures import (
    FLOOR_DB,
    brightness_db,
    frame_levels_db,
    pitch_semitones,
    speech_level_db,
)

MEASURES = ("pitch", "range", "rate", "level", "tilt", "rise")
UNITS = {"pitch": "semitones", "range": "semitones", "rate": "%", "level": "dB", "tilt": "dB", "rise": "semitones"}
# What each emotion is meant to move, and which way.
INTENDED = {
    "anger": {"pitch": 1, "range": 1, "rate": 1, "level": 1, "tilt": 1},
    "positivity": {"pitch": 1, "range": 1, "rate": 1, "level": 1, "tilt": 1},
    "surprise": {"pitch": 1, "range": 1, "level": 1},
    "sadness": {"pitch": -1, "range": -1, "rate": -1, "level": -1, "tilt": -1},
    "curiosity": {"pitch": 1, "rate": -1, "rise": 1},
}
_HOP_S = 0.005
# 60 ms: a fall begins before them, a rise is reached in them.
_LAST_FRAMES = 12


@dataclass(frozen=True, slots=True)
class Manner:
    """Median F0, its spread (standard deviation) and its end (semitones), log of the speaking time, level and tilt."""

    pitch: float
    range: float
    rate: float
    level: float
    tilt: float
    rise: float


def manner(samples: NDArray[np.float32], rate_hz: int) -> Manner:
    """The measures of one sentence; rate is 100 x the natural logarithm of 1 / its time, so differences are percent."""
    levels = frame_levels_db(samples, rate_hz, 0.005)
    sounding = np.flatnonzero(levels > levels.max() + FLOOR_DB + 5)
    spoken_s = (sounding[-1] - sounding[0] + 1) * 0.005
    tones = pitch_semitones(samples, rate_hz, _HOP_S)
    median = float(np.median(tones))
    spread = float(np.std(tones))
    end = float(np.median(tones[-_LAST_FRAMES:]))
    return Manner(
        median,
        spread,
        -100 * float(np.log(spoken_s)),
        speech_level_db(samples, rate_hz),
        brightness_db(samples, rate_hz),
        end - median,
    )


def differences(neutral: Sequence[Manner], moved: Sequence[Manner]) -> dict[str, float]:
    """Mean change of each measure over pairs of sentences."""
    change = np.mean(np.array([astuple(m) for m in moved]) - np.array([astuple(n) for n in neutral]), axis=0)
    return dict(zip(MEASURES, (float(value) for value in change), strict=True))


def backward_steps(values: Sequence[float], sign: int) -> float:
    """The largest step against *sign* along *values*; below 0 means that each step goes its way."""
    return float(-(np.diff(values) * sign).min())
