# SPDX-License-Identifier: GPL-3.0-or-later
"""What languages are made of: forms of numerals, units, currencies, senses of abbreviations, times of day."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Form:
    """How a numeral has to look.

    Attributes:
        gender: "m", "f", "n", or "" where nothing asks for one.
        counted: It stands before what is counted ("un libro", not "uno").
        ending: A rank's ending, in languages that have cases.
    """

    gender: str = ""
    counted: bool = False
    ending: str = ""


ALONE = Form()


@dataclass(frozen=True, slots=True)
class Currency:
    """A currency's name for one and for more, of the unit and of its hundredth; genders as in `Form`."""

    one: str
    many: str
    cent_one: str = ""
    cent_many: str = ""
    gender: str = "m"
    cent_gender: str = "m"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit's name for one and for more."""

    one: str
    many: str
    gender: str = "m"


@dataclass(frozen=True, slots=True)
class Sense:
    """One meaning of an abbreviation.

    Attributes:
        said: Words.
        when: Names of conditions of `rules.abbreviations.CONDITIONS` that must all hold; "!" before one turns it.
    """

    said: str
    when: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """What is said for a word of several sounds.

    Attributes:
        said: Spoken words, or IPA in ⟨⟩; "" for what the voice's own rules make of it.
        sure: Whether the words around tell it; otherwise it is the more usual one.
    """

    said: str = ""
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day as written; *half* is "AM", "PM" or "", *named* says that a word for "hours" follows it."""

    hours: int
    minutes: int
    seconds: int | None = None
    half: str = ""
    named: bool = False
    marked: bool = False
