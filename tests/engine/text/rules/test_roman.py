# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from studio.engine.text.classifier import Rule
from studio.engine.text.rules.roman import roman, roman_value
from tests.support.spoken_forms import said_by


@pytest.mark.parametrize(
    ("rule", "written", "tag", "said"),
    [
        (roman, "VIII", "en-US", "eight"),
        (roman, "XXe siècle", "fr", "vingtième"),
        (roman, "Le chat", "fr", None),
        (roman, "MIX", "en-US", None),
        (roman, "CD", "en-US", None),
    ],
)
def test_what_the_rule_says(rule: Rule, written: str, tag: str, said: str | None) -> None:
    assert said_by(rule, written, tag) == said


@pytest.mark.parametrize(("numeral", "value"), [("IV", 4), ("MCMXC", 1990), ("", 0), ("IIII", 0), ("IVe", 0), ("x", 0)])
def test_the_value_of_a_numeral(numeral: str, value: int) -> None:
    assert roman_value(numeral) == value


@pytest.mark.parametrize(
    ("written", "tag", "at", "said"),
    [
        ("Henry VIII had", "en-US", 6, "the eighth"),
        ("Charles I know", "en-US", 8, None),
        ("Charles I was", "en-US", 8, "the first"),
        ("Volume I is", "en-US", 7, "one"),
        ("Elizabeth I's reign", "en-US", 10, "the first's"),
        ("Ludwig XIV. war", "de", 7, "der Vierzehnte"),
        ("siglo XXI", "es", 6, "veintiuno"),
        ("pages IV-VI", "en-US", 6, "four|to six"),
    ],
)
def test_neighbours_decide(written: str, tag: str, at: int, said: str | None) -> None:
    assert said_by(roman, written, tag, at) == said
