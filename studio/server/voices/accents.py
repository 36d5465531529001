# SPDX-License-Identifier: GPL-3.0-or-later
"""The API's names for accents, and the languages that speak them here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from studio.core.errors import InvalidArgument
from studio.core.languages import primary, resolve_language

_NAMED = (
    ("brazilian-portuguese", "pt-BR", "Brazilian Portuguese"),
    ("british", "en-GB", "British English"),
    ("castilian", "es-ES", "Castilian Spanish"),
    ("czech", "cs-CZ", "Czech"),
    ("general-american", "en-US", "General American English"),
    ("high-german", "de-DE", "High German"),
    ("hindi", "hi-IN", "Hindi"),
    ("istanbul", "tr-TR", "Istanbul Turkish"),
    ("italian", "it-IT", "Italian"),
    ("japanese", "ja-JP", "Japanese"),
    ("korean", "ko-KR", "Korean"),
    ("mandarin", "zh-CN", "Mandarin Chinese"),
    ("modern-standard-arabic", "ar-SA", "Modern Standard Arabic"),
    ("parisian", "fr-FR", "Parisian French"),
    ("polish", "pl-PL", "Polish"),
    ("randstad", "nl-NL", "Randstad Dutch"),
    ("russian", "ru-RU", "Russian"),
    ("stockholm", "sv-SE", "Stockholm Swedish"),
)

_DIALECTS = {"us": "en-US", "uk": "en-GB", "eu": "fr", "br": "pt-BR"}


@dataclass(frozen=True, slots=True)
class Accent:
    """An accent that can be spoken here.

    Attributes:
        id: The API's name of the accent.
        locale: BCP 47 tag with a region.
        spoken_as: The engine's tag of the language.
    """

    id: str
    locale: str
    name: str
    spoken_as: str

    @property
    def language(self) -> str:
        return primary(self.locale)


def accents(spoken: Iterable[str]) -> tuple[Accent, ...]:
    """Accents of the engine's languages *spoken*, sorted by id. A language with several accents needs its own tag."""
    tags = {tag.lower(): tag for tag in spoken}
    found = []
    for accent_id, locale, name in _NAMED:
        tag = tags.get(locale.lower()) or tags.get(primary(locale))
        if tag is not None:
            found.append(Accent(accent_id, locale, name, tag))
    return tuple(found)


def accent_of(tag: str, spoken: Iterable[str]) -> Accent | None:
    """The accent of an engine's language *tag*, None where the API has no name for it."""
    return next((each for each in accents(spoken) if each.spoken_as.lower() == tag.lower()), None)


def locale_of(tag: str) -> str:
    """*tag* with the region that the API names for it, if any."""
    if "-" in tag:
        return tag
    return next((locale for _, locale, _ in _NAMED if primary(locale) == tag.lower()), tag)


def target_language(language: str, dialect: str, accent_id: str, spoken: Iterable[str]) -> str:
    """The engine's language for a request to localise a voice. An accent goes before a language and a dialect.

    Raises:
        InvalidArgument: none is named, or one that is not spoken here.
    """
    listed = tuple(spoken)
    if accent_id:
        known = accents(listed)
        for each in known:
            if each.id == accent_id:
                return each.spoken_as
        raise InvalidArgument("accent", "one of " + ", ".join(each.id for each in known))
    regional = _DIALECTS.get(dialect.lower(), "")
    if regional in listed and (not language or primary(regional) == language.lower()):
        return regional
    if not language.strip():
        raise InvalidArgument("language", "one of " + ", ".join(listed))
    return resolve_language(language, listed, "")
