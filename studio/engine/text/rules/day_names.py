# SPDX-License-Identifier: GPL-3.0-or-later
"""Months and days of the week by themselves, short or in full, and from one to another."""

from __future__ import annotations

import re
from functools import lru_cache

from studio.engine.text.classes import Piece, SemioticClass, Token
from studio.engine.text.language import Language
from studio.engine.text.neighbours import Sentence
from studio.engine.text.rules.dates import month_name
from studio.engine.text.rules.patterns import one_of

_CLOSES = (",", ";", ")")
_LETTERS = re.compile(r"([A-Z][a-z]{0,2})([-–/&])([A-Z][a-z]{0,2})(?![\w'’]|[-–/&]\w)")
_RUN = re.compile(r"(?:M|Tu|Th|T|W|F){2,5}(?![\w'’])")
_DAYS_OF_RUN = re.compile(r"M|Tu|Th|T|W|F")
_THEN_CLOCK = re.compile(r"(?::| ?[-–—]) ?(?:\d{1,2}(?::\d\d)? ?(?:[ap]\.?m|[-–])|noon|closed)", re.IGNORECASE)
_CLOCK = re.compile(r"[\s,:(]{0,3}(?:\d{1,2}|from|noon|closed)\b", re.IGNORECASE)


def month_alone(sentence: Sentence, at: int) -> Token | None:
    """Rule: "Sept. 2019", "Dec.", "Mon.", "Mon-Fri"."""
    language = sentence.language
    match = _short_names(language).match(sentence.text, at)
    if match is None:
        return None
    word, end = match["word"], match.end("word")
    dotted = sentence.char(end) == "."
    if language.capital_months and not word[:1].isupper():
        return None
    to = match["to"]
    if to and not _is_of_one_kind(language, word, to):
        return None
    if to:
        both = [_short_name(language, each) for each in (word, to)]
        pieces: tuple[Piece, ...] = (Piece(at, both[0]), Piece(match.start("to"), f"{language.to} {both[1]}"))
        if match["dash"].startswith(" "):
            dash_at = match.start("dash") + 1
            pieces = (Piece(at, both[0]), Piece(dash_at, language.to), Piece(match.start("to"), both[1]))
        end = match.end()
        end += sentence.char(end) == "." and end + 1 < len(sentence.text)
        return Token(SemioticClass.RANGE, at, end, pieces, "two days or months with a dash")
    if not dotted and _is_day_beside(sentence, at, word, end):
        said = _short_name(language, word)
        return Token(SemioticClass.DATE, at, end, (Piece(at, said),), "a day's short name beside another", 0.85)
    following = sentence.after(end)
    figure = following[:1].isdecimal() and sentence.text[end + dotted : end + dotted + 1] != ","
    named = word.lower() in language.months or word.lower() in language.weekdays
    if named:
        return None
    is_month = word.lower() in language.month_forms
    listed = not is_month and _is_listed(sentence, at, end)
    if (
        not is_month
        and not listed
        and word.lower() in language.abbreviations
        and not figure
        and following.lower() not in language.month_forms
    ):
        return None
    if not dotted and not listed and not (is_month and figure and following[:4].isdecimal() and len(following) == 4):
        return None
    told = not is_month and (sentence.before(at).lower() in language.before_date or sentence.char(end + 1) in _CLOSES)
    told = told or listed
    if dotted and not is_month and not (told or _date_follows(sentence, end) or not language.capital_months):
        return None
    if dotted and not (told or figure or word[:1].isupper() or _day_before(sentence, at)):
        return None
    end += dotted and end + 1 < len(sentence.text)
    semiotic = SemioticClass.DATE
    return Token(semiotic, at, end, (Piece(at, _short_name(language, word)),), "a short name of a month or a day", 0.9)


def _is_of_one_kind(language: Language, first: str, last: str) -> bool:
    """Whether both are months, or both days, with capitals alike."""
    months = [word.lower() in language.month_forms for word in (first, last)]
    return months[0] == months[1] and first[:1].isupper() == last[:1].isupper()


def weekday_letters(sentence: Sentence, at: int) -> Token | None:
    """Rule: "M-F", "Tu–Sa", "M-Th": days of the week by their letters; of one letter each only before a time."""
    language = sentence.language
    if not language.weekday_letters or not sentence.starts_word(at):
        return None
    match = _LETTERS.match(sentence.text, at)
    if match is None:
        return _run_of_days(sentence, at)
    days = [_day_of(language, letters) for letters in match.group(1, 3)]
    if 0 in days or match[1] == match[3]:
        return None
    spans = match[2] in "-–"
    week = match.group(1, 3) == ("M", "F") and spans
    written = max(len(match[1]), len(match[3])) > 1
    timed = _CLOCK.match(sentence.text, match.end()) is not None
    counted = sentence.after(match.end())[:1].islower() and not timed
    if not (timed or ((written or week) and not counted)):
        return None
    first, last = (language.weekdays[day - 1].capitalize() for day in days)
    said = f"{first} {language.to if spans else language.signs.get('&', '')} {last}"
    kind = SemioticClass.RANGE if spans else SemioticClass.DATE
    return Token(kind, at, match.end(), (Piece(at, said),), "letters of two days of the week", 0.85)


def _run_of_days(sentence: Sentence, at: int) -> Token | None:
    """ "MWF 10:00": days by their letters, before a time."""
    match = _RUN.match(sentence.text, at)
    if match is None or not _CLOCK.match(sentence.text, match.end()):
        return None
    language = sentence.language
    days = [language.weekday_letters.get(letters, 0) for letters in _DAYS_OF_RUN.findall(match.group())]
    if 0 in days or days != sorted(set(days)):
        return None
    *first, last = (language.weekdays[day - 1].capitalize() for day in days)
    said = f"{' , '.join(first)} {language.signs.get('&', '')} {last}"
    return Token(SemioticClass.DATE, at, match.end(), (Piece(at, said),), "letters of days before a time", 0.85)


def month_span(sentence: Sentence, at: int) -> Token | None:
    """Rule: "March 2019 – May 2020", "June 2015–present"."""
    language = sentence.language
    match = _spans(language).match(sentence.text, at) if language.presents else None
    if match is None or not match["first"][0].isupper() or not sentence.bounded(match.end()):
        return None
    pieces = [
        Piece(at, month_name(language, language.month_forms[match["first"].lower()])),
        Piece(match.start("begin"), language.year(int(match["begin"]))),
        Piece(match.start("dash"), language.to),
    ]
    if match["last"]:
        pieces.append(Piece(match.start("last"), month_name(language, language.month_forms[match["last"].lower()])))
    said = language.year(int(match["end"])) if match["end"].isdecimal() else match["end"]
    pieces.append(Piece(match.start("end"), said))
    return Token(SemioticClass.RANGE, at, match.end(), tuple(pieces), "two months with their years", 0.95)


@lru_cache(maxsize=64)
def _spans(language: Language) -> re.Pattern[str]:
    names, year = one_of(language.month_forms), r"(?:1\d|20)\d\d"
    return re.compile(
        rf"(?P<first>{names})\.? (?P<begin>{year}) ?(?P<dash>[-–—]) ?(?:(?P<last>{names})\.? )?"
        rf"(?P<end>{year}|{one_of(language.presents)})(?!\w)",
        re.IGNORECASE,
    )


def _day_of(language: Language, letters: str) -> int:
    """The day that *letters* stand for, 0 for none."""
    short = letters.lower() if len(letters) > 2 else ""
    return language.weekday_letters.get(letters, 0) or language.weekday_forms.get(short, 0)


def _is_listed(sentence: Sentence, at: int, end: int) -> bool:
    """Whether another day's short name stands beside one without its dot ("Di, Mi und Do")."""
    days = sentence.language.weekday_forms
    near = [sentence.before(at), sentence.after(end)]
    near += [
        far
        for joint, far in ((near[0], sentence.before(at, 2)), (near[1], sentence.after(end, 2)))
        if joint.islower() and len(joint) < 4
    ]
    capital = sentence.text[at].isupper()
    return any(
        day.lower() in days
        and day.lower() not in sentence.language.weekdays
        and day[:1].isupper() == capital
        and len(day) < 5
        for day in near
        if day
    )


def _is_day_beside(sentence: Sentence, at: int, word: str, end: int) -> bool:
    """Whether a bare "Wed" stands beside another day's name ("Wed to Fri") or, behind a dash or a colon, a time."""
    days = sentence.language.weekday_forms
    if word.lower() not in days or word.lower() in sentence.language.weekdays or not sentence.ends_word(end):
        return False
    beside = [sentence.before(at, count) for count in (1, 2)] + [sentence.after(end, count) for count in (1, 2)]
    if any(other[:1].isupper() and other.lower() in days for other in beside):
        return True
    if sentence.char(end) == "," and sentence.after(end).rstrip(".").lower() in sentence.language.month_forms:
        return True
    if _THEN_CLOCK.match(sentence.text, end):
        return True
    mark = sentence.text[end : end + 3].strip()[:1]
    return at == 0 and mark in ("-", "–", "—", ":") and mark != ""


def _day_before(sentence: Sentence, at: int) -> bool:
    before = sentence.before(at)
    return before.isdecimal() or before.lower() == sentence.language.date_joint != ""


def _date_follows(sentence: Sentence, end: int) -> bool:
    following = sentence.after(end)
    return following[:1].isdecimal() or following.lower() in sentence.language.month_forms or following[:1].isupper()


@lru_cache(maxsize=64)
def _short_names(language: Language) -> re.Pattern[str]:
    names = one_of([*language.month_forms, *language.weekday_forms])
    return re.compile(
        rf"(?P<word>{names})(?!['’\w])(?:\.?(?P<dash> [-–—] |[-–])(?P<to>{names})(?![\w'’]))?", re.IGNORECASE
    )


def _short_name(language: Language, word: str) -> str:
    lower = word.lower()
    if lower in language.month_forms:
        return month_name(language, language.month_forms[lower])
    name = language.weekdays[language.weekday_forms[lower] - 1]
    return name.capitalize() if language.capital_months else name
