# SPDX-License-Identifier: GPL-3.0-or-later
"""Places on the globe: "51.5° N", "40°26'46" W"."""

from __future__ import annotations

import re
from functools import lru_cache

from studio.engine.text import numerals
from studio.engine.text.classes import Piece, SemioticClass, Token
from studio.engine.text.forms import Form
from studio.engine.text.language import Language
from studio.engine.text.neighbours import Sentence
from studio.engine.text.rules.patterns import one_of

_PARTS = ("°", "min", "s")
"""The units of what stands before each mark."""


def coordinate(sentence: Sentence, at: int) -> Token | None:
    """Rule: degrees with their minutes and seconds, and the direction behind them."""
    language = sentence.language
    if not ("°" in sentence.text or "º" in sentence.text):
        return None
    pattern = _pattern(language)
    match = pattern.match(sentence.text, at) if pattern is not None else None
    if match is None or not (match["direction"] or match["n1"]):
        return None
    pieces: list[Piece] = []
    for index, key in enumerate(_PARTS):
        figures = match[f"n{index}"]
        if figures is None:
            continue
        unit = language.units[key]
        whole, _, fraction = figures.replace(",", ".").partition(".")
        form = Form(unit.gender, counted=True)
        whole = whole.lstrip("0") or "0"
        said = numerals.decimal(whole, fraction, language) if fraction else numerals.amount(whole, language, form)
        name = unit.one if whole == "1" and not fraction else unit.many
        pieces.append(Piece(match.start(f"n{index}"), f"{said} {name}"))
    if match["direction"]:
        pieces.append(Piece(match.start("direction"), language.directions[match["direction"]]))
    return Token(SemioticClass.MEASURE, at, match.end(), tuple(pieces), "degrees of a place on the globe", 0.95)


@lru_cache(maxsize=64)
def _pattern(language: Language) -> re.Pattern[str] | None:
    if not language.directions or any(key not in language.units for key in _PARTS):
        return None
    return re.compile(
        r"(?P<n0>\d{1,3}(?:[.,]\d{1,8})?) ?[°º] ?(?:(?P<n1>\d{1,2}(?:[.,]\d{1,6})?)['′] ?"
        r"(?:(?P<n2>\d{1,2}(?:[.,]\d{1,4})?)(?:\"|″|''|”) ?)?)?"
        rf"(?P<direction>(?:{one_of(language.directions)})(?![\w'&]))?"
    )
