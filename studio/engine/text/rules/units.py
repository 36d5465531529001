# SPDX-License-Identifier: GPL-3.0-or-later
"""Units of measure as written: "kg", "m/s²", "sq ft"."""

from __future__ import annotations

import re
from functools import lru_cache

from studio.engine.text.forms import Unit
from studio.engine.text.language import Language
from studio.engine.text.neighbours import Sentence
from studio.engine.text.rules.patterns import one_of

_POWERS = {"²": 0, "³": 1, "^2": 0, "^3": 1}
_LONGEST_ABOVE = 8


def unit_at(sentence: Sentence, at: int) -> tuple[Unit, str, int] | None:
    """A unit that begins at *at*, as written, and where it ends; "m/s²" is built of its parts."""
    language = sentence.language
    rate = _rate(language).match(sentence.text, at) if "/" in sentence.text[at : at + _LONGEST_ABOVE] else None
    if rate is not None:
        unit = _looked_up(rate[1], language)
        below = [language.units[each].one if each in language.units else each for each in rate[2].split("/")[1:]]
        per = "".join(f" {language.per} {each}" for each in below)
        return Unit(f"{unit.one}{per}", f"{unit.many}{per}", unit.gender), rate.group(), rate.end()
    for ignore_case in (False, True):
        match = unit_pattern(language, ignore_case).match(sentence.text, at)
        if match is None or (ignore_case and match[1] in language.initialisms):
            continue
        product = _product(language).match(sentence.text, match.end(1)) if _has_product(sentence.text) else None
        if (
            product is not None
            and not ignore_case
            and (match[1] not in language.glued_units or sentence.char(match.end(1)) == "·")
        ):
            return _of_product(match[1], product, language)
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


def _has_product(text: str) -> bool:
    return "·" in text or "⁻" in text


def _of_product(first: str, rest: re.Match[str], language: Language) -> tuple[Unit, str, int]:
    """ "N·m²/kg²", "kg m⁻³", "m s⁻¹": the last unit that is no divisor is the one that is counted."""
    factors: list[tuple[str, str]] = [(first, rest[1] or "")]
    factors += [(part[1], part[2] or "") for part in _factor(language).finditer(rest[2])]
    above = [factor for factor in factors if "⁻" not in factor[1]]
    below = [(key, power.lstrip("⁻").replace("¹", "")) for key, power in factors if "⁻" in power]
    if rest[3]:
        below.append((rest[3], rest[4] or ""))
    names = [f"{_looked_up(key, language).one} {_raised(power, language)}".strip() for key, power in above]
    last, power = above[-1] if above else ("", "")
    many = f"{_looked_up(last, language).many} {_raised(power, language)}".strip() if last else ""
    per = [f"{language.per} {_looked_up(key, language).one} {_raised(power, language)}".strip() for key, power in below]
    one = " ".join([*names, *per])
    return Unit(one, " ".join([*names[:-1], many, *per]).strip()), f"{first}{rest.group()}", rest.end()


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
def _rate(language: Language) -> re.Pattern[str]:
    """A unit above two others, or above one in full: "µg/kg/min", "mEq/liter"."""
    one = one_of(key for key in language.units if key.isalpha())
    named = one_of({unit.one for unit in language.units.values() if unit.one.isalpha() and len(unit.one) > 2})
    return re.compile(rf"({one})((?:/(?:{one}))?/(?:{named})|/(?:{one})/(?:{one}))(?![^\W_]|[/²³^·⁻])")


@lru_cache(maxsize=64)
def _product(language: Language) -> re.Pattern[str]:
    """What makes a product of the unit before it: a power below, or other units behind a dot or a blank."""
    one = one_of(key for key in language.units if key.isalpha())
    return re.compile(
        rf"(?=⁻|[²³]?(?:[·⋅]|(?: (?:{one})[²³]?)?(?: (?:{one})⁻)))(⁻?[¹²³])?((?:[·⋅ ](?:{one})(?:⁻?[¹²³])?)*)"
        rf"(?:/({one})([²³])?)?(?![^\W_]|[·⁻²³])"
    )


@lru_cache(maxsize=64)
def _factor(language: Language) -> re.Pattern[str]:
    one = one_of(key for key in language.units if key.isalpha())
    return re.compile(rf"[·⋅ ]({one})(⁻?[¹²³])?")


@lru_cache(maxsize=64)
def unit_pattern(language: Language, ignore_case: bool) -> re.Pattern[str]:
    """A unit, its power, and what stands below the stroke with its power."""
    keys = [key for key in language.units if not ignore_case or (len(key) > 1 and key.isalpha())]
    one = one_of(keys)
    return re.compile(
        rf"({one})([²³]|\^[23](?!\d))?(?:/({one})([²³]|\^[23](?!\d))?)?(?!(?![xX]\d)[^\W_]|/\w)",
        re.IGNORECASE * ignore_case,
    )
