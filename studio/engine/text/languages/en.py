# SPDX-License-Identifier: GPL-3.0-or-later
"""English, American first."""

from __future__ import annotations

import re
from dataclasses import replace

from studio.engine.text.forms import Clock, Form, Unit
from studio.engine.text.language import Language
from studio.engine.text.languages.english_abbreviations import (
    ABBREVIATIONS,
    END_BEFORE_CAPITAL,
    NEVER_END,
    STARTERS,
    UNDOTTED,
    UNDOTTED_LOWER,
)
from studio.engine.text.languages.english_capitals import ACRONYMS, INITIALISMS, SHORT_WORDS
from studio.engine.text.languages.english_heteronyms import HETERONYMS
from studio.engine.text.languages.english_names import (
    AFTER_ROMAN_ONE,
    GIVEN_NAMES,
    NO_REGIONS,
    PAGES,
    REGIONS,
    ROADS,
    ROMANS_AFTER,
    RULERS,
    STREET_WORDS,
)
from studio.engine.text.languages.english_quantities import (
    AVERAGES,
    CALIBERS,
    CODES,
    COUNTED_PARTS,
    CURRENCIES,
    CURRENCY_WORDS,
    DIGIT_WORDS,
    ERAS,
    FOODS,
    HEATED,
    KITCHEN_UNITS,
    LONE_UNITS,
    NO_NOUNS,
    NUMBERED,
    RATES,
    SIZED,
    UNITS,
)
from studio.engine.text.languages.english_sounds import SOUNDS
from studio.engine.text.languages.tables import numbered, ordered, pairs, words
from studio.engine.text.neighbours import Neighbours
from studio.engine.text.numerals import from_library

_IRREGULAR_PARTS = {2: ("half", "halves"), 4: ("quarter", "quarters")}


def _british_cardinal(number: int, form: Form) -> str:
    return from_library(number, "en")


def _cardinal(number: int, form: Form) -> str:
    return from_library(number, "en").replace(" and ", " ")


def _british_ordinal(number: int, form: Form) -> str:
    return from_library(number, "en", "ordinal")


def _ordinal(number: int, form: Form) -> str:
    return from_library(number, "en", "ordinal").replace(" and ", " ")


def _year(number: int) -> str:
    if number < 1000 or 2000 <= number < 2010 or number % 1000 == 0 or number > 9999:
        return _cardinal(number, Form())
    hundreds, rest = divmod(number, 100)
    if not rest:
        return f"{_cardinal(hundreds, Form())} hundred"
    return f"{_cardinal(hundreds, Form())} {'oh ' if rest < 10 else ''}{_cardinal(rest, Form())}"


def _year_end(number: int) -> str:
    return f"{'oh ' if 0 < number < 10 else ''}{_cardinal(number, Form())}"


def _fraction(numerator: int, denominator: int) -> str:
    one, many = _IRREGULAR_PARTS.get(denominator, ("", ""))
    if not one:
        one = _ordinal(denominator, Form())
        many = f"{one}s"
    return f"{_cardinal(numerator, Form())} {one if numerator == 1 else many}"


def _mixed(numerator: int, denominator: int) -> str | None:
    """ "two and a half": a part behind its whole number."""
    if numerator == 1 and denominator in (2, 3, 4):
        return f"a {_fraction(1, denominator).partition(' ')[2]}"
    return None


def _military(figures: str) -> str:
    """ "0930" as "oh nine thirty", "1705" as "seventeen oh five"."""
    hours, minutes = int(figures[:2]), int(figures[2:])
    hour = f"{'oh ' if 0 < hours < 10 else ''}{_cardinal(hours, Form())}"
    if not minutes:
        return f"{hour} hundred"
    return f"{hour} {'oh ' if minutes < 10 else ''}{_cardinal(minutes, Form())}"


def _decimals(figures: str) -> str:
    return " ".join(_cardinal(int(figure), Form()) for figure in figures)


def _time(clock: Clock) -> str:
    if clock.hours == 0 and clock.minutes == 0 and not clock.half and clock.seconds is None:
        return "midnight"
    if clock.seconds == 0 and clock.minutes == 0:
        clock = replace(clock, seconds=None)
    said = _cardinal(clock.hours, Form())
    if clock.minutes == 0 and clock.seconds is None:
        if not clock.half and not clock.named:
            said += " o'clock" if clock.hours <= 12 else " hundred"
    elif clock.minutes == 0 and clock.seconds:
        return f"{said} o'clock and {_cardinal(clock.seconds, Form())} second{'s' * (clock.seconds > 1)}"
    elif clock.minutes or clock.seconds is not None:
        said += (" oh " if clock.minutes < 10 else " ") + _cardinal(clock.minutes, Form())
    if clock.seconds is not None:
        said += (" oh " if clock.seconds < 10 else " ") + _cardinal(clock.seconds, Form())
    return said


def _ruler(number: int, feminine: bool) -> str:
    return "the " + _ordinal(number, Form())


def _century(number: int, behind: bool) -> str:
    return _ordinal(number, Form())


def _plural(said: str) -> str:
    return said[:-1] + "ies" if said.endswith("y") else said + ("es" if said.endswith("x") else "s")


def _house(figures: str) -> str:
    number = int(figures)
    if len(figures) < 3 or number % 1000 == 0:
        return _cardinal(number, Form())
    hundreds, rest = divmod(number, 100)
    if not rest:
        return f"{_cardinal(hundreds, Form())} hundred"
    return f"{_cardinal(hundreds, Form())} {'oh ' if rest < 10 else ''}{_cardinal(rest, Form())}"


def _is_pronoun(letter: str, neighbours: Neighbours) -> bool:
    """Whether a lone capital is a word ("I.", "A.")."""
    return letter == "I" and not neighbours.following[:1].isupper()


def _a_letter(neighbours: Neighbours) -> str | None:
    """ "Plan A": the letter's name, not the article."""
    if neighbours.core != "A" or not neighbours.index:
        return None
    letter = neighbours.closes or neighbours.before.lower() in _BEFORE_LETTER
    return "⟨ˈeɪ⟩" if letter else None


_BEFORE_LETTER = words("an vitamin plan type grade group option class hepatitis section part appendix exhibit point")


def _mark_fits(number: int, mark: str) -> bool:
    """Whether *mark* is the ending of the rank *number* ("1st", but "13st" is a weight)."""
    if number % 100 in (11, 12, 13):
        return mark.lower() == "th"
    return mark.lower() == {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


_OF_TECHNOLOGY = words(
    "department departments team teams support staff manager managers industry professional professionals specialist "
    "specialists company companies consultant consultants system systems services security director infrastructure "
    "administrator job jobs guy guys sector discussion skills project projects"
)


def _technology(neighbours: Neighbours) -> str | None:
    """ "IT": the trade before one of its nouns, or at the end behind "in"."""
    noun = neighbours.following.lower() in _OF_TECHNOLOGY and not neighbours.closes
    trade = neighbours.closes and neighbours.before.lower() in ("in", "our", "their", "your")
    return "I.T" if noun or trade else None


def _half_of_day(neighbours: Neighbours) -> str | None:
    if neighbours.core in ("am", "pm", "AM", "PM") and re.fullmatch(r"\d{1,2}([:.]\d\d)?", neighbours.before):
        following = neighbours.following.lower()
        if following in ("i", "not") or neighbours.written_at(-1)[-1:] in ",;:":
            return None
        return ".".join(neighbours.core.upper())
    return None


_MONTHS = ordered("january february march april may june july august september october november december")
_DAYS = ordered("monday tuesday wednesday thursday friday saturday sunday")

AMERICAN = Language(
    tag="en-US",
    cardinal=_cardinal,
    ordinal=_ordinal,
    year=_year,
    year_end=_year_end,
    fraction=_fraction,
    decimals=_decimals,
    time=_time,
    ruler=_ruler,
    century=_century,
    plural=_plural,
    rank_mark_fits=_mark_fits,
    house=_house,
    decimal=".",
    groups=",",
    ordinal_marks={mark: Form() for mark in ("st", "nd", "rd", "th", "ST", "ND", "RD", "TH")},
    scales=pairs(
        "thousand=thousand; million=million; billion=billion; trillion=trillion; mn=million; bn=billion; "
        "quadrillion=quadrillion"
    ),
    scale_letters={
        "k": ("thousand", "thousand"), "K": ("thousand", "thousand"), "M": ("million", "million"),
        "m": ("million", "million"), "mn": ("million", "million"), "MM": ("million", "million"),
        "B": ("billion", "billion"), "b": ("billion", "billion"), "bn": ("billion", "billion"),
        "Bn": ("billion", "billion"), "T": ("trillion", "trillion"), "tn": ("trillion", "trillion"),
    },
    power="to the {rank}",
    quarter="{rank} quarter",
    of="of",
    signs=pairs(
        "⊂=is a subset of; ⊆=is a subset of; ⊃=is a superset of; ∈=is in; ∉=is not in; ∪=union; ∩=intersection; "
        "∀=for all; ∃=there exists; ∝=is proportional to; ∴=therefore; ∫=the integral of; ∂=partial; ⋈=natural join; "
        "&=and; +=plus; ==equals; @=at; #=number; ×=times; ÷=divided by; <=less than; >=greater than; ~=about; "
        "%=percent; "
        "§=section; №=number; °=degrees; º=degrees; ©=copyright; ®=registered; ™=trademark; ¶=paragraph; †=dagger;"
        "√=the square root of; ±=plus or minus; ≤=less than or equal to; ≥=greater than or equal to; ≠=is not equal to;"
        "≈=about; ∞=infinity; ∑=the sum of; ∆=delta; π=pi; ‰=per mille; ¢=cents; °C=degrees Celsius"
    ),
    operators=pairs(
        "+=plus; ±=plus or minus; ×=times; ÷=divided by; ==equals; <=less than; >=greater than; "
        "≤=less than or equal to; "
        "≥=greater than or equal to; ≠=is not equal to; ≈=is about; √=the square root of; →=to; ←=from; ↔=to and from;"
        "⇒=implies; ∞=infinity; ∑=the sum of; §=section; №=number; %=percent; ‰=per mille; °=degrees; −=minus;"
        "^=to the power of"
    ),
    letters={"A": "⟨ˈeɪ⟩", "a": "⟨ˈeɪ⟩"},
    units=UNITS,
    apart_units=words("K"),
    numbered_letters=words("A V W J K N m C F S E"),
    numbered=NUMBERED,
    degree_letters=words("F C"),
    before_degree=words(
        "registers reads to at of about around below above reach reaches reached until oven is was nearly over under"
    ),
    lone_units=LONE_UNITS,
    no_nouns=NO_NOUNS,
    between=pairs("between=and"),
    money_articles=words("the his her its their our my your"),
    glued_units=words("in x A a ” ' \" ′ ″ pt ct bar b MP t N J x PB"),
    feet=(Unit("foot", "feet"), Unit("inch", "inches")),
    articles=words("a an each per this that two three four five six seven eight nine ten dozen"),
    currencies=CURRENCIES,
    codes=CODES,
    rates=RATES,
    currency_words=CURRENCY_WORDS,
    abbreviations=ABBREVIATIONS,
    undotted=UNDOTTED,
    undotted_lower=UNDOTTED_LOWER,
    never_end=NEVER_END,
    end_before_capital=END_BEFORE_CAPITAL,
    starters=STARTERS,
    months=_MONTHS,
    month_forms=numbered(
        "jan=january; feb=february; mar=march; apr=april; jun=june; jul=july; aug=august; sep=september; "
        "sept=september; oct=october; nov=november; dec=december"
    , _MONTHS),
    weekdays=_DAYS,
    weekday_forms=numbered(
        "mon=monday; tue=tuesday; tues=tuesday; wed=wednesday; thu=thursday; thur=thursday; thurs=thursday; "
        "fri=friday; sat=saturday; sun=sunday"
    , _DAYS),
    capital_months=True,
    month_first=True,
    month_then_day=True,
    numeric_date="{month} {day} {year}",
    short_date="{month} {day}",
    day_before_month=("the {day}", "of {month}"),
    day_articles=words("the"),
    day="ordinal",
    before_date=words("on by until before after since through"),
    before_time=words("at until till"),
    hour_words=words("o'clock"),
    halves={"A.M": "A.M", "P.M": "P.M"},
    decades=True,
    years_by_hundreds=True,
    before_year=words("in of since by year from until circa around"),
    before_ratio=words("ratio ratios odds scale aspect split splits mix blend chance"),
    phone_words=words("tel phone telephone call fax mobile cell dial number ring text"),
    phone_forms=(r"\d{3}-\d{4}", r"1-\d{3}-\d{3}-\d{4}", r"0\d{2,4} \d{3,4} \d{3,4}"),
    initialisms=INITIALISMS,
    acronyms=ACRONYMS,
    short_words=SHORT_WORDS,
    romans_after=ROMANS_AFTER,
    rulers=RULERS,
    centuries=words("century centuries"),
    pronoun_i=True,
    emoji_by_unicode=True,
    loose_romans=True,
    after_roman_one=AFTER_ROMAN_ONE,
    lone_letters_are_words=_is_pronoun,
    directions=pairs(
        "N=north; S=south; E=east; W=west; NE=northeast; NW=northwest; SE=southeast; SW=southwest; "
        "NNE=north-northeast; ENE=east-northeast; ESE=east-southeast; SSE=south-southeast; SSW=south-southwest; "
        "WSW=west-southwest; WNW=west-northwest; NNW=north-northwest"
    ),
    street_words=STREET_WORDS,
    regions=REGIONS,
    no_regions=NO_REGIONS,
    roads=ROADS,
    pairs={
        ("q", "v"): ("Q", "V"),
        ("i", "e"): ("that", "is"),
        ("e", "g"): ("for", "example"),
    },
    heated=HEATED,
    sized=SIZED,
    races=words("race races run runs walk walks course runner runners filing filings form report reports"),
    winds=words("wind winds breeze breezes gusts swell"),
    noons=words("noon midnight"),
    mixed=_mixed,
    military=_military,
    military_words=pairs("hours=hours; hrs=hours; hr=hours; Zulu=Zulu; zulu=Zulu"),
    presents=words("present today now"),
    kitchen_units=KITCHEN_UNITS,
    foods=FOODS,
    counted_parts=COUNTED_PARTS,
    averages=AVERAGES,
    calibers=CALIBERS,
    zero_figure="oh",
    eras=ERAS,
    digit_words=DIGIT_WORDS,
    given_names=GIVEN_NAMES,
    descendant=lambda number: "the " + _ordinal(number, Form()),
    small_romans_after=PAGES,
    weekday_letters={
        "M": 1, "Mo": 1, "Tu": 2, "T": 2, "W": 3, "We": 3, "Th": 4, "F": 5, "Fr": 5, "Sa": 6, "S": 6, "Su": 7,
    },
    sounds=SOUNDS,
    word_rules={**HETERONYMS, "IT": _technology, "am": _half_of_day, "pm": _half_of_day, "a": _a_letter},
    replaced=pairs(
        "401(k)=four oh one K; 403(b)=four oh three B; 501(c)(3)=five oh one C three; 501(c)=five oh one C; "
        "uconn=you conn; umass=you mass; utep=you tep; "
        "24/7=twenty-four seven; 24/7/365=twenty-four seven three sixty-five; "
        "9/11=nine eleven; 50/50=fifty fifty; &c=et cetera; phds=P.H.D's; "
        "20/20=twenty twenty; th'=the; π=pi; "
        "wwi=World War one; wwii=World War two; 49ers=forty-niners"
    ),
)  # fmt: skip

BRITISH = replace(
    AMERICAN,
    tag="en-GB",
    cardinal=_british_cardinal,
    ordinal=_british_ordinal,
    month_first=False,
    numeric_date="the {day} of {month} {year}",
    short_date="the {day} of {month}",
)

LANGUAGES = (AMERICAN, BRITISH)
