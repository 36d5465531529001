# SPDX-License-Identifier: GPL-3.0-or-later
"""Suggestions how a word may be said: its other sounds, its syllables, its letters, and as other languages read it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from studio.core.languages import primary, region, resolve_language
from studio.core.markup import Saying
from studio.engine.espeak_ng import phoneme_groups
from studio.engine.phonemes.alphabet import as_ipa, to_model_alphabet
from studio.engine.phonemes.explain import explain
from studio.engine.phonemes.languages import MAPPED, OWN, kokoro_languages
from studio.engine.phonemes.lexicon import ipa_of, sounds_in_lexicon
from studio.engine.phonemes.likeness import distance
from studio.engine.phonemes.phonemize import LANGUAGES, phonemize
from studio.engine.text import respelling
from studio.engine.text.ipa import tied
from studio.engine.text.reading import Reading

MOST = 8
_LONGEST = 60
_OTHERS = {"en-US": "English", "de": "German", "fr": "French", "es": "Spanish", "it": "Italian"}
"""Languages by whose letter rules names are often said."""
_SWITCH = re.compile(r"\([^()]*\)")
_SPELLED = 12
_OTHER = 0.75
_LETTERS = re.compile(r"[A-Za-zÀ-ɏ]+(?:['’-][A-Za-zÀ-ɏ]+)*")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A way to say a word.

    Attributes:
        alias: What a dictionary's entry would hold: a respelling, or IPA between slashes.
        phonemes: Its sounds, in the model's alphabet.
        meaning: What it is: "syllables", "letters", a language, or what the word then means.
    """

    alias: str
    phonemes: str
    meaning: str


def suggestions(word: str, language: str = "") -> tuple[Suggestion, ...]:
    """Ways to say *word*, up to MOST, each of other sounds; those in syllables and letters first tell how it is said
    now.

    Args:
        word: A word or a few, without tags; what is longer than any name has none.
        language: BCP 47 tag, "" for American English.

    Raises:
        InvalidArgument: *language* is none of `phonemize.LANGUAGES`.
        EngineUnavailable: what makes phonemes cannot be loaded.
    """
    tag = resolve_language(language, kokoro_languages(), LANGUAGES[0])
    if not word.strip() or len(word) > _LONGEST:
        return ()
    return tuple(islice(_apart(_all(word.strip(), tag)), MOST))


def _all(word: str, tag: str) -> Iterator[Suggestion]:
    for token in explain(word, tag):
        for other in token.alternatives:
            if token.text == word:
                yield Suggestion(f"/{as_ipa(other.phonemes)}/", other.phonemes, other.meaning)
    now = _said(word, word, tag)
    if primary(tag) == "en":
        yield from _as_in_lexicon(word, tag, now)
        typed = respelling.respelled(as_ipa(now))
        if typed:
            yield Suggestion(typed, _said(word, typed, tag), "syllables")
    if _LETTERS.fullmatch(word):
        yield from _as_elsewhere(word, tag, now)
        if len(word) <= _SPELLED:
            said = _sounds(word, Saying(0, len(word), "spell"), tag)
            yield Suggestion(f"/{as_ipa(said)}/", said, "letters")


def _as_in_lexicon(word: str, tag: str, now: str) -> Iterator[Suggestion]:
    """The lexicon's sounds that are others to the ear."""
    for arpabet in sounds_in_lexicon(word.lower()):
        ipa = ipa_of(arpabet)
        if distance(now, [arpabet], rhotic=region(tag) != "GB") >= _OTHER:
            yield Suggestion(f"/{ipa}/", to_model_alphabet(tied(ipa), tag), "lexicon")


def _as_elsewhere(word: str, tag: str, now: str) -> Iterator[Suggestion]:
    voices = {**OWN, **MAPPED}
    for other, name in _OTHERS.items():
        if primary(other) == primary(tag):
            continue
        said = "".join(phoneme_groups(word, voices[other]))
        ipa = _SWITCH.sub("", said).replace("^", "\u0361")
        sounds = to_model_alphabet(tied(ipa), tag)
        if sounds and sounds != now:
            yield Suggestion(f"/{ipa}/", sounds, name)


def _said(word: str, alias: str, tag: str) -> str:
    """The sounds of *alias* in the place of *word*."""
    return _sounds(word, Saying(0, len(word.split()[0]), "respelling", alias) if alias != word else None, tag)


def _sounds(word: str, saying: Saying | None, tag: str) -> str:
    text, told = (word, ()) if saying is None else (word.split()[0], (saying,))
    return " ".join(filter(None, (each.phonemes for each in phonemize(text, tag, Reading(told)))))


def _apart(found: Iterator[Suggestion]) -> Iterator[Suggestion]:
    """The first of each sound."""
    heard: set[str] = set()
    for each in found:
        if each.phonemes and each.phonemes not in heard:
            heard.add(each.phonemes)
            yield each
