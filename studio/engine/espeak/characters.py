# SPDX-License-Identifier: GPL-3.0-or-later
"""Chinese for espeak-ng: it is spoken clause by clause, and each clause's time is divided over its characters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from studio.core.timeline import WordTiming, spans_for
from studio.engine.base import SpeechPiece

_CLAUSE_END = re.compile(r"[。！？，、；：…!?;]+[”’」』）】》]*(?=\S)")
_LONGEST_CLAUSE = 50
_LONG = re.compile(rf"\S{{{_LONGEST_CLAUSE}}}(?=\S)")


def clauses_apart(text: str) -> str:
    """*text* with a blank after every clause, and within very long ones, so that each is a word for the synthesizer."""
    return _LONG.sub(r"\g<0> ", _CLAUSE_END.sub(r"\g<0> ", text))


def by_character(pieces: Iterable[SpeechPiece], language: str) -> Iterator[SpeechPiece]:
    """*pieces* with each word's timing divided evenly over its characters."""
    for piece in pieces:
        words = tuple(timed for word in piece.words for timed in _divided(word, language))
        skipped = tuple(span.text for word in piece.skipped for span in spans_for(word, language))
        yield SpeechPiece(piece.samples, words, skipped)


def _divided(word: WordTiming, language: str) -> Iterator[WordTiming]:
    spans = spans_for(word.text, language)
    step_s = (word.end_s - word.start_s) / len(spans)
    for index, span in enumerate(spans):
        start_s = word.start_s + index * step_s
        yield WordTiming(span.text, start_s, word.end_s if index + 1 == len(spans) else start_s + step_s)
