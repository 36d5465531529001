# SPDX-License-Identifier: GPL-3.0-or-later
"""What a language is to the rules: one frozen value, made in one file of `languages`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from studio.engine.text.forms import ALONE, Choice, Clock, Currency, Form, Sense, Unit

if TYPE_CHECKING:
    from studio.engine.text.neighbours import Neighbours


def _same(number: int) -> str:
    return str(number)


def _figures(number: int, form: Form) -> str:
    return str(number)


def _part(numerator: int, denominator: int) -> str:
    return f"{numerator}/{denominator}"


def _clock(clock: Clock) -> str:
    return f"{clock.hours}:{clock.minutes:02}"


def _no_form(number: int, neighbours: Neighbours) -> Form | None:
    return None


def _no_half(whole: int, noun: str, gender: str) -> tuple[str, str] | None:
    return None


def _no_mixed(numerator: int, denominator: int) -> str | None:
    return None


def _no_part_of(noun: str) -> str:
    return ""


def _half_before(whole: int, noun: str, gender: str) -> tuple[str, str] | None:
    return None


def _no_ruler_by_words(number: int, feminine: bool, neighbours: Neighbours) -> str | None:
    return None


def _alone(neighbours: Neighbours) -> Form:
    return ALONE


def _as_it_is(words: str) -> str:
    return words


def _no_ruler(number: int, feminine: bool) -> str:
    return str(number)


def _plural_of(words: str) -> str:
    return words + "s"


def _never(letter: str, neighbours: Neighbours) -> bool:
    return False


def _fits(number: int, mark: str) -> bool:
    return True


def _no_decade(figures: str) -> str | None:
    return None


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """One language, all of it.

    To add a language, write `languages/TAG.py` (the first part of its tag) with a tuple LANGUAGES of values like this
    one, the first for the bare tag, others for regions ("en-GB"), and `tests/engine/text/cases/TAG.tsv`. Nothing else
    is touched: `languages.find` looks for the file. Start from the language that is nearest. Tables are text, one
    string of "key=words; key=words" for each kind (`languages.tables` reads them); a function is written only where
    words depend on one another (a gender, a case, an elision), takes plain values and gives words. The rules ask for
    what the fields promise and name no language; where a rule does not fit, give the language a field, never the rule
    a name.

    Attributes:
        tag: BCP 47.
        cardinal, ordinal: Numbers from 0 in words, in a `Form`.
        year: A year in words; *year_end* the two figures behind it ("1939-45").
        fraction: A part such as 5/8 in words, the denominator 2 or more.
        half: What 1/2 says before a noun ("medio litro"), for a whole number before it (0 for none), the noun and its
            gender where it is known: the words of the whole and of the half; None where `fraction` says it.
        part_of: A noun behind a part of it with the word between ("trois quarts d'heure"); "" where there is none.
        half_behind: What a whole number and its half say where the half stands behind the noun ("deux tasses et
            demie"): the number, and the noun ("" where there is none) with the half. None where `half` says it.
        decimals: The figures behind the decimal mark in words.
        time: A time of day in words.
        ruler, century: A Roman numeral behind a name (feminine or not), and beside "century" (behind it or not).
            *ruler_by_words*: where words before ask for a case.
        house: A house number in words. *plural*: of spoken words that a written "s" makes ("nineteen nineties").
        decade_of: Figures with an ending ("90er") in words, or None.
        form_of_number: How the numeral before a noun has to look, None where the words around it ask for nothing.
        form_of_rank: The same for a rank in figures. *rank_mark_fits*: Whether a mark is that of this rank.
        decimal: The decimal mark; *groups* are the marks between thousands.
        years_by_hundreds: Years are not read as other numbers are; from 1000 on behind a word of *before_year*.
        dotted_ordinals: A number with a dot behind it may be a rank: behind *before_rank*, before *after_rank*.
        ordinal_marks: What is written behind a rank in figures -> its form.
        scales: Words that may stand between a number and its unit -> as said; *scale_letters*: letters -> one, many.
        point, percent, minus, plus: What these are called.
        to, score_to, ratio_to, by, over, per: Within a range, a score, a ratio, a size, a division, a rate.
        cents_named: Whether the name of hundredths is said behind units ("sieben Euro fünfzig").
        and_half, and_cents: Before a part, and before hundredths. *million_of*: between "million" and a currency, with
            *million_of_elided* before a vowel.
        squared, cubed: Behind what is raised; *power* with {rank} or {number}. *square*, *cubic*: a unit with its
            power, "one|many" where they differ.
        signs, operators: What a sign says anywhere, and between two things.
        born, died: What "*" and "†" say in a biography before a year, before a day, and before anything else.
        letters: Letters whose names the voice would not say -> what makes it say them.
        units: Symbol -> unit; *glued_units* must follow their number without a blank (they are words of the language or
            initials else), *apart_units* must not. *feet*: feet and inches, where people use them.
        money_articles: Before a sum and a noun ("the $5 bill"), besides *articles*.
        articles: Before a measure and a noun, so that the measure is in the singular ("a 9mm round").
        lone_units: Units that are said in full without a number too.
        no_regions: Letters of `regions` that are a state's only with its town's comma or its code. *roads*: what a
            number names, said by its halves ("Route 128").
        numbered: Nouns that a number names ("Route 1A"): *numbered_letters* behind it are no units then.
        rates: What stands behind "/" for "per" ("10 meals/day").
        degree_letters: Units that are degrees behind a word of *before_degree* only ("to 375F").
        no_nouns: Words that end the part of a sentence in which a measure stands before its noun ("a 5 km run").
        between: A word before a range -> the word between its ends ("between 5 and 10").
        currencies: Sign -> currency; *codes*: three letters -> sign; *currency_words*: names written behind a sum.
        abbreviations: In lower case, without the last dot -> its senses, the first that fits is said.
        undotted: Abbreviations that may stand without their dot with a capital; *undotted_lower* without one too.
        never_end: Abbreviations whose dot is never the sentence's. *end_before_capital*: those whose dot is the
            sentence's too before any capital letter; those in neither are it before a word of *starters* only.
        starters: Words that begin sentences, with their capital.
        pairs: Abbreviations of two or three written words -> what each says.
        abbreviated_endings: Abbreviated ends of compounds ("str") -> in full.
        months, weekdays: In lower case, January and Monday first. *month_forms*, *weekday_forms*: these and short ones.
        capital_months: They have a capital letter in running text.
        month_first: Dates in figures are month, day, year. *month_then_day*: "May 5" is written.
        numeric_date, short_date: With {day}, {month}, {year}. *day_before_month*: a bare day and the month behind it
            say this, the day alone behind *day_articles*; *of* may stand between.
        before_month: Words before "03/2022".
        day_to: Words between two days of one month ("du 1 au 18 octobre").
        day: The day of a month in words: "ordinal", "first" (only the first is a rank) or "cardinal".
        date_joint: The word between day and month that may be written ("de"). *before_date*: words before "5/6".
        quarter: With {rank} or {number}. *decades*: "1990s" is written.
        before_time: Words before a time with a dot. *hour_words*: behind a time; *hour_apart* is said for one that the
            time does not say itself, nothing where *hours_said*. *hour_mark*: marks besides the colon. *hour_gender*.
        halves: "A.M" and "P.M" -> words. *before_ratio*: words that make "2:10" a ratio.
        phone_words: Before a telephone number; *phone_forms*: patterns; *phone_pairs*: read by twos.
        dot, at, slash, hyphen, underscore, colon, backslash, tilde: In addresses.
        number_sign, hashtag, sharp: What "#" says before figures, before a word, and behind a letter.
        version, version_dot: Of "v1.2".
        initialisms: In capitals, spelled though they could be said. *acronyms*: said. *short_words*: words in capitals;
            others of up to *short_initialisms* letters are spelled. *vowels*: without one nothing can be said.
        romans_after, romans_before: Words that a Roman numeral stands behind or before. *rulers*, *female*, *male*:
            names, *male* those that end like a woman's. *centuries*, *ordinal_events*, *masculine_events*: beside
            a rank. *roman_ranks*: endings. *pronoun_i*: "I" is a word, but before *after_roman_one*.
            *loose_romans*: others are numbers too.
        lone_letters_are_words: Whether a capital with a dot is a word.
        directions, street_words, regions: Of postal addresses.
        elision: The apostrophe of an article ("l'"). *replaced*: words said otherwise. *emoji_by_unicode*: their names.
        word_rules: Words in lower case that only context tells -> rule, which gives spoken words (IPA in ⟨⟩),
            a `Choice`, or None.
        mixed: A part behind its whole number ("and a half"), None where `fraction` says it.
        military: Four figures as a time of day ("0930"), before one of *military_words* -> said.
        presents: Words for the end of a span that has none yet ("2015-present").
        kitchen_units: Letters that are units before one of *foods*. *counted_parts*: words behind a fraction.
        averages, calibers: Words near a decimal without its zero that is called as a number (".500"); *zero_figure*.
        heated: In a sentence where a unit of *degree_letters* is degrees. *sized*: what "8 x 8" measures.
        winds: Words beside a letter of *directions* that a wind comes from.
        races: Words behind "10K" that make it a name.
        noons: Words that a span of times may begin with ("noon-6pm").
        eras: Beside a year of three figures, said by its halves. *digit_words*: before figures read one by one.
        given_names: Before a family name and a numeral ("John Smith III"), said by *descendant*.
        small_romans_after: Words that a Roman numeral in small letters stands behind.
        weekday_letters: Letters of days in pairs ("M-F") -> the day, Monday 1.
        sounds: Words in lower case that are written alike and said otherwise -> each sound (IPA) and its meaning, in
            English.
    """

    tag: str
    cardinal: Callable[[int, Form], str] = _figures
    ordinal: Callable[[int, Form], str] = _figures
    year: Callable[[int], str] = _same
    fraction: Callable[[int, int], str] = _part
    half: Callable[[int, str, str], tuple[str, str] | None] = _no_half
    half_behind: Callable[[int, str, str], tuple[str, str] | None] = _half_before
    decimals: Callable[[str], str] = _as_it_is
    time: Callable[[Clock], str] = _clock
    ruler: Callable[[int, bool], str] = _no_ruler
    ruler_by_words: Callable[[int, bool, Neighbours], str | None] = _no_ruler_by_words
    plural: Callable[[str], str] = _plural_of
    form_of_number: Callable[[int, Neighbours], Form | None] = _no_form
    form_of_rank: Callable[[Neighbours], Form] = _alone
    # figures
    decimal: str = "."
    groups: str = ","
    years_by_hundreds: bool = False
    before_year: frozenset[str] = frozenset()
    dotted_ordinals: bool = False
    ordinal_marks: Mapping[str, Form] = field(default_factory=dict)
    scales: Mapping[str, str] = field(default_factory=dict)
    scale_letters: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    # words
    point: str = "point"
    percent: str = "percent"
    minus: str = "minus"
    plus: str = "plus"
    to: str = "to"
    score_to: str = "to"
    ratio_to: str = "to"
    by: str = "by"
    over: str = "over"
    per: str = "per"
    and_half: str = "and"
    and_cents: str = "and"
    cents_named: bool = True
    million_of: str = ""
    million_of_elided: str = ""
    squared: str = "squared"
    cubed: str = "cubed"
    square: str = "square {}"
    cubic: str = "cubic {}"
    power: str = "to the {rank}"
    number_sign: str = "number"
    hashtag: str = "hashtag"
    signs: Mapping[str, str] = field(default_factory=dict)
    operators: Mapping[str, str] = field(default_factory=dict)
    born: tuple[str, str, str] = ("", "", "")
    died: tuple[str, str, str] = ("", "", "")
    letters: Mapping[str, str] = field(default_factory=dict)
    # quantities
    units: Mapping[str, Unit] = field(default_factory=dict)
    glued_units: frozenset[str] = frozenset()
    numbered_letters: frozenset[str] = frozenset()
    numbered: frozenset[str] = frozenset()
    degree_letters: frozenset[str] = frozenset()
    before_degree: frozenset[str] = frozenset()
    lone_units: frozenset[str] = frozenset()
    no_nouns: frozenset[str] = frozenset()
    money_articles: frozenset[str] = frozenset()
    between: Mapping[str, str] = field(default_factory=dict)
    apart_units: frozenset[str] = frozenset()
    feet: tuple[Unit, Unit] | None = None
    currencies: Mapping[str, Currency] = field(default_factory=dict)
    codes: Mapping[str, str] = field(default_factory=dict)
    currency_words: frozenset[str] = frozenset()
    rates: frozenset[str] = frozenset()
    # abbreviations and sentence ends
    abbreviations: Mapping[str, tuple[Sense, ...]] = field(default_factory=dict)
    undotted: frozenset[str] = frozenset()
    never_end: frozenset[str] = frozenset()
    end_before_capital: frozenset[str] = frozenset()
    starters: frozenset[str] = frozenset()
    pairs: Mapping[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)
    abbreviated_endings: Mapping[str, str] = field(default_factory=dict)
    before_rank: frozenset[str] = frozenset()
    after_rank: frozenset[str] = frozenset()
    # dates and times
    months: tuple[str, ...] = ()
    month_forms: Mapping[str, int] = field(default_factory=dict)
    weekdays: tuple[str, ...] = ()
    weekday_forms: Mapping[str, int] = field(default_factory=dict)
    capital_months: bool = False
    month_first: bool = False
    numeric_date: str = "{day} {month} {year}"
    short_date: str = "{day} {month}"
    day_before_month: tuple[str, str] = ("{day}", "{month}")
    day: str = "cardinal"
    date_joint: str = ""
    before_date: frozenset[str] = frozenset()
    before_time: frozenset[str] = frozenset()
    hour_words: frozenset[str] = frozenset()
    hour_mark: str = ""
    hour_apart: str = ""
    hour_gender: str = ""
    hours_said: bool = False
    halves: Mapping[str, str] = field(default_factory=dict)
    before_ratio: frozenset[str] = frozenset()
    articles: frozenset[str] = frozenset()
    year_end: Callable[[int], str] = _same
    month_then_day: bool = False
    of: str = ""
    day_articles: frozenset[str] = frozenset()
    day_to: frozenset[str] = frozenset()
    before_month: frozenset[str] = frozenset()
    part_of: Callable[[str], str] = _no_part_of
    decades: bool = False
    undotted_lower: frozenset[str] = frozenset()
    lone_letters_are_words: Callable[[str, Neighbours], bool] = _never
    short_initialisms: int = 3
    after_roman_one: frozenset[str] = frozenset()
    version: str = "version"
    version_dot: str = "point"
    backslash: str = "backslash"
    tilde: str = "tilde"
    sharp: str = "sharp"
    house: Callable[[str], str] = _as_it_is
    rank_mark_fits: Callable[[int, str], bool] = _fits
    decade_of: Callable[[str], str | None] = _no_decade
    quarter: str = "Q {number}"
    # telephone and electronic addresses
    phone_words: frozenset[str] = frozenset()
    phone_forms: tuple[str, ...] = ()
    phone_pairs: bool = False
    dot: str = "dot"
    at: str = "at"
    slash: str = "slash"
    hyphen: str = "dash"
    underscore: str = "underscore"
    colon: str = "colon"
    # capitals and Roman numerals
    initialisms: frozenset[str] = frozenset()
    acronyms: frozenset[str] = frozenset()
    short_words: frozenset[str] = frozenset()
    vowels: str = "aeiouy"
    romans_after: frozenset[str] = frozenset()
    romans_before: frozenset[str] = frozenset()
    rulers: frozenset[str] = frozenset()
    female: frozenset[str] = frozenset()
    male: frozenset[str] = frozenset()
    centuries: frozenset[str] = frozenset()
    century: Callable[[int, bool], str] = _no_ruler
    ordinal_events: frozenset[str] = frozenset()
    masculine_events: frozenset[str] = frozenset()
    roman_ranks: Mapping[str, Form] = field(default_factory=dict)
    pronoun_i: bool = False
    loose_romans: bool = False
    # addresses
    directions: Mapping[str, str] = field(default_factory=dict)
    street_words: frozenset[str] = frozenset()
    regions: Mapping[str, str] = field(default_factory=dict)
    no_regions: frozenset[str] = frozenset()
    roads: frozenset[str] = frozenset()
    # words
    elision: str = ""
    emoji_by_unicode: bool = False
    mixed: Callable[[int, int], str | None] = _no_mixed
    military: Callable[[str], str] | None = None
    military_words: Mapping[str, str] = field(default_factory=dict)
    presents: frozenset[str] = frozenset()
    kitchen_units: Mapping[str, Unit] = field(default_factory=dict)
    foods: frozenset[str] = frozenset()
    counted_parts: frozenset[str] = frozenset()
    averages: frozenset[str] = frozenset()
    calibers: frozenset[str] = frozenset()
    zero_figure: str = ""
    heated: frozenset[str] = frozenset()
    sized: frozenset[str] = frozenset()
    winds: frozenset[str] = frozenset()
    races: frozenset[str] = frozenset()
    noons: frozenset[str] = frozenset()
    eras: frozenset[str] = frozenset()
    digit_words: frozenset[str] = frozenset()
    given_names: frozenset[str] = frozenset()
    descendant: Callable[[int], str] | None = None
    small_romans_after: frozenset[str] = frozenset()
    weekday_letters: Mapping[str, int] = field(default_factory=dict)
    sounds: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    word_rules: Mapping[str, Callable[[Neighbours], str | Choice | None]] = field(default_factory=dict)

    @property
    def followed(self) -> frozenset[tuple[str, str]]:
        """Two words of `pairs` that follow one another."""
        return _followed(self)

    replaced: Mapping[str, str] = field(default_factory=dict)


@lru_cache(maxsize=64)
def _followed(language: Language) -> frozenset[tuple[str, str]]:
    return frozenset(two for words in language.pairs for two in pairwise(words))
