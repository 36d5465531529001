# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from studio.engine.text.classifier import Rule
from studio.engine.text.rules.ranks import dotted_rank, ended_decade, figures_in_a_word, known_figures
from tests.support.spoken_forms import said_by


@pytest.mark.parametrize(
    ("rule", "written", "tag", "said"),
    [
        (known_figures, "24/7", "en-US", "twenty-four seven"),
        (known_figures, "24/75", "en-US", None),
        (dotted_rank, "3. Versuch", "de", "dritter"),
        (dotted_rank, "3. Versuch", "en-US", None),
        (dotted_rank, "3.", "de", None),
        (ended_decade, "90er", "de", "neunziger"),
        (ended_decade, "90er", "en-US", None),
        (figures_in_a_word, "12ab", "en-US", "twelve"),
        (figures_in_a_word, "ab", "en-US", None),
    ],
)
def test_what_the_rule_says(rule: Rule, written: str, tag: str, said: str | None) -> None:
    assert said_by(rule, written, tag) == said


def test_a_rank_has_the_ending_that_the_word_before_it_asks_for() -> None:
    assert said_by(dotted_rank, "am 3. Tag", "de", at=3) == "dritten"
    assert said_by(dotted_rank, "der 3. Tag", "de", at=4) == "dritte"
