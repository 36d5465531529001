# SPDX-License-Identifier: GPL-3.0-or-later
"""What the generator's normalisations take for a whole unit's means and powers while they have only a part of it.

The generator was trained to normalise over a whole text: silences, vowels, weak and strong ones. A part has them in
other shares, so each kind of frame is summed apart, and the sums are weighed by how often it comes in the whole unit
(post-stratification: Holt and Smith, "Post stratification", 1979). The parts that went before count with the newest.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

_STRENGTHS = 8
KINDS = 3 + _STRENGTHS
"""Of half frames: deep silence, silence near a sound, voiceless, and the voiced in eight equal parts by strength.

Fewer parts leave a text's beginning too weak, which most texts speak more strongly than the rest.
"""

_DEEP_BELOW = -4.0
_SILENT_BELOW = 1.0
_VOICED_ABOVE_HZ = 25.0
_FEWEST_HALVES = 2

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Moments:
    """A unit's kinds of half frames, and what was summed of them so far.

    Attributes:
        kinds: [2T, 11], 1 for the kind of each half frame, else 0.
        sums: [1, M, 11] for M channels' values and their squares; a single 0 at the beginning.
        summed_until: Half frames before this one are in *sums*.
        counts: [11] half frames of each kind in *sums*.
    """

    kinds: Floats
    sums: Floats
    summed_until: int
    counts: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """What one run is given: *kinds* [2N, 11] of the half frames that it adds, and each kind's weight, [11, 1]."""

    kinds: Floats
    shares: Floats


def moments(f0_hz: Floats, energy: Floats) -> Moments:
    """Those of a unit of which nothing is summed yet, by its pitch and energy, [2T] each."""
    voiced = (f0_hz > _VOICED_ABOVE_HZ) & (energy >= _SILENT_BELOW)
    kind = np.select([energy < _DEEP_BELOW, energy < _SILENT_BELOW, ~voiced], [0, 1, 2], 3)
    if voiced.any():
        bounds = np.quantile(energy[voiced], np.arange(1, _STRENGTHS) / _STRENGTHS)
        kind[voiced] += np.searchsorted(bounds, energy[voiced])
    kinds = np.zeros((len(kind), KINDS), np.float32)
    kinds[np.arange(len(kind)), kind] = 1
    return Moments(kinds, np.zeros((1, 1, KINDS), np.float32), 0, np.zeros(KINDS, np.float32))


def weights(of: Moments, first: int, last: int) -> Weights:
    """For a run over the half frames [first, last), whose beginning may have been summed with the one before."""
    kinds = of.kinds[first:last].copy()
    kinds[: max(0, of.summed_until - first)] = 0
    counts = of.counts + kinds.sum(axis=0)
    # A kind of which hardly anything was seen says nothing of itself: the others stand for it.
    wanted = np.where(counts >= min(_FEWEST_HALVES, counts.max()), of.kinds.mean(axis=0), 0)
    if not wanted.any():
        wanted = counts
    shares = np.divide(wanted / wanted.sum(), counts, out=np.zeros(KINDS), where=counts > 0)
    return Weights(kinds, shares.astype(np.float32)[:, None])


def after(of: Moments, run: Weights, sums: Floats, last: int) -> Moments:
    """With what a run up to half frame *last* summed."""
    return replace(of, sums=sums, summed_until=last, counts=of.counts + run.kinds.sum(axis=0))
