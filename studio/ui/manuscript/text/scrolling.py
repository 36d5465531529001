# SPDX-License-Identifier: GPL-3.0-or-later
"""Which part of the text is seen: going to a place, and staying there while paragraphs get their true heights."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QRectF

from studio.app.text.hits import Hit
from studio.ui.door import called_by_qt, connect
from studio.ui.manuscript.lines.marks import line_of
from studio.ui.manuscript.lines.measures import line_height
from studio.ui.manuscript.text.pointer import ReadText
from studio.ui.manuscript.text.reading_along import ReadingAlong

_TRIES = 3


class Scrolling(QObject):
    """Scrolls a text.

    Attributes:
        along: Whether the view keeps up with the word that is heard.
    """

    def __init__(self, text: ReadText) -> None:
        super().__init__(text)
        self._text = text
        self._bar = text.verticalScrollBar()
        self.along = ReadingAlong()
        connect(text.lines.raised, self._keep_place)
        connect(self._bar.actionTriggered, lambda _action: self.along.scrolled())

    @property
    def begins_at(self) -> float:
        """The paragraph at which the view begins, see Place."""
        lines, top = self._text.lines, self._bar.value()
        block = lines.block_at(top)
        area = lines.area(block)
        if top <= 0 or not area.height():
            return 0.0
        return block.blockNumber() + min(max((top - area.top()) / area.height(), 0.0), 0.999)

    def begin_at(self, place: float) -> None:
        """Have the view begin in a paragraph, see Place."""
        document = self._text.document()
        block = document.findBlockByNumber(min(int(place), document.blockCount() - 1))
        area, bar = self._text.lines.area(block), self._bar
        top = round(area.top() + (place - int(place)) * area.height()) if place > 0 else 0
        bar.setMaximum(max(bar.maximum(), top))
        bar.setValue(top)

    def settle(self) -> None:
        """Lay out what is seen. It may move what is below, and the view with it."""
        for _ in range(_TRIES):
            top = self._bar.value()
            self._text.lines.settle(top, top + self._text.viewport().height())
            if self._bar.value() == top:
                break

    @called_by_qt
    def bring_row(self, row: int) -> None:
        """Scroll so far that the paragraph of that number begins in the view."""
        area = self._text.block_area(self._text.document().findBlockByNumber(row))
        bar, line, height = self._bar, line_height(self._text.document()), self._text.viewport().height()
        if area.top() < 0:
            bar.setValue(bar.value() + round(area.top()) - line)
        elif area.top() + 2 * line > height:
            bar.setValue(bar.value() + round(area.top() + 3 * line) - height)

    def bring_hit(self, hit: Hit) -> None:
        """Scroll so far that *hit* is in the view, and leave off keeping up with what is heard."""
        text, bar = self._text, self._bar
        block = text.document().findBlockByNumber(hit.row)
        row, line = text.rows[hit.row], line_height(text.document())
        # What is laid out on the way may move it.
        for _ in range(_TRIES):
            top = text.block_area(block).top() + line * line_of(block, row.units(row.to_shown(hit.start)))
            height = text.viewport().height()
            if line <= top <= height - 2 * line:
                break
            self.along.scrolled()
            bar.setValue(round(bar.value() + top - height * 0.33))

    def bring_character(self, position: int, boxes: Sequence[QRectF]) -> None:
        """Scroll to a position of the document, unless all of *boxes*, of which there are some, is in the view."""
        text, bar = self._text, self._bar
        height, line = text.viewport().height(), line_height(text.document())
        if boxes and boxes[0].top() >= 8 and boxes[-1].bottom() <= height - 2 * line:
            return
        block = text.document().findBlock(position)
        above = max(0, int(height * 0.25) // line)
        number = line_of(block, position - block.position())
        bar.setValue(round(text.lines.area(block).top()) + line * (number - above))
        text.viewport().update()

    @called_by_qt
    def _keep_place(self, top: float, more: float) -> None:
        """Scroll by what a paragraph above the view was found to be higher."""
        if top < self._bar.value():
            there = round(self._bar.value() + more)
            self._bar.setMaximum(max(self._bar.maximum(), there))
            self._bar.setValue(there)
