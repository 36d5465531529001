# SPDX-License-Identifier: GPL-3.0-or-later
"""Figures that a dot makes a rank, figures that are a name of their own, and figures inside words."""

from __future__ import annotations

import re
from functools import lru_cache

from studio.engine.text import numerals
from studio.engine.text.classes import Piece, SemioticClass, Token
from studio.engine.text.language import Language
from studio.engine.text.neighbours import Sentence
from studio.engine.text.rules.patterns import one_of

_DOTTED = re.compile(r"(\d{1,3})\.(?: |(?=[,;)]))")
_FIGURES = re.compile(r"\d+")
_ENDED = re.compile(r"(\d{2,4})([a-zäöü]{2,5})(?![^\W_])")


def known_figures(sentence: Sentence, at: int) -> Token | None:
    """Rule: "24/7", "9/11": figures that are said in a way of their own."""
    names = _known(sentence.language)
    match = names.match(sentence.text, at) if names is not None else None
    if match is None or not sentence.starts_word(at):
        return None
    said = sentence.language.replaced[match.group()]
    return Token(SemioticClass.PLAIN, at, match.end(), (Piece(at, said),), "figures with a name of their own", 0.9)


@lru_cache(maxsize=64)
def _known(language: Language) -> re.Pattern[str] | None:
    names = [name for name in language.replaced if name[0].isdecimal()]
    return re.compile(rf"(?:{one_of(names)})(?![\w/]|[.,:]\d)") if names else None


def dotted_rank(sentence: Sentence, at: int) -> Token | None:
    """Rule: "der 3. Versuch": a number whose dot is not the sentence's is a rank."""
    language = sentence.language
    if not language.dotted_ordinals:
        return None
    match = _DOTTED.match(sentence.text, at)
    if match is None:
        return None
    end = match.end(1) + 1
    if sentence.char(end) == " " and not sentence.after(end)[:1].isalpha():
        return None
    said = language.ordinal(int(match[1]), language.form_of_rank(sentence.neighbours(at)))
    return Token(SemioticClass.ORDINAL, at, end, (Piece(at, said),), "a number with a rank's dot", 0.9)


def ended_decade(sentence: Sentence, at: int) -> Token | None:
    """Rule: figures with an ending of letters ("90er")."""
    match = _ENDED.match(sentence.text, at)
    said = sentence.language.decade_of(match.group()) if match is not None else None
    if match is None or said is None:
        return None
    return Token(SemioticClass.YEAR, at, match.end(), (Piece(at, said),), "tens with an ending")


def figures_in_a_word(sentence: Sentence, at: int) -> Token | None:
    """Rule: figures that nothing else explains."""
    match = _FIGURES.match(sentence.text, at)
    if match is None:
        return None
    said = numerals.amount(match.group(), sentence.language)
    return Token(SemioticClass.CARDINAL, at, match.end(), (Piece(at, said),), "figures", 0.7)
