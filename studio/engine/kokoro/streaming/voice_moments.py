# SPDX-License-Identifier: GPL-3.0-or-later
"""What a voice's normalisations usually take, told from style, pitch and strength: first slices sound by that."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from studio.engine.kokoro.frames import SILENT_BELOW, VOICED_ABOVE_HZ, Floats
from studio.engine.kokoro.streaming.moments import KINDS, Moments
from studio.engine.shipped_arrays import shipped_arrays

MOMENTS_FILE = "voice_moments_v1.npz"
MOMENTS_SHA256 = "1578cdbcb6dc4406b83b04067301d95d2fc462d7fa4c0928c5b5d334fb8d32b5"

# Half frames of each kind: half a second. Half as many or twice as many are 0.1 dB farther from the whole.
_COUNT_AS = 40

# Where the mean of a channel bends with F0: a harmonic then passes from one part of the spectrum to the next.
_BENDS_HZ = (120.0, 170.0, 240.0, 340.0)
_STYLE = 128
# So that a ridge holds strengths back as it does pitches.
_OCTAVES_A_STRENGTH = 0.15


def predictors(style: Floats, f0_hz: Floats, energy: Floats) -> Floats:
    """What is known of a unit before its generator runs, [134].

    The first half of its *style* [256], which is all that the generator is given. Then means over its voiced half
    frames, NaN where there are none: log2 F0, what that is above each of four bends, and 0.15 times the energy.

    Args:
        style: [256].
        f0_hz: As the decoder is given it, [2T].
        energy: Likewise.
    """
    voiced = (f0_hz > VOICED_ABOVE_HZ) & (energy >= SILENT_BELOW)
    if not voiced.any():
        return np.concatenate([style[:_STYLE], np.full(len(_BENDS_HZ) + 2, np.nan, np.float32)])
    octaves = np.log2(f0_hz[voiced])
    above = np.maximum(octaves - np.log2(np.array(_BENDS_HZ, np.float32))[:, None], 0).mean(axis=1)
    strength = _OCTAVES_A_STRENGTH * energy[voiced].mean()
    return np.concatenate([style[:_STYLE], [octaves.mean()], above, [strength]]).astype(np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class VoiceMoments:
    """A channel's mean and deviation, linear in a unit's predictors; `packaging/voices/make_voice_moments.py` made it.

    Attributes:
        usual: [134], the mean of all predictors.
        lowest: [134], what each was at least where it was fitted: what is beyond counts as that.
        highest: [134], likewise at most.
        directions: [134, R]: the distance from *usual* times it is how far a unit is along each direction.
        rises: [R, 2C], 8-bit: what being one farther along each direction adds to the C channels' means, as multiples
            of *units*, and then to their log deviations.
        steps: [R], what one of *rises* stands for, by direction.
        at_usual: [2C], means and log deviations there.
        units: [C], each channel's median deviation.
        kind_means: [C, 11], each kind's mean of a channel as its distance from the channel's, in deviations.
        kind_powers: [C, 11], mean squares of that distance.
    """

    usual: Floats
    lowest: Floats
    highest: Floats
    directions: Floats
    rises: NDArray[np.int8]
    steps: Floats
    at_usual: Floats
    units: Floats
    kind_means: Floats
    kind_powers: Floats

    def assumed(self, unit: Moments, known: Floats) -> Moments:
        """*unit*, of which nothing is summed yet, as if some usual speech with its predictors had come before."""
        scores = np.nan_to_num(np.clip(known, self.lowest, self.highest) - self.usual) @ self.directions * self.steps
        means, deviations = np.split(self.at_usual + scores @ self.rises, 2)
        deviation = np.exp(deviations)[:, None]
        sums = np.concatenate([deviation * self.kind_means, deviation**2 * self.kind_powers])
        return replace(
            unit,
            centres=(means * self.units).astype(np.float32)[None, None],
            sums=np.ascontiguousarray((_COUNT_AS * sums).astype(np.float32).T)[None],
            counts=np.full(KINDS, _COUNT_AS, np.float32),
        )


def load_voice_moments() -> VoiceMoments:
    """Those that ship with the program.

    Raises:
        NotFound: they do not ship.
        ModelDamaged: they are not those this version was made with.
    """
    arrays = shipped_arrays(MOMENTS_FILE, MOMENTS_SHA256)
    for name in ("kind_means", "kind_powers"):
        arrays[name] = arrays[name].astype(np.float32)
    return VoiceMoments(**arrays)
