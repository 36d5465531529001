# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from studio.core.rates import PERMITTED_RATES, is_rate
from studio.export.formats import offered_formats


@pytest.mark.parametrize("value", [8000, 44100, 48000])
def test_whole_numbers_of_the_range_are_rates(value: int) -> None:
    assert is_rate(value)


@pytest.mark.parametrize("value", [7999, 48001, 24000.0, "24000", None, True])
def test_others_are_not(value: object) -> None:
    assert not is_rate(value)


def test_what_is_permitted_is_said_in_numbers() -> None:
    assert PERMITTED_RATES == "a whole number from 8000 to 48000"


def test_what_the_window_exports_could_be_asked_for_too() -> None:
    assert all(is_rate(each.rate_hz) for each in offered_formats())
