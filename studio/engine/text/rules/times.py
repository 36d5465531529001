# SPDX-License-Identifier: GPL-3.0-or-later
"""Times of day, spans of them, and durations."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from studio.engine.text import numerals
from studio.engine.text.classes import Piece, SemioticClass, Token
from studio.engine.text.forms import Clock, Form
from studio.engine.text.language import Language
from studio.engine.text.neighbours import Sentence
from studio.engine.text.rules.dates import date_in_words
from studio.engine.text.rules.patterns import one_of
from studio.engine.text.rules.units import unit_at
from studio.engine.text.tokens import letters_end

_TIME = re.compile(
    r"(?P<hours>\d{1,2})"
    r"(?:(?P<mark>[:hH.])(?P<minutes>[0-5]\d)(?:[:](?P<seconds>[0-5]\d)(?:[.,]\d{1,3})?)?|(?P<bare>[hH]))?"
    r"(?:(?P<blank> ?)(?P<half>[aApP](?:[mM](?![^\W_])|\.? ?[mM]\.?(?![^\W_]))))?",
)
_GOES_ON = re.compile(r"[.,]?\d")
_TO = re.compile(r"(?: ?[-–] ?)")


@dataclass(frozen=True, slots=True)
class _Found:
    clock: Clock
    start: int
    end: int
    half_at: int
    word_at: int
    hour_word: str


def time_of_day(sentence: Sentence, at: int) -> Token | None:
    """Rule: "9:30", "5pm", "9h30", "14.30 Uhr", "9am-5pm"."""
    first = _time_at(sentence, at)
    if first is None:
        return _from_hour(sentence, at)
    span = _TO.match(sentence.text, first.end)
    second = _time_at(sentence, span.end(), beside=True) if span else None
    if span is not None and second is not None and sentence.bounded(second.end):
        dash = span.start() + span.group().startswith(" ")
        pieces = [*_pieces(sentence, first), Piece(dash, sentence.language.to), *_pieces(sentence, second)]
        return Token(SemioticClass.RANGE, at, second.end, _ordered(pieces), "two times of day with a dash between")
    if not sentence.bounded(first.end):
        return None
    return Token(SemioticClass.TIME, at, first.end, tuple(_pieces(sentence, first)), "a time of day", 0.95)


_STAMP = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)[T_](\d\d):([0-5]\d)(?::([0-5]\d)(?:[.,]\d{1,9})?)?(Z|[+-]\d\d:?\d\d)?(?!\w)"
)


def short_halves(sentence: Sentence, at: int) -> Token | None:
    """Rule: "9:30a – 4p", "9a-4p", "8:15p": the halves of the day by one letter, and spans from noon."""
    language = sentence.language
    match = _SHORT_HALVES.match(sentence.text, at) if language.halves else None
    if match is None or not sentence.starts_word(at) or not (match["last"] or match["minutes"]):
        return None
    pieces = [Piece(at, _short_half(match["first"], match["minutes"], match["half"], language))]
    if match["last"]:
        said = _short_half(match["last"], match["more"], match["other"], language)
        pieces += [Piece(match.start("dash"), language.to), Piece(match.start("last"), said)]
    kind = SemioticClass.RANGE if match["last"] else SemioticClass.TIME
    return Token(kind, at, match.end(), tuple(pieces), "times of day with a letter for their half", 0.85)


def _short_half(hours: str, minutes: str | None, letter: str, language: Language) -> str:
    half = f"{letter.upper()}.M"
    return f"{language.time(Clock(int(hours), int(minutes or 0), None, half))} {language.halves.get(half, half)}"


_SHORT_HALVES = re.compile(
    r"(?P<first>1[0-2]|0?[1-9])(?::(?P<minutes>[0-5]\d))?(?P<half>[ap])"
    r"(?: ?(?P<dash>[-–]) ?(?P<last>1[0-2]|0?[1-9])(?::(?P<more>[0-5]\d))?(?P<other>[ap]))?(?![\w'’]|\.\w)"
)


def from_noon(sentence: Sentence, at: int) -> Token | None:
    """Rule: "noon-6pm"."""
    language = sentence.language
    end = letters_end(sentence.text, at)
    if sentence.text[at:end].lower() not in language.noons or sentence.char(end) not in ("-", "–"):
        return None
    second = _time_at(sentence, end + 1)
    if second is None or not sentence.bounded(second.end):
        return None
    pieces = [Piece(at, sentence.text[at:end]), Piece(end, language.to), *_pieces(sentence, second)]
    return Token(SemioticClass.RANGE, at, second.end, tuple(pieces), "a span that begins at noon or midnight", 0.95)


def date_and_time(sentence: Sentence, at: int) -> Token | None:
    """Rule: "2020-03-15T10:30:00Z"."""
    match = _STAMP.match(sentence.text, at)
    if match is None or int(match[4]) > 24:
        return None
    language = sentence.language
    date = date_in_words(sentence, at, int(match[3]), int(match[2]), int(match[1]))
    if date is None:
        return None
    time = language.time(Clock(int(match[4]), int(match[5]), int(match[6]) if match[6] and int(match[6]) else None))
    zone = "U.T.C" if match[7] else ""
    if match[7] and match[7] != "Z":
        sign = language.plus if match[7][0] == "+" else language.minus
        zone += f" {sign} {language.cardinal(int(match[7][1:3]), Form())}"
        zone += f" {language.cardinal(int(match[7][-2:]), Form())}" if int(match[7][-2:]) else ""
    said = f"{date} , {time} {zone}".strip()
    return Token(SemioticClass.DATE, at, match.end(), (Piece(at, said),), "a date and a time with a T between")


def _from_hour(sentence: Sentence, at: int) -> Token | None:
    """ "9-5pm", "9–11 Uhr": the first is a time because the second is."""
    match = _HOUR_TO.match(sentence.text, at)
    second = _time_at(sentence, match.end()) if match else None
    if match is None or second is None or int(match[1]) > 24 or not sentence.bounded(second.end):
        return None
    hours = numerals.cardinal(int(match[1]), sentence.language, Form(sentence.language.hour_gender))
    pieces = [Piece(at, hours), Piece(match.start(2), sentence.language.to), *_pieces(sentence, second)]
    return Token(SemioticClass.RANGE, at, second.end, _ordered(pieces), "two times of day with a dash between", 0.9)


_HOUR_TO = re.compile(r"(\d{1,2}) ?([-–]) ?")


def _time_at(sentence: Sentence, at: int, *, beside: bool = False) -> _Found | None:
    """The time of day at *at*; *beside* another one a dot needs no word that tells."""
    language, text = sentence.language, sentence.text
    match = _TIME.match(text, at)
    if match is None or int(match["hours"]) > 24:
        return None
    hours, mark, half = int(match["hours"]), (match["mark"] or "").lower(), match["half"]
    word = _hour_word(language).match(text, match.end()) if language.hour_words else None
    if half and (hours > 12 or not language.halves):
        match = _TIME.match(text, at, match.start("blank"))
        if match is None:
            return None
        half = None
        mark = (match["mark"] or "").lower()
    if half and match["blank"] and not mark and "." not in half and not _is_half(sentence, match):
        return None
    if not mark and not half and not match["bare"]:
        return None
    told = beside or word or half or sentence.before(at).lower() in language.before_time
    if mark == "." and not (told or _another_behind(language).match(text, match.end())):
        return None
    if mark == "." and not word and not half and _is_share(sentence, match.end()):
        return None
    if (mark == "h" or match["bare"]) and "h" not in language.hour_mark:
        return None
    if mark == ":" and _GOES_ON.match(text, match.end()):
        return None
    if text[match.end() : match.end() + 1] == ":" or (mark == ":" and len(match["minutes"]) != 2):
        return None
    end, half_at = match.end(), match.start("half") if half else -1
    if half and half.endswith(".") and end == len(text):
        end -= 1
    said_half = ("A.M" if half[0] in "aA" else "P.M") if half else ""
    seconds = int(match["seconds"]) if match["seconds"] else None
    clock = Clock(
        hours, int(match["minutes"] or 0), seconds, said_half, word is not None, bool(match["bare"]) or mark == "h"
    )
    if word is None:
        return _Found(clock, at, end, half_at, -1, "")
    return _Found(clock, at, word.end(), half_at, word.start(1), word[1])


def _is_share(sentence: Sentence, end: int) -> bool:
    """Whether a unit stands behind figures that could be a time ("by 3.07%", "at 2.54 cm")."""
    at = end + (sentence.char(end) == " ")
    return sentence.char(at) == "%" or unit_at(sentence, at) is not None


def _is_half(sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether "am" behind a bare hour is the morning's, not the verb ("At 10 am I late?")."""
    if match["half"].lower() != "am":
        return True
    following = sentence.after(match.end()).lower()
    return following not in ("i", "not")


@lru_cache(maxsize=64)
def _another_behind(language: Language) -> re.Pattern[str]:
    """ "7.30 a 19.30 horas": another time with its word stands behind."""
    words = one_of(language.hour_words) if language.hour_words else "(?!)"
    return re.compile(rf" [^\W\d_]{{1,4}} \d{{1,2}}\.[0-5]\d (?:{words})(?![^\W_])")


@lru_cache(maxsize=64)
def _hour_word(language: Language) -> re.Pattern[str]:
    return re.compile(rf" ({one_of(language.hour_words)})(?![^\W_])")


def _pieces(sentence: Sentence, found: _Found) -> list[Piece]:
    language = sentence.language
    clock = found.clock
    if found.word_at >= 0:
        return _with_hour_word(sentence, found)
    said = language.time(clock)
    if not clock.half:
        return [Piece(found.start, said)]
    same_word = sentence.line.word_at(found.half_at) == sentence.line.word_at(found.start)
    half = language.halves.get(clock.half, clock.half)
    if same_word:
        return [Piece(found.start, f"{said} {half}")]
    return [Piece(found.start, said), Piece(found.half_at, half)]


def _with_hour_word(sentence: Sentence, found: _Found) -> list[Piece]:
    """ "9:30 Uhr": where the hours' word comes between hours and minutes, it says both."""
    language, clock = sentence.language, found.clock
    said = language.time(clock)
    head, between, rest = said.partition(f" {found.hour_word}")
    if not between:
        hour = next((word for word in sorted(language.hour_words, key=len, reverse=True) if f" {word}" in said), "")
        head, between, rest = said.partition(f" {hour}") if hour else (said, "", "")
    if not between and language.hours_said:
        return [Piece(found.start, said)]
    if not between:
        return [Piece(found.start, said), Piece(found.word_at, language.hour_apart or found.hour_word)]
    return [Piece(found.start, head), Piece(found.word_at, f"{between}{rest}".strip())]


def _ordered(pieces: list[Piece]) -> tuple[Piece, ...]:
    return tuple(pieces)


def duration(sentence: Sentence, at: int) -> Token | None:
    """Rule: "1h 20m", "2m30s", "1 h 20 min"."""
    language = sentence.language
    pattern = _durations(language)
    match = pattern.match(sentence.text, at) if pattern else None
    if match is None or not sentence.bounded(match.end()):
        return None
    names = ("h", "min", "s")
    parts = [(index, match.start(f"n{index}"), match[f"n{index}"]) for index in range(3) if match[f"n{index}"]]
    if len(parts) < 2:
        return None
    pieces: list[Piece] = []
    for index, place, figures in parts:
        unit = language.units[names[index]]
        number = numerals.amount(figures, language, Form(unit.gender, counted=True))
        pieces.append(Piece(place, number))
        pieces.append(Piece(match.start(f"u{index}"), unit.one if figures == "1" else unit.many))
    return Token(SemioticClass.DURATION, at, match.end(), tuple(pieces), "hours, minutes, seconds with their letters")


@lru_cache(maxsize=64)
def _durations(language: Language) -> re.Pattern[str] | None:
    if not {"h", "min", "s"} <= language.units.keys():
        return None
    return re.compile(
        r"(?:(?P<n0>\d{1,3}) ?(?P<u0>h|hr|hrs)[ .]? ?)?"
        r"(?:(?P<n1>\d{1,2}) ?(?P<u1>m|min|mins)(?![a-z]))?\.?(?: ?(?P<n2>\d{1,2}) ?(?P<u2>s|sec|secs)(?![a-z]))?"
    )
