# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from studio.engine.text.rules.thousandths import thousandths
from tests.support.spoken_forms import said_by


@pytest.mark.parametrize(
    ("written", "at", "said"),
    [
        ("hit .500 today", 4, "five hundred"),
        ("a .067 average", 2, "oh sixty-seven"),
        ("a .412 on-base percentage", 2, "four twelve"),
        (".300/.400/.500", 0, "three hundred , four hundred , five hundred"),
        ("a .357 Magnum", 2, "three fifty-seven"),
        ("a .22 rifle", 2, "twenty-two"),
        ("a gap of .500", 9, None),
        ("a .05 average", 2, None),
        ("hit 1.500", 5, None),
        ("an average of .500%", 14, None),
    ],
)
def test_thousandths_are_called_as_numbers_in_sports_and_of_guns(written: str, at: int, said: str | None) -> None:
    assert said_by(thousandths, written, at=at) == said
