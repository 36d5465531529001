# SPDX-License-Identifier: GPL-3.0-or-later
"""The manuscript's layout: lines 28 px apart, paragraphs 24 px apart, headings, and chips in the line.

What is seen is laid out when it is seen. The other heights are estimates, which become true in slices while nothing
else is to be done. So a text of a million characters is shown, and written in, as fast as a page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, cast

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QFont,
    QPainter,
    QPyTextObject,
    QTextBlock,
    QTextCharFormat,
    QTextDocument,
    QTextFormat,
    QTextFrame,
    QTextInlineObject,
)

from studio.core.marks import Mark
from studio.core.project import Paragraph
from studio.ui.door import asked_by_qt, called_by_qt, connect
from studio.ui.manuscript.lines.chips import CHIP_HEIGHT, Cast, Chip
from studio.ui.manuscript.lines.heights import Heights
from studio.ui.manuscript.lines.measures import LINE_HEIGHT, PARAGRAPH_GAP, Measures, line_height
from studio.ui.manuscript.lines.row_looks import RowLooks
from studio.ui.manuscript.lines.row_painter import RowPainter, Selected
from studio.ui.manuscript.lines.rows import Row, Rows
from studio.ui.manuscript.lines.scale import scale_of
from studio.ui.manuscript.lines.text_lines import cursor_x, lay_out, room_box
from studio.ui.theme import Theme

COLUMN = 600
_CHIP_ASCENT = 14
_SLICE_LETTERS = 2000
# A row takes as long besides its letters, where its height moves what is seen.
_LETTERS_OF_A_ROW = 80
_FEW = 10
_EVERYWHERE = 1e9
# Widths of lines are multiples of a 64th.
_SAME_PX = 0.05


class ManuscriptLayout(QAbstractTextDocumentLayout):
    """Lays out paragraphs below each other, in a column within the document's margin. Coordinates are the document's.

    Its width is the document's page's, which QTextEdit keeps as wide as the viewport, and 600 px at most.

    Attributes:
        measures: Sizes of the rows.
        looks: What they have besides their letters.
        moves: How often heights have changed, by which a view knows that paragraphs have moved.
    """

    raised = Signal(float, float)
    """The paragraph that begins at this y is so much higher than it was estimated to be."""

    def __init__(self, document: QTextDocument, rows: Rows, theme: Theme) -> None:
        super().__init__(document)
        self._rows = rows
        self.measures = Measures(document, rows)
        self.looks = RowLooks(theme, self.measures)
        self._painter = RowPainter(theme, self.measures, self.looks)
        self._setting_fonts = False
        # Without a handler Qt takes a chip's letter for one to write.
        self.registerHandler(QTextFormat.ObjectTypes.UserObject, _Objects(self))
        self._heights = Heights()
        self.moves = 0
        self._behind: set[str] = set()
        self._width = 1.0
        self._length = 0
        self._size = QSizeF()
        self._font = QFont()
        self._idle = QTimer(self)
        connect(self._idle.timeout, self._lay_out_slice)

    @property
    def laid_out(self) -> bool:
        """Whether no height is an estimate any more."""
        return self._heights.unknown() is None

    def area(self, block: QTextBlock) -> QRectF:
        """The paragraph's place, with the gap below it. Empty while Qt has not told of an edit yet."""
        if not block.isValid() or not self._in_step:
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
        if self._in_step:
            for block in _from(self.block_at(top)):
                if self.area(block).top() >= bottom:
                    break
            self._tell_size()

    def open_below(self, heights: Mapping[str, float]) -> None:
        """Keep room below the text of paragraphs, in pixels, by their ids."""
        changed = self.measures.keep_below(heights)
        for number, row in enumerate(self._rows.between(0, len(self._rows)) if changed else ()):
            if row.id in changed:
                self.refresh(number, 1)

    def number_chapters(self, numbers: Mapping[str, int]) -> None:
        """Show numbers before headings of level 1, by their ids."""
        ids = self.looks.numbers.put(numbers)
        if ids:
            self._refresh_where(lambda row: row.id in ids)

    def show_cast(self, cast: Cast) -> None:
        """Have other speakers on the chips of what they say."""
        chips = self.looks.chips
        before, chips.cast = chips.cast, dict(cast)
        renamed = {id for id in {*before, *cast} if _name_in(before, id) != _name_in(cast, id)}
        if renamed:
            self._refresh_where(lambda row: bool(row.marks) and not renamed.isdisjoint(_speakers_of(row)))
        elif before != cast:
            self._repaint(QRectF(0, 0, _EVERYWHERE, _EVERYWHERE))

    def show_told(self, said: tuple[Paragraph, ...]) -> None:
        """Show of which words dictionaries tell how they are said: the text's paragraphs are *said* so."""
        ids = self.looks.words.follow(said)
        if self._in_step:
            self._refresh_where(lambda row: row.id in ids)
        else:
            self._behind |= ids

    def gloss_box(self, row: int, mark: Mark) -> QRectF:
        """Where the chip of a told mark of *row* is, in the document's coordinates; empty if it has none."""
        block = self.document().findBlockByNumber(row)
        corner = self.area(block).topLeft()
        box = room_box(block.layout(), self._rows[row], mark, self.looks.room(mark))
        return box.translated(corner) if box.isValid() else box

    def _refresh_where(self, wanted: Callable[[Row], bool]) -> None:
        """Lay out anew the rows that are *wanted*: what is seen when it is painted next, the others later."""
        self._put_off([number for number, row in enumerate(self._rows.between(0, len(self._rows))) if wanted(row)])

    def refresh_rows(self, rows: Sequence[int]) -> None:
        """Lay out anew *rows*, whose kinds or chips have changed: a few at once, of many what is seen when it is
        painted next and the others later."""
        if len(rows) > _FEW:
            self._put_off(rows)
            return
        for row in rows:
            self.refresh(row, 1)

    def _put_off(self, rows: Sequence[int]) -> None:
        if not rows or not self._in_step:
            # Qt will tell of an edit that lays them out.
            return
        document = self.document()
        for number in rows:
            self._heights.doubt(number)
            document.findBlockByNumber(number).clearLayout()
        self.moves += 1
        self._idle.start(0)
        self._repaint_from(rows[0])

    def refresh(self, row: int, count: int) -> None:
        """Lay these rows out anew, as their kind or their chips have changed."""
        document = self.document()
        if not self._in_step:
            # Qt will tell of an edit that lays them out.
            return
        self._heights.replace(row, count, [self._heights.height(each) for each in range(row, row + count)])
        for block in islice(_from(document.findBlockByNumber(row)), count):
            block.clearLayout()
            if count <= _FEW:
                self._ensure(block)
        self.moves += 1
        self._idle.start(0)
        self._tell_size()
        self._repaint_from(row)

    def repaint(self, row: int) -> None:
        """Have the row painted anew, as the lines under its spans have changed."""
        if self._in_step:
            top = self._margin + self._heights.top(row)
            self._repaint(QRectF(0, top, _EVERYWHERE, self._heights.height(row)))

    def chip_box(self, row: int, place: int) -> QRectF:
        """Where the chip at that place of what the row shows is, in the document's coordinates."""
        block = self.document().findBlockByNumber(row)
        area = self.area(block)
        units = self._rows[row].units(place)
        line = block.layout().lineForTextPosition(units)
        if not line.isValid():
            return QRectF()
        left, right = sorted((cursor_x(line, units), cursor_x(line, units + 1)))
        return QRectF(area.left() + left, area.top() + line.y(), right - left, line.height())

    def _repaint_from(self, row: int) -> None:
        """Have the row and all below it painted anew."""
        top = self._margin + self._heights.top(row) - self.measures.scaled(LINE_HEIGHT)
        self._repaint(QRectF(0, top, _EVERYWHERE, _EVERYWHERE))

    def _repaint(self, area: QRectF) -> None:
        # The signal has an overload without an area.
        cast(Any, self.update)["QRectF"].emit(area)

    @property
    def _in_step(self) -> bool:
        """Whether Qt has told of all edits."""
        return self.document().blockCount() == len(self._heights) == len(self._rows)

    @property
    def _margin(self) -> float:
        return self.document().documentMargin()

    def _ensure(self, block: QTextBlock) -> None:
        row, layout = block.blockNumber(), block.layout()
        indent = self.looks.indent(self._rows[row])
        laid_out = layout.lineCount() and abs(layout.lineAt(0).width() - self._width + indent) < _SAME_PX
        if laid_out and self._heights.known(row):
            return
        # The pitch of an empty line depends on whether it is the last.
        if not laid_out or block.length() == 1:
            self._set_font(block)
            self._painter.forget(self._rows[row])
            lay_out(layout, self._width, self.measures.pitch(row), block.textDirection(), indent)
        top = self._margin + self._heights.top(row)
        more = self._heights.tell(row, self.measures.height(row, layout.lineCount()))
        if more:
            self.moves += 1
            self.raised.emit(top, more)

    def _set_font(self, block: QTextBlock) -> None:
        """Give a heading's letters their size, and emphasised ones their slant. Formats of the layout, since what is
        typed takes over the document's."""
        formats = self.looks.formats(self._rows[block.blockNumber()], block.layout())
        if formats is None:
            return
        self._setting_fonts = True
        try:
            block.layout().setFormats(formats)
            # Qt has noted a change of the document, which it would tell with the next edit.
            self.document().markContentsDirty(block.position(), block.length())
        finally:
            self._setting_fonts = False

    def _widen(self, width: float) -> None:
        width, written = max(1.0, width), self.document().defaultFont()
        if width != self._width or written != self._font:
            larger = written.pixelSize() / max(1, self._font.pixelSize()) if self._width > 1 else 1.0
            self._heights.stretch(self._width / width * larger**2 if self._width > 1 else 1.0)
            self.moves += 1
            if written != self._font:
                self.looks.chips.use_scale(scale_of(written.pixelSize()))
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
            if row is None or not self._in_step:
                self._idle.stop()
                break
            block = self.document().findBlockByNumber(row)
            self._ensure(block)
            letters += _LETTERS_OF_A_ROW + block.length()
            # Its height is wanted alone; the glyphs would take some 20 KB.
            block.clearLayout()
        self._tell_size()

    # --- what Qt asks

    @called_by_qt
    def documentChanged(self, place: int, removed: int, added: int) -> None:
        document = self.document()
        if self._setting_fonts:
            return
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
        for block in islice(_from(first), count):
            block.clearLayout()
        self._heights.replace(row, replaced, self.measures.estimated(row, count, self._width))
        self.moves += 1
        if row:
            # Its gap depends on the next paragraph.
            self._heights.replace(row - 1, 1, [self._heights.height(row - 1)])
            self._ensure(first.previous())
        area = self.area(first)
        self._tell_size()
        same = self._heights.height(row) == high
        if same:
            # Its text alone: what is open below it is a widget, which need not be painted again.
            below = self.measures.below(row) + self.measures.gap_below(row)
            self._repaint(QRectF(0, area.top(), _EVERYWHERE, area.height() - below))
        else:
            top = area.top() - (line_height(document) + PARAGRAPH_GAP)
            self._repaint(QRectF(0, top, _EVERYWHERE, _EVERYWHERE))
        if not same:
            self._idle.start(0)
        if self._behind and self._in_step:
            behind, self._behind = self._behind, set()
            self._refresh_where(lambda row: row.id in behind)

    @called_by_qt
    def draw(self, painter: QPainter, context: QAbstractTextDocumentLayout.PaintContext) -> None:
        # Copies of the formats: what a selection of the list gives is gone with the list.
        selected = [
            Selected(each.cursor.selectionStart(), each.cursor.selectionEnd(), QTextCharFormat(each.format))
            for each in context.selections
        ]
        for block in _from(self.block_at(context.clip.top())):
            area = self.area(block)
            if area.top() >= context.clip.bottom():
                break
            row = self._rows[block.blockNumber()]
            self._painter.paint(painter, block, row, area, selected, context)

    @asked_by_qt(lambda: -1)
    def hitTest(self, point: QPointF | Any, accuracy: Qt.HitTestAccuracy) -> int:
        block = self.block_at(point.y())
        area = self.area(block)
        layout = block.layout()
        number = int((point.y() - area.top()) // self.measures.pitch(block.blockNumber()))
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

    # The document holds no formats for chips: a letter typed beside one would take its over.

    @called_by_qt
    def resizeInlineObject(self, item: QTextInlineObject, position: int, _look: QTextFormat) -> None:
        chip, chips = self.chip_at(position), self.looks.chips
        item.setWidth(chips.width(chip.mark) if chip is not None else 0)
        item.setAscent(_CHIP_ASCENT * chips.scale)
        item.setDescent((CHIP_HEIGHT - _CHIP_ASCENT) * chips.scale)

    @called_by_qt
    def positionInlineObject(self, _item: QTextInlineObject, _position: int, _look: QTextFormat) -> None:
        pass

    @called_by_qt
    def drawInlineObject(
        self, _painter: QPainter, area: QRectF | Any, _item: QTextInlineObject, position: int, _look: QTextFormat
    ) -> None:
        chip = self.chip_at(position)
        if chip is not None:
            self._painter.meet_chip(QRectF(area), chip.mark)

    def chip_at(self, position: int) -> Chip | None:
        """The chip at a position that Qt tells, which counts what is being composed, too."""
        block = self.document().findBlock(position)
        if not 0 <= block.blockNumber() < len(self._rows):
            return None
        row, layout = self._rows[block.blockNumber()], block.layout()
        units = position - block.position()
        if 0 <= layout.preeditAreaPosition() < units:
            units -= len(layout.preeditAreaText())
        return row.chip_at(row.place(units))


class _Objects(QPyTextObject):
    """A handler of objects, never called."""


def _name_in(cast: Cast, id: str) -> str | None:
    speaker = cast.get(id)
    return None if speaker is None else speaker.name


def _speakers_of(row: Row) -> Iterator[str]:
    """Ids of the speakers on the row's chips."""
    return (chip.mark.value for chip in row.chips if chip.mark.kind == "speaker")


def _from(block: QTextBlock) -> Any:
    """*block* and those after it."""
    while block.isValid():
        yield block
        block = block.next()
