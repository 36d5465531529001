# SPDX-License-Identifier: GPL-3.0-or-later
"""The manuscript's layout: lines 28 px apart, paragraphs 24 px apart.

What is seen is laid out when it is seen. The other heights are estimates, which become true in slices while nothing
else is to be done. So a text of a million characters is shown, and written in, as fast as a page.
"""

from __future__ import annotations

from itertools import islice
from math import ceil
from typing import Any, cast

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QFont,
    QPainter,
    QTextBlock,
    QTextCharFormat,
    QTextDocument,
    QTextFrame,
    QTextLayout,
    QTextOption,
)

from studio.ui.door import asked_by_qt, called_by_qt, connect
from studio.ui.manuscript.heights import Heights

COLUMN = 600
LINE_HEIGHT = 28
PARAGRAPH_GAP = 24
CARET_WIDTH = 2
TEXT_PX = 16
"""Size of letters for which lines are LINE_HEIGHT apart."""
_LETTER = 8
_SLICE_LETTERS = 3000
_EVERYWHERE = 1e9


def is_gap(block: QTextBlock) -> bool:
    """Whether *block* is an empty line between others, which is a gap instead of having one."""
    return block.isValid() and block.length() == 1 and block.next().isValid()


def gap_below(block: QTextBlock) -> int:
    return 0 if is_gap(block) or is_gap(block.next()) else PARAGRAPH_GAP


class ManuscriptLayout(QAbstractTextDocumentLayout):
    """Lays out paragraphs below each other, in a column within the document's margin. Coordinates are the document's.

    Its width is the document's page's, which QTextEdit keeps as wide as the viewport, and 600 px at most.

    Attributes:
        moves: How often heights have changed, by which a view knows that paragraphs have moved.
    """

    raised = Signal(float, float)
    """The paragraph that begins at this y is so much higher than it was estimated to be."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._heights = Heights()
        self.moves = 0
        self._width = 1.0
        self._length = 0
        self._size = QSizeF()
        self._font = QFont()
        self._idle = QTimer(self)
        connect(self._idle.timeout, self._lay_out_slice)

    def area(self, block: QTextBlock) -> QRectF:
        """The paragraph's place, with the gap below it. Empty while Qt has not told of an edit yet."""
        if not block.isValid() or self.document().blockCount() != len(self._heights):
            return QRectF()
        self._ensure(block)
        row = block.blockNumber()
        area = QRectF(self._margin, self._margin + self._heights.top(row), self._width, self._heights.height(row))
        # A screen reader is told this place of the letters.
        block.layout().setPosition(area.topLeft())
        return area

    def block_at(self, y: float) -> QTextBlock:
        """The paragraph at that height, or the nearest."""
        return self.document().findBlockByNumber(self._heights.row_at(y - self._margin))

    def settle(self, top: float, bottom: float) -> None:
        """Lay out what is between these heights, so that nothing moves while it is painted."""
        if self.document().blockCount() == len(self._heights):
            for block in _from(self.block_at(top)):
                if self.area(block).top() >= bottom:
                    break
            self._tell_size()

    @property
    def _margin(self) -> float:
        return self.document().documentMargin()

    def _ensure(self, block: QTextBlock) -> None:
        row, layout = block.blockNumber(), block.layout()
        laid_out = layout.lineCount() and layout.lineAt(0).width() == self._width
        if laid_out and self._heights.known(row):
            return
        # The pitch of an empty line depends on whether it is the last.
        if not laid_out or block.length() == 1:
            _lay_out(layout, self._width, pitch_of(block), block.textDirection())
        top = self._margin + self._heights.top(row)
        more = self._heights.tell(row, pitch_of(block) * layout.lineCount() + gap_below(block))
        if more:
            self.moves += 1
            self.raised.emit(top, more)

    def _estimated(self, lengths: list[int], following: QTextBlock) -> list[float]:
        """About how high paragraphs of these lengths are, of which the last stands before *following*."""
        pitch = line_height(self.document())
        across = self._width / (_LETTER * pitch / LINE_HEIGHT)
        gaps = [length == 1 for length in lengths]
        gaps[-1] = gaps[-1] and following.isValid()
        return [
            PARAGRAPH_GAP if gap else pitch * ceil(length / across) + (0 if gap_follows else PARAGRAPH_GAP)
            for length, gap, gap_follows in zip(lengths, gaps, [*gaps[1:], is_gap(following)], strict=True)
        ]

    def _widen(self, width: float) -> None:
        width, written = max(1.0, width), self.document().defaultFont()
        if width != self._width or written != self._font:
            larger = written.pixelSize() / max(1, self._font.pixelSize()) if self._width > 1 else 1.0
            self._heights.stretch(self._width / width * larger**2 if self._width > 1 else 1.0)
            self.moves += 1
            if written != self._font:
                for block in _from(self.document().begin()):
                    block.clearLayout()
            self._width, self._font = width, QFont(written)
            self._idle.start(0)
            self._tell_size()

    def _tell_size(self) -> None:
        size = self.documentSize()
        if size != self._size:
            self._size = size
            self.documentSizeChanged.emit(size)

    @called_by_qt
    def _lay_out_slice(self) -> None:
        letters = 0
        while letters < _SLICE_LETTERS:
            row = self._heights.unknown()
            if row is None or self.document().blockCount() != len(self._heights):
                self._idle.stop()
                break
            block = self.document().findBlockByNumber(row)
            self._ensure(block)
            letters += block.length()
            # Its height is wanted alone; the glyphs would take some 20 KB.
            block.clearLayout()
        self._tell_size()

    # --- what Qt asks

    @called_by_qt
    def documentChanged(self, place: int, removed: int, added: int) -> None:
        document = self.document()
        length, self._length = self._length, document.characterCount()
        if length == self._length and added and not removed:
            # No edit: the page's size was set, or the font.
            self._widen(min(COLUMN, document.pageSize().width() - 2 * self._margin))
            return
        first = document.findBlock(place)
        last = document.findBlock(min(place + added, document.characterCount() - 1))
        row, count = first.blockNumber(), last.blockNumber() - first.blockNumber() + 1
        replaced = count - (document.blockCount() - len(self._heights))
        high = self._heights.height(row) if replaced == count == 1 else 0.0
        lengths = []
        for block in islice(_from(first), count):
            block.clearLayout()
            lengths.append(block.length())
        self._heights.replace(row, replaced, self._estimated(lengths, last.next()))
        self.moves += 1
        if row:
            # Its gap depends on the next paragraph.
            self._heights.replace(row - 1, 1, [self._heights.height(row - 1)])
            self._ensure(first.previous())
        area = self.area(first)
        self._tell_size()
        same = self._heights.height(row) == high
        top = area.top() - (line_height(document) + PARAGRAPH_GAP)
        # The signal has an overload without an area.
        repaint = cast(Any, self.update)["QRectF"]
        repaint.emit(QRectF(0, top, _EVERYWHERE, area.bottom() - top if same else _EVERYWHERE))
        if not same:
            self._idle.start(0)

    @called_by_qt
    def draw(self, painter: QPainter, context: QAbstractTextDocumentLayout.PaintContext) -> None:
        clip, shown = context.clip, context.cursorPosition
        # Copies of the formats: what a selection of the list gives is gone with the list.
        looks = [
            (each.cursor.selectionStart(), each.cursor.selectionEnd(), QTextCharFormat(each.format))
            for each in context.selections
        ]
        color = context.palette.text().color()
        for block in _from(self.block_at(clip.top())):
            if self.area(block).top() > clip.bottom():
                break
            layout, begin, length = block.layout(), block.position(), block.length()
            ranges = [
                _format_range(max(0, start - begin), min(length, end - begin), look)
                for start, end, look in looks
                if start < begin + length and end > begin
            ]
            painter.setPen(color)
            layout.draw(painter, QPointF(), ranges, clip)
            place = _caret_place(layout, shown, begin)
            if 0 <= place < length + len(layout.preeditAreaText()):
                painter.setPen(color)
                layout.drawCursor(painter, QPointF(), place, CARET_WIDTH)

    @asked_by_qt(lambda: -1)
    def hitTest(self, point: QPointF | Any, accuracy: Qt.HitTestAccuracy) -> int:
        block = self.block_at(point.y())
        area = self.area(block)
        layout = block.layout()
        number = int((point.y() - area.top()) // pitch_of(block))
        line = layout.lineAt(max(0, min(layout.lineCount() - 1, number)))
        x = point.x() - area.left()
        inside = (
            0 <= number < layout.lineCount() and line.naturalTextRect().left() <= x <= line.naturalTextRect().right()
        )
        if accuracy == Qt.HitTestAccuracy.ExactHit and not inside:
            return -1
        # The strips between lines belong to the nearest.
        return block.position() + line.xToCursor(x)

    @asked_by_qt(lambda: 1)
    def pageCount(self) -> int:
        return 1

    @asked_by_qt(QSizeF)
    def documentSize(self) -> QSizeF:
        return QSizeF(self._width + 2 * self._margin, self._heights.total() + 2 * self._margin)

    @asked_by_qt(QRectF)
    def frameBoundingRect(self, _frame: QTextFrame) -> QRectF:
        return QRectF(QPointF(), self.documentSize())

    @asked_by_qt(QRectF)
    def blockBoundingRect(self, block: QTextBlock) -> QRectF:
        return self.area(block)


def _from(block: QTextBlock) -> Any:
    """*block* and those after it."""
    while block.isValid():
        yield block
        block = block.next()


def pitch_of(block: QTextBlock) -> int:
    """Height of the paragraph's lines."""
    return PARAGRAPH_GAP if is_gap(block) else line_height(block.document())


def line_height(document: QTextDocument) -> int:
    """Height of lines of text in the size that *document* is written in."""
    return round(document.defaultFont().pixelSize() * LINE_HEIGHT / TEXT_PX)


def _lay_out(layout: QTextLayout, width: float, pitch: int, direction: Qt.LayoutDirection) -> None:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setTextDirection(direction)
    # A layout takes left for left, also in a text from right to left.
    rightwards = direction == Qt.LayoutDirection.LeftToRight
    option.setAlignment(Qt.AlignmentFlag.AlignLeft if rightwards else Qt.AlignmentFlag.AlignRight)
    layout.setTextOption(option)
    layout.beginLayout()
    top = 0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, top + (pitch - line.height()) / 2))
        top += pitch
    layout.endLayout()


def _caret_place(layout: QTextLayout, position: int, begin: int) -> int:
    """Where the caret is in the paragraph that begins at *begin*. Qt counts places in a composed text from -2 down."""
    if position >= -1:
        return position - begin if position >= 0 else -1
    return layout.preeditAreaPosition() - (position + 2) if layout.preeditAreaText() else -1


def _format_range(start: int, end: int, look: QTextCharFormat) -> Any:
    made = QTextLayout.FormatRange()
    made.start, made.length, made.format = start, end - start, look
    return made
