# SPDX-License-Identifier: GPL-3.0-or-later
"""Quantities as written: figures with what belongs to them (a sign of money, a scale, a unit, a fraction)."""

from __future__ import annotations

import re
from dataclasses import replace

from studio.engine.text.forms import Unit
from studio.engine.text.neighbours import Sentence
from studio.engine.text.numerals import FIGURES, read_figures
from studio.engine.text.rules.measured import is_unit_here
from studio.engine.text.rules.patterns import currency_named, currency_of, money_sign, rank_mark, scale_pattern
from studio.engine.text.rules.quantity import Quantity
from studio.engine.text.rules.units import unit_at

_LEXEME = re.compile(FIGURES)
_LEADING_MARK = re.compile(r"[.,](\d{1,40})(?![.,]?\d)")
_GROUPS = re.compile(r"[1-9]\d{0,2}(?: \d{3}){1,6}(?:[.,]\d{1,9})?(?![\d]|[.,]\d| \d)")
_PART = re.compile(r"(\d{1,3})/(\d{1,4})(?:rds?|ths?|nds?)?(?![\d/]|[.,]\d)")
_MIXED = re.compile(r"(\d{1,4})[ -](\d{1,2})/(\d{1,3})(?![\d/]|[.,]\d)")
_TEMPERATURE = re.compile(r" ?[CF](?![^\W_])")
_NO_CENTS = re.compile(r"[.,](?:[–—]|--?)(?!\d)")
_VULGAR = {
    "½": (1, 2), "¼": (1, 4), "¾": (3, 4), "⅓": (1, 3), "⅔": (2, 3), "⅕": (1, 5), "⅖": (2, 5), "⅗": (3, 5),
    "⅘": (4, 5), "⅙": (1, 6), "⅚": (5, 6), "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8), "⅞": (7, 8), "⅐": (1, 7),
    "⅑": (1, 9), "⅒": (1, 10),
}  # fmt: skip
_SCREENS = ("2", "4", "5", "8")


def quantity_at(sentence: Sentence, at: int, *, plain: bool = False) -> Quantity | None:
    """The quantity that begins at *at*; *plain* leaves out what would stand behind the figures."""
    text, language = sentence.text, sentence.language
    start = at
    currency, currency_at = None, -1
    match = money_sign(language).match(text, at)
    if match is not None:
        currency = currency_of(match.group(), language)
        currency_at, at = at, match.end()
        if sentence.char(at) == " ":
            at += 1
    found = _figures(sentence, at)
    if found is None:
        return None
    quantity = replace(found, start=start, currency=currency, currency_at=currency_at)
    return quantity if plain else _with_what_follows(sentence, quantity)


def _figures(sentence: Sentence, at: int) -> Quantity | None:
    text, language = sentence.text, sentence.language
    character = sentence.char(at)
    if character != "" and character in _VULGAR:
        return Quantity(at, at + 1, at, "", part=_VULGAR[character], part_at=at)
    if character != "" and character in language.groups + language.decimal:
        leading = _LEADING_MARK.match(text, at)
        if leading is None or (at and (text[at - 1].isalnum() or text[at - 1] in ".,")):
            return None
        return Quantity(at, leading.end(), at, "0", leading[1], leading.group())
    if not character.isdecimal():
        return None
    mixed = _MIXED.match(text, at)
    if mixed and _is_part(int(mixed[2]), int(mixed[3])) and int(mixed[2]) < int(mixed[3]):
        part = int(mixed[2]), int(mixed[3])
        return Quantity(at, mixed.end(), at, mixed[1], figures=mixed[1], part=part, part_at=mixed.start(2))
    alone = _PART.match(text, at)
    if alone and _is_part(int(alone[1]), int(alone[2])):
        return Quantity(at, alone.end(), at, "", part=(int(alone[1]), int(alone[2])), part_at=at)
    grouped = _GROUPS.match(text, at)
    if grouped and _is_grouped(sentence, at, grouped.group()):
        return _groups(at, grouped.group())
    return _lexeme(sentence, at)


def _lexeme(sentence: Sentence, at: int) -> Quantity | None:
    lexeme = _LEXEME.match(sentence.text, at)
    if lexeme is None:
        return None
    figures = read_figures(lexeme.group(), sentence.language)
    end = lexeme.end()
    if figures is None or sentence.char(end).isdecimal():
        return None
    found = Quantity(at, end, at, figures[0], figures[1], lexeme.group())
    blank = sentence.char(end) == " "
    vulgar = sentence.char(end + blank)
    if vulgar != "" and vulgar in _VULGAR:
        return replace(found, end=end + 1 + blank, part=_VULGAR[vulgar], part_at=end + blank)
    return found


def _is_part(numerator: int, denominator: int) -> bool:
    if numerator < 1 or denominator < 2:
        return False
    if numerator < denominator:
        return denominator <= 100 or denominator in (1000, 128)
    return denominator in (2, 3, 4, 8, 16) and numerator <= 4 * denominator and numerator % denominator != 0


def _is_grouped(sentence: Sentence, at: int, text: str) -> bool:
    """Whether blanks stand between thousands, not between numbers."""
    groups = text.split(" ")
    before = sentence.text[max(0, at - 2) : at]
    if before[-1:] == " " and before[:1].isdecimal():
        return False
    if before[-1:] in ("-", "/", ")", "+"):
        return False
    return len(groups) > 2 or sentence.language.groups != "," or sentence.before(at).lower() not in _NUMBERED_BEFORE


_NUMBERED_BEFORE = frozenset(["room", "flight", "code", "zip", "extension", "pin", "box", "no", "number"])


def _groups(at: int, text: str) -> Quantity:
    groups: list[tuple[int, str]] = []
    place = at
    for group in text.split(" "):
        groups.append((place, group))
        place += len(group) + 1
    last, fraction = (re.split("[.,]", groups[-1][1]) + [""])[:2]
    groups[-1] = (groups[-1][0], last)
    whole = "".join(group for _, group in groups)
    return Quantity(at, at + len(text), at, whole, fraction, text, tuple(groups))


def _with_what_follows(sentence: Sentence, quantity: Quantity) -> Quantity:
    text, language = sentence.text, sentence.language
    end = quantity.end
    if quantity.part is None and not quantity.groups:
        ranked = rank_mark(language).match(text, end)
        counts = ranked and not _is_degrees(sentence, quantity, ranked)
        fits = ranked and language.rank_mark_fits(int(quantity.whole[-12:]), ranked[1])
        if ranked and counts and fits and not quantity.fraction and quantity.currency is None:
            return replace(quantity, end=ranked.end(), rank=language.ordinal_marks[ranked[1]])
    no_cents = _NO_CENTS.match(text, end)
    if no_cents and quantity.part is None:
        end = no_cents.end()
        quantity = replace(quantity, end=end)
    scale = scale_pattern(language).match(text, end)
    if scale is not None:
        letter = scale[1] or scale[2]
        said = (language.scales[scale[3].lower()],) * 2 if scale[3] else language.scale_letters[letter]
        if scale[3] or scale[1] or quantity.currency is not None or _scale_alone(letter, sentence, end):
            place = scale.start(scale.lastindex or 0)
            quantity = replace(quantity, end=scale.end(), scale=said, scale_at=place)
            end = scale.end()
    return _with_unit(sentence, quantity, end)


def _is_degrees(sentence: Sentence, quantity: Quantity, ranked: re.Match[str]) -> bool:
    """Whether a rank's "º" or "°" is the sign of degrees: before C or F, or where no noun follows a number so high."""
    if ranked[1] not in "º°" or ranked.group()[0] == "." or "°" not in sentence.language.units:
        return False
    if _TEMPERATURE.match(sentence.text, ranked.end()):
        return True
    counted = sentence.text[ranked.end() : ranked.end() + 2].strip().isalpha()
    if ranked[1] == "°" and not counted:
        return True
    hot = int(quantity.whole or 0) > 50
    return hot and (not counted or sentence.before(quantity.at).lower() in sentence.language.before_degree)


def _scale_alone(letter: str, sentence: Sentence, at: int) -> bool:
    """Whether a letter behind figures is a scale though there is no money: not where it is a unit's ("5m")."""
    if letter == "K" and sentence.text[max(0, at - 2) : at].strip() in _SCREENS:
        return False
    if letter == "K" and sentence.char(at + 1) == " " and sentence.after(at + 1).lower() in sentence.language.races:
        return False
    if letter in ("K", "M") and sentence.char(at + 1) == " " and sentence.char(at + 2).isupper():
        return False
    return letter in ("K", "M", "bn", "mn", "Md") or (letter == "k" and letter not in sentence.language.units)


def _with_unit(sentence: Sentence, quantity: Quantity, end: int) -> Quantity:
    text, language = sentence.text, sentence.language
    blank = sentence.char(end) == " "
    at = end + blank
    whole = sentence.bounded(at + 1) or sentence.char(at + 1).islower()
    if sentence.char(at) == "%" and quantity.currency is None and whole:
        return replace(quantity, end=at + 1, percent_at=at)
    if quantity.currency is None:
        sign = money_sign(language).match(text, at)
        if sign and not (sentence.char(sign.end()) or " ").isdecimal() and not _opens_another(sentence, sign, blank):
            currency = currency_of(sign.group(), language)
            return replace(quantity, end=sign.end(), currency=currency, currency_at=at)
    if quantity.currency is not None:
        return _with_rate(sentence, quantity, end)
    named = _currency_behind(sentence, quantity, at) if blank else None
    if named is not None:
        return named
    kitchen = _kitchen_unit(sentence, at, blank=blank) if language.kitchen_units else None
    if kitchen is not None and quantity.value <= _MOST_CUPS:
        return replace(quantity, end=at + 1, unit=kitchen, unit_at=at)
    hyphen = not blank and sentence.char(end) in ("-", "‑") and sentence.char(end) != ""
    found = unit_at(sentence, at + hyphen)
    if found is None:
        return quantity
    unit, key, unit_end = found
    if not is_unit_here(sentence, quantity, key, at, unit_end, blank=blank, hyphen=hyphen):
        return quantity
    if hyphen and sentence.char(unit_end) == "." and not sentence.char(unit_end + 1).isalnum():
        unit_end += not sentence.ends_word(unit_end) or unit_end + 1 < len(text)
    return replace(quantity, end=unit_end, unit=unit, unit_at=at + hyphen, hyphened=hyphen)


def _kitchen_unit(sentence: Sentence, at: int, *, blank: bool) -> Unit | None:
    """ "1 C butter", "2 T. soft cheese": a letter that is a unit before something to eat."""
    language = sentence.language
    unit = language.kitchen_units.get(sentence.char(at))
    dotted = sentence.char(at + 1) == "."
    if unit is None or sentence.char(at + 1 + dotted) != " " or not blank:
        return None
    following = [sentence.after(at + 1, count).lower() for count in (1, 2, 3)]
    if sentence.after(at + 1)[:1].isupper() and following[0] not in language.foods:
        return None
    return unit if (dotted and following[0].isalpha()) or language.foods & set(following) else None


_MOST_CUPS = 24


def _currency_behind(sentence: Sentence, quantity: Quantity, at: int) -> Quantity | None:
    """ "12,99 Euro": a price with its currency's name, read as "12,99 €" is."""
    if len(quantity.fraction) != 2 or quantity.scale is not None or quantity.part is not None:
        return None
    name = sentence.after(quantity.end)
    currency = currency_named(sentence.language).get(name.lower()) if sentence.text.startswith(name, at) else None
    if currency is None or not currency.cent_many:
        return None
    return replace(quantity, end=at + len(name), currency=currency, currency_at=at)


_RATE = re.compile(r"/([a-zà-ÿ]{1,12})\.?(?![^\W_]|/)")


def _with_rate(sentence: Sentence, quantity: Quantity, end: int) -> Quantity:
    """ "$5/mo": a sum for each of something."""
    match = _RATE.match(sentence.text, end)
    if match is None:
        return quantity
    unit = sentence.language.units.get(match[1])
    return replace(quantity, end=match.end(1), rate=unit.one if unit else match[1])


def _opens_another(sentence: Sentence, sign: re.Match[str], blank: bool) -> bool:
    """Whether a sign behind a blank belongs to the figures behind it ("from 5 $10 notes")."""
    if not blank:
        return False
    following = sentence.text[sign.end() : sign.end() + 2]
    return following[:1].isdecimal() or (following[:1] == " " and following[1:].isdecimal() and sign.group() != "€")
