# SPDX-License-Identifier: GPL-3.0-or-later
"""Respellings: a word in syllables, with hyphens between them and capitals for the stress ("NOO-vah").

English syllables are read by a table of sounds, that of Wikipedia's "Pronunciation respelling key" with the spellings
that people type beside it; resources/docs/pronunciation.md shows it. The syllables of other languages are read by that
language's own letter rules, see `phonemes.phonemize`. Whatever is no respelling ("sequel", "T-shirt", "AFL-CIO") is a
text, and is read as one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from studio.core.languages import primary
from studio.engine.text.ipa import CLOSING, OPENING

BY_LETTERS = "="
"""Behind OPENING: what follows are syllables that the language's letter rules read."""

MOST_SYLLABLES = 20
_LONGEST_SYLLABLE = 12
_SYLLABLE = re.compile(r"[^\W\d_]+")
_POSSESSIVE = re.compile(r"['’]s$", re.IGNORECASE)

# By ear: (American, British) where the two differ.
_VOWELS: Mapping[str, tuple[str, str]] = {
    "a": ("æ", "æ"), "ah": ("ɑː", "ɑː"), "aa": ("ɑː", "ɑː"), "ahr": ("ɑːɹ", "ɑː"), "air": ("ɛɹ", "eə"),
    "ar": ("ɑːɹ", "ɑː"), "arr": ("æɹ", "æɹ"), "aw": ("ɔː", "ɔː"), "ay": ("eɪ", "eɪ"),
    "e": ("ɛ", "ɛ"), "ee": ("iː", "iː"), "eer": ("ɪɹ", "iə"), "eh": ("ɛ", "ɛ"), "ehr": ("ɛɹ", "eə"),
    "er": ("ɚ", "ə"), "err": ("ɛɹ", "ɛɹ"), "ew": ("juː", "juː"), "eye": ("aɪ", "aɪ"),
    "i": ("ɪ", "ɪ"), "igh": ("aɪ", "aɪ"), "ih": ("ɪ", "ɪ"), "ire": ("aɪɚ", "aɪə"), "irr": ("ɪɹ", "ɪɹ"),
    "o": ("ɑː", "ɒ"), "oh": ("oʊ", "əʊ"), "oo": ("uː", "uː"), "oor": ("ʊɹ", "ɔː"), "or": ("ɔːɹ", "ɔː"),
    "orr": ("ɔːɹ", "ɒɹ"), "ow": ("aʊ", "aʊ"), "owr": ("aʊɚ", "aʊə"), "oy": ("ɔɪ", "ɔɪ"),
    "u": ("ʌ", "ʌ"), "uh": ("ʌ", "ʌ"), "ur": ("ɜːɹ", "ɜː"), "urr": ("ɜːɹ", "ʌɹ"), "uu": ("ʊ", "ʊ"),
    "y": ("aɪ", "aɪ"), "ə": ("ə", "ə"), "ər": ("ɚ", "ə"),
}  # fmt: skip
_STRESSED = {"er": ("ɜːɹ", "ɜː"), "ər": ("ɜːɹ", "ɜː")}
_UNSTRESSED = {"uh": ("ə", "ə"), "u": ("ə", "ə"), "ur": ("ɚ", "ə")}
_OPEN = {"o": ("oʊ", "əʊ"), "u": ("uː", "uː"), "i": ("iː", "iː")}
"""A letter that ends its syllable; an unstressed "a" there is that of "comma"."""
_CONSONANTS = {
    "b": "b", "ch": "tʃ", "ck": "k", "d": "d", "dh": "ð", "f": "f", "g": "ɡ", "gh": "ɡ", "h": "h", "j": "dʒ", "k": "k",
    "kh": "x", "l": "l", "m": "m", "n": "n", "ng": "ŋ", "nk": "ŋk", "p": "p", "r": "ɹ", "s": "s", "sh": "ʃ", "t": "t",
    "tch": "tʃ", "th": "θ", "v": "v", "w": "w", "wh": "w", "y": "j", "z": "z", "zh": "ʒ",
}  # fmt: skip
_DOUBLED = {letter * 2: sound for letter, sound in _CONSONANTS.items() if len(letter) == 1 and letter not in "hwy"}
_SOUNDS = {**_DOUBLED, **_CONSONANTS}
_CONSONANT = "|".join(sorted(_SOUNDS, key=len, reverse=True))
_VOWEL = "|".join(sorted(_VOWELS, key=len, reverse=True))
_ENGLISH = re.compile(rf"(?P<onset>(?:{_CONSONANT})*?)(?P<vowel>{_VOWEL})(?P<coda>(?:{_CONSONANT})*)")
_VOWEL_LETTERS = "aeiouə"
_UNUSUAL = re.compile(r"[aeiou]h$|zh|uu")
_ONE = re.compile(_CONSONANT)


@dataclass(frozen=True, slots=True)
class Syllable:
    """Letters in lower case; *stress* is "ˈ", "ˌ" or ""."""

    letters: str
    stress: str = ""


def spoken(word: str, language: str) -> str:
    """What is said for one word of an alias, between OPENING and CLOSING: IPA, or behind BY_LETTERS syllables as they
    were typed. "" if *word* is no respelling.

    Args:
        language: BCP 47 tag.
    """
    stem = _POSSESSIVE.sub("", word)
    parts = syllables(stem)
    if not parts:
        return ""
    if primary(language) == "en":
        ipa = _english(parts, british=language.lower() == "en-gb")
        return f"{OPENING}{ipa}{_possessive(ipa) if stem != word else ''}{CLOSING}" if ipa else ""
    return f"{OPENING}{BY_LETTERS}{stem}{'s' if stem != word else ''}{CLOSING}"


@lru_cache(maxsize=1024)
def syllables(word: str) -> tuple[Syllable, ...]:
    """The syllables of *word*; none if it is no respelling.

    A respelling has hyphens, and of its syllables some in capitals, with two letters or more, and some in small
    letters. The last one in capitals has the main stress, others in capitals the second. One in small letters alone
    ("skeh-ree") is stressed on its first syllable; it has to have a spelling that is no usual one, such as "eh" or
    "zh", to be told from words with a hyphen.
    """
    parts = word.split("-")
    if not 2 <= len(parts) <= MOST_SYLLABLES:
        return ()
    if not all(_SYLLABLE.fullmatch(part) and len(part) <= _LONGEST_SYLLABLE for part in parts):
        return ()
    if word.islower() and any(_UNUSUAL.search(part) for part in parts):
        return tuple(Syllable(part, "" if number else "ˈ") for number, part in enumerate(parts))
    capital = [number for number, part in enumerate(parts) if part.isupper()]
    small = [part for part in parts if part.islower()]
    if not capital or not small or len(capital) + len(small) < len(parts):
        return ()
    if any(len(parts[number]) < 2 for number in capital):
        return ()
    return tuple(
        Syllable(part.lower(), "ˈ" if number == capital[-1] else "ˌ" if number in capital else "")
        for number, part in enumerate(parts)
    )


_SPELLED = {
    "eɪ": "ay", "aɪ": "y", "aʊ": "ow", "ɔɪ": "oy", "oʊ": "oh", "əʊ": "oh", "ɜɹ": "ur", "əɹ": "er", "iː": "ee",
    "i": "ee", "uː": "oo", "u": "oo", "ɑː": "ah", "ɑ": "ah", "ɔː": "aw", "ɔ": "aw", "ɪ": "ih", "ɛ": "eh", "æ": "a",
    "ʊ": "uu", "ʌ": "uh", "ə": "uh",
}  # fmt: skip
_SHORT = {"ih": "i", "eh": "e", "uh": "u", "a": "a"}
_TYPED = {
    "tʃ": "ch", "dʒ": "j", "ʃ": "sh", "ʒ": "zh", "θ": "th", "ð": "dh", "ŋ": "ng", "ɹ": "r", "ɡ": "g", "j": "y",
    "ɾ": "t", "x": "kh", **{letter: letter for letter in "bdfhklmnpstvwz"},
}  # fmt: skip
_CLUSTERS = frozenset(
    [*(f"{first}{second}" for first in "pbtdkgf" for second in "rl"), *(f"s{second}" for second in "ptklmnw")]
    + [*(f"{first}y" for first in "bdfhkmpv"), "thr", "shr", "tw", "kw", "dw"]
)
_SOUND = re.compile("|".join(sorted((*_SPELLED, *_TYPED), key=len, reverse=True)))


def respelled(ipa: str) -> str:
    """A respelling of an English word's IPA, which has its stresses before its vowels; "" where there is none that says
    it, such as for a word of one syllable."""
    syllables: list[list[str]] = [[]]
    stressed: list[bool] = []
    for mark, sound in re.findall(rf"([ˈˌ]?)({_SOUND.pattern}|.)", ipa):
        if sound in _SPELLED:
            onset = _onset(syllables[-1]) if stressed else len(syllables[-1])
            if stressed:
                begin = len(syllables[-1]) - onset
                syllables.append(syllables[-1][begin:])
                del syllables[-2][begin:]
            syllables[-1].append(sound)
            stressed.append(mark == "ˈ")
        elif sound in _TYPED:
            syllables[-1].append(sound)
        else:
            return ""
    if len(stressed) < 2 or sum(stressed) != 1:
        return ""
    typed = [_typed(each) for each in syllables]
    return "-".join(each.upper() if main else each for each, main in zip(typed, stressed, strict=True))


def _onset(sounds: list[str]) -> int:
    """How many of the consonants at the end of *sounds* begin the next syllable."""
    count = next((number for number, each in enumerate(reversed(sounds)) if each in _SPELLED), len(sounds))
    if count >= 2 and "".join(_TYPED[each] for each in sounds[-2:]) in _CLUSTERS:
        return 2
    return 1 if count and sounds[-1] != "ŋ" else 0


def _typed(sounds: list[str]) -> str:
    """A syllable as one types it: a short vowel before a consonant by its letter alone."""
    typed = ""
    for number, sound in enumerate(sounds):
        spelled = _SPELLED.get(sound) or _TYPED[sound]
        closed = number + 1 < len(sounds)
        typed += _SHORT.get(spelled, spelled) if closed and sound in _SPELLED else spelled
    return typed


def by_letters(token: str) -> str:
    """The syllables of a spoken token that the letter rules read; "" if it is none of those."""
    inside = token.strip(OPENING + CLOSING)
    return inside[len(BY_LETTERS) :] if inside.startswith(BY_LETTERS) else ""


def _english(parts: tuple[Syllable, ...], british: bool) -> str:
    """The IPA of English syllables, the stress before the vowel; "" if one of them is not in the table."""
    said = [_english_syllable(part, british) for part in parts]
    if not all(said):
        return ""
    for number, behind in enumerate(parts[1:]):
        # A British r is heard before a vowel.
        if (
            british
            and parts[number].letters[-1] == "r"
            and behind.letters[0] in _VOWEL_LETTERS
            and said[number][-1] != "ɹ"
        ):
            said[number] += "ɹ"
    return "".join(said)


def _possessive(ipa: str) -> str:
    """The sound of 's behind *ipa*."""
    return "ɪz" if ipa[-1] in "szʃʒ" else "s" if ipa[-1] in "ptkfθ" else "z"


def _english_syllable(syllable: Syllable, british: bool) -> str:
    match = _ENGLISH.fullmatch(syllable.letters)
    if match is None:
        return ""
    vowel, coda = match["vowel"], match["coda"]
    sounds = _VOWELS[vowel]
    sounds = (_STRESSED if syllable.stress else _UNSTRESSED).get(vowel, sounds)
    if not coda and vowel in _OPEN:
        sounds = _OPEN[vowel]
    elif not coda and vowel == "a" and not syllable.stress:
        sounds = "ə", "ə"
    onset, behind = ("".join(_SOUNDS[each] for each in _ONE.findall(part)) for part in (match["onset"], coda))
    return f"{onset}{syllable.stress}{sounds[british]}{behind}"
