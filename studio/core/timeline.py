# SPDX-License-Identifier: Apache-2.0
"""Words, where they stand in a text and when they are heard."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from studio.core.languages import primary

_WORD = re.compile(r"\S+")
# What may belong to the character beside it: marks, and what a joiner joins.
_BESIDE_CHARACTERS = re.compile(r"(?:[^\w\s]|(?<=\u200d)\w|\w(?=\u200d))++")
_BY_CHARACTER = frozenset(["ja", "zh", "cmn", "yue"])
_JOINER = "\u200d"


@dataclass(frozen=True, slots=True)
class WordTiming:
    """A word of `spans_for`, verbatim, and when it is heard, in seconds from the start of its audio."""

    text: str
    start_s: float
    end_s: float

    def shifted(self, by_s: float) -> WordTiming:
        return WordTiming(self.text, self.start_s + by_s, self.end_s + by_s)


@dataclass(frozen=True, slots=True)
class PhonemeTiming:
    """A phoneme in IPA and when it is heard, in seconds from the start of its audio."""

    phoneme: str
    start_s: float
    end_s: float

    def shifted(self, by_s: float) -> PhonemeTiming:
        return PhonemeTiming(self.phoneme, self.start_s + by_s, self.end_s + by_s)


@dataclass(frozen=True, slots=True)
class WordSpan:
    """A word of `spans_for` and its place: text[start:end] of the string it was found in."""

    text: str
    start: int
    end: int


def word_spans(text: str) -> tuple[WordSpan, ...]:
    """The words of *text*, the same as `text.split()` gives, with their places."""
    return tuple(WordSpan(match.group(), match.start(), match.end()) for match in _WORD.finditer(text))


def written_by_character(language: str) -> bool:
    """Whether texts of *language* (a BCP 47 tag) put no blanks between words, so that each character is a word here."""
    return primary(language) in _BY_CHARACTER


def spans_for(text: str, language: str) -> tuple[WordSpan, ...]:
    """The words of *text* that are timed and highlighted, with their places.

    Blank-separated words; for Chinese and Japanese one for each character, with the punctuation and the combining marks
    behind it, and the opening quotes and brackets before it. Nothing but blanks lies between two of them.

    Args:
        language: BCP 47 tag of what the text is spoken in.
    """
    return tuple(iter_spans(text, language))


def iter_spans(text: str, language: str) -> Iterator[WordSpan]:
    """As `spans_for`, one at a time."""
    if not written_by_character(language):
        for match in _WORD.finditer(text):
            yield WordSpan(match.group(), match.start(), match.end())
        return
    start, has_base = 0, False
    for at, character in enumerate(text):
        if character.isspace():
            if at > start:
                yield WordSpan(text[start:at], start, at)
            start, has_base = at + 1, False
        elif not has_base:
            has_base = unicodedata.category(character)[0] != "P"
        elif not _belongs_to_the_one_before(character, text[at - 1]):
            yield WordSpan(text[start:at], start, at)
            start, has_base = at, unicodedata.category(character)[0] != "P"
    if start < len(text):
        yield WordSpan(text[start:], start, len(text))


def longest_word(text: str, language: str) -> int:
    """Length of the longest word that `spans_for` finds in *text*, or of a longer stretch around it."""
    if written_by_character(language):
        return max((match.end() - match.start() for match in _BESIDE_CHARACTERS.finditer(text)), default=0) + 1
    return max(map(len, text.split()), default=0)


def _belongs_to_the_one_before(character: str, before: str) -> bool:
    category = unicodedata.category(character)
    # Sk are the modifiers of emoji, Cf joiners and selectors.
    return (category[0] in "MP" and category not in ("Ps", "Pi")) or category in ("Sk", "Cf") or before == _JOINER


def word_at(words: Sequence[WordTiming], t_s: float) -> int:
    """Index of the word heard at *t_s*, or of the last one begun before it; -1 before the first."""
    return bisect_right(words, t_s, key=lambda word: word.start_s) - 1
