# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from studio.engine.text.forms import ALONE, Clock, Form
from studio.engine.text.languages.en import AMERICAN, BRITISH
from studio.engine.text.languages.tables import ordered
from tests.support.number_words import differing
from tests.support.spoken_forms import sentence_of

SMALL = ordered(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
)
TENS = ordered("- - twenty thirty forty fifty sixty seventy eighty ninety")


def in_words(number: int) -> str:
    for size, name in ((10**6, "million"), (1000, "thousand"), (100, "hundred")):
        if number >= size:
            rest = number % size
            return f"{in_words(number // size)} {name} {in_words(rest) if rest else ''}".strip()
    if number < 20:
        return SMALL[number]
    return f"{TENS[number // 10]} {SMALL[number % 10] if number % 10 else ''}".strip()


def test_numbers() -> None:
    assert not differing(lambda number: AMERICAN.cardinal(number, ALONE), in_words)
    assert BRITISH.cardinal(101, ALONE) == "one hundred and one"
    assert AMERICAN.ordinal(101, ALONE) == "one hundred first"


def test_years_by_hundreds() -> None:
    said = {year: AMERICAN.year(year) for year in (1066, 1900, 1905, 1999, 2000, 2003, 2010, 476)}
    assert said == {
        1066: "ten sixty-six", 1900: "nineteen hundred", 1905: "nineteen oh five", 1999: "nineteen ninety-nine",
        2000: "two thousand", 2003: "two thousand three", 2010: "twenty ten", 476: "four hundred seventy-six",
    }  # fmt: skip
    assert AMERICAN.year_end(6) == "oh six"
    assert AMERICAN.house("708") == "seven oh eight"


def test_parts_and_times() -> None:
    assert [AMERICAN.fraction(1, 2), AMERICAN.fraction(3, 4), AMERICAN.fraction(7, 16)] == [
        "one half", "three quarters", "seven sixteenths"
    ]  # fmt: skip
    assert AMERICAN.time(Clock(0, 0)) == "midnight"
    assert AMERICAN.time(Clock(12, 0)) == "twelve o'clock"
    assert AMERICAN.time(Clock(9, 5, 7)) == "nine oh five oh seven"
    assert AMERICAN.plural("nineteen twenty") == "nineteen twenties"


def test_a_lone_letter_or_word() -> None:
    assert AMERICAN.word_rules["a"](sentence_of("Plan A.").neighbours(5)) == "⟨ˈeɪ⟩"
    assert AMERICAN.word_rules["a"](sentence_of("see A dog").neighbours(4)) is None
    assert AMERICAN.word_rules["am"](sentence_of("at 10 am we").neighbours(6)) == "A.M"
    assert AMERICAN.word_rules["am"](sentence_of("at 10, am I").neighbours(7)) is None
    assert Form() == ALONE
