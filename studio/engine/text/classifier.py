# SPDX-License-Identifier: GPL-3.0-or-later
"""One pass over a sentence: what each stretch of it is, and what is said for it.

At each place the rules for its first character are tried in order, the first that gives a token decides; the next
token begins where it ends. Every rule looks no further than a bounded stretch, so the pass is linear in the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Set
from dataclasses import replace
from functools import lru_cache

from studio.engine.text.classes import Piece, SemioticClass, Token
from studio.engine.text.language import Language
from studio.engine.text.neighbours import Sentence
from studio.engine.text.rules import (
    abbreviations,
    addresses,
    amounts,
    coordinates,
    dates,
    day_names,
    electronic,
    military,
    numeric_dates,
    ranges,
    ranks,
    roman,
    signs,
    telephone,
    thousandths,
    times,
    words,
)
from studio.engine.text.tokens import is_letter

Rule = Callable[[Sentence, int], Token | None]

FIGURE_RULES: tuple[Rule, ...] = (
    ranks.known_figures,
    words.scientific,
    coordinates.coordinate,
    electronic.address,
    telephone.telephone,
    military.four_figures,
    dates.day_before_day,
    dates.day_and_month,
    times.date_and_time,
    numeric_dates.numeric_date,
    words.card_number,
    electronic.number_address,
    ranges.ratio,
    times.duration,
    times.short_halves,
    times.time_of_day,
    ranges.feet_and_inches,
    dates.decade,
    dates.quarter,
    ranges.dimensions,
    ranges.range_of,
    addresses.house_number,
    ranks.dotted_rank,
    ranks.ended_decade,
    amounts.quantity,
    electronic.file_or_path,
    words.code,
    ranks.figures_in_a_word,
)
LETTER_RULES: tuple[Rule, ...] = (
    words.lone_unit,
    words.aperture,
    times.from_noon,
    electronic.address,
    electronic.file_or_path,
    signs.sharp,
    roman.roman,
    roman.small_roman,
    addresses.direction,
    addresses.region_and_code,
    dates.month_and_day,
    day_names.month_span,
    day_names.weekday_letters,
    day_names.month_alone,
    ranges.range_of,
    amounts.quantity,
    abbreviations.abbreviation,
    abbreviations.compound,
    abbreviations.initials,
    words.ampersand,
    electronic.number_address,
    electronic.snake_case,
    dates.quarter,
    words.code,
    words.capitals,
    words.plain,
)
SIGN_RULES: tuple[Rule, ...] = (
    signs.life,
    signs.markup,
    telephone.telephone,
    thousandths.thousandths,
    ranges.range_of,
    amounts.quantity,
    dates.decade,
    electronic.handle_or_tag,
    electronic.file_or_path,
    signs.power,
    signs.sharp,
    signs.sign,
)
_BEGINS: dict[Rule, str] = {
    words.aperture: "fFƒ",
    times.from_noon: "nNmM",
    roman.roman: "MDCLXVI",
    roman.small_roman: "ivxlc",
    signs.sharp: "CFcf",
}
"""Letters that what a rule reads begins with; the others are tried at every letter."""
TOLD_BECAUSE = "a tag or a dictionary tells"
_FIRST_EMOJI = 0x2600
_MARKS = re.compile(r"-{2,}|\.{2,}|[^\w\s]")
_INNER_PAUSES = {
    "—": "—", "–": "—", "…": "…", ":": ":", ";": ";", ",": ",", "!": "!", "?": "?", "。": ".", "।": ".", "(": ",",
    ")": ",",
}  # fmt: skip


def tokens_of(sentence: Sentence, told: Set[int] = frozenset()) -> Iterator[Token]:
    """The tokens of *sentence* in order, blanks left out; words of *told* (indices) are no rule's to read."""
    text = sentence.text
    length = len(text)
    at = 0
    while at < length:
        character = text[at]
        if character == " ":
            at += 1
            continue
        if told and sentence.line.word_at(at) in told:
            end = sentence.line.end_of(sentence.line.word_at(at))
            yield Token(SemioticClass.TOLD, at, end, (), TOLD_BECAUSE)
            at = max(end, at + 1)
            continue
        token = _token_at(sentence, at, told)
        yield token
        at = max(token.end, at + 1)


def _token_at(sentence: Sentence, at: int, told: Set[int]) -> Token:
    text = sentence.text
    character = text[at]
    simple = _SIMPLE.match(text, at)
    if simple is not None and (not at or text[at - 1] in _BEFORE_SIMPLE):
        word = simple.group()
        language = sentence.language
        ranked = word[0] in "IVX" and word[1:] in language.roman_ranks
        short = language.abbreviated_endings and word.endswith(tuple(language.abbreviated_endings))
        looked_at = _looked_at(language)
        first = word.partition("-")[0].lower() if "-" in word else ""
        if "'" in word and language.elision:
            first = word.rpartition("'")[2]
        numeral = word[0] in "ivxlc" and language.small_romans_after and _SMALL_NUMERAL.match(word)
        if not ranked and not short and not numeral and first not in looked_at and word.lower() not in looked_at:
            return Token(SemioticClass.PLAIN, at, simple.end(), (Piece(at, word),))
    elided = _elided(sentence, at, told) if sentence.language.elision and is_letter(character) else None
    if elided is not None:
        return elided
    if character.isdecimal():
        rules = FIGURE_RULES
    elif is_letter(character):
        rules = _letter_rules(character)
    elif character in _CLOSING and at and text[at - 1].isalpha() and text[at + 1 : at + 2] in ("", " "):
        return _mark(sentence, at)
    else:
        rules = SIGN_RULES
    for rule in rules:
        token = rule(sentence, at)
        if token is not None and token.end > at and not (told and _crosses(sentence, token, told)):
            return token
    return _mark(sentence, at)


@lru_cache(maxsize=1024)
def _letter_rules(letter: str) -> tuple[Rule, ...]:
    """The rules that may read what begins with *letter*."""
    return tuple(rule for rule in LETTER_RULES if letter in _BEGINS.get(rule, letter))


_CLOSING = ".,;!?"
"""Marks that are no sign's part between a letter and a blank."""
_SMALL_NUMERAL = re.compile(r"[ivxlc]+(?:-[ivxlc]+)?$")
# Letters of Western European languages, and Devanagari, which has no capitals.
_SIMPLE = re.compile(
    r"(?:[A-Za-zÀ-ÖØ-öø-ÿŒœ][a-zß-öø-ÿœ]+(?:['-][a-zß-öø-ÿœ]+)*|[\u0904-\u0939\u0958-\u0961][\u0900-\u0963\u0971-\u097f]+)"
    r"(?=[,;!?.)\"”»।]{0,3}(?: |$))"
)
_BEFORE_SIMPLE = " (\"“«'"


@lru_cache(maxsize=64)
def _looked_at(language: Language) -> frozenset[str]:
    """Words in lower case that a rule may make something of."""
    return frozenset(
        [
            *language.abbreviations,
            *language.month_forms,
            *language.weekday_forms,
            *language.replaced,
            *language.word_rules,
            *language.lone_units,
            *(sign.lower() for sign in (*language.currencies, *language.codes) if sign[0].isalpha()),
            *(word.lower() for word in language.initialisms if not word.isupper()),
        ]
    )


_ELIDED = re.compile(r"[^\W\d_]{1,6}'(?=[^\W\d_]{1,12}\.|\d)")


def _elided(sentence: Sentence, at: int, told: Set[int]) -> Token | None:
    """An article with its apostrophe before an abbreviation or figures ("l'art. 3", "l'89")."""
    match = _ELIDED.match(sentence.text, at)
    if match is None or not sentence.starts_word(at):
        return None
    behind = _token_at(sentence, match.end(), told)
    if behind.semiotic is SemioticClass.PLAIN or not behind.pieces:
        return None
    first = Piece(at, match.group() + behind.pieces[0].said)
    return replace(behind, start=at, pieces=(first, *behind.pieces[1:]))


def _crosses(sentence: Sentence, token: Token, told: Set[int]) -> bool:
    first, last = sentence.line.word_at(token.start), sentence.line.word_at(token.end - 1)
    return any(index in told for index in range(first, last + 1))


def _mark(sentence: Sentence, at: int) -> Token:
    """A mark: nothing, or inside a word a pause."""
    text = sentence.text
    match = _MARKS.match(text, at, min(len(text), at + 200))
    end = match.end() if match is not None else at + 1
    mark = text[at:end]
    if ord(mark[0]) >= _FIRST_EMOJI and unicodedata.category(mark[0]) == "So":
        return Token(SemioticClass.EMOJI, at, end, ())
    before, behind = sentence.char(at - 1), sentence.char(end)
    inside = bool(before.strip()) and bool(behind.strip())
    said = ""
    if inside and sentence.starts_word(at):
        inside = False
    if inside:
        if mark.startswith("..") and len(mark) > 1:
            said = "…"
        elif mark.startswith("--"):
            said = "—"
        elif mark == ".":
            said = _inner_dot(sentence, at)
        else:
            said = _INNER_PAUSES.get(mark, "")
    return Token(SemioticClass.PUNCTUATION, at, end, (Piece(at, said),) if said else ())


def _inner_dot(sentence: Sentence, at: int) -> str:
    """A dot without a blank behind it: a sentence's end before a capital letter, else called by its name."""
    text = sentence.text
    before, behind = text[at - 1], text[at + 1]
    if behind in "\"'”’»([*_" or before in "\"'”’»)]*_":
        return "."
    if behind.isupper() and not text[at + 2 : at + 3].isupper() and (before.islower() or before.isdecimal()):
        return "."
    if is_letter(before) and is_letter(behind) and is_letter((text[at + 2 : at + 3]) or " "):
        return sentence.language.dot
    return ""
