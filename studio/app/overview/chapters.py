# SPDX-License-Identifier: GPL-3.0-or-later
"""A chapter in the outline, as a frozen value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

LEAST_CHAPTERS = 3
"""Chapters from which on there is an outline to show."""
ChapterState = Literal["ready", "part", "none", "rendering", "failed"]


@dataclass(frozen=True, slots=True)
class OutlineChapter:
    """A chapter.

    Attributes:
        paragraph_id: Id of its heading.
        row, end: Its first row, and the one after its last.
        title: The heading's text.
        state: How far it is rendered; "failed" where a paragraph of it could not be.
        length_s: Its length with the pauses within it.
        estimated: Whether some of that is an estimate.
        fraction: The share that is rendered, by length.
        failed: Number of the first paragraph that could not be rendered, counted from 1 in the chapter; 0 for none.
    """

    paragraph_id: str
    row: int
    end: int
    title: str
    state: ChapterState = "none"
    length_s: float = 0.0
    estimated: bool = True
    fraction: float = 0.0
    failed: int = 0
