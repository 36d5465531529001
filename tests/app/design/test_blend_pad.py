# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.app.design.blend_pad import corners, point_of, weights_at

WEIGHTS = st.lists(st.floats(0.01, 1), min_size=2, max_size=4)
POINT = st.tuples(st.floats(-0.5, 1.5), st.floats(-0.5, 1.5))


@given(WEIGHTS)
def test_the_point_of_weights_has_these_weights(weights: list[float]) -> None:
    total = sum(weights)
    assert weights_at(point_of(weights), weights) == pytest.approx([each / total for each in weights], abs=1e-9)


@given(WEIGHTS, POINT)
def test_wherever_it_is_moved_the_weights_make_a_whole_and_lie_there(
    weights: list[float], point: tuple[float, float]
) -> None:
    moved = weights_at(point, weights)
    assert sum(moved) == pytest.approx(1.0)
    assert min(moved) >= 0
    again = point_of(moved)
    assert weights_at(again, weights) == pytest.approx(moved, abs=1e-6)


@pytest.mark.parametrize("count", [2, 3, 4])
def test_in_a_corner_its_voice_is_all_and_beyond_it_too(count: int) -> None:
    even = [1 / count] * count
    for number, (x, y) in enumerate(corners(count)):
        for place in ((x, y), (x + (x - 0.5), y + (y - 0.5))):
            weights = weights_at(place, even)
            assert weights[number] == pytest.approx(1.0)


def test_outside_of_a_triangle_the_nearest_edge_counts() -> None:
    left_edge = weights_at((0.0, 0.4), [1, 1, 1])
    assert left_edge[2] == 0.0
    assert 0.2 < left_edge[0] < 0.4


@given(st.lists(st.floats(0.01, 1), min_size=4, max_size=4), POINT)
def test_a_point_that_came_back_leaves_four_weights_as_they_were(
    weights: list[float], point: tuple[float, float]
) -> None:
    inside = tuple(min(max(each, 0.05), 0.95) for each in point)
    there = weights_at((inside[0], inside[1]), weights)
    total = sum(weights)
    assert weights_at(point_of(weights), there) == pytest.approx([each / total for each in weights], abs=1e-6)
