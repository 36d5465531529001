# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules of `normalise` for days and months: "12/25/2024", "May 5", "5. Mai", "1 de maio"."""

from __future__ import annotations

import re
from dataclasses import replace

from studio.engine.text import numerals
from studio.engine.text.word_context import Context

_WHOLE = re.compile(r"(\d{4}|\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})", re.ASCII)
_SHORT = re.compile(r"(\d{1,2})[/.](\d{1,2})", re.ASCII)
_BEFORE_DATE = frozenset(
    [
        "on",
        "el",
        "le",
        "il",
        "dia",
        "día",
        "al",
        "del",
        "dal",
        "dall",
        "du",
        "au",
        "am",
        "vom",
        "zum",
        "bis",
        "ab",
        "dem",
        "den",
        "em",
    ]
)
_WEAK = frozenset(
    [
        "am",
        "dem",
        "den",
        "des",
        "im",
        "zum",
        "vom",
        "beim",
        "ab",
        "seit",
        "bis",
        "einem",
        "einen",
        "eines",
        "dieser",
        "diesem",
        "diesen",
        "jeden",
        "jedem",
    ]
)
_STRONG_E = frozenset(["der", "die", "das", "eine", "diese", "jede", "jeder"])
_PIVOT = 50


def _numeric_date(context: Context) -> str | None:
    if not context.language:
        return None
    match = _WHOLE.fullmatch(context.core)
    if match is None:
        return _day_and_month(context)
    first, mark, second, third = match[1], match[2], int(match[3]), match[4]
    if len(first) == 4:
        year, month, day = int(first), second, int(third)
        if len(third) == 4 or (mark == "/" and len(third) == 1):
            return None
    else:
        if len(third) == 2 and mark != "/":
            return None
        day, month = (second, int(first)) if context.american else (int(first), second)
        if month > 12:
            day, month = month, day
        year = int(third) if len(third) == 4 else int(third) + (2000 if int(third) < _PIVOT else 1900)
    return date(day, month, year, context)


def _day_and_month(context: Context) -> str | None:
    match = _SHORT.fullmatch(context.core)
    if match is None:
        return None
    dotted = "." in context.core
    told = context.before.lower() in _BEFORE_DATE
    if (dotted and not (context.language == "de" and (context.dotted or told))) or not (dotted or told):
        return None
    if dotted and context.following == "Uhr":
        return None
    day, month = int(match[1]), int(match[2])
    if context.american or month > 12:
        day, month = month, day
    return date(day, month, None, context)


def date(day: int, month: int, year: int | None, context: Context) -> str | None:
    """A date in words, None if there is no such day."""
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    local = context.local
    name = local.months[month - 1]
    said_year = "" if year is None else year_in_words(year, context)
    if context.language == "en":
        rank = numerals.ordinal(day, context.table)
        name = name.capitalize()
        said = f"{name} {rank}" if context.american else f"the {rank} of {name}"
        return f"{said} {said_year}".strip()
    if context.language == "de":
        return f"{german_rank(day, context)} {name.capitalize()} {said_year}".strip()
    number = _day(day, context)
    parts = [number, local.date_joint, name]
    if said_year:
        parts += [local.date_joint, said_year]
    return " ".join(filter(None, parts))


def year_in_words(year: int, context: Context) -> str:
    if context.language in ("en", "de"):
        return numerals.year(year, context.table)
    return numerals.cardinal(year, context.table)


def _day(day: int, context: Context) -> str:
    if day == 1 and context.local.first_is_ordinal:
        return numerals.ordinal(1, context.table)
    return numerals.cardinal(day, context.table)


def german_rank(number: int, context: Context) -> str:
    """A rank with the ending that the word before it asks for: "der erste", "am ersten", "erster"."""
    before = context.before.lower()
    if before in ("und", "oder", "bis") and context.at(-2).isdecimal():
        before = context.at(-3).lower()
    rank = numerals.ordinal(number, context.table)
    return rank + ("n" if before in _WEAK else "" if before in _STRONG_E else "r")


def month_number(word: str, context: Context) -> int:
    """1 to 12, or 0 if *word* is no month; English and German months have a capital letter."""
    lower = word.lower()
    if context.language in ("en", "de") and not word[:1].isupper():
        return 0
    name = context.table.months.get(lower, lower).lower()
    return context.local.months.index(name) + 1 if name in context.local.months else 0


def _day_beside_month(context: Context) -> str | None:
    if not re.fullmatch(r"\d{1,2}", context.core, re.ASCII) or not 1 <= int(context.core) <= 31:
        return None
    day = int(context.core)
    if context.language == "en":
        if month_number(context.before, context):
            return numerals.ordinal(day, context.table)
        if month_number(context.following, context) and not _has_day(replace(context, index=context.index + 1)):
            rank = numerals.ordinal(day, context.table)
            return rank if context.before.lower() == "the" else f"the {rank}"
        return None
    if context.language == "de":
        return german_rank(day, context) if context.dotted and month_number(context.following, context) else None
    if day == 1 and context.local.first_is_ordinal:
        joint = context.local.date_joint
        month = context.at(2) if joint and context.following.lower() == joint else "" if joint else context.following
        return _day(day, context) if month and month_number(month, context) else None
    return None


def _has_day(context: Context) -> bool:
    """Whether the month at this place has its day behind it ("May 5")."""
    return bool(re.fullmatch(r"\d{1,2}(st|nd|rd|th)?", context.at(1), re.ASCII))


def _month_after_day(context: Context) -> str | None:
    if context.language != "en" or not month_number(context.core, context) or _has_day(context):
        return None
    if not re.fullmatch(r"\d{1,2}", context.before, re.ASCII) or not 1 <= int(context.before) <= 31:
        return None
    if month_number(context.at(-2), context):
        return None
    return "of " + context.local.months[month_number(context.core, context) - 1].capitalize()


def _german_ordinal(context: Context) -> str | None:
    if context.language != "de" or not context.dotted or context.last or not re.fullmatch(r"\d{1,3}", context.core):
        return None
    return german_rank(int(context.core), context) if context.following[:1].isalpha() else None


def _year_alone(context: Context) -> str | None:
    decade = re.fullmatch(r"(\d\d|1[1-9]\d\d|20\d\d)er", context.core) if context.language == "de" else None
    if decade:
        return numerals.year(int(decade[1]), context.table) + "er"
    if context.language == "de" and re.fullmatch(r"1[1-9]\d\d", context.core):
        return None if context.following in context.table.units else numerals.year(int(context.core), context.table)
    if context.language == "en" and re.fullmatch(r"10\d\d", context.core):
        early = context.before.lower() in ("in", "of", "since", "by", "year", "from", "until", "circa", "around")
        return numerals.year(int(context.core), context.table) if early else None
    return None


DATE_RULES = (_month_after_day, _numeric_date, _day_beside_month, _german_ordinal, _year_alone)
