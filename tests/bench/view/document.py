# SPDX-License-Identifier: GPL-3.0-or-later
"""The first prototype: QTextEdit over a QTextDocument, with a layout of our own that lays out what is seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, cast

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QPainter,
    QPaintEvent,
    QPyTextObject,
    QResizeEvent,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrame,
    QTextInlineObject,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QTextEdit

from studio.ui.door import asked_by_qt, called_by_qt, connect
from studio.ui.manuscript.heights import Heights
from studio.ui.theme import Theme, font
from tests.bench.view.content import CHIP, Paragraph
from tests.bench.view.drawing import (
    COLUMN,
    GAP,
    HEADING_GAP,
    HEADING_LINE,
    LINE,
    TEXT_X,
    Drawing,
    estimated_height,
    takes_height,
)

_AHEAD = 8


class ManuscriptLayout(QAbstractTextDocumentLayout):
    """Lays out each block when it is first asked for, with lines 28 px apart, and estimates the others' heights."""

    raised = Signal(float, float)
    """A block that begins at this y was found to be so much higher than estimated."""

    def __init__(self, document: QTextDocument, drawing: Drawing) -> None:
        super().__init__(document)
        self._drawing = drawing
        self._heights = Heights()
        self._rows: list[Paragraph] = []
        self._width = float(COLUMN)
        self._total = 0.0
        self._length = 0
        self.registerHandler(QTextFormat.ObjectTypes.UserObject, _Objects(self))

    # --- what stands in the rows

    def show_rows(self, rows: Sequence[Paragraph]) -> None:
        """Say what the blocks are, in their order; there are as many."""
        self._rows = list(rows)
        self._estimate(0, len(self._heights), self._rows)
        self._tell_size()

    def open_takes(self, row: int, takes: int) -> None:
        """Open a list of so many takes below the row's text; 0 closes it."""
        self._rows[row] = replace(self._rows[row], takes=takes)
        self._estimate(row, 1, self._rows[row : row + 1])
        self.ensure(self.document().findBlockByNumber(row))
        self._tell_size()
        self._repaint(QRectF(0, 0, 1e6, 1e9))

    def narrow(self, width: float) -> None:
        """Make the column *width* px wide, 600 at most."""
        width = min(width, float(COLUMN))
        if width != self._width:
            self._heights.stretch(self._width / width)
            self._width = width
            self._tell_size()

    def lay_ahead(self) -> bool:
        """Lay out some blocks whose height is estimated. Whether there are any left."""
        for _ in range(_AHEAD):
            row = self._heights.unknown()
            if row is None:
                break
            block = self.document().findBlockByNumber(row)
            self.ensure(block)
            # Only its height is wanted; its glyphs would take some 20 KB.
            block.clearLayout()
        self._tell_size()
        return self._heights.unknown() is not None

    def ensure(self, block: QTextBlock) -> None:
        """Lay out *block* if it is not."""
        row = block.blockNumber()
        layout = block.layout()
        if self._heights.known(row) and layout.lineCount():
            return
        top = self._heights.top(row)
        height = self._lay_out(layout, self._rows[row], block.textDirection())
        more = self._heights.tell(row, height)
        if more:
            self.raised.emit(top, more)

    def settle(self, top: float, bottom: float) -> None:
        """Lay out what is between these heights, so that nothing moves while it is painted."""
        if not len(self._heights):
            return
        row = self._heights.row_at(top)
        block = self.document().findBlockByNumber(row)
        while block.isValid() and self._heights.top(block.blockNumber()) < bottom:
            self.ensure(block)
            block = block.next()
        self._tell_size()

    def _lay_out(self, layout: QTextLayout, paragraph: Paragraph, direction: Qt.LayoutDirection) -> float:
        pitch = HEADING_LINE if paragraph.heading else LINE
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setTextDirection(direction)
        # A layout takes left for left, also in a text from right to left.
        rightwards = direction == Qt.LayoutDirection.LeftToRight
        option.setAlignment(Qt.AlignmentFlag.AlignLeft if rightwards else Qt.AlignmentFlag.AlignRight)
        layout.setTextOption(option)
        layout.beginLayout()
        y = 0.0
        while True:
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(self._width)
            line.setPosition(QPointF(0, y + (pitch - line.height()) / 2))
            y += pitch
        layout.endLayout()
        gap = HEADING_GAP if paragraph.heading else GAP
        return max(y, pitch) + gap + takes_height(paragraph)

    def _estimate(self, first: int, removed: int, rows: Sequence[Paragraph]) -> None:
        wider = COLUMN / self._width
        lengths = []
        block = self.document().findBlockByNumber(first)
        for paragraph in rows:
            length = int(block.length() * wider)
            lengths.append(estimated_height(length, paragraph.heading, takes_height(paragraph)))
            block = block.next()
        self._heights.replace(first, removed, lengths)

    def _tell_size(self) -> None:
        if self._heights.total() != self._total:
            self._total = self._heights.total()
            self.documentSizeChanged.emit(self.documentSize())

    def _repaint(self, area: QRectF) -> None:
        # The signal has an overload without an area, for all.
        cast(Any, self.update)["QRectF"].emit(area)

    # --- what Qt asks

    @called_by_qt
    def documentChanged(self, place: int, removed: int, added: int) -> None:
        document = self.document()
        before, self._length = self._length, document.characterCount()
        if before == self._length and added and not removed:
            # Nothing was edited: QTextEdit set the page's size.
            return
        first = document.findBlock(place)
        last = document.findBlock(min(place + added, document.characterCount() - 1))
        row, count = first.blockNumber(), last.blockNumber() - first.blockNumber() + 1
        replaced = count - (document.blockCount() - len(self._rows))
        kept = self._rows[row : row + replaced][:count]
        self._rows[row : row + replaced] = kept + [Paragraph("")] * (count - len(kept))
        high = self._heights.height(row) if replaced == count == 1 else -1.0
        block = first
        for _ in range(count):
            block.clearLayout()
            block = block.next()
        self._estimate(row, replaced, self._rows[row : row + count])
        if count < 50:
            block = first
            for _ in range(count):
                self.ensure(block)
                block = block.next()
        self._tell_size()
        top = self._heights.top(row)
        same = self._heights.height(row) == high
        self._repaint(QRectF(0, top, 1e6, high if same else 1e9))

    @called_by_qt
    def draw(self, painter: QPainter, context: QAbstractTextDocumentLayout.PaintContext) -> None:
        clip = context.clip
        cursor = context.cursorPosition
        # A copy of each format: what a selection of the list gives is gone with the list.
        selected = [
            (each.cursor.selectionStart(), each.cursor.selectionEnd(), QTextCharFormat(each.format))
            for each in context.selections
        ]
        block = self.document().findBlockByNumber(self._heights.row_at(clip.top()))
        painter.setPen(context.palette.text().color())
        while block.isValid():
            row = block.blockNumber()
            top = self._heights.top(row)
            if top > clip.bottom():
                return
            self.ensure(block)
            # A screen reader is told this place, too.
            block.layout().setPosition(QPointF(TEXT_X, top))
            self._draw_block(painter, block, top, selected, clip)
            place = cursor - block.position()
            if cursor < -1:
                place = block.layout().preeditAreaPosition() - (cursor + 2)
                inside = block.layout().preeditAreaText() != ""
            else:
                inside = cursor >= 0 and 0 <= place < block.length()
            if inside:
                painter.setPen(context.palette.text().color())
                block.layout().drawCursor(painter, QPointF(), place, 2)
            block = block.next()

    def _draw_block(
        self,
        painter: QPainter,
        block: QTextBlock,
        top: float,
        selected: list[tuple[int, int, QTextCharFormat]],
        clip: QRectF,
    ) -> None:
        begin, length = block.position(), block.length()
        ranges = []
        for start, end, look in selected:
            if start < begin + length and end > begin:
                ranges.append(_range(max(0, start - begin), min(length, end - begin), look))
        paragraph = self._rows[block.blockNumber()]
        block.layout().draw(painter, QPointF(), ranges, clip)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if clip.left() < TEXT_X:
            self._drawing.margin(painter, top, paragraph)
        if paragraph.takes:
            below = self._heights.height(block.blockNumber()) - takes_height(paragraph) - GAP
            self._drawing.takes(painter, top + below + 8, paragraph)
        painter.restore()

    @asked_by_qt(int)
    def hitTest(self, point: QPointF | Any, accuracy: Qt.HitTestAccuracy) -> int:
        block = self.document().findBlockByNumber(self._heights.row_at(point.y()))
        self.ensure(block)
        layout = block.layout()
        y = point.y() - self._heights.top(block.blockNumber())
        pitch = HEADING_LINE if self._rows[block.blockNumber()].heading else LINE
        number = max(0, min(layout.lineCount() - 1, int(y // pitch)))
        line = layout.lineAt(number)
        x = point.x() - TEXT_X
        if accuracy == Qt.HitTestAccuracy.ExactHit and not (
            0 <= y < pitch * layout.lineCount() and 0 <= x <= line.naturalTextWidth()
        ):
            return -1
        return block.position() + line.xToCursor(x)

    @asked_by_qt(int)
    def pageCount(self) -> int:
        return 1

    @asked_by_qt(QSizeF)
    def documentSize(self) -> QSizeF:
        return QSizeF(TEXT_X + self._width, self._heights.total())

    @asked_by_qt(QRectF)
    def frameBoundingRect(self, _frame: QTextFrame) -> QRectF:
        return QRectF(QPointF(), self.documentSize())

    @asked_by_qt(QRectF)
    def blockBoundingRect(self, block: QTextBlock) -> QRectF:
        # Qt asks within an edit too, before it tells of it.
        if not block.isValid() or self.document().blockCount() != len(self._rows):
            return QRectF()
        self.ensure(block)
        row = block.blockNumber()
        area = QRectF(TEXT_X, self._heights.top(row), self._width, self._heights.height(row))
        block.layout().setPosition(area.topLeft())
        return area

    # The document holds no format for chips: a character typed beside one would take it over.

    @called_by_qt
    def resizeInlineObject(self, item: QTextInlineObject, place: int, _look: QTextFormat) -> None:
        item.setWidth(self._drawing.chip_width(self._chip(place)))
        item.setAscent(14)
        item.setDescent(4)

    @called_by_qt
    def positionInlineObject(self, _item: QTextInlineObject, _place: int, _look: QTextFormat) -> None:
        pass

    @called_by_qt
    def drawInlineObject(
        self, painter: QPainter, area: QRectF | Any, _item: QTextInlineObject, place: int, _look: QTextFormat
    ) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._drawing.chip(painter, area, self._chip(place))
        painter.restore()

    def _chip(self, place: int) -> str:
        block = self.document().findBlock(place)
        chips = self._rows[block.blockNumber()].chips
        place -= block.position()
        layout = block.layout()
        if 0 <= layout.preeditAreaPosition() < place:
            # Places count what is being composed, too.
            place -= len(layout.preeditAreaText())
        number = block.text().count(CHIP, 0, place)
        return chips[number] if number < len(chips) else "?"


class _Objects(QPyTextObject):
    """A handler of objects, never called: without one Qt takes `CHIP` for a letter."""


class DocumentView(QTextEdit):
    """The manuscript on `ManuscriptLayout`."""

    def __init__(self, theme: Theme, ahead: bool = True) -> None:
        super().__init__()
        self._held = False
        self.painted = 0
        document = QTextDocument(self)
        document.setDefaultFont(font(16))
        document.setDocumentMargin(0)
        document.setUndoRedoEnabled(False)
        self.rows = ManuscriptLayout(document, Drawing(theme))
        document.setDocumentLayout(self.rows)
        self.setDocument(document)
        self.setFont(font(16))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Transcript")
        self._timer = QTimer(self)
        self._ahead = ahead
        connect(self._timer.timeout, self._lay_ahead)
        connect(self.rows.raised, self._keep_place)

    def show_paragraphs(self, paragraphs: Sequence[Paragraph]) -> None:
        """Show these from the first on."""
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.beginEditBlock()
        cursor.insertText("\n".join(each.text for each in paragraphs))
        block = self.document().firstBlock()
        for each in paragraphs:
            if each.heading:
                self._make_heading(block)
            block = block.next()
        cursor.endEditBlock()
        self.rows.show_rows(paragraphs)
        self.moveCursor(QTextCursor.MoveOperation.Start)
        if self._ahead:
            self._timer.start(0)

    def caret_to(self, row: int, place: int) -> None:
        """Put the caret before that character of that paragraph, and show it."""
        cursor = self.textCursor()
        cursor.setPosition(self.document().findBlockByNumber(row).position() + place)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def open_takes(self, row: int, takes: int) -> None:
        """Open a list of so many takes below the paragraph; 0 closes it."""
        self.rows.open_takes(row, takes)

    @property
    def paragraphs(self) -> int:
        return self.document().blockCount()

    def text_of(self, row: int) -> str:
        return self.document().findBlockByNumber(row).text()

    @property
    def is_laid_out(self) -> bool:
        return not self._timer.isActive()

    def _make_heading(self, block: QTextBlock) -> None:
        letters = QTextCharFormat()
        letters.setFont(font(24, 500))
        cursor = QTextCursor(block)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        cursor.setCharFormat(letters)

    @called_by_qt
    def _lay_ahead(self) -> None:
        if not self.rows.lay_ahead():
            self._timer.stop()

    @called_by_qt
    def _keep_place(self, top: float, more: float) -> None:
        bar = self.verticalScrollBar()
        if top < bar.value() and not self._held:
            self._held = True
            bar.setMaximum(max(bar.maximum(), bar.value() + int(more)))
            bar.setValue(round(bar.value() + more))
            self._held = False

    @Slot(QRectF)
    @called_by_qt
    def _q_ensureVisible(self, area: QRectF) -> None:
        # Qt's accessible text asks for it by this name, which its own QTextEdit has no more.
        bar = self.verticalScrollBar()
        if not bar.value() <= area.top() <= area.bottom() <= bar.value() + self.viewport().height():
            bar.setValue(round(area.top() - self.viewport().height() / 4))

    @called_by_qt
    def resizeEvent(self, event: QResizeEvent) -> None:
        self.rows.narrow(self.viewport().width() - TEXT_X - 24)
        if self._ahead:
            self._timer.start(0)
        super().resizeEvent(event)

    @called_by_qt
    def paintEvent(self, event: QPaintEvent) -> None:
        top = self.verticalScrollBar().value()
        self.rows.settle(top, top + self.viewport().height())
        super().paintEvent(event)
        self.painted += 1


def _range(start: int, end: int, look: QTextCharFormat) -> Any:
    made = QTextLayout.FormatRange()
    made.start, made.length, made.format = start, end - start, look
    return made
