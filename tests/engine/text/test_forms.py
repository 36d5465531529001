# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from studio.engine.text.forms import ALONE, Clock, Currency, Form, Sense, Unit


def test_what_is_not_told_is_the_plainest() -> None:
    assert Form() == ALONE
    assert not ALONE.counted
    assert Clock(9, 5) == Clock(9, 5, None, "", named=False, marked=False)
    assert Sense("doctor").when == ()


def test_values_are_of_the_masculine_where_none_is_told() -> None:
    assert Unit("foot", "feet").gender == Currency("euro", "euros").gender == "m"
