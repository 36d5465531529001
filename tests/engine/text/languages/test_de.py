# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from studio.engine.text.forms import ALONE, Clock, Form
from studio.engine.text.languages.de import GERMAN
from studio.engine.text.languages.tables import ordered
from tests.support.number_words import differing

SMALL = ordered(
    "null ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn "
    "sechzehn siebzehn achtzehn neunzehn"
)
TENS = ordered("- - zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig")


def stem(number: int) -> str:
    if number >= 10**6:
        count = number // 10**6
        feminine = "e" if count % 100 == 1 else ""
        millions = "eine Million" if count == 1 else f"{stem(count)}{feminine} Millionen"
        return millions + (stem(number % 10**6) if number % 10**6 else "")
    for size, name in ((1000, "tausend"), (100, "hundert")):
        if number >= size:
            return stem(number // size) + name + (stem(number % size) if number % size else "")
    if number < 20:
        return SMALL[number]
    one = SMALL[number % 10] + "und" if number % 10 else ""
    return one + TENS[number // 10]


def in_words(number: int) -> str:
    return stem(number) + ("s" if number % 100 == 1 else "")


def test_numbers() -> None:
    assert not differing(lambda number: GERMAN.cardinal(number, ALONE), in_words)
    assert GERMAN.cardinal(1, Form("f", counted=True)) == "eine"
    assert GERMAN.cardinal(1, Form("m", counted=True)) == "ein"


def test_parts_years_and_times() -> None:
    assert [GERMAN.fraction(1, 2), GERMAN.fraction(2, 3), GERMAN.fraction(1, 8), GERMAN.fraction(7, 20)] == [
        "ein halb", "zwei Drittel", "ein Achtel", "sieben Zwanzigstel"
    ]  # fmt: skip
    assert GERMAN.year(1989) == "neunzehnhundertneunundachtzig"
    assert GERMAN.year(2005) == "zweitausendfünf"
    assert GERMAN.time(Clock(1, 5)) == "ein Uhr fünf"
    assert GERMAN.decade_of("1920er") == "neunzehnhundertzwanziger"
    assert GERMAN.decade_of("20ex") is None
    assert GERMAN.ruler(2, True) == "die Zweite"
