# SPDX-License-Identifier: GPL-3.0-or-later
"""Dates with the month's name, days of the week, decades, quarters."""

from __future__ import annotations

import re
from functools import lru_cache

from studio.engine.text import numerals
from studio.engine.text.classes import Piece, SemioticClass, Token
from studio.engine.text.forms import ALONE, Form
from studio.engine.text.language import Language
from studio.engine.text.neighbours import Sentence
from studio.engine.text.rules.patterns import one_of

_DECADE = re.compile(r"'?(?:(\d{2}|1[1-9]|20)(\d0)(?:'s| ?s)|()(\d0)'?s)(?![^\W_])")
_TO_DECADE = re.compile(r" ?([-–]) ?(?='?(?:\d{2})?\d0'?s(?![^\W_]))")
_QUARTER = re.compile(r"(?:([1-4])Q(?: ?'?(\d{4}|\d{2}))?|Q([1-4])(?:[ -]?'?(\d{4}|\d{2}(?!\d)))?)(?![\w%])")
_TO_DATE = re.compile(r" ?([-–—]) ?")


def date_in_words(sentence: Sentence, at: int, day: int, month: int, year: int | None) -> str | None:
    """A date in words, None if there is no such day."""
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    language = sentence.language
    said_day = day_in_words(sentence, at, day)
    if year is None:
        return language.short_date.format(day=said_day, month=month_name(language, month))
    said_year = language.year(year)
    return language.numeric_date.format(day=said_day, month=month_name(language, month), year=said_year)


def month_name(language: Language, month: int) -> str:
    name = language.months[month - 1]
    return name.capitalize() if language.capital_months else name


def day_in_words(sentence: Sentence, at: int, day: int) -> str:
    """A day of the month as this language calls it."""
    language = sentence.language
    if language.day == "ordinal" or (language.day == "first" and day == 1):
        return language.ordinal(day, language.form_of_rank(sentence.neighbours(at)))
    return language.cardinal(day, ALONE)


@lru_cache(maxsize=64)
def _patterns(language: Language) -> tuple[re.Pattern[str], re.Pattern[str]]:
    month = rf"(?P<month>{one_of(language.month_forms)})(?P<dot>\.?)"
    marks = one_of(language.ordinal_marks) if language.ordinal_marks else "(?!)"
    year = r"(?P<year>(?:1\d|20)\d\d)(?![\d]|[.,:/]\d)"
    day = rf"(?P<day>\d{{1,2}})(?P<rank>{marks})?"
    joint = rf"(?: {re.escape(language.date_joint)})?" if language.date_joint else ""
    before_year = rf"(?:{re.escape(language.date_joint)} )?" if language.date_joint else ""
    to = r"(?: ?[-–] ?(?P<last>\d{1,2}))?"
    first = re.compile(rf"{month}[ -]{day}{to}(?![\d]|[.,:/]\d|[a-zA-Z%°])(?:(?P<comma>,? |-){year})?", re.IGNORECASE)
    of = rf"(?P<of> {re.escape(language.of)})?" if language.of else "(?P<of>(?!))?"
    second = re.compile(
        rf"{day}(?P<ranked>\.)?{to}\.?{of}{joint}[ -]{month}(?![^\W_])"
        rf"(?:(?P<comma>,? |-){before_year}{year})?",
        re.IGNORECASE,
    )
    return first, second


def month_and_day(sentence: Sentence, at: int) -> Token | None:
    """Rule: "May 5, 1999", "july 25 2012", "Jan 5"."""
    language = sentence.language
    if not language.month_then_day or not language.month_forms:
        return None
    match = _patterns(language)[0].match(sentence.text, at)
    if match is None or not 1 <= int(match["day"]) <= 31:
        return None
    if (
        match["month"][0].islower()
        and match["month"] in ("may", "march", "mar", "sun", "dec", "jan")
        and not (match["year"] or match["dot"])
    ):
        return None
    if match["month"].lower() == "sept" or match["month"]:
        month = language.month_forms[match["month"].lower()]
    ordinal = match["rank"] is not None or language.day == "ordinal"
    day = numerals.cardinal(int(match["day"]), language)
    if ordinal:
        day = language.ordinal(int(match["day"]), ALONE)
    pieces = [Piece(at, month_name(language, month)), Piece(match.start("day"), day)]
    if match["last"]:
        last = (
            language.ordinal(int(match["last"]), ALONE) if ordinal else numerals.cardinal(int(match["last"]), language)
        )
        pieces.append(Piece(match.start("last"), f"{language.to} {last}"))
    end = match.end("last") if match["last"] else match.end("rank") if match["rank"] else match.end("day")
    if match["year"]:
        pieces.append(Piece(match.start("year"), language.year(int(match["year"]))))
        end = match.end("year")
    dash = _TO_DATE.match(sentence.text, end)
    weekday = _weekday(language).match(sentence.text, dash.end()) if dash else None
    second_at = weekday.end() if weekday is not None else dash.end() if dash is not None else 0
    second = _patterns(language)[0].match(sentence.text, second_at) if dash and not match["last"] else None
    if dash is not None and second is not None:
        behind = month_and_day(sentence, second_at)
        if behind is not None:
            pieces.append(Piece(dash.start(1), language.to))
            if weekday is not None:
                name = language.weekdays[language.weekday_forms[weekday[1].lower()] - 1].capitalize()
                pieces.append(Piece(weekday.start(1), name))
            pieces += behind.pieces
            return Token(SemioticClass.RANGE, at, behind.end, tuple(pieces), "two dates with a dash between")
    return Token(SemioticClass.DATE, at, end, tuple(pieces), "a month and a day")


@lru_cache(maxsize=64)
def _weekday(language: Language) -> re.Pattern[str]:
    return re.compile(rf"({one_of(language.weekday_forms) if language.weekday_forms else '(?!)'})\.?,? ", re.IGNORECASE)


def day_and_month(sentence: Sentence, at: int) -> Token | None:
    """Rule: "25 July 2012", "26th May", "5. Mai", "1er mai", "1 de maio", and from one to another."""
    first = _day_and_month(sentence, at)
    dash = _DATE_DASH.match(sentence.text, first.end) if first is not None else None
    if first is None or dash is None:
        return first
    second = _day_and_month(sentence, dash.end())
    if second is None:
        return first
    place = dash.start(1) if dash.group() != dash[1] else second.start
    pieces = [*first.pieces, Piece(place, sentence.language.to), *second.pieces]
    if place == second.start:
        to = Piece(place, f"{sentence.language.to} {second.pieces[0].said}")
        pieces = [*first.pieces, to, *second.pieces[1:]]
    return Token(SemioticClass.RANGE, at, second.end, tuple(pieces), "two days with a dash between")


_DATE_DASH = re.compile(r" ?([-–]) ?")


def day_before_day(sentence: Sentence, at: int) -> Token | None:
    """Rule: "du 1 au 18 octobre", "17/18 juin": days whose month stands behind another day."""
    language = sentence.language
    listed = _days_listed(sentence, at)
    if listed is not None:
        return listed
    match = _DAY_AND_WORD.match(sentence.text, at) if language.day_to else None
    if match is None or match[2].lower() not in language.day_to or not 1 <= int(match[1]) <= 31:
        return None
    behind = _patterns(language)[1].match(sentence.text, match.end())
    if behind is None or not sentence.starts_word(at):
        return None
    said = day_in_words(sentence, at, int(match[1]))
    return Token(SemioticClass.DATE, at, match.end(1), (Piece(at, said),), "a day before another one")


def _days_listed(sentence: Sentence, at: int) -> Token | None:
    """ "17/18 juin", "17-18-19 juin": each day by itself; the last one is of the month."""
    match = _DAYS.match(sentence.text, at) if sentence.language.month_forms else None
    if match is None or not sentence.starts_word(at):
        return None
    last = match.start() + max(match.group().rfind("/"), match.group().rfind("-")) + 1
    days = [int(day) for day in re.findall(r"\d+", match.group())]
    if not all(1 <= day <= 31 for day in days) or days != sorted(set(days)):
        return None
    if _patterns(sentence.language)[1].match(sentence.text, last) is None:
        return None
    said = " ".join(day_in_words(sentence, at, day) for day in days[:-1])
    return Token(SemioticClass.DATE, at, last, (Piece(at, said),), "days of one month")


_DAYS = re.compile(r"\d{1,2}\.?(?:/\d{1,2}\.?){1,4}(?= )|\d{1,2}(?:-\d{1,2}){2,4}(?= )")
_DAY_AND_WORD = re.compile(r"(\d{1,2}) ([^\W\d_]{1,4}) (?=\d)")


def _day_and_month(sentence: Sentence, at: int) -> Token | None:
    language = sentence.language
    if not language.month_forms:
        return None
    match = _patterns(language)[1].match(sentence.text, at)
    if match is None or not 1 <= int(match["day"]) <= 31:
        return None
    if language.capital_months and match["month"][0].islower() and not _is_small_month(match):
        return None
    if language.month_then_day and (_has_own_day(sentence, match) or _is_of_the_month_before(sentence, match)):
        return None
    pieces = _day_pieces(sentence, match)
    joint_at = match.start("month") - len(language.date_joint) - 1
    behind = "{month}" if match["of"] else language.day_before_month[1]
    if language.date_joint and sentence.text[joint_at : match.start("month") - 1] == language.date_joint:
        pieces.append(Piece(joint_at, language.date_joint))
    else:
        behind = f"{language.date_joint} {behind}".strip()
    month = month_name(language, language.month_forms[match["month"].lower()])
    pieces.append(Piece(match.start("month"), behind.format(month=month)))
    end = match.end("month")
    if match["dot"] and match.end("dot") < len(sentence.text):
        end = match.end("dot")
    if match["year"]:
        pieces += _year_pieces(sentence, match)
        end = match.end("year")
    return Token(SemioticClass.DATE, at, end, tuple(pieces), "a day and a month")


def _is_small_month(match: re.Match[str]) -> bool:
    """Whether a name in small letters is a month's: "25 july"; "2 may" and "5 march" only with a year or a rank."""
    return (
        bool(match["year"] or match["rank"] or match["dot"])
        or len(match["month"]) > 5
        or match["month"] in _MONTHS_ONLY
    )


_MONTHS_ONLY = ("july", "june", "april")


def _day_pieces(sentence: Sentence, match: re.Match[str]) -> list[Piece]:
    language, at = sentence.language, match.start()
    day = day_in_words(sentence, at, int(match["day"]))
    if match["rank"]:
        day = language.ordinal(int(match["day"]), language.ordinal_marks[match["rank"].lower()])
    has_article = sentence.before(at).lower() in language.day_articles
    before = "{day}" if has_article else language.day_before_month[0]
    pieces = [Piece(at, before.format(day=day))]
    if match["last"]:
        last = day_in_words(sentence, at, int(match["last"]))
        pieces.append(Piece(match.start("last"), f"{language.to} {last}"))
    if match["of"]:
        pieces.append(Piece(match.start("of") + 1, language.of))
    return pieces


def _year_pieces(sentence: Sentence, match: re.Match[str]) -> list[Piece]:
    joint, year = sentence.language.date_joint, sentence.language.year(int(match["year"]))
    if joint and f" {joint} " in sentence.text[match.end("month") : match.start("year")]:
        return [Piece(match.start("year") - len(joint) - 1, joint), Piece(match.start("year"), year)]
    return [Piece(match.start("year"), f"{joint} {year}".strip())]


def _is_of_the_month_before(sentence: Sentence, match: re.Match[str]) -> bool:
    return sentence.before(match.start()).lower() in sentence.language.month_forms and not match["rank"]


def _has_own_day(sentence: Sentence, match: re.Match[str]) -> bool:
    """ "in 5 May 5": the month's day stands behind it."""
    following = sentence.after(match.end("month"))
    return bool(re.fullmatch(r"\d{1,2}(?:st|nd|rd|th)?", following)) and not match["comma"]


def decade(sentence: Sentence, at: int) -> Token | None:
    """Rule: "1990s", "the '90s", "60's", "1980 s"."""
    language = sentence.language
    if not language.decades:
        return None
    found = _decade(sentence, at) if _DECADE.match(sentence.text, at) else None
    if found is None:
        return None
    said, end = found
    pieces = [Piece(at, said)]
    dash = _TO_DECADE.match(sentence.text, end)
    second = _decade(sentence, dash.end()) if dash is not None else None
    if dash is None or second is None:
        return Token(SemioticClass.YEAR, at, end, tuple(pieces), "tens with an s behind them", 0.9)
    pieces.append(Piece(dash.start(1), f"{language.to} {second[0]}"))
    return Token(SemioticClass.RANGE, at, second[1], tuple(pieces), "two decades with a dash between", 0.9)


def _decade(sentence: Sentence, at: int) -> tuple[str, int] | None:
    """The words of a decade at *at*, and where it ends."""
    language = sentence.language
    match = _DECADE.match(sentence.text, at)
    if match is None:
        return None
    century, tens = match[1] or "", match[2] or match[4]
    if century and century not in ("20", *map(str, range(10, 20))):
        return None
    if century:
        number = int(century + tens)
        spoken = numerals.cardinal(number, language) if number % 1000 == 0 else language.year(number)
        return language.plural(spoken), match.end()
    return language.plural(numerals.cardinal(int(tens), language)), match.end()


def quarter(sentence: Sentence, at: int) -> Token | None:
    """Rule: "2Q22", "Q3 2020"."""
    match = _QUARTER.match(sentence.text, at)
    language = sentence.language
    if match is None:
        return None
    number, year = int(match[1] or match[3]), match[2] or match[4]
    said = language.quarter.format(
        rank=language.ordinal(number, Form("m", ending="s")), number=numerals.cardinal(number, language)
    )
    pieces = [Piece(at, said)]
    if year:
        full = int(year) if len(year) == 4 else 2000 + int(year)
        year_at = match.start(2) if match[2] else match.start(4)
        pieces.append(Piece(year_at, f"{language.of} {language.year(full)}".strip()))
    return Token(SemioticClass.DATE, at, match.end(), tuple(pieces), "a quarter of a year", 0.9)
