# SPDX-License-Identifier: GPL-3.0-or-later
"""When each word of a unit is heard, from its tokens' durations and the predicted energy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from studio.engine.kokoro.session import FRAME_S, Floats, Integers
from studio.engine.kokoro.slices import SILENT_BELOW

# Sound begins some 50 ms before the frames of a word's first token (median of measured onsets: 45 to 55 ms).
_AHEAD_FRAMES = 2.0
_SHORTEST_FRAMES = 1.0


@dataclass(frozen=True, slots=True)
class Heard:
    """A spoken word's place in time, in frames from its unit's start."""

    start: float
    end: float

    def shifted_s(self, frames: float, by_s: float) -> tuple[float, float]:
        """Start and end in seconds, for a unit whose frame *frames* is heard at *by_s*."""
        return max(0.0, (self.start - frames) * FRAME_S + by_s), max(0.0, (self.end - frames) * FRAME_S + by_s)


def heard(starts: Sequence[int], durations: Integers, loudness: Floats) -> list[Heard]:
    """Where the words are heard that begin at the tokens *starts*.

    Args:
        starts: Index of each word's first token, increasing, pad token counted.
        durations: Frames of each token [L].
        loudness: Energy a frame [T], T = durations.sum().

    Returns:
        One for each, not overlapping. A word before a pause ends where the sound stops, not where the pause does.
    """
    if not starts:
        return []
    before = np.concatenate([[0], np.cumsum(durations)])
    begins = [max(0.0, float(before[token]) - _AHEAD_FRAMES) for token in starts]
    limits = [*begins[1:], float(len(loudness))]
    return [
        Heard(begin, max(_sound_end(loudness, begin, limit), min(begin + _SHORTEST_FRAMES, limit)))
        for begin, limit in zip(begins, limits, strict=True)
    ]


def _sound_end(loudness: Floats, begin: float, limit: float) -> float:
    sounding = np.flatnonzero(loudness[int(begin) : int(np.ceil(limit))] >= SILENT_BELOW)
    return min(limit, int(begin) + float(sounding[-1]) + 1) if sounding.size else limit
