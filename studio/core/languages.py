# SPDX-License-Identifier: Apache-2.0
"""BCP 47 tags: their language and region, and the look-up of a tag among an engine's languages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from studio.core.errors import InvalidArgument


def primary(tag: str) -> str:
    """The language of *tag* without its region, in lower case: "en" of "en-GB", "en_gb" or " EN"."""
    return _plain(tag).partition("-")[0]


def region(tag: str) -> str:
    """The region of *tag* as written: "GB" of "en-GB", "" of "en"."""
    return tag.partition("-")[2]


def known_language(tag: str, spoken: Iterable[str]) -> str | None:
    """The entry of *spoken* for *tag*: the same tag, else the first of the same language ("en-AU" -> "en-US"). None if
    there is none of that language.

    Args:
        tag: BCP 47 tag, any case, "_" taken as "-".
        spoken: Tags, preferred ones first.
    """
    wanted, first = _plain(tag), None
    for known in spoken:
        if known.lower() == wanted:
            return known
        if first is None and primary(known) == primary(wanted):
            first = known
    return first


def resolve_language(tag: str, spoken: Sequence[str], default: str) -> str:
    """The entry of *spoken* for *tag*, see `known_language`.

    Args:
        tag: BCP 47 tag; "" means *default*.
        spoken: The engine's tags, preferred ones first.
        default: Answer for an empty tag.

    Raises:
        InvalidArgument: there is none of that language; the message lists *spoken*.
    """
    if not tag.strip():
        return default
    known = known_language(tag, spoken)
    if known is None:
        raise InvalidArgument("language", "one of " + ", ".join(spoken), repr(tag[:40]))
    return known


def _plain(tag: str) -> str:
    return tag.strip().replace("_", "-").lower()
