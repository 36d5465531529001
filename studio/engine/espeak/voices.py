# SPDX-License-Identifier: GPL-3.0-or-later
"""espeak-ng's voices: two of its variants, listed for some of its languages."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from uuid import UUID, uuid5

from studio.core.voices import Voice
from studio.engine.aliases import BARBERSHOP_MAN_ID, DOCUMENTED_IDS, NEWSMAN_ID
from studio.engine.espeak.languages import LANGUAGES as _LANGUAGES
from studio.engine.espeak.languages import WITH_VOICES

_NAMESPACE = UUID("0c9d3a51-7e2b-4f38-8a6e-3b9a4e1d5f70")
_FEMALE, _MALE = "f3", "m3"

LANGUAGES = tuple(_LANGUAGES)


@dataclass(frozen=True, slots=True)
class EspeakVoice:
    """A voice as listed, and the variant of espeak-ng that it uses in every language."""

    voice: Voice
    variant: str


def espeak_name(language: str, variant: str = "") -> str:
    """espeak-ng's name for one of LANGUAGES, with a variant ("en-us+f3")."""
    return _LANGUAGES[language][0] + (f"+{variant}" if variant else "")


def espeak_voices() -> tuple[EspeakVoice, ...]:
    """A female and a male voice for each of the more spoken languages, the default voice first."""
    return tuple(
        EspeakVoice(
            Voice(
                id=str(uuid5(_NAMESPACE, f"{tag}/{sex}")),
                name=f"{name} {person}",
                language=tag,
                sex=sex,
                character="plain, robotic",
                description=f"espeak-ng speaks {name} with a {sex} voice: plain and robotic, always there.",
            ),
            variant,
        )
        for tag, (_, name) in islice(_LANGUAGES.items(), WITH_VOICES)
        for sex, person, variant in (("female", "woman", _FEMALE), ("male", "man", _MALE))
    )


def by_id(voices: tuple[EspeakVoice, ...]) -> dict[str, EspeakVoice]:
    """*voices* by their ids. The ids that the API documents mean the default voice, men's the first male one."""
    found = {entry.voice.id: entry for entry in voices}
    male = next(entry for entry in voices if entry.voice.sex == "male")
    for alias in DOCUMENTED_IDS:
        found[alias] = male if alias in (NEWSMAN_ID, BARBERSHOP_MAN_ID) else voices[0]
    return found
