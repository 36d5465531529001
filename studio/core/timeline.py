# SPDX-License-Identifier: Apache-2.0
"""Words with their places in a text, and with their times."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from studio.core.errors import InvalidArgument
from studio.core.languages import primary

_WORD = re.compile(r"\S+")
# Characters that may belong to the one beside them: marks, and characters joined by a joiner.
_BESIDE_CHARACTERS = re.compile(r"(?:[^\w\s]|(?<=\u200d)\w|\w(?=\u200d))++")
_BY_CHARACTER = frozenset(["ja", "zh", "cmn", "yue"])
_JOINER = "\u200d"


_SAID_MARKS = frozenset("#%&*/@\\§¶‰†‡")


@dataclass(frozen=True, slots=True)
class WordTiming:
    """A word of `spans_for`, verbatim, with its time in seconds from the start of its audio."""

    text: str
    start_s: float
    end_s: float

    def shifted(self, by_s: float) -> WordTiming:
        return WordTiming(self.text, self.start_s + by_s, self.end_s + by_s)


@dataclass(frozen=True, slots=True)
class PhonemeTiming:
    """A phoneme in IPA with its time in seconds from the start of its audio."""

    phoneme: str
    start_s: float
    end_s: float

    def shifted(self, by_s: float) -> PhonemeTiming:
        return PhonemeTiming(self.phoneme, self.start_s + by_s, self.end_s + by_s)


@dataclass(frozen=True, slots=True)
class WordSpan:
    """A word of `spans_for` with its place: text[start:end]."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class WordRange:
    """Words of a text by their numbers, counted from 0 as of `spans_for`: from *first* up to, without, *end*.

    Attributes:
        first: 0 or more.
        end: Above *first*; None stands for the text's end.

    Raises:
        InvalidArgument: it holds no word.
    """

    first: int = 0
    end: int | None = None

    def __post_init__(self) -> None:
        if self.first < 0:
            raise InvalidArgument("from_word", "0 or more", str(self.first))
        if self.end is not None and self.end <= self.first:
            raise InvalidArgument("to_word", "above from_word", str(self.end))

    @property
    def is_all(self) -> bool:
        """Whether it holds the words of any text."""
        return self.first == 0 and self.end is None

    def among(self, begin: int, count: int) -> range:
        """Those of its words that are among the *count* words from number *begin* on, counted from there."""
        end = begin + count if self.end is None else self.end
        return range(min(max(self.first - begin, 0), count), min(max(end - begin, 0), count))


ALL_WORDS = WordRange()


def word_spans(text: str) -> tuple[WordSpan, ...]:
    """The words of *text* as of `text.split()`, with their places."""
    return tuple(WordSpan(match.group(), match.start(), match.end()) for match in _WORD.finditer(text))


@lru_cache(maxsize=256)
def written_by_character(language: str) -> bool:
    """Whether *language* (a BCP 47 tag) is written without blanks, so that each character counts as a word."""
    return primary(language) in _BY_CHARACTER


def spans_for(text: str, language: str) -> tuple[WordSpan, ...]:
    """The words of *text*, as timed and highlighted, with their places.

    They are separated by blanks. In Chinese and Japanese each character is a word, with the punctuation and combining
    marks after it and the opening quotes and brackets before it. Only blanks are between two words.

    Args:
        language: BCP 47 tag of the language spoken.
    """
    return tuple(iter_spans(text, language))


def iter_spans(text: str, language: str, begin: int = 0) -> Iterator[WordSpan]:
    """Like `spans_for`, but lazily; of a language written with blanks also from the place *begin* on."""
    if not written_by_character(language):
        for match in _WORD.finditer(text, begin):
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
    """Length of the longest word of `spans_for` in *text*, or of a longer stretch around it."""
    if written_by_character(language):
        return max((match.end() - match.start() for match in _BESIDE_CHARACTERS.finditer(text)), default=0) + 1
    return max(map(len, text.split()), default=0)


def _belongs_to_the_one_before(character: str, before: str) -> bool:
    category = unicodedata.category(character)
    # Sk are the modifiers of emoji, Cf joiners and selectors.
    return (category[0] in "MP" and category not in ("Ps", "Pi")) or category in ("Sk", "Cf") or before == _JOINER


def says_something(text: str) -> bool:
    """Whether *text* holds more than blanks and marks that only make a pause ("...", "—", "?!")."""
    return any(
        character in _SAID_MARKS or not (character.isspace() or unicodedata.category(character)[0] == "P")
        for character in text
    )


def word_at(words: Sequence[WordTiming], t_s: float) -> int:
    """Index of the word heard at *t_s*, or of the last one begun before it; -1 before the first."""
    return bisect_right(words, t_s, key=lambda word: word.start_s) - 1
