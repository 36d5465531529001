# SPDX-License-Identifier: GPL-3.0-or-later
"""Filters, search and pages of the list of voices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.datastructures import QueryParams

from studio.core.errors import InvalidArgument
from studio.core.voices import MAX_TEXT_CHARS
from studio.server.voices.store import StoredVoice
from studio.server.wire.bodies import GENDERS, VOICE_ID
from studio.server.wire.schema import Choice, Flag, Kind, Number, Text

MOST_ON_A_PAGE = 100

LIST_PARAMETERS: Mapping[str, Kind] = {
    "limit": Number(1, MOST_ON_A_PAGE, whole=True),
    "starting_after": VOICE_ID,
    "ending_before": VOICE_ID,
    "is_owner": Flag(),
    "is_starred": Flag(),
    "gender": Choice(tuple(GENDERS)),
    "q": Text(MAX_TEXT_CHARS),
}
"""Parameters of a list's address; besides them `expand[]`, any number of times."""


@dataclass(frozen=True, slots=True)
class VoiceQuery:
    """The query of a list; None where a parameter is absent.

    Attributes:
        limit: Voices on a page.
        gender: "female", "male" or "".
        words: Words to find in name, description or id.
        expand: Keys wanted besides the usual ones.
    """

    limit: int | None = None
    starting_after: str | None = None
    ending_before: str | None = None
    is_owner: bool | None = None
    is_starred: bool | None = None
    gender: str | None = None
    words: str = ""
    expand: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Page:
    voices: Sequence[StoredVoice]
    has_more: bool
    forwards: bool

    @property
    def next_after(self) -> str | None:
        """The value of `starting_after` for the next page."""
        return self.voices[-1].voice.id if self.has_more and self.forwards and self.voices else None


def voice_query(parameters: QueryParams) -> VoiceQuery:
    """The query of a list's address. Unknown keys are ignored, empty values count as absent.

    Raises:
        InvalidArgument: names the key and what is permitted.
    """
    given: dict[str, Any] = {}
    for name, kind in LIST_PARAMETERS.items():
        text = parameters.get(name)
        given[name] = None if text in (None, "") else query_value(str(text), kind, name)
    return VoiceQuery(
        limit=given["limit"],
        starting_after=given["starting_after"],
        ending_before=given["ending_before"],
        is_owner=given["is_owner"],
        is_starred=given["is_starred"],
        gender=None if given["gender"] is None else GENDERS[given["gender"]],
        words=given["q"] or "",
        expand=frozenset((*parameters.getlist("expand[]"), *parameters.getlist("expand"))),
    )


def filtered(voices: Sequence[StoredVoice], query: VoiceQuery) -> list[StoredVoice]:
    return [each for each in voices if _wanted(each, query)]


def page(voices: Sequence[StoredVoice], query: VoiceQuery) -> Page:
    """The page of the filtered *voices* after `starting_after` and before `ending_before`. With `ending_before` alone
    it holds the last voices before it.

    Raises:
        InvalidArgument: a cursor is not a voice of the list.
    """
    ids = [each.voice.id for each in voices]
    first = _place(ids, query.starting_after, "starting_after") + 1 if query.starting_after else 0
    end = _place(ids, query.ending_before, "ending_before") if query.ending_before else len(ids)
    between = filtered(voices[first:end], query)
    limit = query.limit or MOST_ON_A_PAGE
    forwards = bool(query.starting_after) or not query.ending_before
    return Page(between[:limit] if forwards else between[-limit:], len(between) > limit, forwards)


def _wanted(each: StoredVoice, query: VoiceQuery) -> bool:
    voice = each.voice
    if query.is_owner is not None and voice.own != query.is_owner:
        return False
    # There are no starred voices here.
    if query.is_starred or (query.gender is not None and voice.sex != query.gender):
        return False
    words = query.words.strip().casefold()
    return not words or any(words in text.casefold() for text in (voice.name, voice.description, voice.id))


def _place(ids: Sequence[str], voice_id: str, name: str) -> int:
    try:
        return ids.index(voice_id.strip().lower())
    except ValueError:
        raise InvalidArgument(name, "the id of a voice in the list") from None


def query_value(text: str, kind: Kind, name: str) -> Any:
    """The checked value of a parameter's *text*.

    Raises:
        InvalidArgument: names the parameter and what is permitted.
    """
    return kind.check(_plain(text, kind), name)


def _plain(text: str, kind: Kind) -> object:
    if isinstance(kind, Flag):
        return {"true": True, "false": False, "1": True, "0": False}.get(text.lower(), text)
    if isinstance(kind, Number):
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else text
    return text
