# SPDX-License-Identifier: GPL-3.0-or-later
"""A change of very many paragraphs, which is shown in slices, so that the window goes on meanwhile."""

from __future__ import annotations

from collections.abc import Sequence

from studio.core.project import Paragraph
from studio.ui.manuscript.lines.rows import Row, Rows, row_of

_ROWS = 300
"""Rows of a slice."""


class Slices:
    """What is to be shown of *paragraphs*, as many as there are rows now, from *first* to before *end*.

    Args:
        seen: The row at the view's top, whose slice comes first.
    """

    def __init__(self, rows: Rows, paragraphs: Sequence[Paragraph], first: int, end: int, seen: int) -> None:
        self.paragraphs = paragraphs
        self._end = end
        # A row that has moved is the same one elsewhere.
        self._rows = {row.id: row for row in rows.between(first, end)}
        places = list(range(first, end, _ROWS))
        here = max(0, min(seen - first, end - first - 1)) // _ROWS
        self._places = [*places[here:], *places[:here]]

    @classmethod
    def of(cls, rows: Rows, paragraphs: Sequence[Paragraph], seen: int) -> Slices | None:
        """The slices of a change; None of one that is shown at once, as it is short or changes the number of
        paragraphs."""
        if len(rows) != len(paragraphs) or len(rows) <= _ROWS:
            return None
        first, end = 0, len(rows)
        while first < end and rows[first].source is paragraphs[first]:
            first += 1
        while end > first and rows[end - 1].source is paragraphs[end - 1]:
            end -= 1
        return cls(rows, paragraphs, first, end, seen) if end - first > _ROWS else None

    @property
    def left(self) -> bool:
        """Whether there is a slice yet."""
        return bool(self._places)

    def next(self) -> tuple[int, list[Row]]:
        """The next slice: number of its first row, and its rows."""
        first = self._places.pop(0)
        made = []
        for number in range(first, min(first + _ROWS, self._end)):
            paragraph = self.paragraphs[number]
            moved = self._rows.get(paragraph.id)
            made.append(moved if moved is not None and moved.source is paragraph else row_of(paragraph))
        return first, made
