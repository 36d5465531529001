# SPDX-License-Identifier: GPL-3.0-or-later
"""What a voice's normalisations usually take, told from its style: the first slices of a text sound by that."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from studio.engine.frozen import frozen_arrays
from studio.engine.kokoro.moments import KINDS, Floats, Moments

MOMENTS_FILE = "voice_moments_v1.npz"
MOMENTS_SHA256 = "dfe376f5e6eeb9c428dd6781ba09bbb3c363cf30ce4763b856d0bdc2d2d6b914"

# Half frames of each kind: half a second. Half as many or twice as many are 0.1 dB farther from the whole.
_COUNT_AS = 40


@dataclass(frozen=True, slots=True, eq=False)
class VoiceMoments:
    """Made by `packaging/make_voice_moments.py`: each channel's mean and deviation are linear in the style.

    Of the style's 256 floats it takes the first 128, which are all that the generator is given.

    Attributes:
        style: [128], the mean style.
        directions: [128, R]: the distance from *style* times it is how far a style is along each direction.
        rises: [R, 2C], 8-bit: what being one farther along each direction adds to the C channels' means, as multiples
            of *units*, and then to their log deviations.
        steps: [R], what one of *rises* stands for, by direction.
        at_mean: [2C], means and log deviations at the mean style.
        units: [C], each channel's median deviation.
        kind_means: [C, 11], each kind's mean of a channel as its distance from the channel's, in deviations.
        kind_powers: [C, 11], mean squares of that distance.
    """

    style: Floats
    directions: Floats
    rises: NDArray[np.int8]
    steps: Floats
    at_mean: Floats
    units: Floats
    kind_means: Floats
    kind_powers: Floats

    def assumed(self, unit: Moments, style: Floats) -> Moments:
        """*unit*, of which nothing is summed yet, as if some usual speech in the *style* [256] had come before."""
        scores = (style[: len(self.style)] - self.style) @ self.directions * self.steps
        means, deviations = np.split(self.at_mean + scores @ self.rises, 2)
        deviation = np.exp(deviations)[:, None]
        sums = np.concatenate([deviation * self.kind_means, deviation**2 * self.kind_powers])
        return replace(
            unit,
            centres=(means * self.units).astype(np.float32)[None, :, None],
            sums=(_COUNT_AS * sums).astype(np.float32)[None],
            counts=np.full(KINDS, _COUNT_AS, np.float32),
        )


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
