# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules of `normalise` for Roman numerals: kings, centuries, chapters; "I" only where it can be nothing else."""

from __future__ import annotations

import re

from studio.engine.text import numerals
from studio.engine.text.word_context import Context

_ROMAN = re.compile(r"(M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3}))(er|ère|re|e|ème|'s)?")
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_AFTER_RULER_I = frozenset(["of", "was", "and", "had", "ruled", "died", "became", "reigned", "is", "the", "in"])
_WARS = frozenset(["guerra", "guerre"])


def roman_value(numeral: str) -> int:
    """What a Roman numeral in capitals is worth, 0 if it is none."""
    match = _ROMAN.fullmatch(numeral)
    if not numeral or match is None or match[2]:
        return 0
    values = [_VALUES[letter] for letter in numeral]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < following else value for value, following in pairs)


def _roman(context: Context) -> str | None:
    match = _ROMAN.fullmatch(context.core) if context.core[:1] in "IVXLCDM" else None
    number = roman_value(match[1]) if match else 0
    if match is None or not number or not context.language:
        return None
    numeral, suffix = match[1], match[2] or ""
    if suffix and suffix != "'s":
        if context.language != "fr" or not _is_french_rank(numeral, suffix, context):
            return None
        return numerals.ordinal(number, context.table, feminine=suffix in ("re", "ère"))
    said = _by_neighbours(number, numeral, context)
    return None if said is None else said + suffix


def _is_french_rank(numeral: str, suffix: str, context: Context) -> bool:
    """Whether a numeral with its ending is no word of its own, as "Le", "Ce" and "De" are."""
    if len(numeral) > 1:
        return set(numeral) <= set("IVX")
    if numeral == "I":
        return suffix in ("er", "re", "ère")
    return numeral in "VX" and context.following.lower() in context.local.centuries | context.local.numbered


def _by_neighbours(number: int, numeral: str, context: Context) -> str | None:
    before, following = context.before.lower(), context.following.lower()
    local, table = context.local, context.table
    if following in local.centuries:
        return _rank(number, context)
    if before in local.centuries:
        by_rank = local.century_by_rank or number <= 10
        return _rank(number, context) if by_rank else numerals.cardinal(number, table)
    if following in _WARS and number < 4:
        return numerals.ordinal(number, table, feminine=True)
    if before in local.numbered and (numeral != "I" or context.language != "en" or not following[:1].islower()):
        return numerals.cardinal(number, table)
    if before in local.rulers and context.before[:1].isupper() and number < 40:
        return _ruler(number, numeral, context)
    plain = len(numeral) > 1 and set(numeral) <= set("IVX") and number < 40 and before not in ("an", "the")
    if plain and (context.language == "en" or context.before[:1].isupper()) and numeral not in ("XX", "XXX"):
        return numerals.cardinal(number, table)
    return None


def _ruler(number: int, numeral: str, context: Context) -> str | None:
    table, language = context.table, context.language
    if numeral == "I" and language == "en" and not (_ends(context) or context.following in _AFTER_RULER_I):
        return None
    feminine = any(context.at(-step).lower() in context.local.female for step in (1, 2))
    if number > context.local.ruler_ordinal_up_to and language != "en":
        return numerals.cardinal(number, table)
    if language == "en":
        return "the " + numerals.ordinal(number, table)
    if language == "de":
        return f"{'die' if feminine else 'der'} {numerals.ordinal(number, table).capitalize()}"
    return numerals.ordinal(number, table, feminine=feminine)


def _rank(number: int, context: Context) -> str:
    if context.language == "de":
        from studio.engine.text.rules.dates import german_rank

        return german_rank(number, context)
    return numerals.ordinal(number, context.table)


def _ends(context: Context) -> bool:
    return context.last or bool(re.search(r"[.,;:!?)]$", context.written[context.index]))


ROMAN_RULES = (_roman,)
