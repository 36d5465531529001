# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules of `normalise` for what is written in figures. Each gives the words, or None where it does not apply."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from studio.engine import numerals
from studio.engine.spoken_tables import Spoken
from studio.engine.word_context import Context, figures_of, number_of

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
    match = re.fullmatch(r"(?:US|CA|AU|A|C)?(R\$|[$£€¥₹])\d[\d.,']*", context.before)
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
    match = re.fullmatch(r"(\d{1,2})(?::(\d{2})(?::(\d{2}))?|h(\d{2})?)([ap]m)?", context.core, re.IGNORECASE)
    if not match or int(match[1]) > 24 or int(match[2] or match[4] or 0) > 59:
        return None
    table = context.table
    if match[2] is None and table.numerals != "fr":
        return None
    hours, minutes = int(match[1]), int(match[2] or match[4] or 0)
    half = (match[5] or "").upper()
    said_hours = numerals.counted(hours, table.hours[0] != "", table)
    if table.hours[0]:
        said_hours += " " + (table.hours[0] if hours < 2 else table.hours[1])
    if minutes == 0:
        bare = table.numerals == "en" and not half and not re.match(r"[ap]\.?m", context.following, re.IGNORECASE)
        said = said_hours + (" o'clock" if bare and hours <= 12 else "")
    else:
        zero = "oh " if table.numerals == "en" and minutes < 10 else ""
        said = " ".join([said_hours, table.hour_joint, zero + numerals.cardinal(minutes, table)])
    if match[3]:
        said += " " + numerals.cardinal(int(match[3]), table)
    return " ".join(f"{said} {half}".split())


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
        return None if number is None else f"{number} {units[match[2]][match[1] != '1']}"
    return None


def _is_unit(text: str, table: Spoken) -> bool:
    return text in table.units or text == "%"


def _unit_apart(context: Context) -> str | None:
    units = context.table.units
    if context.core in units and len(context.core) > 1 and figures_of(context.before, context.table):
        return units[context.core][context.before != "1"]
    if context.core in context.table.currencies and not context.following[:1].isdigit():
        currency = context.table.currencies[context.core]
        return currency.one if context.before == "1" else currency.many
    return None


def _money_apart(context: Context) -> str | None:
    """ "R$ 3,50": the sign says the first word of the sum, the figures say the rest."""
    currencies = context.table.currencies
    if context.core in currencies:
        said = _money(replace(context, core=context.core + context.following, following=""))
        return said.split()[0] if said and " " in said else None
    if context.before in currencies and context.core[0].isdigit():
        said = _money(replace(context, core=context.before + context.core, before=""))
        return said.partition(" ")[2] if said and " " in said else None
    return None


def _plain_number(context: Context) -> str | None:
    return number_of(context.core, context)


APART_RULES: tuple[Rule, ...] = (_scale, _unit_apart, _money_apart)
"""For a word that belongs to a number beside it ("million" after "$5", "km" after "3")."""

RULES: tuple[Rule, ...] = (
    _signed,
    _money,
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
