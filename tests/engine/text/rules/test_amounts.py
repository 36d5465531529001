# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from studio.engine.text.classifier import Rule
from studio.engine.text.rules.amounts import quantity
from tests.support.spoken_forms import said_by


@pytest.mark.parametrize(
    ("rule", "written", "tag", "said"),
    [
        (quantity, "$3.50", "en-US", "three|dollars and fifty cents"),
        (quantity, "$.99", "en-US", "ninety-nine|cents"),
        (quantity, "R$ 3,50", "pt-BR", "três|reais e cinquenta centavos"),
        (quantity, "3,50 €", "de", "drei|Euro fünfzig"),
        (quantity, "2.000.000€", "es", "dos millones|de euros"),
        (quantity, "$5 million dollars", "en-US", "five|million"),
        (quantity, "5 km", "en-US", "five|kilometers"),
        (quantity, "1 km", "en-US", "one|kilometer"),
        (quantity, "1 234 567", "fr", "un million|deux cent trente-quatre mille|cinq cent soixante-sept"),
        (quantity, "1995", "en-US", "nineteen ninety-five"),
        (quantity, "1995 km", "en-US", "one thousand nine hundred ninety-five|kilometers"),
        (quantity, "5x5y", "en-US", None),
    ],
)
def test_what_the_rule_says(rule: Rule, written: str, tag: str, said: str | None) -> None:
    assert said_by(rule, written, tag) == said


def test_a_measure_between_article_and_noun_is_in_the_singular() -> None:
    assert said_by(quantity, "a 9mm round", at=2) == "nine|millimeter"
    assert said_by(quantity, "the 9mm", at=4) == "nine|millimeters"
