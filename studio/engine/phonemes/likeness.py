# SPDX-License-Identifier: GPL-3.0-or-later
"""How far the sounds that the voice gives a word are from those of the lexicon."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

# Consonants and vowels of the model's alphabet and of ARPABET; those that accents and running speech mix up are one.
_CONSONANTS = {
    "b": "b", "p": "p", "d": "t", "t": "t", "T": "t", "k": "k", "ɡ": "ɡ", "f": "f", "v": "v", "s": "s", "z": "s",
    "ʃ": "ʃ", "ʒ": "ʃ", "ʤ": "ʤ", "ʧ": "ʧ", "θ": "θ", "ð": "θ", "h": "h", "m": "m", "n": "n", "ŋ": "n", "l": "l",
    "ɹ": "r", "w": "w",
}  # fmt: skip
_VOWELS = {
    "A": "A", "I": "I", "O": "O", "W": "W", "Y": "Y", "Q": "O", "ɑ": "o", "æ": "a", "a": "a", "ə": "u", "ɛ": "e",
    "ɜ": "u", "ɪ": "i", "i": "i", "u": "U", "ʊ": "U", "ʌ": "u", "ɔ": "o", "ɒ": "o", "ᵊ": "u", "ᵻ": "i",
}  # fmt: skip
_ARPABET_CONSONANTS = {
    "B": "b", "P": "p", "D": "t", "T": "t", "K": "k", "G": "ɡ", "F": "f", "V": "v", "S": "s", "Z": "s", "SH": "ʃ",
    "ZH": "ʃ", "JH": "ʤ", "CH": "ʧ", "TH": "θ", "DH": "θ", "HH": "h", "M": "m", "N": "n", "NG": "n", "L": "l",
    "R": "r", "W": "w", "ER": "r",
}  # fmt: skip
_ARPABET_VOWELS = {
    "AA": "o", "AE": "a", "AH": "u", "AO": "o", "AW": "W", "AY": "I", "EH": "e", "ER": "u", "EY": "A", "IH": "i",
    "IY": "i", "OW": "O", "OY": "Y", "UH": "U", "UW": "U",
}  # fmt: skip
_NEAR = frozenset(map(frozenset, ("eA", "ea", "oO", "ao", "uU", "ui", "ei", "uo", "ue", "Ua")))
"""Vowels that differ between accents."""
_SYLLABLE, _STRESS, _VOWEL = 0.5, 0.5, 0.75


@dataclass(frozen=True, slots=True)
class Outline:
    """What of a word is compared.

    Attributes:
        consonants: In order, rougher than phonemes.
        syllables: Number of vowels.
        stressed: Number of the syllable with the main stress, from 0.
        vowel: The stressed vowel.
    """

    consonants: str
    syllables: int
    stressed: int
    vowel: str


def distance(said: str, lexicon: Sequence[str], rhotic: bool = True) -> float:
    """How far *said*, in the model's alphabet, is from the nearest of the *lexicon*'s sounds, in ARPABET: about the
    number of consonants that differ, of a stressed vowel and of stresses a part.

    Args:
        rhotic: Whether an r is said wherever one is written.
    """
    own = outline_of(said, rhotic)
    return min((_between(own, arpabet_outline(each, rhotic)) for each in lexicon), default=0.0)


def outline_of(phonemes: str, rhotic: bool = True) -> Outline:
    """The outline of a word in the model's alphabet."""
    stressed = phonemes.replace("ˌ", "").partition("ˈ")
    before = sum(symbol in _VOWELS for symbol in stressed[0]) if stressed[1] else 0
    after = stressed[2] if stressed[1] else phonemes
    vowel = next((_VOWELS[symbol] for symbol in after if symbol in _VOWELS), "")
    consonants = "".join(_CONSONANTS.get(symbol, "") for symbol in phonemes)
    return Outline(_rough(consonants, rhotic), sum(symbol in _VOWELS for symbol in phonemes), before, vowel)


def arpabet_outline(symbols: str, rhotic: bool = True) -> Outline:
    """The outline of a word in ARPABET."""
    names = [(symbol.rstrip("012"), symbol[-1] == "1") for symbol in symbols.split()]
    vowels = [(name, main) for name, main in names if name in _ARPABET_VOWELS]
    stressed = next((number for number, (_name, main) in enumerate(vowels) if main), 0)
    vowel = _ARPABET_VOWELS[vowels[stressed][0]] if vowels else ""
    consonants = "".join(_ARPABET_CONSONANTS.get(name, "") for name, _main in names)
    return Outline(_rough(consonants, rhotic), len(vowels), stressed, vowel)


def _rough(consonants: str, rhotic: bool) -> str:
    if not rhotic:
        consonants = consonants.replace("r", "")
    kept = [sign for at, sign in enumerate(consonants) if not at or sign != consonants[at - 1]]
    return "".join(kept)


def _between(one: Outline, other: Outline) -> float:
    found = float(_edits(one.consonants, other.consonants))
    found += _SYLLABLE * abs(one.syllables - other.syllables)
    if one.syllables == other.syllables:
        found += _STRESS * (one.stressed != other.stressed)
        if one.vowel != other.vowel and one.stressed == other.stressed:
            found += _VOWEL if frozenset((one.vowel, other.vowel)) not in _NEAR else 0.0
    return found


def _edits(one: str, other: str) -> int:
    """Number of signs to insert, delete or replace."""
    row = list(range(len(other) + 1))
    for number, sign in enumerate(one, 1):
        before, row[0] = row[0], number
        for at, theirs in enumerate(other, 1):
            before, row[at] = row[at], min(row[at] + 1, row[at - 1] + 1, before + (sign != theirs))
    return row[-1]
