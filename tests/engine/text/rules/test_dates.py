# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from studio.engine.text.classifier import Rule
from studio.engine.text.rules.dates import (
    date_in_words,
    day_and_month,
    decade,
    month_and_day,
    quarter,
)
from tests.support.spoken_forms import said_by, sentence_of


@pytest.mark.parametrize(
    ("rule", "written", "tag", "said"),
    [
        (month_and_day, "May 5, 1999", "en-US", "May|fifth|nineteen ninety-nine"),
        (month_and_day, "may 5 times", "en-US", None),
        (month_and_day, "July 45", "en-US", None),
        (day_and_month, "26th May", "en-US", "the twenty-sixth|of May"),
        (day_and_month, "5. Mai 2020", "de", "fünfter|Mai|zweitausendzwanzig"),
        (day_and_month, "1 de maio", "pt-BR", "primeiro|de|maio"),
        (day_and_month, "5 people", "en-US", None),
        (month_and_day, "Jan-15-2020", "en-US", "January|fifteenth|twenty twenty"),
        (month_and_day, "jan. 15", "en-US", "January|fifteenth"),
        (day_and_month, "25 july", "en-US", "the twenty-fifth|of July"),
        (day_and_month, "2 may", "en-US", None),
        (day_and_month, "15-Jan-2020", "en-US", "the fifteenth|of January|twenty twenty"),
        (decade, "1990s", "en-US", "nineteen nineties"),
        (decade, "60's", "en-US", "sixties"),
        (decade, "1990", "en-US", None),
        (decade, "80 s", "en-US", None),
        (decade, "1960s-80s", "en-US", "nineteen sixties|to eighties"),
        (quarter, "2Q22", "en-US", "second quarter|of twenty twenty-two"),
        (quarter, "Q5", "en-US", None),
    ],
)
def test_what_the_rule_says(rule: Rule, written: str, tag: str, said: str | None) -> None:
    assert said_by(rule, written, tag) == said


def test_there_is_no_such_day() -> None:
    assert date_in_words(sentence_of("x"), 0, 1, 13, 2020) is None
    assert date_in_words(sentence_of("x"), 0, 32, 1, None) is None
