# SPDX-License-Identifier: GPL-3.0-or-later
"""Painting of the manuscript's rows: letters, chips, the dashed lines under spans, chapters' numbers and the caret."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QAbstractTextDocumentLayout, QPainter, QPen, QTextBlock, QTextCharFormat, QTextLayout

from studio.core.marks import Mark, Marks
from studio.ui.manuscript.lines.measures import Measures
from studio.ui.manuscript.lines.row_looks import RowLooks
from studio.ui.manuscript.lines.rows import Row
from studio.ui.manuscript.lines.text_lines import caret_place, format_range, room_box, underlines
from studio.ui.theme import Theme

CARET_WIDTH = 2
_MOST_UNDERLINES = 500


@dataclass(frozen=True, slots=True)
class Selected:
    """How the letters between two positions of the document look that are selected."""

    start: int
    end: int
    look: QTextCharFormat


class RowPainter:
    """Paints one row after the other."""

    def __init__(self, theme: Theme, measures: Measures, looks: RowLooks) -> None:
        self._theme = theme
        self._measures = measures
        self._looks = looks
        self._met: list[tuple[QRectF, Mark]] = []
        # By the row's identity, until it is laid out anew.
        self._underlines: dict[int, tuple[Row, Marks, list[tuple[float, float, float]]]] = {}

    def forget(self, row: Row) -> None:
        """Note that *row* is laid out anew."""
        self._underlines.pop(id(row), None)

    def meet_chip(self, area: QRectF, mark: Mark) -> None:
        """Paint the chip of *mark* at the end of its row, as Qt paints a selection over what stands there."""
        self._met.append((area, mark))

    def paint(
        self,
        painter: QPainter,
        block: QTextBlock,
        row: Row,
        area: QRectF,
        selected: Sequence[Selected],
        context: QAbstractTextDocumentLayout.PaintContext,
    ) -> None:
        """Paint *row*, which *block* shows in its *area*, with the letters *selected*, and the caret if it is there."""
        layout, looks, color = block.layout(), self._looks, context.palette.text().color()
        told = looks.told(row)
        marks = (*row.marks, *told)
        if marks:
            self._underline(painter, layout, row, marks, area.topLeft())
        letters = self._measures.letters(row)
        looks.numbers.paint(painter, row, letters, area, layout.lineAt(0), block.textDirection())
        painter.setPen(color)
        self._met.clear()
        layout.draw(painter, QPointF(), self._ranges(block, row, selected), context.clip)
        for box, mark in self._met:
            painter.save()
            looks.chips.paint(painter, box, mark)
            painter.restore()
        for mark, room in looks.rooms(row) if told else ():
            box = room_box(layout, row, mark, room)
            looks.chips.paint(painter, box.translated(area.topLeft()), mark)
        place = caret_place(layout, context.cursorPosition, block.position())
        if 0 <= place < block.length() + len(layout.preeditAreaText()):
            painter.setPen(color)
            layout.drawCursor(painter, QPointF(), place, CARET_WIDTH)

    def _ranges(self, block: QTextBlock, row: Row, selected: Sequence[Selected]) -> list[Any]:
        """The ranges of the row's layout that look otherwise than it is formatted."""
        begin, length = block.position(), block.length()
        ranges = []
        if row.dim:
            look = QTextCharFormat()
            look.setForeground(self._theme.color("text_3"))
            ranges.append(format_range(0, length, look))
        ranges += [
            format_range(max(0, each.start - begin), min(length, each.end - begin), each.look)
            for each in selected
            if each.start < begin + length and each.end > begin
        ]
        return ranges

    def _underline(self, painter: QPainter, layout: QTextLayout, row: Row, marks: Marks, corner: QPointF) -> None:
        """Draw a dotted line under the text of each span."""
        pen = QPen(self._theme.color("text_2"), 1)
        pen.setDashPattern([3, 2])
        painter.setPen(pen)
        known = self._underlines.get(id(row))
        if known is None or known[0] is not row or known[1] != marks or layout.preeditAreaText():
            if len(self._underlines) > _MOST_UNDERLINES:
                self._underlines.clear()
            known = self._underlines[id(row)] = row, marks, underlines(layout, row, marks)
        for left, right, y in known[2]:
            painter.drawLine(QPointF(corner.x() + left, corner.y() + y), QPointF(corner.x() + right, corner.y() + y))
