# SPDX-License-Identifier: Apache-2.0
"""Words, where they stand in a text and when they are heard."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class WordTiming:
    """A blank-separated word, verbatim, and when it is heard, in seconds from the start of its audio."""

    text: str
    start_s: float
    end_s: float

    def shifted(self, by_s: float) -> WordTiming:
        return WordTiming(self.text, self.start_s + by_s, self.end_s + by_s)


@dataclass(frozen=True, slots=True)
class WordSpan:
    """A blank-separated word and its place: text[start:end] of the string it was found in."""

    text: str
    start: int
    end: int


def word_spans(text: str) -> tuple[WordSpan, ...]:
    """The words of *text*, the same as `text.split()` gives, with their places."""
    return tuple(WordSpan(match.group(), match.start(), match.end()) for match in _WORD.finditer(text))


def word_at(words: Sequence[WordTiming], t_s: float) -> int:
    """Index of the word heard at *t_s*, or of the last one begun before it; -1 before the first."""
    return bisect_right(words, t_s, key=lambda word: word.start_s) - 1
