# SPDX-License-Identifier: GPL-3.0-or-later
"""What the generator's normalisations take for a whole unit's means and powers while they have only a part of it.

As published, the model normalises over the whole text: silences, vowels, weak and strong ones. A part has them in other
shares, so each kind of frame is summed apart, and the sums are weighed by how often it comes in the whole unit
(post-stratification: Holt and Smith, "Post stratification", 1979). The parts that went before count with the newest,
and so does what is assumed of the voice before any.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from studio.engine.kokoro.frames import EDGE_HALVES, SILENT_BELOW, VOICED_ABOVE_HZ, Floats

_STRENGTHS = 8
KINDS = 3 + _STRENGTHS
"""Of half frames: deep silence, silence near a sound, voiceless, and the voiced in eight equal parts by strength.

Fewer parts leave a text's beginning too weak, which most texts speak more strongly than the rest.
"""

_DEEP_BELOW = -4.0


@dataclass(frozen=True, slots=True, eq=False)
class Moments:
    """A unit's kinds of half frames, and what was summed of them so far.

    Attributes:
        kinds: [2T, 11], 1 for the kind of each half frame, else 0.
        centres: [1, 1, C] for C channels, about their means; zeros [1, 1, 1] where these are not known.
        sums: [1, 11, 2C] of the channels' distances from their centres and then of their squares; zeros [1, 11, 1] at
            the beginning.
        summed_until: No half frame before this one is summed any more.
        counts: [11] half frames of each kind in *sums*, with those that are assumed.
    """

    kinds: Floats
    centres: Floats
    sums: Floats
    summed_until: int
    counts: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """For one run over N half frames.

    Attributes:
        kinds: [N, 11], 1 for the kind of each half frame, but only 0 where it is summed already or not to be summed.
        weights: [1, 11], what each kind's sum is multiplied by; times the counts they add up to 1.
        summed_until: Half frames of the unit before this one are summed after the run.
    """

    kinds: Floats
    weights: Floats
    summed_until: int


def moments(f0_hz: Floats, energy: Floats) -> Moments:
    """Those of a unit of which nothing is summed yet, by what the decoder is given: F0 in Hz and energy, [2T] each."""
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
    """For a run over the half frames [first, last), whose beginning may be summed already."""
    until = last if last == len(of_unit.kinds) else last - EDGE_HALVES
    until = max(of_unit.summed_until, until)
    kinds = of_unit.kinds[first:last].copy()
    kinds[: max(0, of_unit.summed_until - first)] = 0
    kinds[max(0, until - first) :] = 0
    counts = of_unit.counts + kinds.sum(axis=0)
    # Where nothing is assumed, the others stand for a kind that was not seen.
    wanted = np.where(counts > 0, of_unit.kinds.mean(axis=0), 0)
    shares = np.divide(wanted / wanted.sum(), counts, out=np.zeros(KINDS), where=counts > 0)
    return Weights(kinds, shares.astype(np.float32)[None], until)


def after(of_unit: Moments, run: Weights, sums: Floats) -> Moments:
    """With what a run gave back."""
    counts = of_unit.counts + run.kinds.sum(axis=0)
    return replace(of_unit, sums=sums, summed_until=run.summed_until, counts=counts)
