# SPDX-License-Identifier: GPL-3.0-or-later
"""Estimates of a unit's means and powers, which the generator's normalisations use while they have only a part of it.

The published model normalises over the whole text: silences, vowels, weak and strong ones. A slice has them in other
proportions. So each kind of frame is summed apart, and the sums are weighted by how often the kind occurs in the whole
unit (post-stratification: Holt and Smith, "Post stratification", 1979). Earlier slices are included in the sums, and so
are the voice's usual moments, which are assumed before the first.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from studio.engine.kokoro.frames import EDGE_HALVES, SILENT_BELOW, VOICED_ABOVE_HZ, Floats

_STRENGTHS = 8
KINDS = 3 + _STRENGTHS
"""Kinds of half frames: deep silence, silence near a sound, voiceless, and voiced in eight equal parts by strength.

With fewer kinds a text's beginning, which most texts speak more strongly than the rest, becomes too weak.
"""

_DEEP_BELOW = -4.0


@dataclass(frozen=True, slots=True, eq=False)
class Moments:
    """The kinds of a unit's half frames, and the sums over those generated so far.

    Attributes:
        kinds: [2T, 11], 1 for the kind of each half frame, else 0.
        centres: [1, 1, C] for C channels, close to their means; zeros [1, 1, 1] where these are not known.
        sums: [1, 11, 2C], sums of the channels' distances from their centres and then of the squares; zeros [1, 11, 1]
            at the beginning.
        summed_until: Half frame up to which all are summed.
        counts: [11], half frames of each kind in *sums*, assumed ones included.
    """

    kinds: Floats
    centres: Floats
    sums: Floats
    summed_until: int
    counts: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """Weights of one run over N half frames.

    Attributes:
        kinds: [N, 11], 1 for the kind of each half frame; zeros only where it is summed already or not to be summed.
        weights: [1, 11], factor on each kind's sum; factors times counts add up to 1.
        summed_until: Half frame of the unit up to which all are summed after the run.
    """

    kinds: Floats
    weights: Floats
    summed_until: int


def moments(f0_hz: Floats, energy: Floats) -> Moments:
    """Moments of a unit of which nothing is summed yet, from the decoder's F0 in Hz and energy, [2T] each."""
    voiced = (f0_hz > VOICED_ABOVE_HZ) & (energy >= SILENT_BELOW)
    kind = np.select([energy < _DEEP_BELOW, energy < SILENT_BELOW, ~voiced], [0, 1, 2], 3)
    if voiced.any():
        bounds = np.quantile(energy[voiced], np.arange(1, _STRENGTHS) / _STRENGTHS)
        kind[voiced] += np.searchsorted(bounds, energy[voiced])
    kinds = np.zeros((len(kind), KINDS), np.float32)
    kinds[np.arange(len(kind)), kind] = 1
    nothing = np.zeros((1, KINDS, 1), np.float32)
    return Moments(kinds, nothing[:, :1], nothing, 0, np.zeros(KINDS, np.float32))


def weights(of_unit: Moments, first: int, last: int) -> Weights:
    """Weights of a run over the half frames [first, last), whose beginning may be summed already."""
    until = last if last == len(of_unit.kinds) else last - EDGE_HALVES
    until = max(of_unit.summed_until, until)
    kinds = of_unit.kinds[first:last].copy()
    kinds[: max(0, of_unit.summed_until - first)] = 0
    kinds[max(0, until - first) :] = 0
    counts = of_unit.counts + kinds.sum(axis=0)
    # Where nothing is assumed, the other kinds stand for one that has not occurred.
    wanted = np.where(counts > 0, of_unit.kinds.mean(axis=0), 0)
    shares = np.divide(wanted / wanted.sum(), counts, out=np.zeros(KINDS), where=counts > 0)
    return Weights(kinds, shares.astype(np.float32)[None], until)


def after(of_unit: Moments, run: Weights, sums: Floats) -> Moments:
    """*of_unit* after *run*, which gave back *sums*."""
    counts = of_unit.counts + run.kinds.sum(axis=0)
    return replace(of_unit, sums=sums, summed_until=run.summed_until, counts=counts)
