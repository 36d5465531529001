# SPDX-License-Identifier: GPL-3.0-or-later
"""Roman numerals: kings, centuries, chapters; "I" only where it can be nothing else."""

from __future__ import annotations

import re

from studio.engine.text import numerals
from studio.engine.text.classes import Alternative, Piece, SemioticClass, Token
from studio.engine.text.forms import Form
from studio.engine.text.neighbours import Sentence

_ROMAN = re.compile(
    r"(?=[MDCLXVI])(M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3}))('s|º|ª|[^\W\d_]{0,3})(?![^\W_])"
)
_LETTERS = ("L", "C", "D", "M")
"""Numerals of one letter that are letters: "article L. 238", "tipo C"."""
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_RANGE = re.compile(r"[-–]((?=[MDCLXVI])M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3}))(?![^\W_])")


def roman_value(numeral: str) -> int:
    """What a Roman numeral in capitals is worth, 0 if it is none."""
    match = _ROMAN.fullmatch(numeral)
    if not numeral or match is None or match[2]:
        return 0
    values = [_VALUES[letter] for letter in numeral]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < following else value for value, following in pairs)


def roman(sentence: Sentence, at: int) -> Token | None:
    """Rule: a Roman numeral where its neighbours make it one."""
    match = _ROMAN.match(sentence.text, at)
    if match is None or (not sentence.starts_word(at) and sentence.char(at - 1) not in "-–'"):
        return None
    numeral, suffix = match[1], match[2]
    number, end = roman_value(numeral), match.end()
    language = sentence.language
    if not number or (numeral in _LETTERS and not suffix):
        return None
    if suffix and suffix != "'s":
        form = language.roman_ranks.get(suffix)
        if form is None or not _is_rank(sentence, numeral, suffix, end):
            return None
        said = language.ordinal(number, form)
        return Token(SemioticClass.ROMAN, at, end, (Piece(at, said),), "a Roman numeral with a rank's ending", 0.95)
    dotted = sentence.char(end) == "." and language.dotted_ordinals
    said_as = _by_neighbours(sentence, number, numeral, at, end, dotted=dotted, owns=suffix == "'s")
    if said_as is None:
        return None
    alternatives = (Alternative(numerals.cardinal(number, language), "as a number"),) if len(numeral) == 1 else ()
    pieces: tuple[Piece, ...] = (Piece(at, said_as + suffix),)
    second = _RANGE.match(sentence.text, end) if not suffix else None
    if second is not None and roman_value(second[1]):
        other = _by_neighbours(sentence, roman_value(second[1]), second[1], at, second.end(), dotted=False)
        other = other or numerals.cardinal(roman_value(second[1]), language)
        pieces = (*pieces, Piece(second.start(1), f"{language.to} {other}"))
        end = second.end()
    if dotted and end + 1 < len(sentence.text):
        end += 1
    return Token(SemioticClass.ROMAN, at, end, pieces, "a Roman numeral by the words around it", 0.9, alternatives)


def small_roman(sentence: Sentence, at: int) -> Token | None:
    """Rule: "chapter iv", "pp. xii–xv", "(ii)": in small letters behind what such a numeral numbers."""
    language = sentence.language
    match = _SMALL.match(sentence.text, at) if language.small_romans_after else None
    if match is None or not sentence.starts_word(at):
        return None
    number = roman_value(match[1].upper())
    before = sentence.before(at).lower()
    separated = sentence.char(at - 2) in (",", ";", ":", ")")
    listed = sentence.char(at - 1) == "(" and sentence.char(match.end()) == ")" and match[1] not in ("v", "x")
    if match[1] == "i" and not listed and not sentence.ends_word(match.end()):
        return None
    if not 0 < number < _MOST_PAGES or match[1] in ("l", "c"):
        return None
    if not listed and (separated or before not in language.small_romans_after):
        return None
    if match[1] == "i" and not listed and sentence.char(match.end()) in (" ", "'") and not _is_first(sentence, match):
        return None
    pieces = [Piece(at, numerals.cardinal(number, language))]
    end = match.end(1)
    if match[2] and (last := roman_value(match[2].upper())) > number:
        pieces.append(Piece(match.start(2), f"{language.to} {numerals.cardinal(last, language)}"))
        end = match.end(2)
    return Token(SemioticClass.ROMAN, at, end, tuple(pieces), "a small Roman numeral by the words around it", 0.9)


def _is_first(sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether "i" behind "chapter" is the numeral, not the pronoun."""
    return sentence.after(match.end()).lower() in sentence.language.after_roman_one


_SMALL = re.compile(r"([ivxlc]{1,8})(?:[-–]([ivxlc]{1,8}))?(?![^\W_]|['’])")
_MOST_PAGES = 150


def _descendant(sentence: Sentence, at: int, number: int, numeral: str) -> str | None:
    """ "John Smith III": the third of the name, behind a given and a family name."""
    language = sentence.language
    if language.descendant is None or len(numeral) < 2 or number > _MOST_DESCENDANTS:
        return None
    family = sentence.before(at)
    if not family.istitle() or family.lower() in language.romans_after or len(family) < 3:
        return None
    for count in (2, 3, 4):
        name = sentence.before(at, count)
        if name.lower() in language.given_names and name.istitle():
            return language.descendant(number)
        if not name[:1].isupper() or not name.rstrip(".").isalpha():
            return None
    return None


_MOST_DESCENDANTS = 6


def _is_rank(sentence: Sentence, numeral: str, suffix: str, end: int) -> bool:
    """Whether a numeral with its ending is no word of its own, as "Le", "Ce" and "De" are."""
    if suffix in ("º", "ª") or len(numeral) > 1:
        return set(numeral) <= set("IVX") or suffix in ("º", "ª")
    if numeral == "I":
        return len(suffix) > 1
    following = sentence.after(end).lower()
    return numeral in "VX" and following in sentence.language.centuries | sentence.language.romans_before


def _follows_century(sentence: Sentence, at: int) -> bool:
    """Whether a numeral is the second of two centuries ("siglos XVI y XVII")."""
    joint, first, named = (sentence.before(at, count) for count in (1, 2, 3))
    return (
        joint.islower() and len(joint) < 4 and roman_value(first) > 0 and named.lower() in sentence.language.centuries
    )


def _by_neighbours(
    sentence: Sentence, number: int, numeral: str, at: int, end: int, *, dotted: bool, owns: bool = False
) -> str | None:
    language = sentence.language
    previous, following = sentence.before(at), sentence.after(end)
    before, after = previous.lower(), following.lower()
    separated = sentence.text[max(0, at - 2) : at - 1] in ",;:.!?)" and at > 1
    if separated and before not in language.romans_after and before not in language.centuries:
        previous = before = ""
    closes = owns or sentence.char(end) in (",", ";", ":", ")", "!", "?", ".") or end >= len(sentence.text)
    if before in language.centuries or _follows_century(sentence, at):
        return language.century(number, True)
    if after in language.centuries and (dotted or not closes):
        return language.century(number, False)
    if after in language.ordinal_events and number < 40 and not closes:
        return language.ordinal(number, Form("f"))
    if after in language.masculine_events and number < 40 and not closes:
        return language.ordinal(number, Form("m", counted=True))
    if before in language.romans_after:
        sure = numeral != "I" or not language.pronoun_i or closes or after in language.after_roman_one
        pronoun = numeral == "I" and language.pronoun_i and not sure and before in language.abbreviations
        return numerals.cardinal(number, language) if sure and not pronoun else None
    owned = before.removesuffix("s") if language.dotted_ordinals else before
    if (before in language.rulers or owned in language.rulers) and previous[:1].isupper() and number < 40:
        if numeral == "I" and language.pronoun_i and not (closes or after in language.after_roman_one):
            return None
        female = any(sentence.before(at, step).lower() in language.female for step in (1, 2))
        by_words = language.ruler_by_words(number, female, sentence.neighbours(at))
        return by_words or language.ruler(number, female)
    if len(numeral) > 3 and 1000 <= number < 2100:
        return language.year(number)
    descendant = _descendant(sentence, at, number, numeral)
    if descendant is not None:
        return descendant
    plain = len(numeral) > 1 and set(numeral) <= set("IVX") and number < 40 and before not in ("an", "the")
    if dotted and language.dotted_ordinals and following[:1].isupper() and len(numeral) > 1:
        return language.ordinal(number, language.form_of_rank(sentence.neighbours(at)))
    # "5 mg IV daily"
    spelled = numeral in language.initialisms and not _RANGE.match(sentence.text, end)
    if plain and ((language.loose_romans and not spelled) or previous[:1].isupper()) and numeral not in ("XX", "XXX"):
        return numerals.cardinal(number, language)
    return None
