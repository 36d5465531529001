# SPDX-License-Identifier: GPL-3.0-or-later
"""Written words to spoken ones, each written word keeping what is said for it.

The rules are one list, tried in order on the word without the punctuation around it; what a language says is data in
`spoken_tables`. A rule sees its neighbours ("Jan." before a figure, "million" after "$5"), never rewrites them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from studio.core.timeline import WordSpan
from studio.engine import numerals
from studio.engine.spoken_tables import TABLES, Spoken

PAUSES = frozenset([",", "—", "…", ";", ":", ".", "!", "?"])
"""Tokens that stand for a pause inside what one written word says ("yes—no" is said as "yes — no")."""

MAX_PART = 60
_PAUSE_OF = {
    ".": ".", "。": ".", "।": ".", "॥": ".", "۔": ".", "．": ".", "!": "!", "！": "!", "?": "?", "？": "?", "؟": "?",
    ",": ",", "،": ",", "，": ",", "、": ",", ";": ";", "；": ";", "؛": ";", ":": ":", "：": ":", "…": "…",
    "—": "—", "–": "—", "-": "—",
}  # fmt: skip
_STRENGTH = ["", ",", "—", ":", ";", "…", ".", "!", "?"]
_LEADING = "$£€¥₹#@&+=×÷<>~°%-"
_TRAILING = "$£€¥₹&+=×÷°%#"
_KNOWN = "'-.,:/%$€£+&@#°="
_OPENING_BRACKETS = "([{"
_CLOSING_BRACKETS = ")]}"


@dataclass(frozen=True, slots=True)
class SpokenWord:
    """What is said for a written word.

    Attributes:
        text: Words and PAUSES separated by blanks, for espeak-ng to read; "" if nothing can be said.
        after: The pause behind it, one of PAUSES or "".
    """

    text: str
    after: str


@dataclass(frozen=True, slots=True)
class _Context:
    """A word without the punctuation around it, its neighbours likewise ("" at the edges), and where it is."""

    core: str
    before: str
    following: str
    dotted: bool
    last: bool
    table: Spoken
    american: bool


def spoken_words(words: Sequence[WordSpan], language: str) -> tuple[SpokenWord, ...]:
    """What is said for each of *words*, one entry a word.

    Args:
        words: The words of one sentence.
        language: BCP 47 tag. A language without a table is left to espeak-ng, with only the signs taken out that
            nobody can say.
    """
    table = TABLES.get(language.partition("-")[0])
    cores = [_core(word.text) for word in words]
    spoken: list[SpokenWord] = []
    for index, word in enumerate(words):
        context = _Context(
            core=cores[index],
            before=cores[index - 1] if index else "",
            following=cores[index + 1] if index + 1 < len(words) else "",
            dotted=word.text.rstrip("\"'”’»)]}").endswith("."),
            last=index + 1 == len(words),
            table=table or TABLES["en"],
            american=language == "en-US",
        )
        text = _bounded(_said(context) if table else _left_alone(context.core))
        after = _pause_after(word.text, context, bool(text))
        if word.text[0] in _OPENING_BRACKETS and spoken and not spoken[-1].after:
            spoken[-1] = replace(spoken[-1], after=",")
        spoken.append(SpokenWord(text, after))
    return tuple(spoken)


def _core(word: str) -> str:
    """*word* without invisible characters and the punctuation around it; signs that are said (%, $, +) stay."""
    visible = unicodedata.normalize("NFC", "".join(_visible(character) for character in word))
    visible = visible.replace("’", "'").replace("‘", "'").replace("−", "-").replace("٫", ".")
    start, end = 0, len(visible)
    while start < end and not (_is_letter(visible[start]) or visible[start].isnumeric() or visible[start] in _LEADING):
        start += 1
    while end > start and not (
        _is_letter(visible[end - 1]) or visible[end - 1].isnumeric() or visible[end - 1] in _TRAILING
    ):
        end -= 1
    core = visible[start:end].strip("'")
    return core if re.match(r"-[\d.,$£€]", core) else core.lstrip("-")


def _is_letter(character: str) -> bool:
    return unicodedata.category(character)[0] in "LM" or character in "\u200c\u200d"


def _visible(character: str) -> str:
    category = unicodedata.category(character)
    # Joiners are part of how Indic and Arabic words are spelt; other invisible characters are not.
    return "" if category[0] == "C" and character not in "\u200c\u200d" else character


def _pause_after(written: str, context: _Context, says_something: bool) -> str:
    visible = "".join(_visible(character) for character in written)
    tail = re.search(r"[^\w$£€¥₹%°]*$", visible)
    marks = tail.group() if tail else ""
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
        character if _is_letter(character) or character.isnumeric() or character in _KNOWN else " "
        for character in core
    )
    text = " ".join("".join(kept).split())
    return text if any(_is_letter(character) or character.isnumeric() for character in text) else ""


def _said(context: _Context) -> str:
    if not context.core:
        return ""
    for rule in _RULES:
        said = rule(context)
        if said is not None:
            return said
    return ""


def _figures(text: str, table: Spoken) -> tuple[str, str] | None:
    """Digits before and behind the decimal mark of a number written with or without thousands marks, or None."""
    group = "," if table.decimal == "." else "."
    text = re.sub(r"(?<=\d)['\u00a0\u202f](?=\d{3})", "", text)
    if re.fullmatch(rf"\d{{1,3}}(?:{re.escape(group)}\d{{2,3}})*{re.escape(group)}\d{{3}}", text):
        return text.replace(group, ""), ""
    match = re.fullmatch(
        rf"(\d{{1,3}}(?:{re.escape(group)}\d{{3}})+|\d*){re.escape(table.decimal)}(\d+)|(\d+)", text, re.ASCII
    )
    if match:
        return (match[3] or (match[1] or "0").replace(group, "")), match[2] or ""
    other = re.fullmatch(rf"(\d+){re.escape(group)}(\d{{1,2}})", text, re.ASCII)
    return (other[1], other[2]) if other else None


def _number(text: str, context: _Context) -> str | None:
    found = _figures(text, context.table)
    if found is None:
        return None
    whole, fraction = found
    if fraction:
        return numerals.decimal(whole, fraction, context.table, american=context.american)
    return numerals.amount(whole, context.table, american=context.american)


def _signed(context: _Context) -> str | None:
    match = re.fullmatch(r"([+±-])(.*\d.*)", context.core)
    if not match:
        return None
    rest = _said(replace(context, core=match[2]))
    sign = context.table.minus if match[1] == "-" else context.table.signs.get(match[1], "")
    return f"{sign} {rest}".strip()


def _money(context: _Context) -> str | None:
    match = re.fullmatch(
        r"(?:US|CA|AU|A|C)?(R\$|[$£€¥₹])(\d[\d.,']*)([kKMB]|bn|m)?|(\d[\d.,']*)(R\$|[$£€¥₹])", context.core
    )
    if not match:
        return None
    currency = context.table.currencies[match[1] or match[5]]
    figures = match[2] or match[4]
    found = _figures(figures, context.table)
    if found is None:
        return None
    whole, fraction = found
    scale = {"k": "thousand", "K": "thousand", "M": "million", "m": "million", "B": "billion", "bn": "billion"}.get(
        match[3] or "", ""
    )
    if scale or context.following.lower() in context.table.scales:
        # The currency is said behind the next word, see _scale.
        return f"{_number(figures, context)} {scale} {currency.many if scale else ''}".strip()
    if len(fraction) > 2:
        return f"{_number(figures, context)} {currency.many}"
    return numerals.money(whole, fraction, currency, context.table, american=context.american)


def _scale(context: _Context) -> str | None:
    if context.core.lower() not in context.table.scales:
        return None
    match = re.fullmatch(r"(?:US|CA|AU|A|C)?(R\$|[$£€¥₹])\d[\d.,']*", context.before)
    if not match:
        return None
    return " ".join([context.core, context.table.million_of, context.table.currencies[match[1]].many]).replace(
        "  ", " "
    )


def _percent(context: _Context) -> str | None:
    match = re.fullmatch(r"(\d[\d.,']*)%", context.core)
    number = _number(match[1], context) if match else None
    if number:
        return f"{number} {context.table.percent}"
    return context.table.percent if context.core == "%" else None


def _ordinal(context: _Context) -> str | None:
    match = re.fullmatch(context.table.ordinal, context.core)
    if not match:
        return None
    figures = re.sub(r"\D", "", match[1])
    if len(figures) > numerals.MAX_DIGITS:
        return numerals.digits(figures, context.table)
    if not context.table.numerals:
        return context.core
    feminine = match[2] in context.table.feminine_marks
    return numerals.ordinal(int(figures), context.table, feminine=feminine, american=context.american)


def _time(context: _Context) -> str | None:
    match = re.fullmatch(r"(\d{1,2})(?::(\d{2})(?::(\d{2}))?|h(\d{2})?)([ap]m)?", context.core, re.IGNORECASE)
    if not match or int(match[1]) > 24 or int(match[2] or match[4] or 0) > 59:
        return None
    table = context.table
    if match[2] is None and table.numerals != "fr":
        return None
    hours, minutes = int(match[1]), int(match[2] or match[4] or 0)
    half = (match[5] or "").upper()
    said_hours = numerals.counted(hours, table.hours[0] != "", table)
    if table.hours[0]:
        said_hours += " " + (table.hours[0] if hours < 2 else table.hours[1])
    if minutes == 0:
        bare = table.numerals == "en" and not half and not re.match(r"[ap]\.?m", context.following, re.IGNORECASE)
        said = said_hours + (" o'clock" if bare and hours <= 12 else "")
    else:
        zero = "oh " if table.numerals == "en" and minutes < 10 else ""
        said = " ".join([said_hours, table.hour_joint, zero + numerals.cardinal(minutes, table)])
    if match[3]:
        said += " " + numerals.cardinal(int(match[3]), table)
    return " ".join(f"{said} {half}".split())


def _year(context: _Context) -> str | None:
    match = re.fullmatch(r"(1[1-9]|20)\d\d(s)?", context.core)
    if match and context.table.numerals == "en" and not _is_unit(context.following, context.table):
        said = numerals.year(int(context.core[:4]), context.table)
        return _plural(said) if match[2] else said
    match = re.fullmatch(r"'?([1-9]0)s", context.core)
    if match and context.table.numerals == "en":
        return _plural(numerals.cardinal(int(match[1]), context.table))
    return None


def _plural(words: str) -> str:
    return words[:-1] + "ies" if words.endswith("y") else words + "s"


def _range(context: _Context) -> str | None:
    match = re.fullmatch(r"(\d[\d.,:]*)[-–](\d[\d.,:]*)(\D{0,4})", context.core)
    if not match:
        return None
    first, second = match[1], match[2]
    number_range = "–" in context.core or (first.isdigit() and second.isdigit() and int(first[:9]) < int(second[:9]))
    between = f" {context.table.to} " if number_range and len(first) <= 4 else " , "
    said = [_said(replace(context, core=part)) for part in (first, second + match[3])]
    return between.join(said)


def _telephone(context: _Context) -> str | None:
    if not re.fullmatch(r"(?:\d{3}-)?\d{3}-\d{4}", context.core, re.ASCII):
        return None
    return " , ".join(numerals.digits(part, context.table) for part in context.core.split("-"))


def _fraction(context: _Context) -> str | None:
    core = context.core
    for sign, written in (("½", " 1/2"), ("¼", " 1/4"), ("¾", " 3/4"), ("⅓", " 1/3"), ("⅔", " 2/3")):
        core = core.replace(sign, written)
    match = re.fullmatch(r"(\d*) ?(\d{1,2})/([234])", core.strip(), re.ASCII)
    if not match or context.table.numerals != "en":
        return None
    one, many = {"2": ("half", "halves"), "3": ("third", "thirds"), "4": ("quarter", "quarters")}[match[3]]
    if match[1] and " " not in core:
        match = re.fullmatch(r"()(\d+)/([234])", core)
        if match is None:
            return None
    part = f"{numerals.amount(match[2], context.table)} {one if match[2] == '1' else many}"
    return f"{numerals.amount(match[1], context.table)} and {part}" if match[1] else part


def _is_unit(text: str, table: Spoken) -> bool:
    return text in table.units or text == "%"


def _unit(context: _Context) -> str | None:
    units = context.table.units
    match = re.fullmatch(r"(\d[\d.,']*)([^\d\s].*)", context.core)
    if match and match[2] in units:
        number = _number(match[1], context)
        return None if number is None else f"{number} {units[match[2]][match[1] != '1']}"
    return None


def _unit_apart(context: _Context) -> str | None:
    units = context.table.units
    if context.core in units and len(context.core) > 1 and _figures(context.before, context.table):
        return units[context.core][context.before != "1"]
    if context.core in context.table.currencies and not context.following[:1].isdigit():
        currency = context.table.currencies[context.core]
        return currency.one if context.before == "1" else currency.many
    return None


def _money_apart(context: _Context) -> str | None:
    """ "R$ 3,50": the sign says the first word of the sum, the figures say the rest."""
    currencies = context.table.currencies
    if context.core in currencies:
        said = _money(replace(context, core=context.core + context.following, following=""))
        return said.split()[0] if said and " " in said else None
    if context.before in currencies and context.core[0].isdigit():
        said = _money(replace(context, core=context.before + context.core, before=""))
        return said.partition(" ")[2] if said and " " in said else None
    return None


def _abbreviation(context: _Context) -> str | None:
    key = context.core.lower()
    table = context.table
    if context.dotted and key in table.months and (context.following[:1].isdigit() or context.core[:1].isupper()):
        return table.months[key]
    if not (context.dotted or key in ("mr", "mrs", "ms", "dr", "vs", "n°")) or key not in table.abbreviations:
        return None
    said = table.abbreviations[key]
    if table.numerals == "en":
        if key in ("no", "nos", "vol", "fig", "ch", "ft") and not context.following[:1].isdigit():
            return "feet" if key == "ft" and context.before[-1:].isdigit() else None
        if key in ("st", "dr") and (context.last or not context.following[:1].isupper()):
            return "street" if key == "st" else ("drive" if context.before[:1].isupper() else said)
    return said


def _initials(context: _Context) -> str | None:
    if re.fullmatch(r"(?:[^\W\d_]\.)+[^\W\d_]?", context.core):
        return context.core.rstrip(".").upper()
    return None


def _plain_number(context: _Context) -> str | None:
    return _number(context.core, context)


def _plain_word(context: _Context) -> str | None:
    return context.core if all(_is_letter(character) or character in "'-" for character in context.core) else None


def _pieces(context: _Context) -> str | None:
    """The rest, piece by piece: words, numbers, signs that are said; dashes and colons inside become pauses."""
    said: list[str] = []
    table = context.table
    address = re.search(r"\w[.@]\w{2,}", context.core) and ".." not in context.core
    for run in _runs(context.core):
        piece = unicodedata.normalize("NFKC", run) if run[0].isdigit() else run
        if piece[0].isdigit():
            number = _number(piece, context)
            said.append(number if number is not None else _digits_in(piece, table))
        elif _is_letter(piece[0]):
            said.append(piece)
        elif piece[0].isnumeric():
            said.append(unicodedata.normalize("NFKC", piece).replace("⁄", " "))
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
            character in ".," and core[index - 1 : index].isdigit() and core[index + 1 : index + 2].isdigit()
        )
        kind = (
            "N" if character.isdigit() or between_digits else "L" if _is_letter(character) or character == "'" else ""
        )
        if kind and kinds and kinds[-1] == kind:
            runs[-1] += character
        else:
            runs.append(character)
            kinds.append(kind)
    return runs


def _digits_in(piece: str, table: Spoken) -> str:
    parts = [part for part in re.split(r"([.,])", piece) if part]
    return " ".join(numerals.amount(part, table) if part.isdigit() else table.point * (part == ".") for part in parts)


_RULES: tuple[Callable[[_Context], str | None], ...] = (
    _abbreviation,
    _scale,
    _unit_apart,
    _money_apart,
    _plain_word,
    _signed,
    _money,
    _percent,
    _ordinal,
    _time,
    _year,
    _telephone,
    _range,
    _fraction,
    _unit,
    _plain_number,
    _initials,
    _pieces,
)
