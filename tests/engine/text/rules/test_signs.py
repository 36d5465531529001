# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from studio.engine.text.classifier import Rule
from studio.engine.text.rules.signs import markup, power, sharp, sign
from tests.support.spoken_forms import said_by


@pytest.mark.parametrize(
    ("rule", "written", "tag", "said"),
    [
        (sign, "≤ 5", "en-US", "less than or equal to"),
        (sign, "!= 5", "en-US", "is not equal to"),
        (sign, "-5", "en-US", "minus"),
        (sign, "- 5", "en-US", None),
        (sign, "§§ 5", "de", "Paragrafen"),
        (sign, "•", "en-US", None),
        (sign, "$", "en-US", "dollars"),
        (markup, "&amp; x", "en-US", "and"),
        (markup, "**bold**", "en-US", ""),
        (markup, "# Title", "en-US", ""),
        (markup, "<b>x", "en-US", ""),
        (markup, "[ ] task", "en-US", ""),
        (markup, "(x)", "en-US", None),
        (markup, "&x", "en-US", None),
        (sharp, "C# is", "en-US", "C sharp"),
        (sharp, ".NET", "en-US", "dot net"),
        (sharp, "C major", "en-US", None),
    ],
)
def test_what_the_rule_says(rule: Rule, written: str, tag: str, said: str | None) -> None:
    assert said_by(rule, written, tag) == said


@pytest.mark.parametrize(
    ("written", "at", "said"),
    [
        ("x²", 1, "squared"),
        ("10⁻³", 2, "to the minus third"),
        ("2^10", 1, "to the tenth"),
        ("H₂O", 1, "two"),
        ("word¹", 4, ""),
    ],
)
def test_raised_and_lowered_figures(written: str, at: int, said: str) -> None:
    assert said_by(power, written, at=at) == said


def test_signs_between_two_things() -> None:
    assert said_by(sign, "a/b", at=1) == "slash"
    assert said_by(sign, "6 / 2", at=2) == "divided by"
    assert said_by(sign, "2*3", at=1) == "times"
    assert said_by(sign, "a * b", at=2) is None
    assert said_by(sign, "x > y", at=2) == "greater than"
