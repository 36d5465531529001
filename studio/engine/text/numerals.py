# SPDX-License-Identifier: GPL-3.0-or-later
"""Figures to words."""

from __future__ import annotations

import re
from functools import lru_cache

from studio.engine.text.language import Currency, Spoken

MAX_DIGITS = 15
_SPANISH_TEENS = {
    11: "undécimo",
    12: "duodécimo",
    13: "decimotercero",
    14: "decimocuarto",
    15: "decimoquinto",
    16: "decimosexto",
    17: "decimoséptimo",
    18: "decimoctavo",
    19: "decimonoveno",
}


def cardinal(number: int, table: Spoken, *, american: bool = False) -> str:
    """*number* in words; as figures where the language leaves them to espeak-ng."""
    if not table.numerals:
        return str(number)
    return _num2words(number, table, "cardinal", american)


def ordinal(number: int, table: Spoken, *, feminine: bool = False, american: bool = False) -> str:
    """*number* as a rank ("fifth"); in Romance languages made feminine by its endings."""
    if not table.numerals:
        return str(number)
    words = _num2words(number, table, "ordinal", american)
    if table.numerals == "es":
        # num2words writes these in two words, some of them wrongly.
        words = _SPANISH_TEENS.get(number, words)
    if not feminine:
        return words
    if table.numerals == "fr":
        return re.sub(r"premier$", "première", words)
    return re.sub(r"o\b", "a", words)


def year(number: int, table: Spoken) -> str:
    """*number* as a year: in English by hundreds."""
    if table.numerals == "en" and 2000 < number < 2010:
        return "two thousand " + cardinal(number - 2000, table)
    if table.numerals == "en" and number < 2000 and 0 < number % 100 < 10 and number > 1000:
        return f"{cardinal(number // 100, table)} oh {cardinal(number % 100, table)}"
    if table.numerals == "de" and not 1100 <= number < 2000:
        return cardinal(number, table)
    return _num2words(number, table, "year", True) if table.numerals else str(number)


def digits(figures: str, table: Spoken, *, american: bool = False) -> str:
    """Each figure by itself, as in a telephone number or behind a decimal point."""
    return " ".join(cardinal(int(figure), table, american=american) for figure in figures)


def decimal(whole: str, fraction: str, table: Spoken, *, american: bool = False) -> str:
    """*whole* and *fraction*, both strings of digits, as a number in words."""
    long = table.numerals in ("", "en", "de") or fraction.startswith("0") or len(fraction) > 2
    said = digits(fraction, table) if long else cardinal(int(fraction), table)
    return f"{amount(whole, table, american=american)} {table.point} {said}"


def amount(figures: str, table: Spoken, *, american: bool = False) -> str:
    """A string of digits: a number, or digit by digit if it starts with 0 or is too long to be grasped."""
    if len(figures) > MAX_DIGITS or (figures.startswith("0") and len(figures) > 1):
        return digits(figures, table)
    return cardinal(int(figures), table, american=american)


def money(whole: str, cents: str, currency: Currency, table: Spoken, *, american: bool = False) -> str:
    """A sum: "3" and "50" with dollars is "three dollars and fifty cents"; *cents* may be ""."""
    units, hundredths = int(whole) if len(whole) <= MAX_DIGITS else -1, int(cents.ljust(2, "0")) if cents else 0
    if units < 0:
        return f"{digits(whole, table)} {currency.many}"
    said_units = f"{counted(units, currency.feminine, table, american)} {currency.one if units == 1 else currency.many}"
    if table.million_of and units and units % 1_000_000 == 0:
        said_units = f"{cardinal(units, table)} {table.million_of} {currency.many}"
    if not hundredths:
        return said_units
    said_cents = f"{counted(hundredths, False, table, american)} "
    said_cents += currency.cent_one if hundredths == 1 else currency.cent_many
    return said_cents if units == 0 else f"{said_units} {table.and_cents} {said_cents}"


def counted(number: int, feminine: bool, table: Spoken, american: bool = False) -> str:
    """*number* before a noun: agrees with it in the languages where one (and two) do."""
    words = cardinal(number, table, american=american)
    if table.numerals == "es":
        if feminine:
            return re.sub(r"uno$", "una", re.sub(r"(c?ient|quinient)os\b", r"\1as", words))
        return re.sub(r"\buno$", "un", re.sub(r"veintiuno$", "veintiún", words))
    if table.numerals == "fr":
        return re.sub(r"\bun$", "une", words) if feminine else words
    if table.numerals == "it" and number == 1:
        return "una" if feminine else "un"
    if table.numerals == "de" and number == 1:
        return "eine" if feminine else "ein"
    if table.numerals == "pt_BR" and feminine:
        words = re.sub(r"(zent|cent|hent)os\b", r"\1as", words)
        return re.sub(r"\bdois$", "duas", re.sub(r"\bum$", "uma", words))
    return words


def _num2words(number: int, table: Spoken, kind: str, american: bool) -> str:
    words = _plain_words(number, table.numerals, kind)
    if table.numerals == "it" and kind != "ordinal":
        words = re.sub(r"(?<=\w)tre$", "tré", words)
    return words.replace(" and ", " ") if american and table.numerals == "en" else words


# A long number is read figure by figure.
@lru_cache(maxsize=2048)
def _plain_words(number: int, language: str, kind: str) -> str:
    from num2words import num2words

    return str(num2words(number, lang=language, to=kind)).replace(",", "")
