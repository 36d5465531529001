# SPDX-License-Identifier: GPL-3.0-or-later
"""Whose a dot is: an abbreviation's, a number's or the sentence's. Sentences and abbreviations both ask here."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from studio.engine.text.forms import Sense
from studio.engine.text.language import Language
from studio.engine.text.tokens import plain_word

CLOSING = "\"'”’»›)]}*_~`」』】〉》〕）］｝“‘«"
"""At a word's end; the last three open elsewhere: „Nein.“, »Nein.«"""
OPENING = "\"'“‘«‹([{¿¡*_~`—–-「『【〈《〔（［｛#>"
FINAL = ".!?…。！？｡．।॥؟۔"
CLAUSE = ",;:،؛—–、，；：､"
_ROMAN = re.compile(r"[IVXLC]{2,}\b|[IVXLC](?=$|[.,;:)\-–])")
_SMALL_ROMAN = re.compile(r"(?=[ivxlc])(?:x[lc]|l?x{0,3})(?:ix|iv|v?i{0,3})(?:[-–][ivxlc]{1,7})?$")
_CENTURY = re.compile(r"[IVX]+[^\W\d_A-Z]{0,3}")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_RANK = re.compile(r"(?:\d{1,2}\./){0,4}(?:\d{1,2}\.?[-–])?\d{1,3}\.|[IVXL]{1,8}\.", re.ASCII)
_JOINED = re.compile(r"-{2,}|[—–…]|\.{3,}")
_INITIALS = re.compile(r"(?:[^\W\d_]\.-?){1,6}[^\W\d_]")
_MEASURED = re.compile(r"[\d½¼¾/.,]{1,12}-?([^\W\d_]{1,5})")
_HOUSE_NUMBER = re.compile(r"\d{1,6}(?:st|nd|rd|th|[A-Z])?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Around:
    """An abbreviation and the words around it, without the marks at their edges; "" beyond the text in view.

    Attributes:
        closes: A mark stands behind it, or nothing more.
        house: Whether a house number stands two or three words before it.
    """

    core: str
    before: str
    following: str
    closes: bool
    house: bool = False
    second: str = ""

    @property
    def loud(self) -> bool:
        """Whether it is written in capitals behind a word in capitals."""
        return len(self.core) > 1 and self.core.isupper() and len(self.before) > 1 and self.before.isupper()

    @property
    def figure_follows(self) -> bool:
        return self.following[:1].isdecimal() and not self.closes

    @property
    def number_follows(self) -> bool:
        roman = _ROMAN.match(self.following) or _SMALL_ROMAN.match(self.following)
        return self.figure_follows or (not self.closes and roman is not None)


def _is_louder(around: Around) -> bool:
    """ "ESSEX ST. Continue": what follows is no part of a name in capitals."""
    return around.loud and not around.following.isupper()


_CONDITIONS: Mapping[str, Callable[[Around, Language], bool]] = {
    "figure": lambda around, _: around.figure_follows,
    "number": lambda around, _: around.number_follows,
    "small_roman": lambda around, _: not around.closes and _SMALL_ROMAN.match(around.following) is not None,
    "capital": lambda around, _: around.following[:1].isupper() and not around.closes and not _is_louder(around),
    "name": lambda around, language: (
        around.following[:1].isupper()
        and not around.closes
        and around.following not in language.starters
        and not _is_louder(around)
    ),
    "feminine": lambda around, language: (
        around.following.lower() in language.female
        or (around.following.endswith("a") and around.following.lower() not in language.male)
    ),
    "after_figure": lambda around, _: around.before[-1:].isnumeric(),
    "after_rank": lambda around, _: around.before[:1].isdecimal() and around.before[-1:].isalpha(),
    "after_letter": lambda around, _: len(around.before) == 1,
    "after_name": lambda around, language: around.before[:1].isupper() and around.before not in language.starters,
    "after_roman": lambda around, _: _CENTURY.fullmatch(around.before) is not None,
    "after_lower": lambda around, _: around.before[:1].islower(),
    "house": lambda around, _: around.house,
    "end": lambda around, _: around.closes or not around.following,
    "upper": lambda around, _: around.core[:1].isupper(),
    "lower": lambda around, _: around.core.islower(),
    "first": lambda around, _: not around.before,
    "date": lambda around, language: (
        around.figure_follows
        or around.following.lower() in language.month_forms
        or (around.closes and around.second.lower().rstrip(".") in language.month_forms)
        or (around.closes and around.second[:1].isdecimal())
    ),
    "lower_follows": lambda around, _: around.following[:1].islower(),
}


def sense_of(key: str, around: Around, language: Language) -> Sense | None:
    """The first sense of the abbreviation *key* whose conditions hold."""
    for sense in language.abbreviations.get(key, ()):
        if all(holds(condition, around, language) for condition in sense.when):
            return sense
    return None


def holds(condition: str, around: Around, language: Language) -> bool:
    """Whether *condition* holds ("!" before its name turns it)."""
    turned = condition.startswith("!")
    return _CONDITIONS[condition[turned:]](around, language) != turned


def is_house_number(word: str) -> bool:
    return _HOUSE_NUMBER.fullmatch(word) is not None


def ends_sentence(word: str, gap: str, following: str, before: tuple[str, str, str], language: Language) -> bool:
    """Whether a sentence ends between *word* and *following*, all as written.

    Args:
        gap: The blanks between them.
        before: The three words before *word*, the nearest first, "" where there is none.
    """
    opened = following.lstrip(OPENING)
    goes_on = opened[:1].islower()
    if "\n" in gap and (gap.count("\n") > 1 or not goes_on):
        return True
    bare = word.rstrip(CLOSING)
    if not bare or bare[-1] not in FINAL:
        return False
    if not gap and bare[-1] in ".．":
        # Between two characters that are words of their own: "3.5".
        return False
    if bare[-1] in "…?!" or bare.endswith(".."):
        return not goes_on
    if bare[-1] != ".":
        return True
    if following and not following.strip("."):
        # An ellipsis with blanks (". . .") goes on.
        return False
    closed = bare != word and not word.endswith((")", "*", "_"))
    if following[:1] in ("(", "[") and bare.lstrip(OPENING)[:-1].lower() in language.end_before_capital:
        # A company's sign: "Acme Inc. (ACM)".
        return False
    dotted = plain_word(bare.lstrip(OPENING))
    label = opened.endswith(":") and opened[:1].isupper() and len(opened) > 3
    if label and _may_close(dotted, language):
        return True
    return _dot_ends_sentence(dotted, plain_word(opened), goes_on, before, language, closed=closed)


def _may_close(bare: str, language: Language) -> bool:
    """Whether an abbreviation may close a sentence before a label ("9 a.m. Special: ...")."""
    stem = bare[:-1].lower()
    return stem not in language.never_end and (
        stem in language.street_words or _INITIALS.fullmatch(stem) is not None or stem in language.end_before_capital
    )


def _last_part(bare: str, language: Language) -> str:
    """What of a word its dot belongs to: "l'art.", "sister--Mrs.", "3-Dec."."""
    if language.elision:
        bare = bare.rpartition("'")[2] or bare
    bare = _JOINED.split(bare)[-1] or bare
    last = bare.rpartition("-")[2]
    return last if last[:-1].lower() in language.month_forms else bare


def _dot_ends_sentence(
    bare: str, opened: str, goes_on: bool, before: tuple[str, str, str], language: Language, *, closed: bool
) -> bool:
    bare = _last_part(bare, language)
    found = _WORD.match(opened)
    word = found.group() if found else ""
    nearest = _stripped(before[0])
    stem = bare[:-1].lower()
    if language.dotted_ordinals and _RANK.fullmatch(bare):
        ranked = nearest.lower() in language.before_rank or word.lower() in language.month_forms
        ranked = ranked or (_RANK.fullmatch(before[1].rstrip(",")) is not None and nearest.islower())
        # "Otto I. – mit Hilfe": a dash goes on.
        return not (ranked or word in language.after_rank or goes_on or not opened.strip("-–—"))
    if any((stem, other) in language.followed for other in (word.lower(), opened.rstrip(".,;:!?)").lower())):
        return False
    if (nearest.lower(), stem) in language.followed:
        return word in language.starters and not goes_on
    if stem.endswith(tuple(language.abbreviated_endings)):
        return not goes_on and not opened[:1].isdecimal() and word in language.starters
    measured = _MEASURED.fullmatch(stem)
    if measured is not None and measured[1] in language.abbreviations:
        stem, nearest = measured[1], "1"
        bare = f"{stem}."
    # Behind closing quotes no number or name belongs to it: “No.” 5 came.
    following = opened.rstrip(CLOSING + FINAL + CLAUSE)
    around = Around(bare[:-1], nearest, following, closed, any(map(is_house_number, before[1:])))
    starts = word in language.starters
    name = re.split("[-–—]", stem)[-1]
    full = name in language.months or name in language.weekdays
    dated = not full and (name in language.month_forms or name in language.weekday_forms)
    if dated and bare.islower() and opened[:1].isdecimal() and name in language.month_forms:
        return False
    if dated and (bare[0].isupper() or not language.capital_months):
        return not goes_on and not opened[:1].isdecimal() and (starts or not word)
    if stem in language.never_end and stem not in language.abbreviations:
        return False
    letter = len(stem) == 1 and stem.isalpha() and bare[0].isupper() and not (stem == "i" and language.pronoun_i)
    if stem in language.abbreviations and not (letter and sense_of(stem, around, language) is None):
        return _abbreviation_ends(stem, around, language, goes_on=goes_on, starts=starts)
    if _INITIALS.fullmatch(stem):
        return starts
    if letter and nearest.lower() in language.romans_after | language.rulers and _ROMAN.match(bare):
        return starts
    if letter:
        return starts and (nearest[:1].islower() or (len(nearest) > 1 and not before[1]))
    return not goes_on


def _abbreviation_ends(stem: str, around: Around, language: Language, *, goes_on: bool, starts: bool) -> bool:
    sense = sense_of(stem, around, language)
    if sense is None:
        # The word itself: "No. Never."
        return not goes_on
    if stem in language.never_end or goes_on or around.figure_follows:
        return False
    if "name" in sense.when or "capital" in sense.when or "number" in sense.when:
        return False
    if around.loud and not around.following.isupper():
        return around.following[:1].isupper()
    if stem in language.end_before_capital:
        return around.following[:1].isupper() or not around.following[:1].isalnum()
    return starts


def _stripped(word: str) -> str:
    return plain_word(word.lstrip(OPENING).rstrip(CLOSING + FINAL + CLAUSE))
