# SPDX-License-Identifier: GPL-3.0-or-later
"""What a PDF file's pages hold: lines with their places, in points (1/72 inch) from the lower left corner of a page."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

HEADING = 1.15
"""Letters that are so many times as high as those of most of the text, or higher, may be a heading's."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page.

    Attributes:
        text: Its text.
        left, right, base, height: Its place; the height is that of its letters, from base to top.
        signs: Places of the digits in it that are signs of notes.
    """

    text: str
    left: float
    right: float
    base: float
    height: float
    signs: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """Lines in the order in which they are read."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the outline.

    Attributes:
        level: From 0 on.
        page: Number of the page, from 0 on.
        top: Its height there; None if that is not told.
    """

    level: int
    title: str
    page: int
    top: float | None


@dataclass(slots=True)
class Block:
    """Lines that are one paragraph.

    Attributes:
        page, end_page: Numbers of the pages that it begins and ends on, from 0 on.
        role: See `book.Piece`.
    """

    page: int
    end_page: int
    lines: list[Line] = field(default_factory=list)
    role: Literal["", "footnote", "page head"] = ""

    @property
    def height(self) -> float:
        return self.lines[0].height

    @property
    def text(self) -> str:
        return "\n".join(line.text.strip() for line in self.lines)
