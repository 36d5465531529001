# SPDX-License-Identifier: GPL-3.0-or-later
"""The numbers before chapters' headings, which are no part of the text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from studio.ui.manuscript.lines.rows import Row
from studio.ui.theme import Theme, font

_GAP = 0.5
"""Room behind a number, times the size of its letters."""


class ChapterNumbers:
    """Numbers by the ids of the headings' paragraphs."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._numbers: dict[str, int] = {}

    def put(self, numbers: Mapping[str, int]) -> frozenset[str]:
        """Have other numbers, and return the ids of paragraphs whose number is another one now."""
        before, self._numbers = self._numbers, dict(numbers)
        return frozenset(id for id in {*before, *numbers} if before.get(id) != numbers.get(id))

    def of(self, row: Row) -> str:
        """The number before *row*; "" for none."""
        number = self._numbers.get(row.id) if self._numbers and row.heading and row.level == 1 else None
        return "" if number is None else str(number)

    def indent(self, row: Row, px: int) -> float:
        """Pixels that the number takes of the lines of *row*, whose letters are *px* large."""
        number = self.of(row)
        return QFontMetricsF(font(px)).horizontalAdvance(number) + round(_GAP * px) if number else 0.0

    def paint(
        self, painter: QPainter, row: Row, px: int, area: QRectF, first: Any, direction: Qt.LayoutDirection
    ) -> None:
        """Paint the number of *row* in its *area*, on the baseline of its *first* line."""
        number = self.of(row)
        if not number:
            return
        written = font(px)
        x = area.left()
        if direction == Qt.LayoutDirection.RightToLeft:
            x = area.right() - QFontMetricsF(written).horizontalAdvance(number)
        painter.setFont(written)
        painter.setPen(self._theme.color("text_3"))
        painter.drawText(QPointF(x, area.top() + first.y() + first.ascent()), number)
