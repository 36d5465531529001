# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from studio.engine.text.rules.numeric_dates import numeric_date
from tests.support.spoken_forms import said_by, sentence_of


@pytest.mark.parametrize(
    ("written", "tag", "said"),
    [
        ("12/25/2024", "en-US", "December twenty-fifth twenty twenty-four"),
        ("12/25/2024", "en-GB", "the twenty-fifth of December twenty twenty-four"),
        ("15.01.2020", "en-US", "January fifteenth twenty twenty"),
        ("32/13/2024", "en-US", None),
        ("2020-01-15", "fr", "quinze janvier deux mille vingt"),
        ("7/1985", "es", None),
        ("03/2022", "de", None),
        ("31-XII-1936", "pt-BR", "trinta e um de dezembro de mil novecentos e trinta e seis"),
        (
            "01/09/2022 - 15/09/2022",
            "fr",
            "premier septembre deux mille vingt-deux|à|quinze septembre deux mille vingt-deux",
        ),
    ],
)
def test_what_the_rule_says(written: str, tag: str, said: str | None) -> None:
    assert said_by(numeric_date, written, tag) == said


def test_a_date_that_can_be_two_days_offers_both() -> None:
    token = numeric_date(sentence_of("01/02/2020"), 0)
    assert token is not None
    assert token.certainty < 0.8
    assert [other.said for other in token.alternatives] == ["February first twenty twenty"]


def test_a_month_with_its_year_is_told_by_the_word_before() -> None:
    assert said_by(numeric_date, "seit 03/2022", "de", 5) == "März zweitausendzweiundzwanzig"
    assert (
        said_by(numeric_date, "seit 05/2020 - 07/2021", "de", 5)
        == "Mai zweitausendzwanzig|bis|Juli zweitausendeinundzwanzig"
    )
    assert said_by(numeric_date, "Ley 03/2022", "es", 4) is None
