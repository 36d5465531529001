# SPDX-License-Identifier: GPL-3.0-or-later
"""Figures as written to numbers, and numbers to words of a language."""

from __future__ import annotations

import re
from functools import lru_cache

from studio.engine.text.forms import ALONE, Form
from studio.engine.text.language import Language

MAX_DIGITS = 15
MAX_GROUPED_DIGITS = 27
FIGURES = r"\d{1,40}(?:[.,']\d{1,40}){0,12}"
"""Figures with marks between them; `read_figures` tells what they are."""


def read_figures(text: str, language: Language) -> tuple[str, str] | None:
    """Digits before and behind the decimal mark of a number written with or without marks of thousands, or None."""
    if text.isdecimal():
        return text, ""
    mark = language.decimal
    group = "," if mark == "." else "."
    text = re.sub(r"(?<=\d)['\u00a0\u202f ](?=\d{3})", "", text)
    if text.isdecimal():
        return text, ""
    if re.fullmatch(rf"\d{{1,3}}(?:{re.escape(group)}\d{{2,3}}){{0,12}}{re.escape(group)}\d{{3}}", text):
        return text.replace(group, ""), ""
    match = re.fullmatch(
        rf"(\d{{1,3}}(?:{re.escape(group)}\d{{3}}){{1,12}}|\d{{0,40}}){re.escape(mark)}(\d{{1,40}})", text
    )
    if match:
        return (match[1] or "0").replace(group, ""), match[2]
    other = re.fullmatch(rf"(\d{{1,40}}){re.escape(group)}(\d{{1,2}})", text)
    if other:
        return other[1], other[2]
    # As the other half of the world writes it.
    other = re.fullmatch(rf"(\d{{1,3}}(?:{re.escape(mark)}\d{{3}}){{1,12}})(?:{re.escape(group)}(\d{{1,2}}))?", text)
    if other and (other[2] or text.count(mark) > 1):
        return other[1].replace(mark, ""), other[2] or ""
    return None


def cardinal(number: int, language: Language, form: Form = ALONE) -> str:
    """*number* in words."""
    return language.cardinal(number, form)


def digits(figures: str, language: Language) -> str:
    """Each figure by itself, as in a telephone number."""
    return " ".join(language.cardinal(int(figure), ALONE) for figure in figures)


def amount(figures: str, language: Language, form: Form = ALONE, *, grouped: bool = False) -> str:
    """A string of digits: a number, or digit by digit if it starts with 0 or is too long to be grasped."""
    most = MAX_GROUPED_DIGITS if grouped else MAX_DIGITS
    if len(figures) > most or (figures.startswith("0") and len(figures) > 1):
        return digits(figures, language)
    return language.cardinal(int(figures), form)


def decimal(whole: str, fraction: str, language: Language, *, grouped: bool = False) -> str:
    """*whole* and *fraction*, both strings of digits, as a number in words."""
    return f"{amount(whole, language, grouped=grouped)} {language.point} {language.decimals(fraction)}"


# A long number is read figure by figure.
@lru_cache(maxsize=4096)
def from_library(number: int, name: str, kind: str = "cardinal") -> str:
    """What num2words says, without commas. *kind*: "cardinal", "ordinal" or "year"."""
    from num2words import num2words

    return str(num2words(number, lang=name, to=kind)).replace(",", "")
