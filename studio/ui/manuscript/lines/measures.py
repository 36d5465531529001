# SPDX-License-Identifier: GPL-3.0-or-later
"""Sizes of the manuscript's rows: their letters, the pitch of their lines, and the gaps below them."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil

from PySide6.QtGui import QTextDocument

from studio.ui.manuscript.lines.rows import Row, Rows
from studio.ui.manuscript.lines.scale import TEXT_PX

LINE_HEIGHT = 28
PARAGRAPH_GAP = 24
HEADING_GAP = 16
# Pixels of the letters and of the line beside text of TEXT_PX, by the heading's level.
_HEADINGS = {1: (24, 34), 2: (20, 30), 3: (17, LINE_HEIGHT)}
_LETTER = 8


class Measures:
    """Pixels of rows, by what they are and by the size that the document is written in."""

    def __init__(self, document: QTextDocument, rows: Rows) -> None:
        self._document = document
        self._rows = rows
        self._below: dict[str, float] = {}

    def scaled(self, px: float) -> int:
        """Pixels beside text of the present size, of those beside text of TEXT_PX."""
        return round(px * self._document.defaultFont().pixelSize() / TEXT_PX)

    def letters(self, row: Row) -> int:
        """Size of the row's letters."""
        return self.scaled(_HEADINGS[min(max(row.level, 1), 3)][0] if row.heading else TEXT_PX)

    def pitch(self, row: int) -> int:
        """Height of the row's lines."""
        if self.is_gap(row):
            return PARAGRAPH_GAP
        shown = self._rows[row]
        return self.scaled(_HEADINGS[min(max(shown.level, 1), 3)][1] if shown.heading else LINE_HEIGHT)

    def is_gap(self, row: int) -> bool:
        """Whether the row is an empty line between others, which is a gap instead of having one."""
        if not 0 <= row < len(self._rows) - 1:
            return False
        shown = self._rows[row]
        return not shown.shown and shown.kind in ("text", "note")

    def gap_below(self, row: int) -> int:
        """Height of the gap between the row and the next one."""
        if self.is_gap(row) or self.is_gap(row + 1):
            return 0
        return HEADING_GAP if self._rows[row].heading else PARAGRAPH_GAP

    def keep_below(self, heights: Mapping[str, float]) -> frozenset[str]:
        """Keep room below the text of paragraphs, by their ids; returns the ids of those where it is other room now."""
        before, self._below = self._below, dict(heights)
        return frozenset(id for id in {*before, *heights} if before.get(id) != heights.get(id))

    def below(self, row: int) -> float:
        """Height of the room kept below the row's text."""
        return self._below.get(self._rows[row].id, 0.0) if self._below else 0.0

    def height(self, row: int, lines: int) -> float:
        """Height of the row with so many lines, the room below it and the gap."""
        return self.pitch(row) * lines + self.below(row) + self.gap_below(row)

    def estimated(self, row: int, count: int, width: float) -> list[float]:
        """About how high *count* rows from *row* on are in lines of that width."""
        across, usual = width / self.scaled(_LETTER), self.scaled(LINE_HEIGHT)
        heights = []
        for number, shown in enumerate(self._rows.between(row, row + count), row):
            plain = shown.shown and not shown.heading
            pitch = usual if plain else self.pitch(number)
            lines = max(1, ceil(len(shown.shown) / across))
            heights.append(pitch * lines + self.below(number) + self.gap_below(number))
        return heights


def line_height(document: QTextDocument) -> int:
    """Height of lines of text in the size that *document* is written in."""
    return round(document.defaultFont().pixelSize() * LINE_HEIGHT / TEXT_PX)
