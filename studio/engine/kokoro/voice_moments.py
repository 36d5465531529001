# SPDX-License-Identifier: GPL-3.0-or-later
"""What a voice's normalisations usually take, told from its style: the first slices of a text sound by that."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from studio.engine.frozen import frozen_arrays
from studio.engine.kokoro.moments import KINDS, SILENT_KINDS, Floats, Moments

MOMENTS_FILE = "voice_moments_v1.npz"
MOMENTS_SHA256 = "e899894c70289e84afba6d13c0683becbe5727745554e0e6b30c69a88b182f5e"

# Half frames of each kind: half a second. Half as many or twice as many are 0.1 dB farther from the whole.
_COUNT_AS = 40
# So that a ridge shrinks the predictors alike.
_SILENCE_WEIGHS = 3.0


@dataclass(frozen=True, slots=True, eq=False)
class VoiceMoments:
    """Made by `packaging/make_voice_moments.py`: each channel's mean and deviation are linear in `predictors`.

    Attributes:
        style: [128], the mean of the styles' first halves, which are all that the generator is given.
        silent: [1], the mean share of silence.
        directions: [257, R]: predictors times it are how far they are along each direction.
        rises: [R, 2C], 8-bit: what being one farther along each direction adds to the C channels' means, as multiples
            of *units*, and then to their log deviations.
        steps: [R], what one of *rises* stands for, by direction.
        at_middle: [2C], means and log deviations where all predictors are 0.
        units: [C], each channel's median deviation.
        kind_means: [C, 11], each kind's mean of a channel as its distance from the channel's, in deviations.
        kind_powers: [C, 11], mean squares of that distance.
    """

    style: Floats
    silent: Floats
    directions: Floats
    rises: NDArray[np.int8]
    steps: Floats
    at_middle: Floats
    units: Floats
    kind_means: Floats
    kind_powers: Floats

    def assumed(self, unit: Moments, style: Floats) -> Moments:
        """*unit*, of which nothing is summed yet, as if some usual speech in the *style* [256] had come before."""
        silent = unit.kinds[:, :SILENT_KINDS].sum() / len(unit.kinds)
        told_by = predictors(style[: len(self.style)] - self.style, silent - float(self.silent[0]))
        scores = told_by @ self.directions * self.steps
        means, deviations = np.split(self.at_middle + scores @ self.rises, 2)
        deviation = np.exp(deviations)[:, None]
        sums = np.concatenate([deviation * self.kind_means, deviation**2 * self.kind_powers])
        return replace(
            unit,
            centres=(means * self.units).astype(np.float32)[None, :, None],
            sums=(_COUNT_AS * sums).astype(np.float32)[None],
            counts=np.full(KINDS, _COUNT_AS, np.float32),
        )


def predictors(style: Floats, silent: float) -> Floats:
    """What tells means and deviations, [257], by how far a style [128] and a share of silence are from the mean ones.

    A channel has been normalised several times before it is summed, each time by more silence in a short text: how
    much that changes depends on the style.
    """
    weighed = _SILENCE_WEIGHS * silent
    return np.concatenate([style, [weighed], weighed * style])


def load_voice_moments() -> VoiceMoments:
    """Those that ship with the program.

    Raises:
        NotFound: they do not ship.
        ModelDamaged: they are not those this version was made with.
    """
    arrays = frozen_arrays(MOMENTS_FILE, MOMENTS_SHA256)
    for name in ("kind_means", "kind_powers"):
        arrays[name] = arrays[name].astype(np.float32)
    return VoiceMoments(**arrays)
