# SPDX-License-Identifier: GPL-3.0-or-later
"""Filters of the voice list: search words, language, sex, own."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from studio.core.languages import primary
from studio.core.voices import Voice
from studio.ui.languages import language_name, region_names

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class VoiceFilter:
    """The filter that the person has set; empty values filter nothing.

    Attributes:
        words: Each must begin a word of a voice's name, character, description, language, region or sex.
        language: Primary language such as "en".
        sex: "female" or "male".
        own: Whether to list own voices only.
    """

    words: str = ""
    language: str = ""
    sex: str = ""
    own: bool = False

    @property
    def on(self) -> bool:
        return bool(self.words.strip() or self.language or self.sex or self.own)

    def takes(self, voice: Voice) -> bool:
        if self.language and primary(voice.language) != self.language:
            return False
        if self.sex and voice.sex != self.sex:
            return False
        if self.own and not voice.own:
            return False
        known = _known_of(voice)
        return all(any(word.startswith(asked) for word in known) for asked in words_of(self.words))


def words_of(text: str) -> tuple[str, ...]:
    """The words of *text* without marks, accents and case: "en", "gb", "joao" for "en-GB, João"."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return tuple(_WORD.findall("".join(letter for letter in plain if not unicodedata.combining(letter))))


@lru_cache(maxsize=4096)
def _known_of(voice: Voice) -> frozenset[str]:
    tag = voice.language
    places = (tag, language_name(tag), *region_names(tag))
    said = (voice.name, voice.character, voice.description, *places, voice.sex, "mine own" if voice.own else "")
    return frozenset(words_of(" ".join(said)))


def filtered(voices: Iterable[Voice], wanted: VoiceFilter) -> tuple[Voice, ...]:
    """The voices that pass *wanted*, own ones first, otherwise in their order."""
    taken = [voice for voice in voices if wanted.takes(voice)]
    return tuple(sorted(taken, key=lambda voice: not voice.own))


def languages_of(voices: Iterable[Voice]) -> tuple[str, ...]:
    """Primary languages spoken by *voices*, each once, in the order of the list."""
    return tuple(dict.fromkeys(primary(voice.language) for voice in voices))
