# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether the reading of a token is unsure, and why.

English words are looked up in a lexicon. Of other languages only what their tables tell is known: words of two sounds,
unknown abbreviations, letters that the language does not have.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from studio.core.doubts import Doubt
from studio.core.languages import primary, region
from studio.engine.phonemes.known_words import is_call, is_known
from studio.engine.phonemes.lexicon import sounds_in_lexicon
from studio.engine.phonemes.likeness import distance
from studio.engine.phonemes.phonemize import said_alone
from studio.engine.text.classes import SemioticClass, Token
from studio.engine.text.neighbours import Sentence

SURE = 0.8
"""A token of less certainty is unsure."""
_FAR_OF_A_NAME, _FAR = 0.75, 2.0
"""Distances (`likeness.distance`) from which on the voice is taken to say a word otherwise than the lexicon."""
_LETTERS = {
    "de": "äöüß", "fr": "àâæçéèêëîïôœùûüÿ", "es": "áéíóúüñ", "it": "àèéìíîòóùú", "pt": "áâãàçéêíóôõúü",
}  # fmt: skip
"""Letters of languages with a table beside a to z."""
_BY_CLASS = {
    SemioticClass.HETERONYM: Doubt.HETERONYM,
    SemioticClass.CAPITALS: Doubt.ABBREVIATION,
    SemioticClass.INITIALISM: Doubt.ABBREVIATION,
}
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*['’]?")
_ELSEWHERE = re.compile(
    r"[cs]z|rz|zh|kh|[bdgh]h(?=[aeiou])|tz|dj|lj|nj|^[ns]g|^mb|^hr|^ts|^xi|^q(?!u)|q$|ij|aa|uu|ii|eaux?$|"
    r"[aeiou]x$|sk[iay]$|vi[cć]h?$|ier$|oise?$|etto$|ella$|ini$|ucci$"
)
"""Letters that stand together in names of other languages, and hardly in English."""
_VOWELS = frozenset("aeiouy")
_LONGEST = 40


def doubt_of(token: Token, sentence: Sentence, tag: str) -> Doubt | None:
    """Why the reading of *token*, one of *sentence*, is unsure; None where it is sure, or nothing is known.

    Args:
        tag: One of `phonemize.LANGUAGES`.
    """
    if token.semiotic is SemioticClass.PLAIN:
        return _of_words(token, sentence, tag)
    if token.certainty >= SURE or not token.alternatives:
        return None
    return _BY_CLASS.get(token.semiotic, Doubt.AMBIGUOUS)


def _of_words(token: Token, sentence: Sentence, tag: str) -> Doubt | None:
    if token.why or token.end - token.start > _LONGEST:
        # A rule knew it.
        return None
    line, begins = sentence.text, _begins(sentence, token.start)
    for match in _WORD.finditer(line, token.start, token.end):
        word = match.group().replace("’", "'")
        doubt = _of_word(word, begins and match.start() == token.start, tag)
        if doubt is None:
            continue
        dotted = line[match.end() : match.end() + 1] == "." and match.end() + 1 < len(line)
        bare = not _VOWELS & set(_plain(word.lower()))
        if doubt is not Doubt.ODD and (dotted or (bare and word.isascii())):
            return Doubt.ABBREVIATION
        return doubt
    return None


def _begins(sentence: Sentence, at: int) -> bool:
    """Whether a capital at *at* may be a sentence's."""
    before = sentence.text[:at].rstrip(" \"'“‘«([")
    return not before or before[-1] in ".!?:…—–"


def _of_word(word: str, begins: bool, tag: str) -> Doubt | None:
    if primary(tag) == "en":
        return _of_english(word, word[:1].isupper(), begins, tag)
    letters = _LETTERS.get(primary(tag))
    if letters is None or any(not _is_latin(letter) for letter in word):
        return None
    lower = word.lower()
    return Doubt.FOREIGN if any(not letter.isascii() and letter not in letters for letter in lower) else None


@lru_cache(maxsize=32768)
def _of_english(word: str, capital: bool, begins: bool, tag: str) -> Doubt | None:
    if len(word) < 2 or any(not _is_latin(letter) for letter in word):
        return None
    lower = _plain(word.lower())
    if is_known(lower, name=capital and not begins):
        return Doubt.ODD if _is_odd(word, lower, capital, tag) else None
    if not word.isascii() or _ELSEWHERE.search(lower):
        return Doubt.FOREIGN
    return Doubt.NAME if capital else Doubt.UNKNOWN


def _is_odd(word: str, lower: str, capital: bool, tag: str) -> bool:
    """Whether the voice's sounds are far from those of the lexicon."""
    sounds = sounds_in_lexicon(lower)
    if not sounds or is_call(lower) or "'" in lower:
        return False
    said = said_alone(word, tag)
    far = distance(said, sounds, rhotic=region(tag) != "GB")
    return far >= (_FAR_OF_A_NAME if capital else _FAR)


def _plain(word: str) -> str:
    """*word* without accents."""
    if word.isascii():
        return word
    apart = unicodedata.normalize("NFD", word.replace("ł", "l").replace("ø", "o").replace("æ", "ae").replace("œ", "oe"))
    return "".join(letter for letter in apart if unicodedata.category(letter) != "Mn")


def _is_latin(letter: str) -> bool:
    return letter.isascii() or letter in "’" or unicodedata.name(letter, "").startswith("LATIN")
