# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules of `normalise` for figures that stand in several words: telephone numbers, "12 000", "3,50 €", "21 años"."""

from __future__ import annotations

import re

from studio.engine.text import numerals
from studio.engine.text.word_context import SILENT, Context, figures_of

_PHONE_TOKEN = re.compile(r"\+?\(?\d[\d()/.-]*", re.ASCII)
_NORTH_AMERICAN = re.compile(r"(?:1[-. ])?\d{3}[-. ]\d{3}[-. ]\d{4}")
_LOCAL_FORMS = {
    "en": re.compile(r"\d{3}-\d{4}"),
    "fr": re.compile(r"0\d(?:[ .-]\d\d){4}"),
    "es": re.compile(r"[679]\d\d(?: \d{3}){2}|[679]\d\d(?: \d\d){3}|9\d \d{3} \d\d \d\d"),
    "pt": re.compile(r"9\d{4}-\d{4}|(?:\d\d )?9\d{4}-\d{4}|(?!19|20)[2-5]\d{3}-\d{4}"),
}
_MOST_TOKENS = 8
_MOST_GROUPS = 5
_CODES = {"EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥", "INR": "₹", "BRL": "R$"}
_GERMAN_FEMININE = re.compile(r".+(?:e|ung|heit|keit|schaft|ion|tät)|Uhr|Person|Million|Milliarde")
_GERMAN_MASCULINE = frozenset(["Name", "Junge", "Kunde", "Kollege", "Ende", "Auge", "Gebäude", "Käse"])
_FRENCH_FEMININE = frozenset(
    [
        "heure",
        "heures",
        "minute",
        "minutes",
        "seconde",
        "secondes",
        "fois",
        "personne",
        "personnes",
        "année",
        "années",
        "semaine",
        "semaines",
        "journée",
        "page",
        "pages",
        "femme",
        "femmes",
        "fille",
        "filles",
        "voiture",
        "voitures",
        "maison",
        "maisons",
        "place",
        "places",
        "chambre",
        "chambres",
        "tonne",
        "tonnes",
    ]
)


def _bare(written: str) -> str:
    return written.replace("−", "-").rstrip(".,;:!?…»”\"'").lstrip("«“\"'")


def _run(context: Context) -> tuple[list[str], int]:
    """The tokens of figures around this word, and which of them it is; none if it is no such token itself."""
    begin = max(0, context.index - _MOST_TOKENS - 1)
    written = context.written[begin : context.index + _MOST_TOKENS + 2]
    index = context.index - begin
    tokens = [_bare(word) for word in written]
    # A mark behind a token ends the run.
    ends = [word != word.rstrip(",;:!?") for word in written]
    if not _PHONE_TOKEN.fullmatch(tokens[index]):
        return [], 0
    first = last = index
    while first and _PHONE_TOKEN.fullmatch(tokens[first - 1]) and not ends[first - 1] and index - first < _MOST_TOKENS:
        first -= 1
    while last + 1 < len(tokens) and not ends[last] and _PHONE_TOKEN.fullmatch(tokens[last + 1]):
        last += 1
        if last - index > _MOST_TOKENS:
            break
    return tokens[first : last + 1], index - first


def _telephone(context: Context) -> str | None:
    if not context.language or not any(character.isdecimal() for character in context.core):
        return None
    if context.core not in context.cores[context.index]:
        return None
    run, place = _run(context)
    if not run or not _is_telephone(run, context.at(-place - 1).lower(), context):
        return None
    said: list[str] = []
    for group in re.findall(r"\+|\d+", run[place]):
        if group == "+":
            said.append(context.table.signs["+"])
        elif context.local.pairs and len(group) <= 3:
            lead = numerals.cardinal(0, context.table) + " " if group.startswith("0") else ""
            number = group.lstrip("0")
            said.append((lead + (numerals.cardinal(int(number), context.table) if number else "")).strip())
            said.append(",")
        else:
            said.append(numerals.digits(group, context.table))
            said.append(",")
    return " ".join(said).removesuffix(" ,")


def _is_telephone(run: list[str], before: str, context: Context) -> bool:
    text = " ".join(run)
    digits = sum(character.isdecimal() for character in text)
    if not 6 <= digits <= 15 or text.count(".") > 5:
        return False
    if text.startswith("+"):
        return digits >= 8
    if before in context.local.telephone and not re.search(r"\d[.,]\d{1,2}$", text):
        return True
    own = _LOCAL_FORMS.get(context.language)
    if (own is not None and own.fullmatch(text)) or _NORTH_AMERICAN.fullmatch(text):
        return True
    if re.match(r"\(\d{2,4}\) ?\d{3}", text):
        return digits >= 7
    return text.startswith("0") and digits >= 9 and bool(re.search(r"[ /-]", text)) and "." not in text


def _spaced(context: Context) -> str | None:
    """ "1 234 567": each group says its part of the whole."""
    if context.language in ("", "en") or not re.fullmatch(r"\d{1,3}(?:,\d+)?", context.core, re.ASCII):
        return None
    # A longer number than the words around this one is none that is written in groups.
    begin, end = max(0, context.index - _MOST_GROUPS - 2), context.index + _MOST_GROUPS + 3
    near = zip(context.cores[begin:end], context.written[begin:end], strict=True)
    tokens = [core if core == _bare(word) else "" for core, word in near]
    index = first = last = context.index - begin
    while first and re.fullmatch(r"\d{3}", tokens[first]) is not None and re.fullmatch(r"\d{1,3}", tokens[first - 1]):
        first -= 1
    if "," in tokens[last] and first == last and first and re.fullmatch(r"\d{3},\d+", tokens[last]):
        first -= 1
        while first and re.fullmatch(r"\d{3}", tokens[first]) and re.fullmatch(r"\d{1,3}", tokens[first - 1]):
            first -= 1
    while (
        last + 1 < len(tokens)
        and "," not in tokens[last]
        and re.fullmatch(r"\d{3}(?:,\d+)?", tokens[last + 1], re.ASCII)
    ):
        last += 1
    if last == first or last - first >= _MOST_GROUPS or not re.fullmatch(r"[1-9]\d{0,2}", tokens[first], re.ASCII):
        return None
    whole, _, fraction = context.core.partition(",")
    value = int(whole) * 1000 ** (last - index)
    if fraction:
        return numerals.decimal(str(value), fraction, context.table)
    return numerals.cardinal(value, context.table) if value else SILENT


def _sum(context: Context, figures: str, sign: str) -> tuple[str, str] | None:
    """The number of units, and the rest of a sum of money in words."""
    currency = context.table.currencies.get(_CODES.get(sign, sign))
    found = figures_of(figures, context.table)
    if currency is None or found is None or len(found[1]) > 2 or not context.language:
        return None
    said = numerals.money(found[0], found[1], currency, context.table, american=context.american)
    units = int(found[0]) if len(found[0]) <= numerals.MAX_DIGITS else 0
    head = numerals.counted(units, currency.feminine, context.table, context.american)
    if not said.startswith(head + " "):
        head = said.partition(" ")[0]
    return head, said[len(head) :].strip()


def _sum_before_sign(context: Context) -> str | None:
    if context.following in context.table.currencies or context.following in _CODES:
        found = _sum(context, context.core, context.following)
        return found[0] if found and context.core[:1].isdecimal() else None
    if context.core in context.table.currencies or context.core in _CODES:
        if not context.before[:1].isdecimal() or (context.following[:1].isdecimal() and context.core != "€"):
            return None
        found = _sum(context, context.before, context.core)
        return found[1] if found else None
    return None


def _counted(context: Context) -> str | None:
    """A number before a noun that it agrees with: "21 años", "1 Stunde", "200 pessoas"."""
    language = context.language
    if language in ("", "en") or not re.fullmatch(r"\d{1,6}", context.core, re.ASCII) or context.core.startswith("0"):
        return None
    noun = context.following
    if context.before in context.table.currencies:
        return None
    if _ends(context) or not noun or not noun.replace("'", "").isalpha():
        return None
    number = int(context.core)
    if noun in context.table.units:
        return numerals.counted(number, noun in context.table.feminine_units, context.table)
    if language == "de":
        if number != 1 or not noun[:1].isupper():
            return None
        feminine = bool(_GERMAN_FEMININE.fullmatch(noun)) and noun not in _GERMAN_MASCULINE and noun != "Uhr"
        return numerals.counted(1, feminine, context.table)
    if not noun[:1].islower() or len(noun) < 3 or noun in ("por", "per", "pour", "cento", "ciento", "con", "und"):
        return None
    if language == "fr":
        return numerals.counted(number, True, context.table) if noun in _FRENCH_FEMININE else None
    feminine = noun.endswith(context.table.feminine_endings) and noun not in ("día", "días", "dia", "dias", "problema")
    if language == "it" and number != 1:
        return None
    return numerals.counted(number, feminine, context.table)


def _ends(context: Context) -> bool:
    return bool(re.search(r"[.,;:!?)]$", context.written[context.index]))


GROUP_RULES = (_telephone, _spaced, _sum_before_sign, _counted)
