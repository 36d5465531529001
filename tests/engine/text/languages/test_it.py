# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from studio.engine.text.forms import ALONE, Clock, Form
from studio.engine.text.languages.it import ITALIAN
from studio.engine.text.languages.tables import ordered
from tests.support.number_words import differing
from tests.support.spoken_forms import sentence_of

UNITS = ordered("zero uno due tre quattro cinque sei sette otto nove")
TEENS = ordered("dieci undici dodici tredici quattordici quindici sedici diciassette diciotto diciannove")
TENS = ordered("- - venti trenta quaranta cinquanta sessanta settanta ottanta novanta")


def in_words(number: int) -> str:
    if number >= 10**6:
        millions, rest = divmod(number, 10**6)
        head = "un milione" if millions == 1 else f"{in_words(millions)} milioni"
        joint = "e" if 0 < rest < 100 else ""
        return f"{head} {joint} {in_words(rest) if rest else ''}"
    said = small(number)
    return said[:-1] + "é" if said.endswith("tre") and number != 3 else said


def small(number: int) -> str:
    if number >= 1000:
        thousands, rest = divmod(number, 1000)
        return ("mille" if thousands == 1 else small(thousands) + "mila") + (small(rest) if rest else "")
    if number >= 100:
        hundreds, rest = divmod(number, 100)
        head = "" if hundreds == 1 else UNITS[hundreds]
        hundred = "cent" if rest // 10 == 8 else "cento"
        return head + hundred + (small(rest) if rest else "")
    if number < 10:
        return UNITS[number]
    if number < 20:
        return TEENS[number - 10]
    ten, one = TENS[number // 10], number % 10
    if not one:
        return ten
    return (ten[:-1] if one in (1, 8) else ten) + UNITS[one]


def test_numbers() -> None:
    assert not differing(lambda number: ITALIAN.cardinal(number, ALONE), in_words)
    assert ITALIAN.cardinal(718_641, ALONE) == "settecentodiciottomilaseicentoquarantuno"
    assert ITALIAN.cardinal(1, Form("f", counted=True)) == "una"


def test_ranks_parts_and_times() -> None:
    assert [ITALIAN.ordinal(2, Form("f")), ITALIAN.ordinal(23, ALONE)] == ["seconda", "ventitreesimo"]
    assert [ITALIAN.fraction(1, 2), ITALIAN.fraction(1, 3), ITALIAN.fraction(3, 4)] == [
        "un mezzo",
        "un terzo",
        "tre quarti",
    ]
    assert ITALIAN.time(Clock(9, 30)) == "nove e trenta"
    assert ITALIAN.time(Clock(1, 5)) == "una e zero cinque"
    assert ITALIAN.decimals("14") == "quattordici"
    assert ITALIAN.decimals("05") == "zero cinque"


def test_one_agrees_with_its_noun() -> None:
    forms = [
        ITALIAN.form_of_number(1, sentence_of(f"1 {noun}", "it").neighbours(0))
        for noun in ("persona", "libro", "notte")
    ]
    assert [form.gender if form else "" for form in forms] == ["f", "m", "f"]
