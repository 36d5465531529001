# SPDX-License-Identifier: GPL-3.0-or-later
"""Telephone numbers."""

from __future__ import annotations

import re
from functools import lru_cache

from studio.engine.text import numerals
from studio.engine.text.classes import Piece, SemioticClass, Token
from studio.engine.text.forms import ALONE
from studio.engine.text.language import Language
from studio.engine.text.neighbours import Sentence

_RUN = re.compile(r"\+?\(?\d{1,15}\)?(?:[ ./-]?\(?\d{1,15}\)?){0,8}(?:-\d)?")
_NORTH_AMERICAN = re.compile(r"(?:1[-. ])?(?:\(\d{3}\) ?|\d{3}[-. ])\d{3}[-. ]\d{4}")
_GROUPS = re.compile(r"\+|\d+")


def telephone(sentence: Sentence, at: int) -> Token | None:
    """Rule: a telephone number by its form, by a + or by the word before it."""
    language = sentence.language
    if not (sentence.starts_word(at) or sentence.char(at - 1) == "("):
        return None
    match = _RUN.match(sentence.text, at)
    if match is None:
        return None
    written = match.group().rstrip(" ./-(")
    before = sentence.before(at).lower() if sentence.text[max(0, at - 2) : at - 1] not in ("!", "?", ";") else ""
    form = _own_forms(language).match(sentence.text, at)
    if not _is_telephone(written, before, language) and form is None:
        return None
    if form is not None and not _is_telephone(written, before, language):
        written = form.group()
    end = at + len(written)
    if not sentence.bounded(end) or (sentence.char(end) in ("%", "°") and sentence.char(end)):
        return None
    return Token(
        SemioticClass.TELEPHONE, at, end, _pieces(written, at, sentence), "the form of a telephone number", 0.9
    )


def _is_telephone(text: str, before: str, language: Language) -> bool:
    digits = sum(character.isdecimal() for character in text)
    if not 6 <= digits <= 15 or text.count(".") > 5 or "/" in text[:3]:
        return False
    if text.startswith("+"):
        return digits >= 8
    if before in language.phone_words and not re.search(r"\d[.,]\d{1,2}$", text):
        return True
    if _NORTH_AMERICAN.fullmatch(text):
        return True
    if re.match(r"\(\d{2,4}\) ?\d{3}", text):
        return digits >= 7
    return text.startswith("0") and digits >= 9 and bool(re.search(r"[ /-]", text)) and "." not in text


@lru_cache(maxsize=64)
def _own_forms(language: Language) -> re.Pattern[str]:
    forms = "|".join(language.phone_forms) or "(?!)"
    return re.compile(rf"(?:{forms})(?![\d]|[ ./,-]\d)")


def _pieces(written: str, at: int, sentence: Sentence) -> tuple[Piece, ...]:
    language = sentence.language
    pieces: list[Piece] = []
    groups = list(_GROUPS.finditer(written))
    for index, match in enumerate(groups):
        group, place = match.group(), at + match.start()
        if group == "+":
            pieces.append(Piece(place, language.plus))
            continue
        said = _group(group, language)
        behind = groups[index + 1].start() if index + 1 < len(groups) else -1
        # Inside one written word the groups are kept apart by a pause; between words the blank does it.
        if behind >= 0 and " " not in written[match.end() : behind]:
            said += " ,"
        pieces.append(Piece(place, said))
    return tuple(pieces)


def _group(group: str, language: Language) -> str:
    if not language.phone_pairs or len(group) > 3:
        return numerals.digits(group, language)
    if not group.strip("0"):
        return numerals.digits(group, language)
    lead = language.cardinal(0, ALONE) + " " if group.startswith("0") else ""
    number = group.lstrip("0")
    return (lead + (language.cardinal(int(number), ALONE) if number else "")).strip()
