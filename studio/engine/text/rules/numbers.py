# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules of `normalise` for what is written in figures. Each gives the words, or None where it does not apply."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from studio.engine.text import numerals
from studio.engine.text.language import Spoken
from studio.engine.text.word_context import SILENT, Context, figures_of, number_of

Rule = Callable[[Context], str | None]


def _signed(context: Context) -> str | None:
    match = re.fullmatch(r"([+±-])([^+±-].*)", context.core)
    if not match or not any(character.isdecimal() for character in match[2]):
        return None
    rest = context.said(match[2])
    sign = context.table.minus if match[1] == "-" else context.table.signs.get(match[1], "")
    return f"{sign} {rest}".strip()


def _money(context: Context) -> str | None:
    match = re.fullmatch(
        r"(?:US|CA|AU|A|C)?(R\$|[$£€¥₹])(\d[\d.,']*)([kKMB]|bn|m)?|(\d[\d.,']*)(R\$|[$£€¥₹])", context.core
    )
    if not match:
        return None
    currency = context.table.currencies[match[1] or match[5]]
    figures = match[2] or match[4]
    found = figures_of(figures, context.table)
    if found is None:
        return None
    whole, fraction = found
    scale = {"k": "thousand", "K": "thousand", "M": "million", "m": "million", "B": "billion", "bn": "billion"}.get(
        match[3] or "", ""
    )
    if scale or context.following.lower() in context.table.scales:
        # The currency is said behind the next word, see _scale.
        return f"{number_of(figures, context)} {scale} {currency.many if scale else ''}".strip()
    if len(fraction) > 2:
        return f"{number_of(figures, context)} {currency.many}"
    return numerals.money(whole, fraction, currency, context.table, american=context.american)


def _scale(context: Context) -> str | None:
    if context.core.lower() not in context.table.scales:
        return None
    sign = context.at(-2) if context.at(-2) in context.table.currencies else ""
    match = re.fullmatch(r"(?:US|CA|AU|A|C)?(R\$|[$£€¥₹])\d[\d.,']*", sign + context.before)
    if not match:
        return None
    return " ".join([context.core, context.table.million_of, context.table.currencies[match[1]].many]).replace(
        "  ", " "
    )


def _percent(context: Context) -> str | None:
    match = re.fullmatch(r"(\d[\d.,']*)%", context.core)
    number = number_of(match[1], context) if match else None
    if number:
        return f"{number} {context.table.percent}"
    return context.table.percent if context.core == "%" else None


def _ordinal(context: Context) -> str | None:
    match = re.fullmatch(context.table.ordinal, context.core)
    if not match:
        return None
    figures = re.sub(r"\D", "", match[1])
    if len(figures) > numerals.MAX_DIGITS:
        return numerals.digits(figures, context.table)
    if not context.table.numerals:
        return context.core
    feminine = match[2] in context.table.feminine_marks
    return numerals.ordinal(int(figures), context.table, feminine=feminine, american=context.american)


def _time(context: Context) -> str | None:
    language = context.language
    match = re.fullmatch(r"(\d{1,2})(?:([:h.])(\d{2})(?::(\d{2}))?|h)([ap]m)?", context.core, re.IGNORECASE)
    if not match or int(match[1]) > 24 or int(match[3] or 0) > 59:
        return None
    if match[2] == "." and not (context.following == "Uhr" or context.before.lower() in _BEFORE_DOTTED_TIME):
        return None
    if match[2] is None and language not in ("fr", "pt", "es"):
        return None
    if match[2] in ("h", "H") and language not in ("fr", "pt", "es", "it"):
        return None
    hours, minutes = int(match[1]), int(match[3] or 0)
    if match[2] is None and language != "fr":
        unit = context.table.units["h"]
        return f"{numerals.counted(hours, True, context.table)} {unit[hours != 1]}"
    if language == "en":
        said = _english_time(hours, minutes, (match[5] or "").upper(), context)
    else:
        said = _clock(hours, minutes, context)
    return f"{said} {numerals.cardinal(int(match[4]), context.table)}" if match[4] else said


_BEFORE_DOTTED_TIME = frozenset(["alle", "ore", "dalle"])


def _english_time(hours: int, minutes: int, half: str, context: Context) -> str:
    table = context.table
    bare = not half and not re.match(r"[ap]\.?m", context.following, re.IGNORECASE)
    if hours == 0 and minutes == 0 and bare:
        return "midnight"
    said = numerals.cardinal(hours, table)
    if minutes == 0:
        if bare:
            said += " o'clock" if hours <= 12 else " hundred"
    else:
        said += (" oh " if minutes < 10 else " ") + numerals.cardinal(minutes, table)
    return f"{said} {half}".strip()


def _clock(hours: int, minutes: int, context: Context) -> str:
    table, language = context.table, context.language
    said = numerals.counted(hours, language != "de", table)
    if table.hours[0] and context.following != "Uhr":
        said += " " + (table.hours[0] if hours < 2 else table.hours[1])
    if minutes == 0 or context.following == "Uhr":
        # "14:30 Uhr": "Uhr" says the minutes, see _minutes_apart.
        return said
    zero = numerals.cardinal(0, table) + " " if minutes < 10 and language in ("es", "it") else ""
    return " ".join(filter(None, [said, table.hour_joint, zero + numerals.cardinal(minutes, table)]))


def _minutes_apart(context: Context) -> str | None:
    match = re.fullmatch(r"\d{1,2}[:.](\d{2})", context.before) if context.core == "Uhr" else None
    if match is None or not 0 < int(match[1]) < 60:
        return None
    return f"Uhr {numerals.cardinal(int(match[1]), context.table)}"


def _cents(context: Context) -> str | None:
    match = re.fullmatch(r"(\d{1,3})¢", context.core)
    if match is None or context.language != "en":
        return None
    return f"{numerals.cardinal(int(match[1]), context.table)} {'cent' if match[1] == '1' else 'cents'}"


def _feet_and_inches(context: Context) -> str | None:
    match = re.fullmatch(r"(\d)'(\d{1,2})", context.core)
    if match is None or context.language != "en" or int(match[2]) > 11:
        return None
    return " ".join(
        [numerals.cardinal(int(match[1]), context.table), "foot", numerals.cardinal(int(match[2]), context.table)]
    )


def _year(context: Context) -> str | None:
    match = re.fullmatch(r"(1[1-9]|20)\d\d(s)?", context.core)
    if match and context.table.numerals == "en" and not _is_unit(context.following, context.table):
        said = numerals.year(int(context.core[:4]), context.table)
        return _plural(said) if match[2] else said
    match = re.fullmatch(r"'?([1-9]0)s", context.core)
    if match and context.table.numerals == "en":
        return _plural(numerals.cardinal(int(match[1]), context.table))
    return None


def _plural(words: str) -> str:
    return words[:-1] + "ies" if words.endswith("y") else words + "s"


def _range(context: Context) -> str | None:
    match = re.fullmatch(r"(\d[\d.,:]*)[-–](\d[\d.,:]*)(\D{0,4})", context.core)
    if not match:
        return None
    first, second = match[1], match[2]
    number_range = "–" in context.core or (first.isdigit() and second.isdigit() and int(first[:9]) < int(second[:9]))
    between = f" {context.table.to} " if number_range and len(first) <= 4 else " , "
    said = [context.said(part) for part in (first, second + match[3])]
    return between.join(said)


def _telephone(context: Context) -> str | None:
    if not re.fullmatch(r"(?:\d{3}-)?\d{3}-\d{4}", context.core, re.ASCII):
        return None
    return " , ".join(numerals.digits(part, context.table) for part in context.core.split("-"))


def _fraction(context: Context) -> str | None:
    core = context.core
    for sign, written in (("½", " 1/2"), ("¼", " 1/4"), ("¾", " 3/4"), ("⅓", " 1/3"), ("⅔", " 2/3")):
        core = core.replace(sign, written)
    match = re.fullmatch(r"(\d*) ?(\d{1,2})/([234])", core.strip(), re.ASCII)
    if not match or context.table.numerals != "en":
        return None
    one, many = {"2": ("half", "halves"), "3": ("third", "thirds"), "4": ("quarter", "quarters")}[match[3]]
    if match[1] and " " not in core:
        match = re.fullmatch(r"()(\d+)/([234])", core)
        if match is None:
            return None
    part = f"{numerals.amount(match[2], context.table)} {one if match[2] == '1' else many}"
    return f"{numerals.amount(match[1], context.table)} and {part}" if match[1] else part


def _unit(context: Context) -> str | None:
    units = context.table.units
    match = re.fullmatch(r"(\d[\d.,']*)([^\d\s].*)", context.core)
    if match and match[2] in units:
        number = number_of(match[1], context)
        if match[1].isdecimal() and len(match[1]) <= numerals.MAX_DIGITS and not match[1].startswith("0"):
            feminine = match[2] in context.table.feminine_units
            number = numerals.counted(int(match[1]), feminine, context.table, context.american)
        return None if number is None else f"{number} {units[match[2]][match[1] != '1']}"
    return None


def _is_unit(text: str, table: Spoken) -> bool:
    return text in table.units or text == "%"


_LETTER_UNITS = frozenset("mglLhstWVx°")


def _unit_apart(context: Context) -> str | None:
    units = context.table.units
    alone = len(context.core) > 1 or context.core in _LETTER_UNITS
    if context.core == "in" and not context.dotted:
        return None
    if context.core in units and alone and figures_of(context.before, context.table):
        return units[context.core][context.before != "1"]
    if context.core in context.table.currencies and not context.following[:1].isdigit():
        currency = context.table.currencies[context.core]
        return currency.one if context.before == "1" else currency.many
    return None


def _money_apart(context: Context) -> str | None:
    """ "R$ 3,50": the sign says the first word of the sum, the figures say the rest."""
    currencies = context.table.currencies
    if context.core in currencies and context.at(2).lower() in context.table.scales:
        # "R$ 2 milhões": the currency is said behind the scale.
        return SILENT
    if context.before in currencies and context.following.lower() in context.table.scales:
        return number_of(context.core, context)
    if context.core in currencies:
        said = _money(replace(context, core=context.core + context.following, following=""))
        return said.split()[0] if said and " " in said else None
    if context.before in currencies and context.core[0].isdigit():
        said = _money(replace(context, core=context.before + context.core, before=""))
        return said.partition(" ")[2] if said and " " in said else None
    return None


def _plain_number(context: Context) -> str | None:
    return number_of(context.core, context)


APART_RULES: tuple[Rule, ...] = (_scale, _minutes_apart, _unit_apart, _money_apart)
"""For a word that belongs to a number beside it ("million" after "$5", "km" after "3")."""

RULES: tuple[Rule, ...] = (
    _signed,
    _money,
    _cents,
    _feet_and_inches,
    _percent,
    _ordinal,
    _time,
    _year,
    _telephone,
    _range,
    _fraction,
    _unit,
    _plain_number,
)
"""For a word with figures in it, in order."""
