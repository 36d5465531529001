# SPDX-License-Identifier: GPL-3.0-or-later
"""Which voices are listed: search words, language, sex, own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from studio.core.voices import Voice
from studio.ui.languages import language_name, primary


@dataclass(frozen=True, slots=True)
class VoiceFilter:
    """What the person asked to see; empty values ask for nothing.

    Attributes:
        words: Each must be found in a voice's name, character, description or language.
        language: Primary language such as "en".
        sex: "female" or "male".
        own: Only voices the person made.
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
        said = " ".join((voice.name, voice.character, voice.description, voice.language, language_name(voice.language)))
        said = f"{said} {voice.sex}".casefold()
        return all(word in said for word in self.words.casefold().split())


def filtered(voices: Iterable[Voice], wanted: VoiceFilter) -> tuple[Voice, ...]:
    """The voices that *wanted* takes, own ones first, otherwise in their order."""
    taken = [voice for voice in voices if wanted.takes(voice)]
    return tuple(sorted(taken, key=lambda voice: not voice.own))


def languages_of(voices: Iterable[Voice]) -> tuple[str, ...]:
    """Primary languages spoken by *voices*, each once, in the order of the list."""
    return tuple(dict.fromkeys(primary(voice.language) for voice in voices))
