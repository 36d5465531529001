# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether a unit that stands behind figures belongs to them."""

from __future__ import annotations

import re

from studio.engine.text.neighbours import Sentence
from studio.engine.text.rules.quantity import Quantity, is_year

_CLOSED_LETTERS = re.compile(r"\. ?[A-Z]")


def is_unit_here(
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
    told = told or not sentence.language.heated.isdisjoint(word.lower() for word in sentence.cores[:60])
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
