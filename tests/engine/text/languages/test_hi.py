# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from studio.engine.text.forms import ALONE, Clock
from studio.engine.text.languages.hi import HINDI


def test_numbers_are_in_words_with_lakh_and_crore() -> None:
    assert HINDI.cardinal(42, ALONE) == "बयालीस"
    assert HINDI.cardinal(1_00_000, ALONE) == "एक लाख"
    assert HINDI.cardinal(3_24_50_099, ALONE) == "तीन करोड़ चौबीस लाख पचास हज़ार निन्यानबे"
    assert HINDI.decimals("14") == "एक चार"


def test_each_number_below_a_hundred_is_a_word_of_its_own() -> None:
    assert len({HINDI.cardinal(number, ALONE) for number in range(100)}) == 100


def test_years_are_in_hundreds() -> None:
    assert [HINDI.year(year) for year in (1947, 1900, 2024)] == ["उन्नीस सौ सैंतालीस", "उन्नीस सौ", "दो हज़ार चौबीस"]


def test_ranks_take_the_gender_that_is_written() -> None:
    assert [HINDI.ordinal(number, HINDI.ordinal_marks[mark]) for number, mark in ((1, "ला"), (2, "री"), (5, "वां"))] == [
        "पहला",
        "दूसरी",
        "पाँचवाँ",
    ]
    assert HINDI.ordinal(12, HINDI.ordinal_marks["वें"]) == "बारहवें"


def test_parts_and_times() -> None:
    assert [HINDI.fraction(1, 2), HINDI.fraction(5, 8)] == ["आधा", "पाँच बटा आठ"]
    assert [HINDI.half(whole, "घंटे", "") for whole in (1, 3)] == [("डेढ़", ""), ("साढ़े तीन", "")]
    assert HINDI.time(Clock(9, 30)) == "नौ बजकर तीस मिनट"
    assert HINDI.time(Clock(9, 0)) == "नौ बजे"
