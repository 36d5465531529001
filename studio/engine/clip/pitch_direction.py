# SPDX-License-Identifier: GPL-3.0-or-later
"""Which way in the space of voices they become higher."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Doubles = NDArray[np.float64]


def pitch_direction(embeddings: Doubles, pitches_hz: Doubles, sexes: Sequence[str]) -> Doubles:
    """What an embedding changes by for one hertz: the regression of embeddings [voices, n] on the pitches [voices] of
    their voices, each taken from the mean of its sex, so that a higher man does not become a woman.

    In hertz, because the model's prosody is: the same step is more semitones for a lower voice.

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
