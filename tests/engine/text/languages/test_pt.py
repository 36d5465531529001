# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from studio.engine.text.forms import ALONE, Clock, Form
from studio.engine.text.languages.pt import BRAZILIAN
from studio.engine.text.languages.tables import ordered
from tests.support.number_words import differing
from tests.support.spoken_forms import sentence_of

SMALL = ordered(
    "zero um dois três quatro cinco seis sete oito nove dez onze doze treze catorze quinze dezesseis "
    "dezessete dezoito dezenove"
)
TENS = ordered("- - vinte trinta quarenta cinquenta sessenta setenta oitenta noventa")
HUNDREDS = ordered("- cento duzentos trezentos quatrocentos quinhentos seiscentos setecentos oitocentos novecentos")


def below_thousand(number: int) -> str:
    if number == 100:
        return "cem"
    if number > 100:
        return HUNDREDS[number // 100] + (f" e {below_thousand(number % 100)}" if number % 100 else "")
    if number < 20:
        return SMALL[number]
    return TENS[number // 10] + (f" e {SMALL[number % 10]}" if number % 10 else "")


def in_words(number: int) -> str:
    if number < 1000:
        return below_thousand(number)
    groups = []
    millions, thousands, rest = number // 10**6, number // 1000 % 1000, number % 1000
    if millions:
        groups.append((millions, "um milhão" if millions == 1 else f"{below_thousand(millions)} milhões"))
    if thousands:
        groups.append((thousands, "mil" if thousands == 1 else f"{below_thousand(thousands)} mil"))
    if rest:
        groups.append((rest, below_thousand(rest)))
    last = groups[-1][0]
    joint = " e " if len(groups) > 1 and (last <= 100 or last % 100 == 0) else " "
    return " ".join(said for _, said in groups[:-1]) + (joint if len(groups) > 1 else "") + groups[-1][1]


def said(number: int) -> str:
    """With or without "e" between millions and thousands: both are said."""
    words = BRAZILIAN.cardinal(number, ALONE)
    return (
        words if number % 1000 == 0 or number < 10**6 or not number // 1000 % 1000 else words.replace("ões e ", "ões ")
    )


def test_numbers() -> None:
    assert not differing(said, in_words)
    assert BRAZILIAN.cardinal(202, Form("f", counted=True)) == "duzentas e duas"


def test_ranks_parts_and_times() -> None:
    assert [BRAZILIAN.ordinal(2, Form("f")), BRAZILIAN.ordinal(10, ALONE)] == ["segunda", "décimo"]
    assert [BRAZILIAN.fraction(*part) for part in ((1, 2), (3, 4), (1, 3), (7, 20))] == [
        "um meio", "três quartos", "um terço", "sete vinte avos"
    ]  # fmt: skip
    assert BRAZILIAN.time(Clock(14, 30)) == "catorze e trinta"
    assert BRAZILIAN.time(Clock(2, 0)) == "duas horas"


def test_a_number_agrees_with_its_noun() -> None:
    forms = [
        BRAZILIAN.form_of_number(2, sentence_of(f"2 {noun}", "pt").neighbours(0))
        for noun in ("pessoas", "dias", "vezes")
    ]
    assert [form.gender if form else "" for form in forms] == ["f", "m", "f"]
