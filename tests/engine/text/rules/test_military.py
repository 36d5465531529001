# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from studio.engine.text.rules.military import four_figures
from tests.support.spoken_forms import said_by


@pytest.mark.parametrize(
    ("written", "at", "said"),
    [
        ("0930 hrs", 0, "oh nine thirty|hours"),
        ("1705 hours", 0, "seventeen oh five|hours"),
        ("at 0900", 3, "oh nine hundred"),
        ("0800-1700 hrs", 0, "oh eight hundred|to seventeen hundred|hours"),
        ("0800 to 1700", 8, "seventeen hundred"),
        ("1530 hours of work", 0, None),
        ("1995 to 1999", 8, None),
        ("0930", 0, None),
        ("code 0930", 5, None),
        ("2960 hours", 0, None),
    ],
)
def test_four_figures_are_a_time_where_something_tells(written: str, at: int, said: str | None) -> None:
    assert said_by(four_figures, written, at=at) == said


def test_other_languages_have_none() -> None:
    assert said_by(four_figures, "0930 hrs", "de") is None
