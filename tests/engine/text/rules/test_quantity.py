# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from studio.engine.text.rules.quantities import quantity_at
from studio.engine.text.rules.quantity import Quantity, is_year
from tests.support.spoken_forms import sentence_of


def test_years() -> None:
    year, number = quantity_at(sentence_of("1995"), 0), quantity_at(sentence_of("1,995"), 0)
    assert year is not None
    assert number is not None
    assert is_year(year)
    assert not is_year(number)


def test_values_and_what_is_one() -> None:
    assert Quantity(0, 3, 0, "1", "5").value == 1.5
    assert Quantity(0, 5, 0, "2", part=(1, 2)).value == 2.5
    assert Quantity(0, 1, 0, "1").is_one
    assert not Quantity(0, 3, 0, "1", "0").is_one
    assert Quantity(0, 3, 0, "", part=(3, 4)).is_less_than_one
