# SPDX-License-Identifier: GPL-3.0-or-later
"""Written words to spoken ones, each written word keeping what is said for it.

The rules are one list, tried in order on the word without the punctuation around it; what a language says is data in
`language`. A rule sees its neighbours ("Jan." before a figure, "million" after "$5"), never rewrites them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from studio.core.markup import Saying
from studio.core.timeline import WordSpan
from studio.engine.text import numerals
from studio.engine.text.edges import closing_marks
from studio.engine.text.ipa import CLOSING, OPENING
from studio.engine.text.language import TABLES, Spoken
from studio.engine.text.languages.english_homographs import ENGLISH_RULES, HOMOGRAPH_RULES
from studio.engine.text.local_tables import LOCALS
from studio.engine.text.reading import Reading
from studio.engine.text.rules.addresses import ADDRESS_RULES, emoji_in, spelled
from studio.engine.text.rules.dates import DATE_RULES
from studio.engine.text.rules.groups import GROUP_RULES
from studio.engine.text.rules.numbers import APART_RULES, Rule
from studio.engine.text.rules.numbers import RULES as NUMBER_RULES
from studio.engine.text.rules.roman import ROMAN_RULES
from studio.engine.text.word_context import SILENT, Context, is_letter, number_of

PAUSES = frozenset([",", "—", "…", ";", ":", ".", "!", "?"])
"""Tokens that stand for a pause inside what one written word says ("yes—no" is said as "yes — no")."""

MAX_PART = 60
# The rules are made for words; a longer one is read in parts.
_LONGEST_CORE = 1000
_PAUSE_OF = {
    ".": ".", "。": ".", "।": ".", "॥": ".", "۔": ".", "．": ".", "!": "!", "！": "!", "?": "?", "？": "?", "؟": "?",
    ",": ",", "،": ",", "，": ",", "、": ",", ";": ";", "；": ";", "؛": ";", ":": ":", "：": ":", "…": "…",
    "—": "—", "–": "—", "-": "—",
}  # fmt: skip
_STRENGTH = ["", ",", "—", ":", ";", "…", ".", "!", "?"]
_LEADING = "$£€¥₹#@&+=×÷<>~°%-"
_TRAILING = "$£€¥₹¢&+=×÷°%#"
_SIGNS_ALONE = frozenset("<>~+=&@#%×÷°§")
_KNOWN = "'-.,:/%$€£+&@#°="
_OPENING_BRACKETS = "([{"
_CLOSING_BRACKETS = ")]}"


@dataclass(frozen=True, slots=True)
class SpokenWord:
    """What is said for a written word.

    Attributes:
        text: Words, PAUSES and IPA ("⟨həlˈoʊ⟩", see `ipa`) separated by blanks; "" if nothing can be said.
        after: The pause behind it, one of PAUSES or "".
        silent: Rightly without text, since a word beside it says it too.
    """

    text: str
    after: str
    silent: bool = False


def spoken_words(
    words: Sequence[WordSpan],
    language: str,
    reading: Reading = Reading(),  # noqa: B008 - frozen
) -> tuple[SpokenWord, ...]:
    """What is said for each of *words*, one entry a word.

    Args:
        words: The words of one sentence.
        language: BCP 47 tag. A language without a table is left to espeak-ng, with only the signs taken out that
            nobody can say.
        reading: Words that are not said as written; its places are those of *words*.
    """
    primary = language.partition("-")[0]
    table = TABLES.get(primary)
    cores = tuple(_core(word.text) for word in words)
    written = tuple(word.text for word in words)
    spoken: list[SpokenWord] = []
    for index, word in enumerate(words):
        context = Context(
            core=cores[index],
            before=cores[index - 1] if index else "",
            following=cores[index + 1] if index + 1 < len(words) else "",
            dotted=word.text.rstrip("\"'”’»)]},;:").endswith("."),
            last=index + 1 == len(words),
            table=table or TABLES["en"],
            american=language == "en-US",
            say=_said,
            local=LOCALS.get(primary, LOCALS["en"]),
            cores=cores,
            written=written,
            index=index,
        )
        saying = reading.of(word)
        if saying is not None:
            text = _as_told(saying, word, context)
        else:
            text = _said(context) if table else _left_alone(context.core)
            if reading.name_emoji:
                text = " ".join([text, *emoji_in(word.text, language)]).strip()
        silent = text == SILENT
        text = "" if silent else _bounded(text)
        after = _pause_after(word.text, context, bool(text))
        if word.text[0] in _OPENING_BRACKETS and spoken and not spoken[-1].after:
            spoken[-1] = replace(spoken[-1], after=",")
        spoken.append(SpokenWord(text, after, silent))
    return tuple(spoken)


def _as_told(saying: Saying, word: WordSpan, context: Context) -> str:
    """What *saying* makes of *word*; what of the word lies beside it is said as ever."""
    if saying.how == "silent":
        return SILENT
    if saying.how == "respelling":
        return " ".join(filter(None, (context.said(_core(part)) for part in saying.said.split())))
    start, end = max(saying.start - word.start, 0), min(saying.end, word.end) - word.start
    if saying.how == "ipa":
        told = " ".join(f"{OPENING}{part}{CLOSING}" for part in saying.said.split())
    else:
        told = spelled(word.text[start:end], context.table)
    before, behind = (_core(part) for part in (word.text[:start], word.text[end:]))
    return " ".join(
        filter(None, (context.said(before) if before else "", told, context.said(behind) if behind else ""))
    )


def _core(word: str) -> str:
    """*word* without invisible characters and the punctuation around it; signs that are said (%, $, +) stay."""
    visible = unicodedata.normalize("NFC", "".join(_visible(character) for character in word))
    visible = visible.replace("’", "'").replace("‘", "'").replace("−", "-").replace("٫", ".")
    if visible in _SIGNS_ALONE:
        return visible
    start, end = 0, len(visible)
    while start < end and not (is_letter(visible[start]) or visible[start].isnumeric() or visible[start] in _LEADING):
        start += 1
    while end > start and not (
        is_letter(visible[end - 1]) or visible[end - 1].isnumeric() or visible[end - 1] in _TRAILING
    ):
        end -= 1
    core = visible[start:end].strip("'")
    return core if re.match(r"-[\d.,$£€]", core) else core.lstrip("-")


def _visible(character: str) -> str:
    category = unicodedata.category(character)
    # Joiners are part of how Indic and Arabic words are spelt; other invisible characters are not.
    return "" if category[0] == "C" and character not in "\u200c\u200d" else character


def _pause_after(written: str, context: Context, says_something: bool) -> str:
    marks = closing_marks("".join(_visible(character) for character in written))
    if "..." in marks:
        return "…"
    strongest = max((_PAUSE_OF[mark] for mark in marks if mark in _PAUSE_OF), key=_STRENGTH.index, default="")
    if strongest == "." and not context.last:
        # A dot inside a sentence belongs to an abbreviation.
        strongest = ""
    if strongest == "—" and says_something and marks.strip("\"'”’») ") == "-":
        strongest = ""
    if not strongest and says_something and not context.last and any(mark in _CLOSING_BRACKETS for mark in marks):
        return ","
    return strongest


def _bounded(text: str) -> str:
    """*text* with blanks put into words too long for espeak-ng, which has room for so many letters a word."""
    if len(text) <= MAX_PART:
        return text
    return " ".join(
        " ".join(word[start : start + MAX_PART] for start in range(0, len(word), MAX_PART)) for word in text.split()
    )


def _left_alone(core: str) -> str:
    """*core* for espeak-ng's own rules: letters, numbers and the signs that it knows."""
    kept = (
        character if is_letter(character) or character.isnumeric() or character in _KNOWN else " " for character in core
    )
    text = " ".join("".join(kept).split())
    return text if any(is_letter(character) or character.isnumeric() for character in text) else ""


def _said(context: Context) -> str:
    if not context.core:
        return ""
    if len(context.core) > _LONGEST_CORE:
        starts = range(0, len(context.core), _LONGEST_CORE)
        parts = (_said(replace(context, core=context.core[start : start + _LONGEST_CORE])) for start in starts)
        return " ".join(part for part in parts if part not in ("", SILENT))
    for rule in _RULES if context.language != "en" else (*ENGLISH_RULES, *HOMOGRAPH_RULES, *_RULES):
        said = rule(context)
        if said is not None:
            return said
    return ""


def _abbreviation(context: Context) -> str | None:
    key = context.core.lower()
    table, local = context.table, context.local
    pair = _abbreviation_of_two(context)
    if pair is not None:
        return pair
    figure_follows, name_follows = bool(_NUMBER.match(context.following)), context.following[:1].isupper()
    if context.dotted and key in table.months and (figure_follows or context.core[:1].isupper()):
        return table.months[key]
    if not (context.dotted or key in _UNDOTTED or "." in key or "/" in key) or key not in table.abbreviations:
        return None
    if (key in local.before_figure and not figure_follows) or (key in local.before_name and not name_follows):
        return None
    if key in ("c", "n") and context.core.isupper():
        # An initial, or the letter itself ("vitamina C.").
        return None
    said = table.abbreviations[key]
    if table.numerals == "en":
        return _english_abbreviation(key, said, context)
    return said


_NUMBER = re.compile(r"\d|[IVXL]+\b")
_UNDOTTED = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "vs",
        "n°",
        "nº",
        "n.º",
        "mme",
        "mlle",
        "mmes",
        "mgr",
        "me",
        "sr",
        "sra",
        "srta",
        "dra",
        "bd",
        "av",
    ]
)
_DAYS = frozenset(["mon", "tue", "tues", "wed", "thu", "thurs", "fri", "sat", "sun"])


def _english_abbreviation(key: str, said: str, context: Context) -> str | None:
    following = context.following
    if key in ("me", "av", "bd"):
        return None
    if key == "ft" and not following[:1].isupper():
        return "feet" if context.before[-1:].isdigit() else None
    if key in ("min", "max") and not context.before[-1:].isdigit():
        return {"min": "minimum", "max": "maximum"}[key]
    if key in _DAYS:
        date_follows = following[:1].isdigit() or following.lower() in context.table.months or following[:1].isupper()
        return said if context.core[:1].isupper() and date_follows and not context.last else None
    if key in ("st", "dr") and (
        context.last or not following[:1].isupper() or context.written[context.index][-1] == ","
    ):
        return "street" if key == "st" else ("drive" if context.before[:1].isupper() else said)
    if key in ("st", "dr") and re.fullmatch(r"\d+(st|nd|rd|th)?", context.at(-2), re.ASCII):
        # "12 Oak St. Springfield": a house number before the name.
        return "street" if key == "st" else "drive"
    return said


def _abbreviation_of_two(context: Context) -> str | None:
    """ "z. B.": each word its own half."""
    key = context.core.lower()
    for first, second, said_first, said_second in context.local.titles_of_two:
        if context.dotted and key == first and context.following.lower() == second:
            return said_first
        if key == second and context.before.lower() == first and context.written[context.index - 1].endswith("."):
            return said_second
    return None


def _initials(context: Context) -> str | None:
    if re.fullmatch(r"(?:[^\W\d_]\.)+[^\W\d_]?", context.core):
        return context.core.rstrip(".").upper()
    return None


def _plain_word(context: Context) -> str | None:
    return context.core if all(is_letter(character) or character in "'-" for character in context.core) else None


def _pieces(context: Context) -> str | None:
    """The rest, piece by piece: words, numbers, signs that are said; dashes and colons inside become pauses."""
    said: list[str] = []
    table = context.table
    address = re.search(r"\w[.@]\w{2,}", context.core) and ".." not in context.core
    for run in _runs(context.core):
        piece = run if is_letter(run[0]) else unicodedata.normalize("NFKC", run)
        if piece[0].isdecimal() and "⁄" not in piece:
            number = number_of(piece, context)
            said.append(number if number is not None else _digits_in(piece, table))
        elif is_letter(piece[0]):
            said.append(piece)
        elif run[0].isnumeric():
            said.append(" ".join(piece.replace("⁄", " ").split()))
        elif piece in table.signs or piece == "%":
            said.append(table.signs.get(piece, table.percent))
        elif piece in table.currencies:
            said.append(table.currencies[piece].many)
        elif piece == "." and address and table.numerals == "en":
            said.append("dot")
        elif piece in _PAUSE_OF and piece not in "-." and said and said[-1] not in PAUSES:
            said.append(_PAUSE_OF[piece])
    while said and said[-1] in PAUSES:
        said.pop()
    return " ".join(said)


def _runs(core: str) -> list[str]:
    """*core* cut into numbers ("2.0"), stretches of letters and single other characters."""
    runs: list[str] = []
    kinds: list[str] = []
    for index, character in enumerate(core):
        between_digits = (
            character in ".," and core[index - 1 : index].isdecimal() and core[index + 1 : index + 2].isdecimal()
        )
        kind = (
            "N" if character.isdecimal() or between_digits else "L" if is_letter(character) or character == "'" else ""
        )
        if kind and kinds and kinds[-1] == kind:
            runs[-1] += character
        else:
            runs.append(character)
            kinds.append(kind)
    return runs


def _digits_in(piece: str, table: Spoken) -> str:
    parts = [part for part in re.split(r"([.,])", piece) if part]
    return " ".join(numerals.amount(part, table) if part.isdecimal() else table.point * (part == ".") for part in parts)


_RULES: tuple[Rule, ...] = (
    _abbreviation,
    *ROMAN_RULES,
    *ADDRESS_RULES,
    *DATE_RULES,
    *GROUP_RULES,
    *APART_RULES,
    _plain_word,
    *NUMBER_RULES,
    _initials,
    _pieces,
)
