# SPDX-License-Identifier: GPL-3.0-or-later
"""IPA as people write it, for the engines: as espeak-ng groups it, and as the mnemonics that espeak-ng reads."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

OPENING, CLOSING = "⟨", "⟩"
"""Around IPA among the spoken words of `normalise.SpokenWord.text`: "⟨həlˈoʊ⟩"."""

_DIPHTHONGS = ("eɪ", "aɪ", "aʊ", "ɔɪ", "oʊ", "əʊ", "tʃ", "dʒ", "tɕ", "dʑ")
_STRESS_BEFORE_ONSET = re.compile(r"([ˈˌ])([bcdfhjklmnpqrstvwxzðŋɡɲɹɾʁʃʒʔʎθçβɣχɸʋɻɬɕʑʂʐ^ʰʲ]+)")
_STRESSABLE = re.compile(r"['’](?=\w)")

# Longer ones first. Sources: espeak-ng's phoneme mnemonics for English and its shared consonants and vowels.
_MNEMONICS = (
    ("tʃ", "tS"), ("dʒ", "dZ"), ("eɪ", "eI"), ("aɪ", "aI"), ("aʊ", "aU"), ("ɔɪ", "OI"), ("oʊ", "oU"), ("əʊ", "oU"),
    ("ɪə", "i@"), ("eə", "e@"), ("ʊə", "U@"), ("ɔː", "O:"), ("ɜː", "3:"), ("uː", "u:"), ("iː", "i:"), ("ɑː", "A:"),
    ("ˈ", "'"), ("ˌ", ","), ("ː", ":"), ("ɹ", "r"), ("ɡ", "g"), ("ʃ", "S"), ("ʒ", "Z"), ("θ", "T"), ("ð", "D"),
    ("ŋ", "N"), ("ɲ", "n^"), ("ʎ", "l^"), ("ɾ", "*"), ("ʁ", "r"), ("χ", "x"), ("ɣ", "Q"), ("β", "B"), ("ç", "C"),
    ("ʔ", "?"), ("ə", "@"), ("ɚ", "3"), ("ɝ", "3:"), ("ɜ", "3:"), ("æ", "a"), ("ʌ", "V"), ("ɑ", "A:"), ("ɒ", "0"),
    ("ɔ", "O:"), ("ɪ", "I"), ("ʊ", "U"), ("ɛ", "E"), ("ø", "Y"), ("œ", "W"), ("ɐ", "a#"), ("ɨ", "I"), ("ᵻ", "I2"),
    ("\u0303", "~"), ("ʲ", ";"),
)  # fmt: skip


@lru_cache(maxsize=1024)
def tied(ipa: str) -> str:
    """*ipa* as espeak-ng would give it, "^" between the letters of one sound; slashes, bars and syllable dots gone."""
    text = unicodedata.normalize("NFC", ipa).replace("\u0361", "^").replace("\u035c", "^")
    text = re.sub(r"[/|.\[\]‿⟨⟩]", "", _STRESSABLE.sub("ˈ", text)).replace("g", "ɡ")
    # Dictionaries write a stress before its syllable, espeak-ng and the model before its vowel.
    text = _STRESS_BEFORE_ONSET.sub(r"\2\1", text)
    for sound in _DIPHTHONGS:
        text = text.replace(sound, f"{sound[0]}^{sound[1]}")
    return text


@lru_cache(maxsize=1024)
def mnemonics(ipa: str) -> str:
    """*ipa* as espeak-ng's phoneme input, without the brackets: no blank, only ASCII."""
    text = unicodedata.normalize("NFD", tied(ipa).replace("^", ""))
    for sound, mnemonic in _MNEMONICS:
        # A mark of its own around what is done, so that no letter is taken twice.
        text = text.replace(unicodedata.normalize("NFD", sound), f"\x00{mnemonic}\x01")
    parts = re.split(r"(\x00[^\x01]*\x01)", text)
    said = "".join(part[1:-1] if part.startswith("\x00") else part for part in parts)
    return "".join(character for character in said if character.isascii() and character not in " []\x00\x01")
