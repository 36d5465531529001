# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import numpy as np
import pytest

from studio.engine.clip.pitch_direction import pitch_direction


def test_the_direction_of_pitch_is_the_same_for_both_sexes() -> None:
    numbers = np.random.default_rng(2)
    sexes = ["female", "male"] * 20
    pitches_hz = 120 + 20 * numbers.standard_normal(40)
    higher, female = numbers.standard_normal((2, 192))
    embeddings = np.outer(pitches_hz, higher)
    at_female = np.array([sex == "female" for sex in sexes])
    embeddings[at_female] += 100 * female
    pitches_hz[at_female] += 90
    np.testing.assert_allclose(pitch_direction(embeddings, pitches_hz, sexes), higher)
    with pytest.raises(ValueError, match="one pitch"):
        pitch_direction(embeddings, np.full(40, 120.0), sexes)


def test_the_direction_is_what_an_embedding_changes_by_for_one_hertz() -> None:
    embeddings = np.array([[1.0, 5.0], [2.0, 5.0]])
    np.testing.assert_allclose(pitch_direction(embeddings, np.array([100.0, 110.0]), ["male", "male"]), [0.1, 0.0])
    np.testing.assert_array_equal(embeddings, [[1.0, 5.0], [2.0, 5.0]], "the caller's array is changed")
