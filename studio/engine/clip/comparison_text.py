# SPDX-License-Identifier: GPL-3.0-or-later
"""Texts that blends say while they are compared with a clip."""

from __future__ import annotations

from dataclasses import dataclass

from studio.core.errors import InvalidArgument
from studio.core.languages import resolve_language
from studio.core.markup import without_markup
from studio.engine.phonemes.languages import kokoro_languages

_ENGLISH = "en-US"
_SHORTEST, _LONGEST = 30, 200
_EAST_ASIAN_FROM = "\u3000"
_LENGTH_OF_WORD = 4


@dataclass(frozen=True, slots=True)
class ComparisonText:
    """A text that blends say, and its language (BCP 47)."""

    text: str
    language: str = _ENGLISH

    @property
    def length(self) -> int:
        """Length in letters; figures and the characters of Chinese and Japanese count as four."""
        return _length(self.text)


SENTENCES = (
    ComparisonText("The quick brown fox jumps over the lazy dog, while five wizards box beneath the jade moon."),
    ComparisonText("Please call Stella and ask her to bring these things from the store."),
    ComparisonText("Fresh snow peas, thick slabs of blue cheese, and maybe a snack for her brother Bob."),
    ComparisonText("She had your dark suit in greasy wash water all year."),
    ComparisonText("We also need a small plastic snake and a big toy frog for the kids."),
    ComparisonText("Don't ask me to carry an oily rag like that."),
)
"""Texts for clips whose words are not known; the stock prints were made from similar ones."""
BOTH_SENTENCES = ComparisonText(" ".join(sentence.text for sentence in SENTENCES[:2]))
"""A longer one, for voices that are fitted to one text: what is found by it holds better for another text."""


def text_of_clip(transcript: str, language: str) -> ComparisonText | None:
    """The beginning of a clip's *transcript*, up to 200 characters, for blends to say the same. None where that does
    not help: with fewer than 30 letters, or where the model does not speak the *language* (BCP 47; "" for English)."""
    try:
        tag = resolve_language(language or _ENGLISH, kokoro_languages(), "")
    except InvalidArgument:
        return None
    text = " ".join(without_markup(transcript).split())
    if _length("".join(character for character in text if character.isalnum())) < _SHORTEST:
        return None
    while _length(text) > _LONGEST:
        text = text.rpartition(" ")[0] or text[: _LONGEST // _LENGTH_OF_WORD]
    return ComparisonText(text, tag)


def _length(text: str) -> int:
    words = sum(character >= _EAST_ASIAN_FROM or character.isnumeric() for character in text)
    return len(text) + (_LENGTH_OF_WORD - 1) * words
