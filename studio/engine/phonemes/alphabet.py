# SPDX-License-Identifier: GPL-3.0-or-later
"""The alphabet that Kokoro v1.0 was trained on, and espeak-ng's IPA in it. Some sounds have letters of their own."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from studio.core.languages import primary

PUNCTUATION = ';:,.!?—…"()“”'
SYMBOLS = frozenset(
    PUNCTUATION
    + " \u0303ʣʥʦʨᵝꭧAIOQSTWYᵊabcdefhijklmnopqrstuvwxyzɑɐɒæβɔɕçɖðʤəɚɛɜɟɡɥɨɪʝɯɰŋɳɲɴøɸθœɹɾɻʁɽʂʃʈʧʊʋʌɣɤχʎʒʔˈˌːʰʲ↓→↗↘ᵻ"
)
"""Every symbol that the model has a token for."""

_WITHOUT_SOUND = frozenset(" ^-./|‿[]⟨⟩'’")
"""What stands in IPA between sounds."""
_SWITCH = re.compile(r"\([^()]*\)")
_SYLLABIC = re.compile("(.)\u0329")

# "^" ties the letters of one sound. The order counts: longer ones first.
_TIED = (
    ("e^ɪ", "A"),
    ("a^ɪ", "I"),
    ("a^ʊ", "W"),
    ("ɔ^ɪ", "Y"),
    ("o^ʊ", "O"),
    ("ə^ʊ", "Q"),
    ("t^ʃ", "ʧ"),
    ("d^ʒ", "ʤ"),
    ("t^s", "ʦ"),
    ("d^z", "ʣ"),
    ("t^ɕ", "ʨ"),
    ("d^ʑ", "ʥ"),
    ("ə^l", "ᵊl"),
    ("^", ""),
)
_AS_IPA = {symbol: ipa.replace("^", "") for ipa, symbol in _TIED if len(symbol) == 1} | {"T": "ɾ", "ᵊ": "ə", "I": "aɪ"}
_ENGLISH = (
    ("ɚɹ", "əɹ"),
    ("ʔn\u0329", "tᵊn"),
    ("ɚ", "əɹ"),
    ("ɝ", "ɜɹ"),
    ("ʔ", "t"),
    ("\u0303", ""),
    ("r", "ɹ"),
    ("x", "k"),
    ("ç", "k"),
    ("ɐ", "ə"),
    ("ʲ", ""),
)
_AMERICAN = (
    *_ENGLISH,
    ("ɜːɹ", "ɜɹ"),
    ("ɜː", "ɜɹ"),
    ("iəɹ", "ɪɹ"),
    ("ɾ", "T"),
    ("ː", ""),
    ("ɒ", "ɔ"),
    ("e", "A"),
    ("a", "æ"),
    ("o", "ɔ"),
)
_BRITISH = (
    *_ENGLISH,
    ("eə", "ɛː"),
    ("iə", "ɪə"),
    ("ɾ", "t"),
    ("ᵻ", "ɪ"),
    ("æ", "a"),
    ("e", "ɛ"),
    ("o", "ɔ"),
)
# Sounds of languages that the model was not trained on, as it knows them from others.
_NEVER_HEARD = (("χ", "x"), ("q", "k"), ("ʕ", "ʔ"), ("\u0361", ""), ("ʲʲ", "ʲ"))
_OWN_SOUNDS: dict[str, tuple[tuple[str, str], ...]] = {
    # Tense and aspirated stops.
    "ko": (("th", "tʰ"), ("kh", "kʰ"), ("ph", "pʰ"), ("ʧh", "ʧʰ")),
    "ru": (("ɵ", "o"),),
    # The sound of "tři" and "řeka", written as two.
    "cs": (("r\u031d\u030a", "rʃ"), ("r\u030a\u031d", "rʃ"), ("r\u031d", "rʒ")),
    # The stød is no sound of its own.
    "da": (("ʔ", ""), ("?", "")),
    "sv": (("ɵ", "ʊ"), ("ʉː", "yː")),
    "nb": (("ʉː", "yː"),),
    # Hard l, which espeak-ng writes with the mark of a syllable.
    "lt": (("l\u0329", "l"),),
    "eu": (("s\u033a", "ʂ"), ("ʦ\u033a", "ꭧ")),
}
_TRAINED = frozenset(["en", "es", "fr", "it", "pt", "hi", "ja", "zh"])
_TILDE = "\u0303"

# The nearest sound for each that the model has no token for.
_NEAREST = {
    "g": "ɡ",
    "ɫ": "l",
    "ɭ": "l",
    "ʟ": "l",
    "ɬ": "l",
    "ɮ": "l",
    "ʉ": "u",
    "ɵ": "ø",
    "ɘ": "ə",
    "ɞ": "ɜ",
    "ɝ": "ɜɹ",
    "ɶ": "œ",
    "ʏ": "y",
    "ɱ": "m",
    "ʍ": "w",
    "ɦ": "h",
    "ħ": "h",
    "ʕ": "ʔ",
    "ⱱ": "v",
    "ʜ": "h",
    "ʀ": "ʁ",
    "ɧ": "ʃ",
    "ʑ": "ʒ",
    "ʐ": "ʒ",
    "ɓ": "b",
    "ʙ": "b",
    "ɗ": "d",
    "ɠ": "ɡ",
    "ɢ": "ɡ",
    "ʛ": "ɡ",
    "ʄ": "ɟ",
    "ɺ": "ɾ",
    "ε": "ɛ",
    "ʱ": "ʰ",
    "ʷ": "w",
    "ˑ": "ː",
}


@lru_cache(maxsize=16384)
def to_model_alphabet(ipa: str, language: str) -> str:
    """*ipa* in the model's alphabet: SYMBOLS only, without punctuation and blanks.

    Args:
        ipa: One of espeak-ng's groups, with "^" between letters of one sound.
        language: BCP 47 tag. American and British English have tables of their own; all others keep length marks and
            IPA vowels and share the tied sounds. Sounds that only untrained languages have become their nearest.
    """
    text = unicodedata.normalize("NFC", _SWITCH.sub("", ipa)).replace("-", "")
    text = "".join(_tilde_apart(character) for character in text)
    for tied, symbol in _TIED:
        text = text.replace(tied, symbol)
    for ipa_sound, symbol in {"en-US": _AMERICAN, "en-GB": _BRITISH}.get(language, ()):
        text = text.replace(ipa_sound, symbol)
    plain = primary(language)
    if plain not in _TRAINED:
        for ipa_sound, symbol in (*_OWN_SOUNDS.get(plain, ()), *_NEVER_HEARD):
            text = text.replace(ipa_sound, symbol)
    text = _SYLLABIC.sub(r"ᵊ\1", text)
    return "".join(_in_vocabulary(character) for character in text)


def as_ipa(phonemes: str) -> str:
    """Symbols of the model's alphabet as people write IPA: a letter of the model's own becomes the two sounds that it
    stands for."""
    return "".join(_AS_IPA.get(symbol, symbol) for symbol in phonemes)


def unknown_in(ipa: str) -> str:
    """The signs of *ipa*, each once, that are no sounds, stresses or lengths, and are left out."""
    signs = unicodedata.normalize("NFC", ipa)
    return "".join(dict.fromkeys(sign for sign in signs if not _is_known(sign)))


def _is_known(sign: str) -> bool:
    return sign in _WITHOUT_SOUND or unicodedata.category(sign) == "Mn" or bool(_in_vocabulary(sign))


def _tilde_apart(character: str) -> str:
    """A nasal vowel as vowel and tilde, which are tokens of the model."""
    base = unicodedata.normalize("NFD", character)
    return base if base.endswith(_TILDE) else character


def _in_vocabulary(character: str) -> str:
    if character in SYMBOLS:
        return "" if character in PUNCTUATION or character == " " else character
    if character in _NEAREST:
        return _NEAREST[character]
    base = unicodedata.normalize("NFD", character)[0]
    return base if base in SYMBOLS and base.isalpha() else _NEAREST.get(base, "")
