# SPDX-License-Identifier: GPL-3.0-or-later
"""Patterns made of a language's tables: signs of money, ranks, scales."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from studio.engine.text.forms import Currency
from studio.engine.text.language import Language


@lru_cache(maxsize=64)
def money_sign(language: Language) -> re.Pattern[str]:
    """A sign of money, or a currency's three letters."""
    return re.compile(rf"(?:{one_of(language.currencies)})|(?:{one_of(language.codes)})(?![A-Za-z])")


def currency_of(sign: str, language: Language) -> Currency:
    """What a sign or a currency's three letters stand for."""
    return language.currencies[language.codes.get(sign, sign)]


@lru_cache(maxsize=64)
def currency_named(language: Language) -> dict[str, Currency]:
    """Names of currencies in lower case -> what they name; without those that are units too ("Pfund")."""
    currencies = reversed(tuple(language.currencies.values()))
    weights = {name for unit in language.units.values() for name in (unit.one, unit.many)}
    names = ((name, currency) for currency in currencies for name in (currency.one, currency.many))
    return {name.lower(): currency for name, currency in names if name not in weights}


@lru_cache(maxsize=64)
def rank_mark(language: Language) -> re.Pattern[str]:
    """What makes figures a rank."""
    if not language.ordinal_marks:
        return re.compile(r"(?!)()")
    return re.compile(rf"\.?({one_of(language.ordinal_marks)})(?![^\W_])")


@lru_cache(maxsize=64)
def scale_pattern(language: Language) -> re.Pattern[str]:
    """A scale: letters right behind the figures, or a word."""
    letters = one_of(language.scale_letters) if language.scale_letters else "(?!)"
    names = one_of(language.scales) if language.scales else "(?!)"
    return re.compile(rf" ?({letters})(?= ?[€$£¥])|({letters})(?![^\W_]|['’])|[ -]?((?i:{names}))(?![^\W_])")


def one_of(keys: Iterable[str]) -> str:
    """A pattern for any of *keys*, the longest first."""
    listed = sorted(keys, key=len, reverse=True)
    return "|".join(map(re.escape, listed)) if listed else "(?!)"
