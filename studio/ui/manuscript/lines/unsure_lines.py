# SPDX-License-Identifier: GPL-3.0-or-later
"""Lines of dots under the unsure words that are seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPen, QTextBlock

from studio.core.marks import Mark
from studio.ui.manuscript.lines.rows import Row
from studio.ui.manuscript.lines.text_lines import underlines
from studio.ui.theme import Theme

WordsIn = Callable[[int], Sequence[tuple[int, int]]]
_DOT = 2.0
_APART = 1.75
"""Between two dots' edges, in dots."""


class UnsureLines:
    """What is underlined. Spans of marks have dashes.

    Attributes:
        words_in: Gives the unsure words of a row; None while they are not shown.
    """

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self.words_in: WordsIn | None = None

    def paint(self, painter: QPainter, block: QTextBlock, row: Row, corner: QPointF) -> None:
        """Paint the lines in the paragraph *block*, which shows *row* and begins at *corner*."""
        words = self.words_in(block.blockNumber()) if self.words_in is not None else ()
        if not words:
            return
        pen = QPen(self._theme.color("text_3"), _DOT, Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.RoundCap)
        # A dash of next to nothing with round ends is a dot.
        pen.setDashPattern([0.01, _APART])
        painter.setPen(pen)
        marks = tuple(Mark("ipa", start, end) for start, end in words if end <= len(row.text))
        for left, right, y in underlines(block.layout(), row, marks):
            painter.drawLine(corner + QPointF(left + _DOT / 2, y), corner + QPointF(right - _DOT / 2, y))
