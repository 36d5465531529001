# SPDX-License-Identifier: Apache-2.0
"""Grammar of tags: their places in a text, and their parts. See `markup` for their meaning."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

LONGEST_TAG = 400
_NAMES = ("break", "spell", "speed", "volume", "emotion", "phoneme", "sub")
_QUOTED = r"\"[^\"<>]*\"|'[^'<>]*'|[“”][^“”<>]*[“”]"
_TAG = re.compile(
    rf"""
    <<(?P<sounds>[^<>\s]{{1,300}})>>
    | <(?P<close>/?)(?P<name>{"|".join(_NAMES)})\b(?P<rest>[^<>]{{0,400}})>
    | </?(?:{"|".join(_NAMES)})\b(?:\s+[\w:-]+\s*=\s*(?:{_QUOTED}))*(?:\s*/)?
    | </?[A-Za-z][\w:-]*(?:\s+[\w:-]+\s*=\s*(?:{_QUOTED}))*\s*/?>
    | <!--[^<>]{{0,1000}}-->
    | &(?P<escaped>(?:amp;){{0,16}}lt;)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_ESCAPE = re.compile(r"&(?:amp;){0,16}lt;", re.IGNORECASE)
_SOUNDS = re.compile(r"(?=<<\S{1,300}>>)")
_ATTRIBUTE = re.compile(rf"(?<![\w:-])([\w:-]++)\s*+=\s*({_QUOTED}|[^\s\"'/<>]+)")
_ESCAPE_BEGUN = re.compile(r"&(?:amp;){0,16}(?:a(?:mp?)?|lt?)?$")
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
        literal: Text that an escape stands for: "<" for "&lt;", "&lt;" for "&amp;lt;"; "" for a tag.
    """

    start: int
    end: int
    text: str
    name: str
    attributes: Mapping[str, str]
    closing: bool
    alone: bool
    sounds: str | None
    literal: str = ""


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
            _unescaped(match["escaped"] or ""),
        )


def escapes(text: str) -> Iterator[tuple[int, str]]:
    """Places of single characters of *text*, each with its escape, so that what looks like a tag is read as text."""
    for match in _TAG.finditer(text):
        for at in range(match.start(), match.end()):
            if text[at] == "<":
                yield at, "&lt;"
        # Within a tag what looks like an escape was none; without the tag it would be one.
        for escape in _ESCAPE.finditer(text, match.start(), match.end()):
            yield escape.start(), "&amp;"
    for match in _SOUNDS.finditer(text):
        # A tag within them hides that they are sounds, until it is escaped.
        yield match.start(), "&lt;"
        yield match.start() + 1, "&lt;"


def _unescaped(rest: str) -> str:
    """What an escape stands for, without its first "&"."""
    if not rest:
        return ""
    return "<" if rest == "lt;" else f"&{rest.removeprefix('amp;')}"


def held_back(text: str) -> int:
    """Number of characters of *text* that can be parsed although more follows, since a tag may begin at its end."""
    first, end = max(0, len(text) - LONGEST_TAG), len(text)
    while (escape := _ESCAPE_BEGUN.search(text, first, end)) is not None:
        end = escape.start()
    return _before_begun_tag(text[:end])


def _before_begun_tag(text: str) -> int:
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
