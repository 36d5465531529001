# SPDX-License-Identifier: GPL-3.0-or-later
"""A sentence as the rules see it: its line, and for each word its neighbours."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from studio.engine.text.language import Language
from studio.engine.text.tokens import Line, is_letter

_CLOSING_MARKS = ".,;:!?)]}"


class Sentence:
    """A line in a language, with what several rules look up in it."""

    def __init__(self, line: Line, language: Language) -> None:
        self.line = line
        self.text = line.text
        self.language = language

    @cached_property
    def cores(self) -> tuple[str, ...]:
        """Each word without the punctuation around it."""
        return tuple(core_of(self.line.plain(index)) for index in range(len(self.line.words)))

    def neighbours(self, at: int) -> Neighbours:
        """The word that holds the character *at*, and those around it."""
        return Neighbours(self, self.line.word_at(at))

    def char(self, at: int) -> str:
        """The character *at*, "" outside."""
        return self.text[at] if 0 <= at < len(self.text) else ""

    def starts_word(self, at: int) -> bool:
        """Whether only opening marks lie between *at* and the blank before it."""
        begin = self.line.starts[self.line.word_at(at)]
        return at - begin <= 8 and not any(character.isalnum() for character in self.text[begin:at])

    def ends_word(self, at: int) -> bool:
        """Whether nothing but marks lies between *at* and the next blank."""
        end = self.line.end_of(self.line.word_at(max(0, at - 1)))
        return end - at <= 8 and not any(character.isalnum() for character in self.text[at:end])

    def bounded(self, at: int) -> bool:
        """Whether no letter, figure or "_" stands at *at*, so that a token may end before it."""
        character = self.char(at)
        return not (character == "_" or character.isdecimal() or (character != "" and is_letter(character)))

    def before(self, at: int, count: int = 1) -> str:
        """The word so many places before the one that holds *at*, without punctuation; "" beyond the sentence."""
        place = self.line.word_at(at) - count
        return self.cores[place] if place >= 0 else ""

    def after(self, end: int, count: int = 1) -> str:
        """The word so many places behind the one that ends with the character before *end*."""
        place = self.line.word_at(max(0, end - 1)) + count
        return self.cores[place] if place < len(self.cores) else ""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """A word of a sentence and those around it, all without the punctuation around them."""

    sentence: Sentence
    index: int

    @property
    def core(self) -> str:
        return self.sentence.cores[self.index]

    @property
    def before(self) -> str:
        return self.at(-1)

    @property
    def following(self) -> str:
        return self.at(1)

    @property
    def last(self) -> bool:
        return self.index + 1 == len(self.sentence.cores)

    @property
    def cores(self) -> tuple[str, ...]:
        return self.sentence.cores

    @property
    def written(self) -> str:
        """The word with its punctuation."""
        return self.sentence.line.plain(self.index)

    @property
    def closes(self) -> bool:
        """Whether a mark stands behind the word, or nothing."""
        return self.last or self.written[-1:] in _CLOSING_MARKS

    def at(self, offset: int) -> str:
        """The word so many places further on; "" beyond the sentence."""
        place = self.index + offset
        return self.sentence.cores[place] if 0 <= place < len(self.sentence.cores) else ""

    def written_at(self, offset: int) -> str:
        """The same with its punctuation."""
        place = self.index + offset
        return self.sentence.line.plain(place) if 0 <= place < len(self.sentence.cores) else ""


def core_of(word: str) -> str:
    """*word* without the punctuation around it; signs that are said with figures ("$5", "50%") stay."""
    start, end = 0, len(word)
    while start < end and not (_counts(word[start]) or word[start] in "$£€¥₹+-#@§"):
        start += 1
    while end > start and not (_counts(word[end - 1]) or word[end - 1] in "%°€$£¥"):
        end -= 1
    return word[start:end].strip("'")


def _counts(character: str) -> bool:
    return character.isnumeric() or is_letter(character)
