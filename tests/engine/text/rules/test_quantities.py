# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from studio.engine.text.rules.quantities import is_year, quantity_at, unit_at
from tests.support.spoken_forms import sentence_of


@pytest.mark.parametrize(
    ("written", "tag", "end", "value"),
    [
        ("$5 million dollars", "en-US", 10, 5),
        ("2 1/2 cups", "en-US", 5, 2.5),
        ("1 234 567 x", "fr", 9, 1_234_567),
        ("1.299,– €", "de", 9, 1299),
        ("½", "en-US", 1, 0.5),
        (".5%", "en-US", 3, 0.5),
        ("12KG", "en-US", 4, 12),
        ("2 M€", "fr", 4, 2),
    ],
)
def test_what_belongs_to_figures(written: str, tag: str, end: int, value: float) -> None:
    found = quantity_at(sentence_of(written, tag), 0)
    assert found is not None
    assert (found.end, found.value) == (end, value)


@pytest.mark.parametrize(
    ("written", "at"),
    [("1920, W. H. Auden", 0), ("5; V. Woolf", 0), ("At 10, am", 3), ("I am 10 in all", 5), ('"I am 5" he', 6)],
)
def test_no_unit_is_seen_where_there_is_none(written: str, at: int) -> None:
    found = quantity_at(sentence_of(written), at)
    assert found is not None
    assert found.unit is None


def test_units_are_built_of_their_parts() -> None:
    found = unit_at(sentence_of("m/s²"), 0)
    assert found is not None
    assert found[0].many == "meters per second squared"
    assert unit_at(sentence_of("xyz"), 0) is None


def test_years() -> None:
    year, number = quantity_at(sentence_of("1995"), 0), quantity_at(sentence_of("1,995"), 0)
    assert year is not None
    assert number is not None
    assert is_year(year)
    assert not is_year(number)
