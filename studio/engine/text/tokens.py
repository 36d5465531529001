# SPDX-License-Identifier: GPL-3.0-or-later
"""The one Unicode step: written words as a line of plain characters, each with its place in the text as written."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from studio.core.timeline import WordSpan

# espeak-ng spells the letters of this block ("Latin Extended Additional") by their codes.
_UNREAD_LETTERS = re.compile(r"[\u1e00-\u1eff]")
_KEPT = frozenset("½¼¾⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞⅐⅑⅒⅟↉…№™℠ªº°²³¹⁰⁴⁵⁶⁷⁸⁹⁺⁻₀₁₂₃₄₅₆₇₈₉¨´¸¯℮‼⁇⁈⁉")
_INSTEAD = {
    "’": "'", "‘": "'", "ʼ": "'", "`": "`", "−": "-", "‐": "-", "‑": "-", "٫": ".", "٬": ",", "⁄": "/", "∕": "/",
    "µ": "µ", "μ": "µ", "Ω": "Ω", "℃": "°C", "℉": "°F", "′": "′", "″": "″", "ʹ": "′", "ẞ": "ß", "·": "·", "º": "º",
    "∶": ":", "∗": "*", "⋅": "·", "∙": "·", "≦": "≤", "≧": "≥", "℅": "c/o", "﹣": "-", "˚": "°",
}  # fmt: skip
_JOINERS = "\u200c\u200d"


@dataclass(frozen=True, slots=True)
class Line:
    """The words of a sentence, one blank between two, after the Unicode step.

    Attributes:
        text: What the rules read.
        words: The words as written.
        starts: Where each word begins in *text*.
        places: For each character of *text* its place in the text as written, in code points.
    """

    text: str
    words: tuple[WordSpan, ...]
    starts: tuple[int, ...]
    places: tuple[int, ...]

    def word_at(self, position: int) -> int:
        """Index of the word that holds *position*; a blank belongs to the word before it."""
        return bisect_right(self.starts, position) - 1

    def end_of(self, index: int) -> int:
        """Where in *text* the word *index* ends."""
        return self.starts[index + 1] - 1 if index + 1 < len(self.starts) else len(self.text)

    def plain(self, index: int) -> str:
        """The word *index* after the Unicode step."""
        return self.text[self.starts[index] : self.end_of(index)]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where text[start:end] stands in the text as written: half-open, in code points."""
        if start >= end:
            return (self.places[start], self.places[start]) if start < len(self.places) else (0, 0)
        last = self.word_at(end - 1)
        ends_word = end >= self.end_of(last)
        return self.places[start], self.words[last].end if ends_word else self.places[end]


def line_of(words: Sequence[WordSpan]) -> Line:
    """*words* as one line."""
    parts: list[str] = []
    starts: list[int] = []
    places: list[int] = []
    length = 0
    for word in words:
        if parts:
            parts.append(" ")
            places.append(word.start)
            length += 1
        starts.append(length)
        if word.text.isascii():
            plain = word.text if word.text.isprintable() else "".join(filter(str.isprintable, word.text))
            parts.append(plain)
            if len(plain) == len(word.text):
                places.extend(range(word.start, word.end))
            else:
                places.extend(word.start + at for at, character in enumerate(word.text) if character.isprintable())
            length += len(plain)
            continue
        for at, plain in _plain_clusters(word.text):
            parts.append(plain)
            places.extend([word.start + at] * len(plain))
            length += len(plain)
    return Line("".join(parts), tuple(words), tuple(starts), tuple(places))


def plain_word(word: str) -> str:
    """*word* after the Unicode step."""
    return word if word.isascii() else "".join(plain for _, plain in _plain_clusters(word))


def is_letter(character: str) -> bool:
    """Whether *character* is part of a word in any script: letters, their marks, and joiners."""
    if character.isascii():
        return character.isalpha()
    return unicodedata.category(character)[0] in "LM" or character in _JOINERS


_LATIN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ɏ]+(?:'[A-Za-zÀ-ÖØ-öø-ɏ]+)*")
_CLUSTER = re.compile(r"[^\u0300-\u036f]?[\u0300-\u036f]{0,8}")


def _plain_clusters(word: str) -> Iterator[tuple[int, str]]:
    """Each character with the combining marks behind it: where it begins, and what the rules read for it."""
    if not _MARKS.search(word):
        for at, character in enumerate(word):
            yield at, _plain(character)
        return
    for match in _CLUSTER.finditer(word):
        if match.group():
            yield match.start(), _plain(match.group())


_MARKS = re.compile(r"[\u0300-\u036f]")


@lru_cache(maxsize=4096)
def _plain(cluster: str) -> str:
    if cluster.isascii():
        return cluster if cluster.isprintable() else ""
    composed = unicodedata.normalize("NFC", cluster)
    return "".join(_plain_character(character) for character in composed)


def _plain_character(character: str) -> str:
    instead = _INSTEAD.get(character)
    if instead is not None:
        return instead
    category = unicodedata.category(character)
    if category[0] == "C":
        # Joiners are part of how Indic and Arabic words are spelt; other invisible characters are not.
        return character if character in _JOINERS else ""
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if character in _KEPT:
        return character
    if category == "Mn" and "\u0300" <= character <= "\u036f":
        # A mark that composes with no letter here: the voice has none for it.
        return ""
    plain = unicodedata.normalize("NFKC", character)
    if " " in plain:
        return character
    return _UNREAD_LETTERS.sub(lambda match: _without_marks(match.group()), plain)


def _without_marks(letter: str) -> str:
    while "\u1e00" <= letter <= "\u1eff":
        decomposed = unicodedata.decomposition(letter).split()
        if not decomposed or decomposed[0].startswith("<"):
            return letter
        letter = chr(int(decomposed[0], 16))
    return letter


def letters_end(text: str, at: int) -> int:
    """Where the letters that begin at *at* end, apostrophes between letters among them."""
    match = _LATIN.match(text, at)
    end = match.end() if match else at
    length = len(text)
    while end < length:
        character = text[end]
        if is_letter(character) or (character == "'" and end > at and end + 1 < length and is_letter(text[end + 1])):
            end += 1
            continue
        break
    return end
