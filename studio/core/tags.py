# SPDX-License-Identifier: Apache-2.0
"""Grammar of tags: their places in a text, and their parts. See `markup` for their meaning."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

LONGEST_TAG = 400
_NAMES = ("break", "spell", "speed", "volume", "emotion", "phoneme")
_QUOTED = r"\"[^\"<>]*\"|'[^'<>]*'|[“”][^“”<>]*[“”]"
_TAG = re.compile(
    rf"""
    <<(?P<sounds>[^<>\s]{{1,300}})>>
    | <(?P<close>/?)(?P<name>{"|".join(_NAMES)})\b(?P<rest>[^<>]{{0,400}})>
    | </?(?:{"|".join(_NAMES)})\b(?:\s+[\w:-]+\s*=\s*(?:{_QUOTED}))*(?:\s*/)?
    | </?[A-Za-z][\w:-]*(?:\s+[\w:-]+\s*=\s*(?:{_QUOTED}))*\s*/?>
    | <!--[^<>]{{0,1000}}-->
    """,
    re.IGNORECASE | re.VERBOSE,
)
_ATTRIBUTE = re.compile(rf"(?<![\w:-])([\w:-]++)\s*+=\s*({_QUOTED}|[^\s\"'/<>]+)")
_BEGUN = re.compile(r"</?(?P<name>[A-Za-z]*)(?P<rest>[^A-Za-z<>][^<>]*)?")


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag, known, unknown or wrong.

    Attributes:
        start, end: Its place in the text.
        text: All of it, verbatim.
        name: Such as "break"; "" for an unknown or unclosed tag, and for one of sounds.
        attributes: Names in lower case, values without quotes.
        closing: Whether it ends a pair.
        alone: Whether it is "<.../>".
        sounds: Phonemes of "<<...>>"; None for a tag of another form.
    """

    start: int
    end: int
    text: str
    name: str
    attributes: Mapping[str, str]
    closing: bool
    alone: bool
    sounds: str | None


def tags(text: str) -> Iterator[Tag]:
    """The tags of *text*, in order."""
    for match in _TAG.finditer(text):
        rest = match["rest"] or ""
        yield Tag(
            match.start(),
            match.end(),
            match.group(),
            (match["name"] or "").lower(),
            {key.lower(): value.strip("\"'“”") for key, value in _ATTRIBUTE.findall(rest)},
            match["close"] == "/",
            rest.rstrip().endswith("/"),
            match["sounds"],
        )


def tag_around(text: str, place: int) -> tuple[int, int] | None:
    """Start and end of the tag of *text* that begins before *place* and ends after it; None where none does."""
    # Only the first character of a tag is "<", or the first two are.
    last = text.rfind("<", 0, place)
    for start in (last - 1, last):
        match = _TAG.match(text, start) if start >= 0 and text[start] == "<" else None
        if match is not None:
            return match.span() if match.end() > place else None
    return None


def held_back(text: str) -> int:
    """Number of characters of *text* that can be parsed although more follows, since a tag may begin at its end."""
    last = text.rfind("<", max(0, len(text) - LONGEST_TAG))
    if last < 0:
        return len(text)
    if last and text[last - 1] == "<":
        last -= 1
        return len(text) if ">>" in text[last:] or re.search(r"\s", text[last:]) else last
    match = _BEGUN.fullmatch(text, last)
    if match is None:
        return len(text)
    name = match["name"].lower()
    begun = name in _NAMES if match["rest"] else any(known.startswith(name) for known in _NAMES)
    return last if begun else len(text)
