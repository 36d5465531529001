# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from studio.engine.text.forms import ALONE, Clock, Form
from studio.engine.text.languages.es import SPANISH
from studio.engine.text.languages.tables import ordered
from tests.support.number_words import differing
from tests.support.spoken_forms import sentence_of

SMALL = ordered(
    "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis "
    "diecisiete dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco "
    "veintiséis veintisiete veintiocho veintinueve"
)
TENS = ordered("- - - treinta cuarenta cincuenta sesenta setenta ochenta noventa")
HUNDREDS = ordered(
    "- ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos"
)


def in_words(number: int) -> str:
    if number >= 10**6:
        millions, rest = divmod(number, 10**6)
        head = "un millón" if millions == 1 else f"{counting(millions)} millones"
        return f"{head} {in_words(rest) if rest else ''}"
    if number >= 1000:
        thousands, rest = divmod(number, 1000)
        head = "" if thousands == 1 else counting(thousands)
        return f"{head} mil {in_words(rest) if rest else ''}"
    if number == 100:
        return "cien"
    if number > 100:
        return f"{HUNDREDS[number // 100]} {in_words(number % 100) if number % 100 else ''}"
    if number < 30:
        return SMALL[number]
    return TENS[number // 10] + (f" y {SMALL[number % 10]}" if number % 10 else "")


def counting(number: int) -> str:
    said = in_words(number)
    if said.endswith("veintiuno"):
        return said.removesuffix("veintiuno") + "veintiún"
    return said[:-1] if said.endswith("uno") else said


def test_numbers() -> None:
    assert not differing(lambda number: SPANISH.cardinal(number, ALONE), in_words)
    assert SPANISH.cardinal(21, Form("m", counted=True)) == "veintiún"
    assert SPANISH.cardinal(201, Form("f", counted=True)) == "doscientas una"


def test_ranks_parts_and_times() -> None:
    assert [SPANISH.ordinal(2, Form("f")), SPANISH.ordinal(11, ALONE)] == ["segunda", "undécimo"]
    assert [SPANISH.fraction(1, 3), SPANISH.fraction(3, 4), SPANISH.fraction(5, 8), SPANISH.fraction(7, 20)] == [
        "un tercio", "tres cuartos", "cinco octavos", "siete veinteavos"
    ]  # fmt: skip
    assert SPANISH.time(Clock(21, 5)) == "veintiuna cero cinco"
    assert SPANISH.time(Clock(18, 0, marked=True)) == "dieciocho horas"
    assert SPANISH.century(20, True) == "veinte"
    assert SPANISH.century(5, True) == "quinto"


def test_a_number_agrees_with_its_noun() -> None:
    forms = {
        noun: SPANISH.form_of_number(21, sentence_of(f"21 {noun}", "es").neighbours(0))
        for noun in ("personas", "días", "mujeres")
    }
    assert [form.gender if form else "" for form in forms.values()] == ["f", "m", "f"]
