# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether one or two people speak in a clip."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

TWO_BELOW = 0.76
"""Cosine between two groups of windows below which two people speak. Of 72 recordings of 24 people, where the smaller
group is large enough, the least was 0.79; of two people one after another, or by turns of 3 s, the median was 0.63 and
0.73."""

LEAST_SHARE = 0.26
"""Of all windows, which the smaller group must have: of one person a few may differ from the others, as in a cough."""

_LEAST_WINDOWS = 8
_MOST_ROUNDS = 20


def two_speak(windows: NDArray[np.floating]) -> bool:
    """Whether the directions [n, dimensions] of a clip's windows, of unit length, fall into two groups as far apart as
    two people are.

    The groups are those of two means (S. Lloyd, 1982), which begin at the two sides of the direction in which the
    windows differ most. Of fewer than 8 windows, some 7 s of speech, one person is assumed.
    """
    if len(windows) < _LEAST_WINDOWS:
        return False
    directions = windows.astype(np.float64)
    differences = directions - directions.mean(axis=0)
    first = differences @ np.linalg.svd(differences, full_matrices=False)[2][0] > 0
    for _ in range(_MOST_ROUNDS):
        if not LEAST_SHARE <= first.mean() <= 1 - LEAST_SHARE:
            return False
        one, other = (_centre(directions[group]) for group in (first, ~first))
        nearer = directions @ one > directions @ other
        if (nearer == first).all():
            return bool(one @ other < TWO_BELOW)
        first = nearer
    return False


def _centre(directions: NDArray[np.float64]) -> NDArray[np.float64]:
    mean = directions.mean(axis=0)
    return np.asarray(mean / max(float(np.linalg.norm(mean)), 1e-9), np.float64)
