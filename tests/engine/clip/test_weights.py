# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import nnls

from studio.engine.clip.weights import closest_weights, pruned


@given(st.integers(0, 10_000), st.integers(1, 12), st.integers(2, 30))
def test_weights_are_those_of_non_negative_least_squares(seed: int, count: int, size: int) -> None:
    numbers = np.random.default_rng(seed)
    parts, target = numbers.standard_normal((count, size)), numbers.standard_normal(size)
    found = closest_weights(parts, target)
    held = 30 * np.abs(parts).max()
    true, _ = nnls(np.hstack([parts, np.full((count, 1), held)]).T, np.append(target, held))
    assert found.min() >= 0
    assert found.sum() == pytest.approx(1)
    distance, best = (np.linalg.norm(weights @ parts - target) for weights in (found, true / true.sum()))
    assert distance <= best * 1.01 + 1e-4


def test_equal_parts_do_not_trouble_the_solver() -> None:
    assert closest_weights(np.ones((5, 3)), np.ones(3)).sum() == pytest.approx(1)
    assert closest_weights(np.zeros((3, 2)), np.zeros(2)).sum() == pytest.approx(1)


def test_small_weights_are_left_out() -> None:
    weights = pruned(np.array([0.5, 0.01, 0.3, 0.19]), 0.02, 2)
    np.testing.assert_allclose(weights, [0.625, 0, 0.375, 0])
    np.testing.assert_allclose(pruned(np.full(100, 0.01), 0.02, 8).sum(), 1.0)


def test_one_part_has_all_the_weight() -> None:
    np.testing.assert_allclose(closest_weights(np.array([[3.0, 4.0]]), np.zeros(2)), [1.0])


def test_something_is_left_when_every_weight_is_too_small() -> None:
    np.testing.assert_allclose(pruned(np.array([0.3, 0.4, 0.3]), 0.5, 2), [0, 1, 0])
