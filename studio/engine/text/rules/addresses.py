# SPDX-License-Identifier: GPL-3.0-or-later
"""Postal addresses: directions ("708 N 1st St"), house numbers, states with their codes ("CA 95051")."""

from __future__ import annotations

import re
from functools import lru_cache

from studio.engine.text import numerals
from studio.engine.text.classes import Piece, SemioticClass, Token
from studio.engine.text.language import Language
from studio.engine.text.neighbours import Sentence
from studio.engine.text.rules.patterns import one_of

_POSTCODE = re.compile(r"(\d{5})(?:-(\d{4}))?(?!\d|[.,:/-]\d)")
_SEVERAL = re.compile(r"(\d{3})s(?!\w)")
_HOUSE = re.compile(r"(\d{3,5})(?![\w]|[.,:/-]\w|[ ]\d{3}(?:\D|$))")


def direction(sentence: Sentence, at: int) -> Token | None:
    """Rule: "E" between a house number and a street."""
    language = sentence.language
    if not language.directions:
        return None
    match = _directions(language).match(sentence.text, at)
    if match is None or not sentence.starts_word(at):
        return None
    if len(match[1]) == 2 and sentence.before(at).lower() in language.street_words:
        said = language.directions[match[1]]
        return Token(SemioticClass.ADDRESS, at, match.end(), (Piece(at, said),), "a direction behind a street")
    if {sentence.before(at).lower(), sentence.after(match.end())} & language.winds and sentence.char(
        match.end()
    ) == " ":
        said = language.directions[match[1]]
        return Token(SemioticClass.ADDRESS, at, match.end(), (Piece(at, said),), "where a wind comes from", 0.9)
    figure_before = sentence.before(at)[:1].isdecimal()
    following = sentence.after(match.end())
    street = any(
        sentence.after(match.end(), count).lower().rstrip(".") in language.street_words for count in (1, 2, 3, 4)
    )
    numbered = following[:1].isdecimal() and at > 0
    if not (street and ((figure_before and following[:1].isupper()) or numbered)):
        return None
    end = match.end()
    end += sentence.char(end) == "." and end + 1 < len(sentence.text)
    said = language.directions[match[1]]
    return Token(SemioticClass.ADDRESS, at, end, (Piece(at, said),), "a direction between a house number and a street")


@lru_cache(maxsize=64)
def _directions(language: Language) -> re.Pattern[str]:
    return re.compile(rf"({one_of(language.directions)})(?![\w'&])")


def house_number(sentence: Sentence, at: int) -> Token | None:
    """Rule: a number before a street's name, by its halves ("1211 E Arques Ave")."""
    language = sentence.language
    several = _SEVERAL.match(sentence.text, at) if sentence.before(at).lower() in language.roads else None
    if several is not None:
        said = language.plural(language.house(several[1]))
        return Token(SemioticClass.ADDRESS, at, several.end(), (Piece(at, said),), "several of a numbered type")
    match = _HOUSE.match(sentence.text, at) if language.street_words else None
    if match is None:
        return None
    street = False
    if sentence.before(at).lower() in language.roads and len(match[1]) == 3:
        said = language.house(match[1])
        return Token(SemioticClass.ADDRESS, at, match.end(), (Piece(at, said),), "the number of a road")
    for count in (1, 2, 3, 4, 5):
        word = sentence.after(match.end(), count)
        if not (word[:1].isupper() or word[:1].isdecimal()):
            break
        if count > 1 and word.lower().rstrip(".") in language.street_words:
            street = True
            break
    if not street:
        return None
    return Token(
        SemioticClass.ADDRESS, at, match.end(), (Piece(at, language.house(match[1])),), "a number before a street"
    )


def region_and_code(sentence: Sentence, at: int) -> Token | None:
    """Rule: "CA 95051", "Springfield, IL"."""
    language = sentence.language
    if not language.regions:
        return None
    match = _regions(language).match(sentence.text, at)
    if match is None or not sentence.starts_word(at):
        return None
    comma = sentence.text.startswith(", ", match.end())
    code = _POSTCODE.match(sentence.text, match.end() + 1 + comma)
    place_before = sentence.before(at)[:1].isupper() and sentence.char(at - 2) == ","
    name = sentence.before(at)
    bare = len(name) > 3 and name.istitle() and match[1] not in language.initialisms and at > 0
    if bare and match[1] not in language.no_regions and sentence.char(at - 2).isalpha():
        place_before = sentence.char(match.end()) in ("", ",", ".", ")", ";")
    if code is None and not place_before:
        return None
    pieces = [Piece(at, language.regions[match[1]])]
    end = match.end()
    if code is not None and sentence.bounded(code.end()):
        pieces.append(Piece(code.start(), numerals.digits(code[1], language)))
        if code[2]:
            pieces.append(Piece(code.start(2), f", {numerals.digits(code[2], language)}"))
        end = code.end()
    return Token(SemioticClass.ADDRESS, at, end, tuple(pieces), "a state's letters", 0.9)


@lru_cache(maxsize=64)
def _regions(language: Language) -> re.Pattern[str]:
    return re.compile(rf"({one_of(language.regions)})(?![\w'&]|\.\w)")
