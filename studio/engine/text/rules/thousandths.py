# SPDX-License-Identifier: GPL-3.0-or-later
"""Decimals without their zero that are called as numbers: averages (".500 ball") and calibers (".357 Magnum")."""

from __future__ import annotations

import re

from studio.engine.text.classes import Piece, SemioticClass, Token
from studio.engine.text.neighbours import Sentence

_ONE = re.compile(r"\.(\d{2,3})(?![\d%°]|[.,]\d)")
_LINE = re.compile(r"\.\d{3}(?:/\.\d{3}){1,3}(?![\d/]|[.,]\d)")
_NEAR = (-2, -1, 1, 2)


def thousandths(sentence: Sentence, at: int) -> Token | None:
    """Rule: ".500", ".300/.400/.500", ".38 Special"."""
    language = sentence.language
    if not language.averages or sentence.char(at) != "." or not sentence.starts_word(at):
        return None
    line = _LINE.match(sentence.text, at)
    if line is not None and sentence.bounded(line.end()):
        said = " , ".join(_called(figures, sentence) for figures in re.findall(r"\d+", line.group()))
        return Token(SemioticClass.DECIMAL, at, line.end(), (Piece(at, said),), "averages with strokes between", 0.9)
    match = _ONE.match(sentence.text, at)
    if match is None or not (sentence.bounded(match.end()) or sentence.char(match.end()) == "-"):
        return None
    place = sentence.line.word_at(at)
    near = {sentence.neighbours(at).at(offset).lower() for offset in _NEAR}
    if near & language.calibers:
        why = "a caliber"
    elif len(match[1]) == 3 and _is_average(sentence, place):
        why = "an average of a sport"
    else:
        return None
    return Token(SemioticClass.DECIMAL, at, match.end(), (Piece(at, _called(match[1], sentence)),), why, 0.85)


def _is_average(sentence: Sentence, place: int) -> bool:
    """Whether a word of averages stands in the sentence, or near in a long one."""
    near = sentence.cores[max(0, place - 24) : place + 25]
    return any(word.lower().rpartition("-")[2] in sentence.language.averages for word in near) or any(
        word.lower() in sentence.language.averages for word in near
    )


def _called(figures: str, sentence: Sentence) -> str:
    """ "500" as "five hundred", "067" as "oh sixty-seven"."""
    language = sentence.language
    zeros = len(figures) - len(figures.lstrip("0"))
    rest = figures[zeros:]
    if not rest:
        return language.house("0")
    return " ".join([*[language.zero_figure] * zeros, language.house(rest)])
