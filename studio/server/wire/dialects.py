# SPDX-License-Identifier: GPL-3.0-or-later
"""Dialects of the API, which are versions named by dates. A client gets the newest dialect not newer than its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl

from starlette.types import Scope

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_OLD_VOICE_KEYS = ("id", "name", "description", "embedding", "is_public", "user_id", "created_at", "language")
_PAGED_VOICE_KEYS = (*_OLD_VOICE_KEYS, "is_owner")
_NEWEST_VOICE_KEYS = (
    *("id", "access", "created_at", "description", "is_owner", "language", "locales", "name", "tagline", "visibility"),
    *("accent", "country", "gender", "is_public", "user_id", "embedding"),
)


@dataclass(frozen=True, slots=True)
class Dialect:
    """One version of the API.

    Attributes:
        date: Its date.
        pages: Whether the list of voices is a page; otherwise it is a bare array.
        voice_keys: Keys of a voice besides the local ones.
        presents_gender: Whether a voice's gender is "feminine" or "masculine".
        lists_embeddings: Whether the list has all voices' embeddings; otherwise only with `expand[]=embedding`.
        first_flush_id: Number of the audio before the first flush.
        errors_are_done: Whether an error on the socket has `done` true.
        last_event_has_status: Whether the `done` of server-sent events has a status code.
        cancels_are_answered: Whether a cancelled context ends with `done`. Clients of newer versions take a message of
            a context that they have forgotten for one of the context that they read.
        pieces_are_sentences: Whether on the socket a piece of text that ends a sentence also ends a word, and an empty
            piece that neither flushes nor ends is an error.
        tells_unheeded: Whether a notice tells which keys of a context's later messages differ from the first and have
            no effect.
        buffer_delay_ms: How long text is collected to sentences if the request does not say.
    """

    date: str
    pages: bool = False
    voice_keys: tuple[str, ...] = _OLD_VOICE_KEYS
    presents_gender: bool = False
    lists_embeddings: bool = True
    first_flush_id: int = 0
    errors_are_done: bool = True
    last_event_has_status: bool = False
    cancels_are_answered: bool = True
    pieces_are_sentences: bool = True
    tells_unheeded: bool = False
    buffer_delay_ms: int = 0


def _table() -> tuple[Dialect, ...]:
    oldest = Dialect("2024-06-10")
    paged = replace(oldest, date="2024-11-13", pages=True, voice_keys=_PAGED_VOICE_KEYS, lists_embeddings=False)
    spring_2025 = replace(
        paged,
        date="2025-04-16",
        voice_keys=(*_PAGED_VOICE_KEYS, "gender"),
        presents_gender=True,
        first_flush_id=1,
        errors_are_done=False,
        pieces_are_sentences=False,
        tells_unheeded=True,
        last_event_has_status=True,
    )
    autumn_2025 = replace(
        spring_2025,
        date="2025-11-04",
        voice_keys=(*_PAGED_VOICE_KEYS, "gender", "country"),
        cancels_are_answered=False,
    )
    spring_2026 = replace(autumn_2025, date="2026-03-01", buffer_delay_ms=3000)
    newest = replace(spring_2026, date="2026-08-14", voice_keys=_NEWEST_VOICE_KEYS)
    return oldest, paged, spring_2025, autumn_2025, spring_2026, newest


DIALECTS = _table()
"""All dialects, the oldest first."""

OLDEST = DIALECTS[0]


def dialect_for(version: str) -> Dialect:
    """The newest dialect not newer than *version*; the oldest dialect if *version* is older or not a date."""
    if not _DATE.fullmatch(version):
        return OLDEST
    return max((each for each in DIALECTS if each.date <= version), key=lambda each: each.date, default=OLDEST)


def dialect_of(scope: Scope) -> Dialect:
    """The dialect that a request or a handshake asks for in its header or address."""
    return dialect_for(next(_versions(scope), ""))


def _versions(scope: Scope) -> Iterator[str]:
    for name, value in scope["headers"]:
        if name == b"cartesia-version":
            yield value.decode("latin-1").strip()
    for name, value in parse_qsl(scope["query_string"].decode("latin-1")):
        if name == "cartesia_version":
            yield value.strip()
