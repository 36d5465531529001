# SPDX-License-Identifier: GPL-3.0-or-later
"""Quantities as written: figures with what belongs to them (a sign of money, a scale, a unit, a fraction)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from studio.engine.text.language import Currency, Form, Language, Unit
from studio.engine.text.neighbours import Sentence
from studio.engine.text.numerals import FIGURES, read_figures

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
_POWERS = {"²": 0, "³": 1, "^2": 0, "^3": 1}
_SCREENS = ("2", "4", "5", "8")
_CLOSED_LETTERS = re.compile(r"\. ?[A-Z]")


@dataclass(frozen=True, slots=True)
class Quantity:
    """Figures and what belongs to them; places are offsets in the sentence's text, -1 where there is no such thing.

    Attributes:
        whole, fraction: Digits before and behind the decimal mark.
        groups: Place and digits of each group, where blanks stand between them.
        part: Numerator and denominator.
        scale: What is said for it, for one and for more.
        hyphened: The unit is joined with a hyphen.
    """

    start: int
    end: int
    at: int
    whole: str
    fraction: str = ""
    figures: str = ""
    groups: tuple[tuple[int, str], ...] = ()
    part: tuple[int, int] | None = None
    part_at: int = -1
    scale: tuple[str, str] | None = None
    scale_at: int = -1
    currency: Currency | None = None
    currency_at: int = -1
    unit: Unit | None = None
    unit_at: int = -1
    hyphened: bool = False
    rate: str = ""
    percent_at: int = -1
    rank: Form | None = None

    @property
    def is_plain(self) -> bool:
        return (
            self.currency is None and self.unit is None and self.percent_at < 0
            and self.scale is None and self.rank is None and self.part is None
        )  # fmt: skip

    @property
    def is_integer(self) -> bool:
        return self.is_plain and not self.fraction and self.figures.isdecimal()

    @property
    def value(self) -> float:
        number = float(f"{self.whole or 0}.{self.fraction or 0}")
        return number + (self.part[0] / max(1, self.part[1]) if self.part else 0)

    @property
    def is_one(self) -> bool:
        return self.whole == "1" and not self.fraction and not self.part and self.scale is None

    @property
    def is_less_than_one(self) -> bool:
        return self.part is not None and not self.whole and self.part[0] <= self.part[1]


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
    if ranked[1] not in "º°" or "°" not in sentence.language.units:
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
    hyphen = not blank and sentence.char(end) in ("-", "‑") and sentence.char(end) != ""
    found = unit_at(sentence, at + hyphen)
    if found is None:
        return quantity
    unit, key, unit_end = found
    if not _is_unit_here(sentence, quantity, key, at, unit_end, blank=blank, hyphen=hyphen):
        return quantity
    if hyphen and sentence.char(unit_end) == "." and not sentence.char(unit_end + 1).isalnum():
        unit_end += not sentence.ends_word(unit_end) or unit_end + 1 < len(text)
    return replace(quantity, end=unit_end, unit=unit, unit_at=at + hyphen, hyphened=hyphen)


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


def _is_unit_here(
    sentence: Sentence, quantity: Quantity, key: str, at: int, end: int, *, blank: bool, hyphen: bool
) -> bool:
    language, text = sentence.language, sentence.text
    if key in ('"', "'", "”") and (blank or hyphen):
        return False
    if key == "”" and text.rfind("“", 0, at) > text.rfind("”", 0, at):
        return False
    if key == '"' and _is_quoted(text, at):
        return False
    if hyphen and sentence.char(end) == "-" and sentence.char(end + 1).isdecimal():
        return False
    if hyphen:
        return (len(key) > 1 and key[0] not in "°'\"") or key in ("g", "m", "L", "l", "W", "V")
    if len(key) == 1 and key.isalpha() and _CLOSED_LETTERS.match(text, end):
        # An initial: "1920 W. H. Auden".
        return False
    if key in language.degree_letters and not _is_degree(sentence, quantity, end):
        return False
    if len(key) == 1 and key in language.numbered_letters and _is_name(sentence, quantity, key, end, blank=blank):
        return False
    if not blank and len(key) == 1 and key.isalpha() and _is_variable(sentence, quantity.at, end):
        return False
    if not blank:
        return key not in language.apart_units
    if key in language.glued_units:
        return sentence.char(end) == "." and not sentence.after(end)[:1].isupper() and key in language.abbreviations
    return not (len(key) == 1 and key.isupper() and is_year(quantity))


def _is_variable(sentence: Sentence, at: int, end: int) -> bool:
    """Whether a letter behind figures is one of an equation ("2x + 1")."""
    before = sentence.text[max(0, at - 2) : at].strip()[-1:]
    behind = sentence.text[end : end + 2].strip()[:1]
    spaced = sentence.char(end) == " " and sentence.char(end + 2) == " "
    return before == "=" or behind in ("=", "²", "³", "^") or (behind in ("+", "-") and spaced)


def _is_degree(sentence: Sentence, quantity: Quantity, end: int) -> bool:
    """Whether a bare "F" behind figures is degrees: of two figures or three, behind a word such as "to" or "at"."""
    before = sentence.before(quantity.at)
    other = before[-1:] in sentence.language.degree_letters and before[:1].isdecimal()
    told = other or before.lower() in sentence.language.before_degree
    return len(quantity.whole) in (2, 3) and told and not sentence.char(end).isalnum()


def _is_name(sentence: Sentence, quantity: Quantity, key: str, end: int, *, blank: bool) -> bool:
    """Whether a letter behind figures is part of a name ("Route 1A"), or a direction ("10 W 34th St")."""
    language = sentence.language
    if not blank and sentence.before(quantity.at).lower() in language.numbered:
        return True
    following = sentence.after(end)
    if blank and following[:1].isupper() and following.lower() in language.street_words:
        return True
    if not blank or key not in language.directions:
        return False
    streets = (sentence.after(end, count).lower().rstrip(".") for count in (2, 3, 4))
    named = following[:1].isupper() or following[:1].isdecimal()
    return named and any(word in language.street_words for word in streets)


def _is_quoted(text: str, at: int) -> bool:
    """Whether a quotation is open at *at*, so that a mark there closes it; inches are no quotation marks."""
    begin = max(0, at - 300)
    marks = [place for place in range(begin, at) if text[place] == '"']
    opening = sum(place == 0 or text[place - 1] in " (" for place in marks)
    closing = sum(place > 0 and text[place - 1] not in " (" and not text[place - 1].isdecimal() for place in marks)
    return opening > closing


def is_year(quantity: Quantity) -> bool:
    """Whether the figures alone would be a year."""
    return quantity.figures.isdecimal() and len(quantity.figures) == 4 and 1100 <= int(quantity.figures) <= 2099


def unit_at(sentence: Sentence, at: int) -> tuple[Unit, str, int] | None:
    """A unit that begins at *at*, as written, and where it ends; "m/s²" is built of its parts."""
    language = sentence.language
    for ignore_case in (False, True):
        match = unit_pattern(language, ignore_case).match(sentence.text, at)
        if match is None:
            continue
        whole = match[1] + (match[2] or "")
        if whole in language.units and not match[3]:
            return language.units[whole], match[1], match.end()
        if "/" in match[1] and match[2]:
            unit, said = language.units[match[1]], _raised(match[2], language)
            return Unit(f"{unit.one} {said}", f"{unit.many} {said}", unit.gender), match[1], match.end()
        unit = _power(_looked_up(match[1], language), match[2], language)
        if match[3]:
            per = f"{language.per} {_looked_up(match[3], language).one} {_raised(match[4], language)}".strip()
            unit = Unit(f"{unit.one} {per}", f"{unit.many} {per}", unit.gender)
        return unit, match[1], match.end()
    return None


def _raised(power: str | None, language: Language) -> str:
    return (language.squared, language.cubed)[_POWERS[power]] if power else ""


def _looked_up(key: str, language: Language) -> Unit:
    found = language.units.get(key)
    if found is None:
        found = _lower_units(language)[key.lower()]
    return found


def _power(unit: Unit, power: str | None, language: Language) -> Unit:
    if not power:
        return unit
    one, _, many = (language.square, language.cubic)[_POWERS[power]].partition("|")
    return Unit(one.format(unit.one), (many or one).format(unit.many), unit.gender)


@lru_cache(maxsize=64)
def _lower_units(language: Language) -> dict[str, Unit]:
    found: dict[str, Unit] = {}
    for key, unit in language.units.items():
        if len(key) > 1 and key.isalpha():
            found.setdefault(key.lower(), unit)
    return found


@lru_cache(maxsize=64)
def unit_pattern(language: Language, ignore_case: bool) -> re.Pattern[str]:
    """A unit, its power, and what stands below the stroke with its power."""
    keys = [key for key in language.units if not ignore_case or (len(key) > 1 and key.isalpha())]
    one = one_of(keys)
    return re.compile(
        rf"({one})([²³]|\^[23](?!\d))?(?:/({one})([²³]|\^[23](?!\d))?)?(?!(?![xX]\d)[^\W_]|/\w)",
        re.IGNORECASE * ignore_case,
    )


@lru_cache(maxsize=64)
def money_sign(language: Language) -> re.Pattern[str]:
    """A sign of money, or a currency's three letters."""
    return re.compile(rf"(?:{one_of(language.currencies)})|(?:{one_of(language.codes)})(?![A-Za-z])")


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


def currency_of(sign: str, language: Language) -> Currency:
    """What a sign or a currency's three letters stand for."""
    return language.currencies[language.codes.get(sign, sign)]


def one_of(keys: Iterable[str]) -> str:
    """A pattern for any of *keys*, the longest first."""
    listed = sorted(keys, key=len, reverse=True)
    return "|".join(map(re.escape, listed)) if listed else "(?!)"
