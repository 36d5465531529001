# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from studio.engine.text.classifier import Rule
from studio.engine.text.rules.addresses import direction, house_number, region_and_code
from tests.support.spoken_forms import said_by


@pytest.mark.parametrize(
    ("rule", "written", "tag", "said"),
    [
        (house_number, "1211 E Arques Ave", "en-US", "twelve eleven"),
        (house_number, "708 N 1st St", "en-US", "seven oh eight"),
        (house_number, "1211 people came", "en-US", None),
        (house_number, "1211 Straßen", "de", None),
        (region_and_code, "CA 95051", "en-US", "California|nine five zero five one"),
        (region_and_code, "IN 2020", "en-US", None),
        (region_and_code, "OK", "en-US", None),
    ],
)
def test_what_the_rule_says(rule: Rule, written: str, tag: str, said: str | None) -> None:
    assert said_by(rule, written, tag) == said


def test_a_letter_is_a_direction_between_a_house_number_and_a_street() -> None:
    assert said_by(direction, "12 E Oak St", at=3) == "east"
    assert said_by(direction, "vitamin E helps", at=8) is None
