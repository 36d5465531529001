# SPDX-License-Identifier: GPL-3.0-or-later
"""A voice's usual moments, predicted from style, pitch and energy. First slices are normalised with them."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from studio.engine.kokoro.frames import SILENT_BELOW, VOICED_ABOVE_HZ, Floats
from studio.engine.kokoro.streaming.moments import KINDS, Moments
from studio.engine.shipped_arrays import shipped_arrays

MOMENTS_FILE = "voice_moments_v1.npz"
MOMENTS_SHA256 = "1578cdbcb6dc4406b83b04067301d95d2fc462d7fa4c0928c5b5d334fb8d32b5"

# Weight of the prediction in half frames of each kind, half a second. With half or twice as many the sound is 0.1 dB
# farther from that of a whole run.
_COUNT_AS = 40

# F0 at which channels' means bend, as a harmonic passes from one part of the spectrum to the next.
_BENDS_HZ = (120.0, 170.0, 240.0, 340.0)
_STYLE = 128
# Scale of the energy, so that ridge regression damps it like the pitch.
_OCTAVES_A_STRENGTH = 0.15


def predictors(style: Floats, f0_hz: Floats, energy: Floats) -> Floats:
    """Predictors of a unit's moments, known before its generator runs: [134].

    First the half of its *style* that the generator is given, 128 values. Then means over its voiced half frames, NaN
    where there are none: log2 F0, its excess over each of four bends, and 0.15 times the energy.

    Args:
        style: [256].
        f0_hz: The decoder's input, [2T].
        energy: The decoder's input, [2T].
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
    """A linear model of channels' means and deviations, fitted by `packaging/voices/make_voice_moments.py`.

    Attributes:
        usual: [134], means of the predictors.
        lowest: [134], least values of the predictors in the fitted data; lower ones are raised to them.
        highest: [134], largest values, likewise.
        directions: [134, R], projection of the distance from *usual* on R directions.
        rises: [R, 2C], 8-bit slopes along each direction: of the C channels' means in multiples of *units*, then of
            their log deviations.
        steps: [R], the scale of *rises* for each direction.
        at_usual: [2C], means and log deviations at *usual*.
        units: [C], median deviation of each channel.
        kind_means: [C, 11], mean of each kind as its distance from the channel's mean, in deviations.
        kind_powers: [C, 11], mean square of that distance.
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
        """*unit*, of which nothing is summed yet, as if half a second of usual speech with the predictors *known* had
        come before it."""
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
    """The model that ships with the program.

    Raises:
        NotFound: it does not ship.
        ModelDamaged: it is not the one this version was made with.
    """
    arrays = shipped_arrays(MOMENTS_FILE, MOMENTS_SHA256)
    for name in ("kind_means", "kind_powers"):
        arrays[name] = arrays[name].astype(np.float32)
    return VoiceMoments(**arrays)
