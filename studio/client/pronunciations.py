# SPDX-License-Identifier: Apache-2.0
"""Pronunciation dictionaries of a server."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from studio.client.errors import NotUnderstood
from studio.core.dictionary import Entry


@dataclass(frozen=True, slots=True)
class PronunciationDict:
    """A named dictionary in the server's store."""

    id: str
    name: str
    entries: tuple[Entry, ...]


def entries_json(entries: Iterable[Entry]) -> list[dict[str, Any]]:
    """*entries* as requests have them."""
    return [
        {
            "text": entry.text,
            "alias": entry.alias,
            "case_sensitive": entry.case_sensitive,
            **({"language": entry.language} if entry.language else {}),
        }
        for entry in entries
    ]


def dict_from_json(value: object) -> PronunciationDict:
    """The dictionary in an answer.

    Raises:
        NotUnderstood: it is none.
    """
    try:
        if not isinstance(value, Mapping) or not isinstance(value["items"], list):
            raise TypeError("no dictionary")
        return PronunciationDict(str(value["id"]), str(value["name"]), tuple(map(_entry, value["items"])))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise NotUnderstood("The pronunciation dictionary cannot be understood.", repr(error)) from error


def page_from_json(value: object) -> tuple[tuple[PronunciationDict, ...], str]:
    """The dictionaries on a page of the list, and the id after which the next page begins; "" for the last.

    Raises:
        NotUnderstood: it is no such page.
    """
    try:
        if not isinstance(value, Mapping) or not isinstance(value["data"], list):
            raise TypeError("no list")
        following = value.get("next_page") if value.get("has_more") else None
        return tuple(map(dict_from_json, value["data"])), str(following or "")
    except (KeyError, TypeError) as error:
        raise NotUnderstood("The list of pronunciation dictionaries cannot be understood.", repr(error)) from error


def _entry(value: Mapping[str, Any]) -> Entry:
    alias = value.get("alias") or value.get("pronunciation")
    return Entry(
        str(value["text"]), str(alias or ""), str(value.get("language") or ""), bool(value.get("case_sensitive"))
    )
