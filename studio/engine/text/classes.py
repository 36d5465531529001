# SPDX-License-Identifier: GPL-3.0-or-later
"""What a stretch of text is: its semiotic class, and what is said for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class SemioticClass(StrEnum):
    """The field's classes of what is written."""

    PLAIN = "plain word"
    CAPITALS = "word in capitals"
    INITIALISM = "initialism"
    LETTER = "letter"
    ABBREVIATION = "abbreviation"
    CARDINAL = "cardinal"
    ORDINAL = "ordinal"
    DECIMAL = "decimal"
    FRACTION = "fraction"
    MEASURE = "measure"
    MONEY = "money"
    PERCENT = "percent"
    DATE = "date"
    YEAR = "year"
    TIME = "time"
    DURATION = "duration"
    TELEPHONE = "telephone"
    SERIAL = "serial"
    RANGE = "range"
    SCORE = "score"
    RATIO = "ratio"
    ROMAN = "Roman numeral"
    ADDRESS = "postal address"
    ELECTRONIC = "electronic address"
    CODE = "file or code"
    SIGN = "sign"
    MARKUP = "markup"
    EMOJI = "emoji"
    HETERONYM = "heteronym"
    PUNCTUATION = "punctuation"
    TOLD = "as told by a tag or a dictionary"


@dataclass(frozen=True, slots=True)
class Piece:
    """Spoken words for the written word that holds the character *at* of the line."""

    at: int
    said: str


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another way to say a token (words, or IPA in ⟨⟩), and what it would then mean."""

    said: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Token:
    """A stretch line.text[start:end] of one class, and its spoken words in order.

    Attributes:
        why: What decided, in a few words.
        certainty: 0 to 1; below 0.8 a reader might well want to choose.
    """

    semiotic: SemioticClass
    start: int
    end: int
    pieces: tuple[Piece, ...]
    why: str = ""
    certainty: float = 1.0
    alternatives: tuple[Alternative, ...] = field(default=())
