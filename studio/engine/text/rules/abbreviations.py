# SPDX-License-Identifier: GPL-3.0-or-later
"""Abbreviations and initials."""

from __future__ import annotations

import re

from studio.engine.text.classes import Alternative, Piece, SemioticClass, Token
from studio.engine.text.ends import Around, is_house_number, sense_of
from studio.engine.text.neighbours import Sentence
from studio.engine.text.tokens import is_letter, letters_end

_GLUED_INITIALS = re.compile(r"(?:[^\W\d_]\.(?:-(?=[^\W\d_]\.))?){1,8}(?:[^\W\d_](?![^\W_.]))?")
_CLOSES = frozenset(",;:!?)]")
_LONGEST = 24


def abbreviation(sentence: Sentence, at: int) -> Token | None:
    """Rule: a known abbreviation, with its dot or one that may stand without."""
    language = sentence.language
    pair = _of_two(sentence, at)
    if pair is not None:
        return pair
    for end in _ends(sentence, at):
        written = sentence.text[at:end]
        dotted = sentence.char(end) == "."
        key = written.lower()
        if key not in language.abbreviations or not _may_be(sentence, written, key, end, dotted=dotted):
            continue
        around = around_of(sentence, at, end + dotted)
        sense = sense_of(key, around, language)
        if sense is None:
            continue
        if len(key) > 2 and written.isupper() and not sense.when and end + 1 == len(sentence.text):
            # A sentence's last word in capitals.
            continue
        if len(key) == 1 and written.isupper() and not sense.when:
            continue
        meanings = dict.fromkeys(other.said for other in language.abbreviations[key] if other.said != sense.said)
        others = tuple(Alternative(said, "by its other meaning") for said in meanings)
        certainty = 0.9 if sense.when else 0.97
        # The last dot of a sentence is its own.
        stop = end + (dotted and end + 1 < len(sentence.text))
        why = f"“{written}{'.' * dotted}” is an abbreviation"
        return Token(SemioticClass.ABBREVIATION, at, stop, (Piece(at, sense.said),), why, certainty, others)
    return None


def _ends(sentence: Sentence, at: int) -> list[int]:
    """Where an abbreviation that begins at *at* may end, the longest first."""
    text = sentence.text
    end, limit = at, min(len(text), at + _LONGEST)
    while end < limit and (is_letter(text[end]) or (text[end] in "./-'º°ª" and end > at)):
        end += 1
    found = [end] if text[end - 1] not in ".-'" else [end - 1]
    found += [place for place in range(end - 1, at, -1) if text[place] in "./-" and place not in found]
    found += [place + 1 for place in range(end - 2, at, -1) if text[place] == "/" and text[place + 1].islower()]
    return [end for end in found if sentence.bounded(end) or text[end - 1] in "º°/"]


def _may_be(sentence: Sentence, written: str, key: str, end: int, *, dotted: bool) -> bool:
    if dotted or "/" in key or key[-1] in "ºª°":
        return True
    loud = len(written) > 1 and written.isupper()
    if loud and key in sentence.language.street_words:
        before = sentence.before(end - len(written))
        name = len(before) > 2 and before.isupper() and before.isalpha()
        loud = not name or before in sentence.language.initialisms
    if key in sentence.language.street_words and written.islower() and sentence.ends_word(end):
        # "12 S 1st st"
        at = end - len(written)
        if any(is_house_number(sentence.before(at, count)) for count in (2, 3)):
            return True
    if key in sentence.language.undotted and not loud:
        return (sentence.ends_word(end) or sentence.char(end) == "-") and (
            written[:1].isupper() or "." in key or key in sentence.language.undotted_lower
        )
    return "." in key


def around_of(sentence: Sentence, at: int, end: int) -> Around:
    """What stands around the stretch from *at* to *end*."""
    text = sentence.text
    closes = (sentence.char(end) in _CLOSES and end < len(text)) or text[end : end + 2] == " ("
    glued = text[end : end + 12].lstrip("-") if sentence.char(end) not in ("", " ") and not closes else ""
    following = glued or sentence.after(end)
    before = "" if text[max(0, at - 2) : at - 1] in _CLOSES else sentence.before(at)
    return Around(
        text[at:end].rstrip("."),
        before,
        following.lstrip("(“\"'«"),
        closes,
        house=any(is_house_number(sentence.before(at, count)) for count in (2, 3)),
        second=sentence.after(end) if closes else sentence.after(end, 2),
    )


def _of_two(sentence: Sentence, at: int) -> Token | None:
    """ "z. B.": each word its own half; also as one word ("z.B.")."""
    language = sentence.language
    if not language.pairs:
        return None
    for pattern in (_THREE, _TWO):
        match = pattern.match(sentence.text, at)
        said = language.pairs.get(tuple(part.rstrip(".").lower() for part in match.groups())) if match else None
        if match is None or said is None:
            continue
        if all(part.isupper() and len(part) <= 2 for part in match.groups()) and _is_name(sentence, at):
            continue
        end = match.end()
        end -= end == len(sentence.text) and sentence.text.endswith(".")
        pieces = tuple(Piece(match.start(place), words) for place, words in enumerate(said, 1))
        return Token(SemioticClass.ABBREVIATION, at, end, pieces, "an abbreviation of several words")
    return None


def _is_name(sentence: Sentence, at: int) -> bool:
    """Whether capitals at *at* are initials: they stand behind a name."""
    before = sentence.before(at)
    named = before[:1].isupper() and before not in sentence.language.starters
    return named and sentence.char(at - 2) not in _CLOSES


def compound(sentence: Sentence, at: int) -> Token | None:
    """Rule: "Goethestr.": a compound whose end is abbreviated."""
    language = sentence.language
    if not language.abbreviated_endings:
        return None
    end = letters_end(sentence.text, at)
    word = sentence.text[at:end]
    ending = next((ending for ending in language.abbreviated_endings if word.endswith(ending)), "")
    if not ending or len(word) < len(ending) + 2 or sentence.char(end) != ".":
        return None
    said = word[: -len(ending)] + language.abbreviated_endings[ending]
    stop = end + (end + 1 < len(sentence.text))
    return Token(SemioticClass.ABBREVIATION, at, stop, (Piece(at, said),), "an abbreviated end of a compound")


_TWO = re.compile(r"([^\s\d.,;:!?()-]{1,4})\. ?([^\s\d.,;:!?()-]{1,4}(?:\.-[^\W\d_])?\.?)(?![^\W_])")
_THREE = re.compile(r"([^\W\d_]{1,3})\. ?([^\W\d_]{1,3})\. ?([^\W\d_]{1,3}\.?)(?![^\W_])")


def initials(sentence: Sentence, at: int) -> Token | None:
    """Rule: "U.S.", "J. R. Jones", "A.M."."""
    match = _GLUED_INITIALS.match(sentence.text, at)
    if match is None or not sentence.starts_word(at):
        return None
    letters = re.sub(r"\W", "", match.group())
    end = match.end()
    if end == len(sentence.text) and match.group().endswith("."):
        end -= 1
    if len(letters) == 1:
        if not letters.isupper() or sentence.language.lone_letters_are_words(letters, sentence.neighbours(at)):
            return None
        said = sentence.language.letters.get(letters, letters)
        return Token(SemioticClass.LETTER, at, end, (Piece(at, said),), "an initial")
    if sentence.char(end).isalnum():
        return None
    ending = _POSSESSIVE.match(sentence.text, end)
    said = ".".join(letters.upper()) + (ending.group() if ending else "")
    stop = ending.end() if ending else end
    return Token(SemioticClass.INITIALISM, at, stop, (Piece(at, said),), "letters with dots")


_POSSESSIVE = re.compile(r"'s(?![^\W_])")
