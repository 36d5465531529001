# SPDX-License-Identifier: GPL-3.0-or-later
"""The direction in the space of voices in which they become higher."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Doubles = NDArray[np.float64]


def pitch_direction(embeddings: Doubles, pitches_hz: Doubles, sexes: Sequence[str]) -> Doubles:
    """The change of an embedding for one hertz: the regression of embeddings [voices, n] on the voices' pitches
    [voices]. Both are taken from the means of the voice's sex, so that a higher man does not become a woman.

    The model's prosody is linear in hertz, so that the same step is more semitones for a lower voice.

    Raises:
        ValueError: all voices of a sex have the same pitch.
    """
    embeddings, hz = embeddings.astype(np.float64), pitches_hz.astype(np.float64)
    for sex in set(sexes):
        same = np.array([each == sex for each in sexes])
        embeddings[same] -= embeddings[same].mean(axis=0)
        hz[same] -= hz[same].mean()
    spread = float(hz @ hz)
    if spread == 0.0:
        raise ValueError("voices of one pitch do not tell which way is higher")
    return np.asarray(hz @ embeddings / spread, np.float64)
