# SPDX-License-Identifier: GPL-3.0-or-later
"""Filters of the voice list: search words, language, sex, source, stars."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from studio.core.languages import primary
from studio.core.voices import Voice
from studio.ui.languages import language_name, region_names

_WORD = re.compile(r"\w+")
ALL_SOURCES = "all"
MINE = "mine"


@dataclass(frozen=True, slots=True)
class VoiceFilter:
    """The filter that the person has set; empty values filter nothing.

    Attributes:
        words: Each must begin a word of a voice's name, character, description, language, region or sex.
        language: Primary language such as "en".
        sex: "female" or "male".
        source: Where voices come from, one of the sources of the settings; "all" filters nothing.
        stars: Whether to list voices with a star only.
    """

    words: str = ""
    language: str = ""
    sex: str = ""
    source: str = ALL_SOURCES
    stars: bool = False

    @property
    def on(self) -> bool:
        return bool(self.words.strip() or self.language or self.sex or self.source != ALL_SOURCES or self.stars)


def words_of(text: str) -> tuple[str, ...]:
    """The words of *text* without marks, accents and case: "en", "gb", "joao" for "en-GB, João"."""
    folded = text.casefold()
    if not folded.isascii():
        folded = "".join(each for each in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(each))
    return tuple(_WORD.findall(folded))


def known_of(voice: Voice) -> str:
    """What a search looks for words in: each word that is known of *voice*, behind a line break."""
    whose = "mine own" if voice.own else ""
    return _known(voice.language, (voice.name, voice.character, voice.description, voice.sex, whose))


def finds(words: str) -> Callable[[Voice], bool]:
    """Whether a voice is found by *words*, see `VoiceFilter`."""
    needles = [f"\n{word}" for word in words_of(words)]
    return lambda voice: all(needle in known_of(voice) for needle in needles)


@lru_cache(maxsize=1 << 14)
def _known(tag: str, said: tuple[str, ...]) -> str:
    return "\n" + "\n".join(words_of(" ".join((*said, tag, language_name(tag), *region_names(tag)))))


def languages_of(voices: Iterable[Voice]) -> tuple[str, ...]:
    """Primary languages spoken by *voices*, each once, in the order of the list."""
    return tuple(dict.fromkeys(primary(voice.language) for voice in voices))
