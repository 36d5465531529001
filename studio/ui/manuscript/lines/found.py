# SPDX-License-Identifier: GPL-3.0-or-later
"""Hits of a search, painted under the text that is seen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QTextBlock

from studio.app.text.hits import Hit
from studio.ui.manuscript.lines.marks import word_boxes
from studio.ui.manuscript.lines.rows import Row
from studio.ui.theme import Theme

HitsIn = Callable[[int], Sequence[tuple[int, int]]]
_TINT = 0.1
_RADIUS = 4


class Found:
    """What is marked.

    Attributes:
        hits_in: Gives the hits of a row; None while nothing is sought.
        current: The hit that is outlined.
    """

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self.hits_in: HitsIn | None = None
        self.current: Hit | None = None

    def paint(self, painter: QPainter, block: QTextBlock, row: Row, corner: QPointF) -> None:
        """Paint the hits in the paragraph *block*, which shows *row* and begins at *corner*."""
        if self.hits_in is None:
            return
        number = block.blockNumber()
        tint, line = self._theme.color("text"), self._theme.color("text")
        tint.setAlphaF(_TINT)
        for start, end in self.hits_in(number):
            outlined = self.current == Hit(number, start, end)
            painter.setPen(QPen(line, 2) if outlined else Qt.PenStyle.NoPen)
            painter.setBrush(Qt.BrushStyle.NoBrush if outlined else tint)
            for box in hit_boxes(block, row, start, end):
                painter.drawRoundedRect(box.translated(corner), _RADIUS, _RADIUS)


def hit_boxes(block: QTextBlock, row: Row, start: int, end: int) -> Iterator[QRectF]:
    """Boxes behind text[start:end] of *row*, relative to the corner of its *block*, which is laid out."""
    if end <= len(row.text):
        first, last = row.units(row.to_shown(start)), row.units(row.to_shown(end, before_chips=True))
        yield from word_boxes(block, first, last)
