# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.errors import InvalidArgument
from studio.core.voices import MixPart, apportioned, checked_embedding, heard_parts, normalised, whole_percents


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=16))
def test_whole_percents_always_sum_to_a_hundred_and_are_off_by_less_than_one(shares: list[float]) -> None:
    percents = whole_percents(shares)
    total = sum(shares)
    if total < 1e-300:
        return
    assert sum(percents) == 100
    for share, percent in zip(shares, percents, strict=True):
        assert abs(percent - 100 * share / total) < 1 + 1e-5


@given(st.integers(0, 100))
def test_a_share_that_was_set_is_shown_as_it_was_set(percent: int) -> None:
    rest = 1 - percent / 100
    assert whole_percents([percent / 100, rest / 3, rest / 3, rest / 3])[0] == percent


def test_what_is_left_goes_to_the_largest_remainders() -> None:
    assert whole_percents([1, 1, 1]) == (34, 33, 33)
    assert apportioned([1, 1, 1], 1000) == (334, 333, 333)
    assert whole_percents([0.125] * 8) == (13, 13, 13, 13, 12, 12, 12, 12)
    assert whole_percents([1 - 2.0**-40, 2.0**-40]) == (100, 0)
    assert whole_percents([]) == ()
    assert whole_percents([0.0, 0.0]) == (0, 0)


@pytest.mark.parametrize("count", range(1, 17))
def test_equal_shares_differ_by_one_at_most(count: int) -> None:
    percents = whole_percents([1 / count] * count)
    assert sum(percents) == 100
    assert max(percents) - min(percents) <= 1


def test_weights_are_scaled_to_one() -> None:
    assert [part.weight for part in normalised((MixPart("a", 3), MixPart("b", 1)))] == [0.75, 0.25]


@pytest.mark.parametrize("weight", [0.0, -1.0, math.nan, math.inf])
def test_a_weight_must_be_positive_and_finite(weight: float) -> None:
    with pytest.raises(InvalidArgument, match="weight"):
        normalised((MixPart("a", 1.0), MixPart("b", weight)))


@pytest.mark.parametrize("values", [[1.0] * 191, [math.nan] * 192, ["a"] * 192, "x" * 192])
def test_an_embedding_is_192_finite_numbers(values: list[float]) -> None:
    with pytest.raises(InvalidArgument, match="192"):
        checked_embedding(values)


def test_solo_goes_before_mute_and_somebody_is_heard() -> None:
    a, b, c = MixPart("a", 1.0), MixPart("b", 1.0, muted=True), MixPart("c", 1.0, muted=True, solo=True)
    assert heard_parts([a, b]) == (a,)
    assert heard_parts([a, b, c]) == (c,)
    assert heard_parts([b]) == (b,)
    assert heard_parts([]) == ()
