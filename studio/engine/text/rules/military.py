# SPDX-License-Identifier: GPL-3.0-or-later
"""Times of day in four figures: "0930 hrs", "from 0800 to 1700"."""

from __future__ import annotations

import re
from functools import lru_cache

from studio.engine.text.classes import Piece, SemioticClass, Token
from studio.engine.text.language import Language
from studio.engine.text.neighbours import Sentence
from studio.engine.text.rules.patterns import one_of

_FIGURES = r"(?:[01]\d|2[0-4])[0-5]\d"
_ALONE = re.compile(rf"({_FIGURES})(?![\w%°]|[.,:/]\d)")
_EARLY = re.compile(r"0\d[0-5]\d")


def four_figures(sentence: Sentence, at: int) -> Token | None:
    """Rule: four figures before a word for hours, or behind one for a time where the first is a zero."""
    language = sentence.language
    if not sentence.text[at : at + 4].isdecimal():
        return None
    before = sentence.char(at - 1)
    if language.military is None or before.isalnum() or (before and before in ".,:/$£€-"):
        return None
    match = _pattern(language).match(sentence.text, at)
    if match is None:
        return None
    first, last, word = match["first"], match["last"], match["word"]
    if word and sentence.after(match.end()).lower() == language.of:
        # "1530 hours of work": a sum.
        return None
    early = _EARLY.fullmatch(first) is not None
    told = sentence.before(at).lower() in language.before_date | language.before_time | {"from"}
    if not word and not (early and (told or last) and _ALONE.match(sentence.text, match.start("last") if last else at)):
        return _behind_another(sentence, at)
    pieces = [Piece(at, language.military(first))]
    if last:
        pieces.append(Piece(match.start("dash"), f"{language.to} {language.military(last)}"))
    end = match.end("last") if last else match.end("first")
    if word:
        pieces.append(Piece(match.start("word"), language.military_words[word]))
        end = match.end()
    kind = SemioticClass.RANGE if last else SemioticClass.TIME
    return Token(kind, at, end, tuple(pieces), "four figures of a time of day", 0.9)


def _behind_another(sentence: Sentence, at: int) -> Token | None:
    """ "0800 to 1700": the second is a time because the first is."""
    language = sentence.language
    match = _ALONE.match(sentence.text, at)
    joint, first = sentence.before(at).lower(), sentence.before(at, 2)
    if match is None or language.military is None or not _EARLY.fullmatch(first):
        return None
    if joint not in (language.to, *language.before_time, *language.between.values()):
        return None
    said = language.military(match[1])
    return Token(SemioticClass.TIME, at, match.end(), (Piece(at, said),), "a time of day behind another", 0.85)


@lru_cache(maxsize=64)
def _pattern(language: Language) -> re.Pattern[str]:
    words = one_of(language.military_words)
    return re.compile(
        rf"(?P<first>{_FIGURES})(?: ?(?P<dash>[-–]) ?(?P<last>{_FIGURES}))?"
        rf"(?:(?: ?(?P<word>{words})\.?(?![\w.]))|(?!\w))"
    )
