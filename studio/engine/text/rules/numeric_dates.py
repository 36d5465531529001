# SPDX-License-Identifier: GPL-3.0-or-later
"""Dates in figures: "12/25/2024", "15.01.2020", "03/2022", "31-XII-1936", and from one to another."""

from __future__ import annotations

import re
from functools import lru_cache

from studio.engine.text.classes import Alternative, Piece, SemioticClass, Token
from studio.engine.text.language import Language
from studio.engine.text.neighbours import Sentence
from studio.engine.text.rules.dates import date_in_words, month_name
from studio.engine.text.rules.units import unit_at

_WHOLE = re.compile(r"(\d{4}|\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?![\d]|[/.-]\d)")
_SHORT = re.compile(r"(\d{1,2})([/.])(\d{1,2})(?![\d/]|[.,]\d)")
_ANOTHER = re.compile(r"(?: (?:and|or|to|&|–|-) |-|–)\d{1,2}/\d{1,2}/(?:\d{2}|\d{4})(?![\d/])")
_ROMAN_MONTHS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_ROMAN_MONTH = re.compile(rf"(\d{{1,2}})([-/.])({'|'.join(_ROMAN_MONTHS)})\2((?:1\d|20)\d\d)(?!\w)")
_MONTH_AND_YEAR = re.compile(r"(\d{1,2})/((?:19|20)\d\d)(?![\d/]|[.,-]\d)")
_HYPHENED = re.compile(r"-([^\W\d_]{1,30})")
_PIVOT = 50
_TO_DATE = re.compile(r" ?([-–—]) ?")


def numeric_date(sentence: Sentence, at: int) -> Token | None:
    """Rule: a date in figures, and from one to another."""
    first = _numeric_date(sentence, at) or _month_and_year(sentence, at) or _roman_month(sentence, at)
    dash = _TO_DATE.match(sentence.text, first.end) if first is not None else None
    second = None
    if dash is not None:
        second = _numeric_date(sentence, dash.end()) or _month_and_year(sentence, dash.end(), beside=True)
    if first is None or dash is None or second is None:
        return first
    to, (behind,) = sentence.language.to, second.pieces
    spaced = dash.group() == f" {dash[1]} "
    pieces = (Piece(dash.start(1), to), behind) if spaced else (Piece(behind.at, f"{to} {behind.said}"),)
    return Token(SemioticClass.RANGE, at, second.end, (*first.pieces, *pieces), "two dates with a dash between")


def _roman_month(sentence: Sentence, at: int) -> Token | None:
    """ "31-XII-1936"."""
    match = _ROMAN_MONTH.match(sentence.text, at) if sentence.language.months else None
    if match is None or not sentence.starts_word(at):
        return None
    said = date_in_words(sentence, at, int(match[1]), _ROMAN_MONTHS.index(match[3]) + 1, int(match[4]))
    why = "a date with a Roman month"
    return Token(SemioticClass.DATE, at, match.end(), (Piece(at, said),), why) if said else None


def _month_and_year(sentence: Sentence, at: int, *, beside: bool = False) -> Token | None:
    """ "seit 03/2022", or *beside* another date; "7/1985" by itself is rather a law's number."""
    match = _MONTH_AND_YEAR.match(sentence.text, at)
    language = sentence.language
    if match is None or not 1 <= int(match[1]) <= 12 or not language.months or not sentence.starts_word(at):
        return None
    if not beside and sentence.before(at).lower() not in language.before_month:
        return None
    behind = language.numeric_date.partition("{month}")[2] if not language.month_first else " {year}"
    year = behind.lstrip(",").format(day="", year=language.year(int(match[2])))
    said = f"{month_name(language, int(match[1]))}{year}"
    return Token(SemioticClass.DATE, at, match.end(), (Piece(at, said),), "figures of a month and a year", 0.8)


def _numeric_date(sentence: Sentence, at: int) -> Token | None:
    match = _WHOLE.match(sentence.text, at)
    if match is None or not sentence.bounded(match.end()):
        return _short_date(sentence, at)
    first, mark, second, third = match[1], match[2], int(match[3]), match[4]
    if len(first) == 4:
        if len(third) == 4:
            return None
        year, month, day = int(first), second, int(third)
        certain = 1.0
    else:
        if len(third) == 2 and mark == "-":
            return None
        if len(third) == 2 and mark == "." and not sentence.language.dotted_ordinals and len(match[3]) == 1:
            return None
        month_first = sentence.language.month_first and mark != "."
        day, month = (second, int(first)) if month_first else (int(first), second)
        certain = 0.7 if day <= 12 and month <= 12 and mark != "." else 1.0
        if month > 12:
            day, month = month, day
        year = int(third) if len(third) == 4 else int(third) + (2000 if int(third) < _PIVOT else 1900)
    said = date_in_words(sentence, at, day, month, year)
    if said is None:
        return None
    alternatives: tuple[Alternative, ...] = ()
    if certain < 1 and day != month:
        other = date_in_words(sentence, at, month, day, year)
        alternatives = (Alternative(other, "day and month the other way round"),) if other else ()
    end = match.end()
    return Token(SemioticClass.DATE, at, end, (Piece(at, said),), "a date in figures", certain, alternatives)


def _short_date(sentence: Sentence, at: int) -> Token | None:
    match = _SHORT.match(sentence.text, at)
    language = sentence.language
    if match is None or not language.months:
        return None
    dotted = match[2] == "."
    end = match.end()
    told = sentence.before(at).lower() in language.before_date
    # A number that begins with 0 is no part of a fraction: "(02/11)".
    told = told or (not dotted and len(match[1]) == len(match[3]) == 2 and "0" in (match[1][0], match[3][0]))
    told = (
        told or sentence.before(at).lower() in language.weekday_forms or _ANOTHER.match(sentence.text, end) is not None
    )
    closing_dot = sentence.char(end) == "." and language.dotted_ordinals
    if (sentence.after(end) in language.hour_words and language.hour_words) or _counts_a_unit(sentence, end):
        return None
    if (dotted and not (language.dotted_ordinals and (closing_dot or told))) or not (dotted or told):
        return None
    day, month = int(match[1]), int(match[3])
    if (language.month_first and not dotted) or month > 12:
        day, month = month, day
    said = date_in_words(sentence, at, day, month, None)
    if said is None:
        return None
    return Token(SemioticClass.DATE, at, end, (Piece(at, said),), "figures of a day and a month", 0.8)


def _counts_a_unit(sentence: Sentence, end: int) -> bool:
    """Whether a unit follows, as behind a fraction: "on 5/8 lb", "by 1/4 inch"; no unit that is a word, too ("in")."""
    language = sentence.language
    name = _HYPHENED.match(sentence.text, end)
    if (name[1] if name else sentence.after(end)).lower() in _unit_names(language) | language.counted_parts:
        return sentence.char(end) in (" ", "-")
    if sentence.text.startswith(" in. ", end) and sentence.after(end) in language.units:
        return True
    found = unit_at(sentence, end + (sentence.char(end) in (" ", "-")))
    return found is not None and found[1] not in language.glued_units


@lru_cache
def _unit_names(language: Language) -> frozenset[str]:
    return frozenset(name.lower() for unit in language.units.values() for name in (unit.one, unit.many))
