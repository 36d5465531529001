# SPDX-License-Identifier: GPL-3.0-or-later
"""The region of likely voices: where voices are in the space of embeddings, and how their traits follow from there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from studio.engine.clip.pitch_direction import pitch_direction
from studio.engine.clip.stock_prints import StockPrints

_FLOOR = 0.01
_NOISE = 3.0

Doubles = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Region:
    """Voices around the mean of the stock voices.

    A place [192] is a voice's distance from the mean along each axis, in standard deviations of the stock voices. The
    directions in which they hardly differ count as a tenth of the widest.

    Attributes:
        mean: [192], an embedding.
        axes: [192, 192]: the change of the embedding for one step along each axis, one axis a column.
        slopes: [traits, 192]: the change of the traits for one step along each axis, by a ridge regression of the
            stock voices' traits on their places; 0 for what no stock voice tells.
    """

    mean: Doubles
    axes: Doubles
    slopes: Doubles

    def embedding(self, place: Doubles) -> Doubles:
        return np.asarray(self.mean + self.axes @ place, np.float64)

    def place(self, embedding: Doubles) -> Doubles:
        return np.asarray(np.linalg.solve(self.axes, embedding - self.mean), np.float64)


class StockEmbeddings:
    """The stock voices' embeddings, and how blends of them are moved to another pitch.

    Args:
        embeddings: [192] of each voice, by its key.
        prints: Prints of voices, all with embeddings.
        sexes: Each voice's sex.
    """

    def __init__(self, embeddings: Mapping[str, Doubles], prints: StockPrints, sexes: Mapping[str, str]) -> None:
        self._embeddings = {key: embeddings[key] for key in prints.keys}
        self._pitches_hz = dict(zip(prints.keys, prints.pitches_hz(), strict=True))
        known = np.array([embeddings[key] for key in prints.keys])
        self._higher = pitch_direction(known, prints.pitches_hz(), [sexes[key] for key in prints.keys])

    def blended(self, weights: Mapping[str, float], moved: float) -> Doubles:
        """The embedding [192] of a blend that is moved by so many semitones."""
        values = np.asarray(sum(self._embeddings[key] * weight for key, weight in weights.items()), np.float64)
        if not moved:
            return values
        octaves = float(sum(np.log2(self._pitches_hz[key]) * weight for key, weight in weights.items()))
        return np.asarray(values + 2**octaves * (2 ** (moved / 12) - 1) * self._higher, np.float64)

    def region(self, prints: StockPrints) -> Region:
        """The region around the voices of *prints*."""
        return region_of(np.array([self._embeddings[key] for key in prints.keys]), prints.traits)


def region_of(embeddings: Doubles, traits: Doubles) -> Region:
    """The region around voices with *embeddings* [voices, 192] and *traits* [voices, n]."""
    mean = embeddings.mean(axis=0)
    away = embeddings - mean
    spread, directions = np.linalg.eigh(away.T @ away / len(embeddings))
    sizes = np.sqrt(np.maximum(spread, spread[-1] * _FLOOR))
    places = away @ directions / sizes
    # The dual form, since there are fewer voices than axes.
    kernel = places @ places.T + _NOISE * np.eye(len(places))
    slopes = places.T @ np.linalg.solve(kernel, traits - traits.mean(axis=0))
    return Region(mean, directions * sizes, np.asarray(slopes.T, np.float64))
