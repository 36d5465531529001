# SPDX-License-Identifier: GPL-3.0-or-later
"""How far what a recogniser writes down is from the words that were to be said. It has its own way to write figures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from num2words import num2words

# A recogniser's "St." may be either; the sound cannot tell that it was wrong.
_ABBREVIATED = {
    "am": ("am", "a m"),
    "pm": ("p m",),
    "capt": ("captain",),
    "co": ("company", "co"),
    "col": ("colonel",),
    "corp": ("corporation",),
    "cm": ("centimeters",),
    "dr": ("doctor", "drive"),
    "etc": ("et cetera",),
    "etcetera": ("et cetera",),
    "ft": ("fort", "feet"),
    "gen": ("general",),
    "gov": ("governor",),
    "honourable": ("honorable",),
    "inc": ("incorporated",),
    "jr": ("junior",),
    "km": ("kilometers",),
    "lbs": ("pounds",),
    "lt": ("lieutenant",),
    "mr": ("mister",),
    "mrs": ("missus",),
    "mt": ("mount",),
    "no": ("no", "number"),
    "o": ("o", "oh"),
    "ok": ("okay",),
    "rep": ("representative",),
    "rev": ("reverend",),
    "sen": ("senator",),
    "st": ("saint", "street"),
    "ave": ("avenue",),
    "v": ("v", "versus"),
    "vs": ("versus",),
}
_SIGNS = {"&": "and", "%": " percent", "°": " degrees ", "@": " at ", "=": " equals ", "+": " plus ", "×": " times "}
_SCALES = "hundred|thousand|million|billion|trillion"
_MONEY = re.compile(rf"([$£€])(\d[\d,]*(?:\.\d+)?)(?: ({_SCALES})\b)?")
_CURRENCIES = {"$": "dollars", "£": "pounds", "€": "euros"}
# Small letters too, as a recogniser writes "Fbi".
_MAYBE_SPELLED = re.compile(r"[A-Z][A-Za-z]{1,3}s?", re.ASCII)
_SPELLED = re.compile(r"[A-Z]{2,}|(?:[A-Za-z]\.)+[A-Za-z]|P\.?h\.?D", re.ASCII)
_PIECE = re.compile(r"\d[\d,]*(?:\.\d+)?(?:st|nd|rd|th)?|[^\W\d]+(?:'[^\W\d]+)?")


def said_words(form: str) -> list[str]:
    """The words of a spoken form of the case tables, in small letters; letters that are spelled each for itself."""
    return [word for token in re.sub(r"[|/]| - ", " ", form).split() for word in _plain(_letters(token))]


def heard_errors(said: Sequence[str], heard: str) -> int:
    """Words to change, leave out or put in to make *heard* of *said*; of each written form, its kindest reading."""
    row = list(range(len(said) + 1))
    for readings in _readings(heard):
        rows = [_after(row, said, reading) for reading in readings]
        row = [min(column) for column in zip(*rows, strict=True)]
    return row[-1]


def _after(row: list[int], said: Sequence[str], words: Sequence[str]) -> list[int]:
    """The row of edit distances to the beginnings of *said* when *words* have been heard too."""
    for word in words:
        last, row = row, [row[0] + 1]
        for index, wanted in enumerate(said):
            row.append(min(last[index] + (wanted != word), last[index + 1] + 1, row[index] + 1))
    return row


def _readings(heard: str) -> Iterator[list[list[str]]]:
    """For each token, the ways it may have sounded."""
    text = _MONEY.sub(_amount, heard.replace("’", "'"))
    for sign, words in _SIGNS.items():
        text = text.replace(sign, f" {words} ")
    for token in re.split(r"[\s—–-]+", text):
        bare = token.strip(".,;:!?\"'()")
        known = _ABBREVIATED.get(bare.lower())
        if known is not None:
            yield [reading.split() for reading in known]
        elif _SPELLED.fullmatch(bare):
            yield [_plain(_letters(bare)), *([] if "." in bare else [_plain(bare)])]
        elif _MAYBE_SPELLED.fullmatch(bare):
            yield [_plain(bare), list(bare.lower())]
        elif any(character.isdecimal() for character in bare):
            yield from ([reading.split() for reading in _figures(piece)] for piece in _PIECE.findall(bare))
        elif bare:
            yield [_plain(bare)]


def _amount(found: re.Match[str]) -> str:
    sign, amount, scale = found.groups()
    whole, _, minor = amount.partition(".")
    if scale or len(minor) != 2:
        return " ".join(filter(None, (amount, scale, _CURRENCIES[sign])))
    return f"{whole} {_CURRENCIES[sign]} and {minor} cents"


def _figures(piece: str) -> list[str]:
    """The ways to say *piece*: figures, figures with an ordinal's ending, or a word beside them."""
    if not piece[0].isdecimal():
        return [" ".join(_plain(piece)), " ".join(piece.lower())]
    plain = piece.replace(",", "")
    if plain[-1].isalpha():
        return [_in_words(num2words(int(re.sub(r"\D", "", plain)), to="ordinal"))]
    whole, _, rest = plain.partition(".")
    if rest:
        return [f"{_in_words(num2words(int(whole)))} point {_each(rest)}", f"{_in_words(num2words(int(whole)))} {rest}"]
    ways = [_in_words(num2words(int(whole))), _each(whole), _each(whole).replace("zero", "oh")]
    if len(whole) in (3, 4) and whole[-2:] != "00":
        tail = _each(whole[-2:]).replace("zero", "oh") if whole[-2] == "0" else num2words(int(whole[-2:]))
        ways.append(_in_words(f"{num2words(int(whole[:-2]))} {tail}"))
    if len(whole) == 4:
        ways.append(_in_words(num2words(int(whole), to="year")))
    return ways


def _each(figures: str) -> str:
    return " ".join(num2words(int(figure)) for figure in figures)


def _in_words(said: str) -> str:
    """American: without "and"."""
    return " ".join(word for word in re.sub(r"[-,]", " ", said).split() if word != "and")


def _letters(token: str) -> str:
    return " ".join(re.sub(r"\W", "", token)) if _SPELLED.fullmatch(token.strip(",;:!?")) else token


def _plain(text: str) -> list[str]:
    words = text.lower().replace("’", "'").replace("-", " ").split()
    return [bare for word in words if (bare := re.sub(r"[^\w]", "", word))]
