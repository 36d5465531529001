# SPDX-License-Identifier: GPL-3.0-or-later
"""Two quantities and what stands between them: ranges, scores, ratios, dimensions."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from studio.engine.text import numerals
from studio.engine.text.classes import Alternative, Piece, SemioticClass, Token
from studio.engine.text.forms import Form
from studio.engine.text.language import Language
from studio.engine.text.neighbours import Sentence
from studio.engine.text.rules.amounts import is_attribute, pieces_of
from studio.engine.text.rules.quantities import quantity_at
from studio.engine.text.rules.quantity import Quantity, is_year
from studio.engine.text.tokens import letters_end

_DASH = re.compile(r" ?(-|–|‑)(?: (?=[\d$£€¥])| ?)")
_TIMES = re.compile(r" ?([x×X])( ?)(?=[\d.])")
_RATIO = re.compile(r"(\d{1,6}):(\d{1,3})(?::(\d{1,3}))?(?![\d:]|[.,]\d)")
_SCALE = re.compile(r"(1):(\d{1,3}(?:[.,' ]\d{3}){1,2}|\d{4,8})(?![\d:]|[.,]\d)")
_OPEN_YEAR = re.compile(r"((?:1[1-9]|20)\d\d) ?([-–]) ?([a-zA-Z]{3,8})(?!\w)")
_SHORT_YEAR = re.compile(r"(1[1-9]\d\d|20\d\d)[-–/](\d\d)(?!\d|[-–/.,]\d)")


def range_of(sentence: Sentence, at: int) -> Token | None:
    """Rule: "$5-$10", "40–60 °C", "12th–14th", "1939-45", "3-2"."""
    years = _years(sentence, at)
    if years is not None:
        return years
    first = quantity_at(sentence, at)
    if first is None or (sentence.char(at - 1) in ("-", "–") and sentence.char(at - 2).isdecimal()):
        return None
    dash = _DASH.match(sentence.text, first.end)
    if dash is None:
        return None
    blank_before, blank_behind = dash.group().startswith(" "), dash.group().endswith(" ")
    if blank_before != blank_behind or first.hyphened:
        return None
    second = quantity_at(sentence, dash.end())
    if second is None or not (sentence.bounded(second.end) or second.unit is not None):
        return None
    following = sentence.text[second.end : second.end + 2]
    if following != "" and following[0] in "-–/" and following[1:].isalnum():
        return None
    if dash[1] in "-‑" and following.lstrip()[:1] == "=":
        return None
    return _two(sentence, first, second, dash, spaced=blank_before)


def _two(sentence: Sentence, first: Quantity, second: Quantity, dash: re.Match[str], *, spaced: bool) -> Token | None:
    language = sentence.language
    plain = first.is_integer and second.is_integer
    if plain and (_is_no_range(first, second) or _is_numbered(sentence, first)):
        return None
    rising = first.value <= second.value or not plain
    years = plain and is_year(first) and is_year(second)
    told = years or not plain or _counts_something(sentence, second)
    if spaced and dash[1] in "-‑" and not (rising and told):
        return None
    between = language.between.get(sentence.before(first.start).lower(), language.to)
    kind, why = SemioticClass.RANGE, "two quantities with a dash between"
    alternatives: tuple[Alternative, ...] = ()
    if plain and not rising and not is_year(first):
        kind, between, why = SemioticClass.SCORE, language.score_to, "figures with a hyphen, the first is more"
    first_said, second_said = _forms(first, second)
    same = _same_unit(first_said, second_said)
    if second_said.unit is not None and is_attribute(sentence, replace(second_said, start=first.start)):
        second_said = replace(second_said, unit=replace(second_said.unit, many=second_said.unit.one))
    pieces = pieces_of(sentence, first_said, named=not same)
    pieces.append(Piece(dash.start(1), between))
    if second.figures and first_said.rank is None and plain and language.years_by_hundreds and is_year(first):
        pieces[0] = Piece(first.at, language.year(int(first.whole)))
    pieces += pieces_of(sentence, second_said)
    if plain and rising:
        alternatives = (
            Alternative(
                f"{numerals.amount(first.whole, language)} {language.score_to} "
                f"{numerals.amount(second.whole, language)}",
                "a score",
            ),
        )
    return Token(kind, first.start, second.end, _in_order(pieces), why, 0.9, alternatives)


def _is_numbered(sentence: Sentence, first: Quantity) -> bool:
    """Whether a serial number's word or letter stands before ("Nr. 2008-1350", "L. 238-3")."""
    before = sentence.before(first.start)
    if sentence.char(first.start - 1) == "." and sentence.char(first.start - 2).isupper():
        return True
    if len(before) == 1 and before.lower() not in sentence.language.abbreviations:
        return before.isupper() and sentence.text[max(0, first.start - 2) : first.start - 1] == "."
    senses = sentence.language.abbreviations.get(before.lower(), ())
    numbered = before.lower() == sentence.language.number_sign.lower() or any(
        sense.said == sentence.language.number_sign for sense in senses
    )
    return numbered and (is_year(first) or first.value > 999)


def _counts_something(sentence: Sentence, second: Quantity) -> bool:
    """Whether a word stands behind the second number ("15 - 20 minutes"), so that the first is not lessened by it."""
    following = sentence.after(second.end)
    return sentence.char(second.end) == " " and len(following) > 2 and following.isalpha()


def _is_no_range(first: Quantity, second: Quantity) -> bool:
    """Whether two numbers with a dash are groups of a longer one ("555-1234", "007-12")."""
    if any(each.figures.startswith("0") and len(each.figures) > 1 for each in (first, second)):
        return True
    return len(first.figures) == 3 and len(second.figures) == 4 and first.value < 1000 and second.value > 2100


def _forms(first: Quantity, second: Quantity) -> tuple[Quantity, Quantity]:
    """Both with the unit that only one of them is written with, where it belongs to both."""
    if first.currency is not None and second.currency is None and second.unit is None and second.percent_at < 0:
        prefixed = first.currency_at < first.at
        second = replace(second, currency=first.currency, currency_at=second.start - 1 if prefixed else second.end)
        second = replace(second, currency_at=second.end - 1)
    if first.currency is not None and _scales_both(first, second):
        # "$1.5-$2 million": the first is a part of the scale too.
        first = replace(first, currency=None)
        return first, second
    if first.is_plain and second.unit is not None:
        first = replace(first, unit=second.unit, unit_at=first.at)
    elif first.is_plain and second.percent_at >= 0:
        first = replace(first, percent_at=first.at)
    elif first.is_plain and second.currency is not None:
        first = replace(first, currency=second.currency, currency_at=first.end)
    return first, second


def _scales_both(first: Quantity, second: Quantity) -> bool:
    return (
        second.scale is not None
        and first.scale is None
        and first.currency in (second.currency, None)
        and len(first.whole) < 4
        and first.value < second.value
    )


def _same_unit(first: Quantity, second: Quantity) -> bool:
    if first.currency is not None or second.currency is not None:
        has_cents = first.scale is None and bool(first.fraction)
        return first.currency == second.currency and not has_cents
    if first.percent_at >= 0 or second.percent_at >= 0:
        return first.percent_at >= 0 and second.percent_at >= 0
    return first.unit == second.unit


def _in_order(pieces: list[Piece]) -> tuple[Piece, ...]:
    """Pieces whose places do not go back."""
    ordered: list[Piece] = []
    for piece in pieces:
        at = max(piece.at, ordered[-1].at) if ordered else piece.at
        ordered.append(Piece(at, piece.said))
    return tuple(ordered)


def _years(sentence: Sentence, at: int) -> Token | None:
    language = sentence.language
    open_end = _OPEN_YEAR.match(sentence.text, at)
    if open_end is not None and open_end[3].lower() in language.presents:
        pieces = [Piece(at, language.year(int(open_end[1]))), Piece(open_end.start(2), language.to)]
        pieces.append(Piece(open_end.start(3), open_end[3]))
        return Token(SemioticClass.RANGE, at, open_end.end(), tuple(pieces), "a year and no end yet", 0.95)
    match = _SHORT_YEAR.match(sentence.text, at)
    if match is None or not sentence.bounded(match.end()):
        return None
    begin, end = int(match[1]), int(match[2])
    if not (begin % 100 < end or (begin % 100 == 99 and end == 0)):
        return None
    later = language.year_end(end)
    said = f"{language.year(begin)} {language.to} {later}"
    return Token(SemioticClass.RANGE, at, match.end(), (Piece(at, said),), "a year and the end of another", 0.9)


def ratio(sentence: Sentence, at: int) -> Token | None:
    """Rule: "16:9", "3:1"; what can be a time of day is none."""
    scale = _SCALE.match(sentence.text, at)
    if scale is not None and sentence.starts_word(at) and sentence.bounded(scale.end()):
        language = sentence.language
        most = numerals.amount("".join(filter(str.isdecimal, scale[2])), language)
        said = f"{numerals.amount(scale[1], language)} {language.ratio_to} {most}"
        return Token(SemioticClass.RATIO, at, scale.end(), (Piece(at, said),), "the scale of a map", 0.9)
    match = _RATIO.match(sentence.text, at)
    if match is None or not sentence.bounded(match.end()):
        return None
    told = {sentence.before(at, count).lower() for count in (1, 2)} & sentence.language.before_ratio
    if len(match[2]) == 2 and int(match[2]) < 60 and int(match[1]) < 25 and not told:
        return None
    language = sentence.language
    told = told or {sentence.after(match.end(), count).lower() for count in (1, 2)} & language.before_ratio
    clock = not match[3] and len(match[2]) == 2 and 24 < int(match[1]) < 100 and int(match[2]) < 60
    if clock and language.zero_figure and not told:
        return _minutes_and_seconds(sentence, match)
    numbers = [numerals.amount(group, language) for group in match.groups() if group]
    said = f" {language.ratio_to} ".join(numbers)
    return Token(SemioticClass.RATIO, at, match.end(), (Piece(at, said),), "figures with a colon, no time of day", 0.9)


def _minutes_and_seconds(sentence: Sentence, match: re.Match[str]) -> Token:
    """ "45:32" of a race: no ratio unless something tells."""
    language, seconds = sentence.language, int(match[2])
    zero = f"{language.zero_figure} " if seconds < 10 else ""
    said = f"{numerals.amount(match[1], language)} {zero}{numerals.amount(str(seconds), language)}"
    other = f"{numerals.amount(match[1], language)} {language.ratio_to} {numerals.amount(str(seconds), language)}"
    return Token(
        SemioticClass.DURATION, match.start(), match.end(), (Piece(match.start(), said),),
        "minutes and seconds with a colon", 0.75, (Alternative(other, "a ratio"),),
    )  # fmt: skip


def dimensions(sentence: Sentence, at: int) -> Token | None:
    """Rule: "12" x 9"", "1920x1080", "3 x 4"."""
    found = quantity_at(sentence, at)
    if found is None or found.currency is not None:
        return None
    parts, signs = [found], []
    while len(parts) < 4:
        sign = _TIMES.match(sentence.text, parts[-1].end)
        if sign is None:
            break
        following = quantity_at(sentence, sign.end())
        if following is None:
            break
        parts.append(following)
        signs.append(sign)
    if not signs:
        return None
    language = sentence.language
    end = parts[-1].end
    joined = sentence.text[end + 1 : letters_end(sentence.text, end + 1)] if sentence.char(end) == "-" else ""
    measured = (joined or sentence.after(end)).lower() in _unit_names(language) | language.sized
    measured = measured or sentence.after(end, 2).lower() in language.sized
    plain = all(part.is_plain for part in parts)
    resolution = plain and all(len(part.whole) > 2 for part in parts) and not _is_sum(sentence, at, parts[-1].end)
    if parts[-1].whole == "10" and sentence.char(parts[-1].end) in _RAISED and sentence.char(parts[-1].end):
        return None
    spaced_numbers = plain and signs[0][2] == " " and not (resolution or measured)
    between = language.operators.get("×", language.by) if spaced_numbers else language.by
    pieces: list[Piece] = []
    if is_attribute(sentence, replace(parts[-1], start=at)):
        parts = [
            part if part.unit is None else replace(part, unit=replace(part.unit, many=part.unit.one)) for part in parts
        ]
    for index, part in enumerate(parts):
        shared = part.is_plain and parts[-1].unit is not None
        said = replace(part, unit=parts[-1].unit, unit_at=part.at) if shared else part
        pieces += pieces_of(sentence, said, named=not shared)
        if index < len(signs):
            pieces.append(Piece(signs[index].start(1), between))
    return Token(SemioticClass.MEASURE, at, parts[-1].end, _in_order(pieces), "figures with a cross between them")


@lru_cache(maxsize=64)
def _unit_names(language: Language) -> frozenset[str]:
    return frozenset(name.lower() for unit in language.units.values() for name in (unit.one, unit.many))


_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻^"


def _is_sum(sentence: Sentence, at: int, end: int) -> bool:
    return "=" in (sentence.text[max(0, at - 2) : at].strip(), sentence.text[end : end + 2].strip())


def feet_and_inches(sentence: Sentence, at: int) -> Token | None:
    """Rule: "5'10"", "6 ft 2 in"."""
    language = sentence.language
    if language.feet is None:
        return None
    match = _FEET.match(sentence.text, at)
    if match is None or (match["apart"] is None and int(match["inches"].partition(".")[0]) > 11):
        return None
    if not sentence.bounded(match.end()):
        return None
    foot, inch = language.feet
    feet, inches = match["feet"], match["inches"]
    marks = match["apart"] is None
    said_feet = numerals.amount(feet, language)
    whole, _, fraction = inches.partition(".")
    said_inches = numerals.amount(whole, language, Form(counted=True))
    if fraction:
        said_inches = numerals.decimal(whole, fraction, language)
    part = ""
    if match["part"]:
        shares = int(match["part"]), int(match["parts"])
        part = f"{language.and_half} {language.mixed(*shares) or language.fraction(*shares)}"
    pieces = [Piece(at, said_feet)]
    if marks:
        pieces = [Piece(at, f"{said_feet} {foot.one} {said_inches} {part}".strip())]
        return Token(SemioticClass.MEASURE, at, match.end(), tuple(pieces), "feet and inches by their marks")
    pieces.append(Piece(match.start("apart"), foot.one if feet == "1" else foot.many))
    pieces.append(Piece(match.start("inches"), said_inches))
    if part:
        pieces.append(Piece(match.start("part"), part))
    pieces.append(Piece(match.start("inch"), inch.one if inches == "1" and not part else inch.many))
    return Token(SemioticClass.MEASURE, at, match.end(), tuple(pieces), "feet and inches")


_FEET = re.compile(
    r"(?P<feet>\d{1,3})(?:['′] ?|[ -]?(?P<apart>ft|foot|feet)\.?,? )"
    r"(?P<inches>\d{1,2}(?:\.\d)?)(?:[ -](?P<part>[1-9])/(?P<parts>[248]|16|32))?"
    r"(?(apart)[ -]?(?P<inch>in|inch|inches)\b|(?:\"|″|''|(?=[\s,.;!?)]|$)))"
)
