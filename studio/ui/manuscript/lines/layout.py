# SPDX-License-Identifier: GPL-3.0-or-later
"""The manuscript's layout: lines 28 px apart, paragraphs 24 px apart, headings, and chips in the line.

What is seen is laid out when it is seen. The other heights are estimates, which become true in slices while nothing
else is to be done. So a text of a million characters is shown, and written in, as fast as a page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from math import ceil
from typing import Any, cast

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QFont,
    QPainter,
    QPen,
    QPyTextObject,
    QTextBlock,
    QTextCharFormat,
    QTextDocument,
    QTextFormat,
    QTextFrame,
    QTextInlineObject,
    QTextLayout,
)

from studio.core.marks import Mark, Marks
from studio.core.project import Paragraph
from studio.ui.door import asked_by_qt, called_by_qt, connect
from studio.ui.manuscript.lines.chapter_numbers import ChapterNumbers
from studio.ui.manuscript.lines.chips import CHIP_HEIGHT, Cast, Chip, ChipPainter
from studio.ui.manuscript.lines.heights import Heights
from studio.ui.manuscript.lines.rows import Row, Rows
from studio.ui.manuscript.lines.scale import TEXT_PX, scale_of
from studio.ui.manuscript.lines.text_lines import (
    caret_place,
    cursor_x,
    format_of,
    format_range,
    has_room,
    lay_out,
    letter_looks,
    look_of,
    room_box,
    underlines,
)
from studio.ui.manuscript.lines.told_words import ToldWords
from studio.ui.theme import Theme

COLUMN = 600
LINE_HEIGHT = 28
PARAGRAPH_GAP = 24
HEADING_GAP = 16
CARET_WIDTH = 2
# Pixels of the letters and of the line beside text of TEXT_PX, by the heading's level.
_HEADINGS = {1: (24, 34), 2: (20, 30), 3: (17, LINE_HEIGHT)}
_CHIP_ASCENT = 14
_LETTER = 8
_SLICE_LETTERS = 2000
_FEW = 10
_MOST_UNDERLINES = 500
_EVERYWHERE = 1e9
# Widths of lines are multiples of a 64th.
_SAME_PX = 0.05


class ManuscriptLayout(QAbstractTextDocumentLayout):
    """Lays out paragraphs below each other, in a column within the document's margin. Coordinates are the document's.

    Its width is the document's page's, which QTextEdit keeps as wide as the viewport, and 600 px at most.

    Attributes:
        moves: How often heights have changed, by which a view knows that paragraphs have moved.
    """

    raised = Signal(float, float)
    """The paragraph that begins at this y is so much higher than it was estimated to be."""

    def __init__(self, document: QTextDocument, rows: Rows, theme: Theme) -> None:
        super().__init__(document)
        self._rows = rows
        self._theme = theme
        self._chips = ChipPainter(theme)
        self._numbers = ChapterNumbers(theme)
        self._below: dict[str, float] = {}
        self._setting_fonts = False
        self._met: list[tuple[QRectF, Mark]] = []
        # By the row's identity, until it is laid out anew.
        self._underlines: dict[int, tuple[Row, Marks, list[tuple[float, float, float]]]] = {}
        # Without a handler Qt takes a chip's letter for one to write.
        self.registerHandler(QTextFormat.ObjectTypes.UserObject, _Objects(self))
        self._heights = Heights()
        self.moves = 0
        self._words = ToldWords()
        self._behind: set[str] = set()
        self._width = 1.0
        self._length = 0
        self._size = QSizeF()
        self._font = QFont()
        self._idle = QTimer(self)
        connect(self._idle.timeout, self._lay_out_slice)

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

    def is_gap(self, row: int) -> bool:
        """Whether the row is an empty line between others, which is a gap instead of having one."""
        if not 0 <= row < len(self._rows) - 1:
            return False
        shown = self._rows[row]
        return not shown.shown and shown.kind in ("text", "note")

    def gap_below(self, row: int) -> int:
        if self.is_gap(row) or self.is_gap(row + 1):
            return 0
        return HEADING_GAP if self._rows[row].heading else PARAGRAPH_GAP

    def pitch(self, row: int) -> int:
        """Height of the row's lines."""
        if self.is_gap(row):
            return PARAGRAPH_GAP
        shown = self._rows[row]
        line = _HEADINGS[min(max(shown.level, 1), 3)][1] if shown.heading else LINE_HEIGHT
        return self._scaled(line)

    @property
    def scale(self) -> float:
        """How much larger than designed chips are."""
        return self._chips.scale

    def _scaled(self, px: float) -> int:
        """Pixels beside text of the present size, of those beside text of TEXT_PX."""
        return round(px * self.document().defaultFont().pixelSize() / TEXT_PX)

    def open_below(self, heights: Mapping[str, float]) -> None:
        """Keep room below the text of paragraphs, in pixels, by their ids."""
        changed = {id for id in {*heights, *self._below} if heights.get(id) != self._below.get(id)}
        self._below = dict(heights)
        for number, row in enumerate(self._rows.between(0, len(self._rows)) if changed else ()):
            if row.id in changed:
                self.refresh(number, 1)

    def number_chapters(self, numbers: Mapping[str, int]) -> None:
        """Show numbers before headings of level 1, by their ids."""
        ids = self._numbers.put(numbers)
        if ids:
            self._refresh_where(lambda row: row.id in ids)

    @property
    def cast(self) -> Cast:
        """The speakers, by their ids, who stand on the chips of what they say."""
        return self._chips.cast

    def show_cast(self, cast: Cast) -> None:
        """Have other speakers on the chips of what they say."""
        before, self._chips.cast = self._chips.cast, dict(cast)
        renamed = {id for id in {*before, *cast} if _name_in(before, id) != _name_in(cast, id)}
        if renamed:
            self._refresh_where(lambda row: bool(row.marks) and not renamed.isdisjoint(_speakers_of(row)))
        elif before != cast:
            self._repaint(QRectF(0, 0, _EVERYWHERE, _EVERYWHERE))

    def show_told(self, said: tuple[Paragraph, ...]) -> None:
        """Show of which words dictionaries tell how they are said: the text's paragraphs are *said* so."""
        ids = self._words.follow(said)
        if self._in_step:
            self._refresh_where(lambda row: row.id in ids)
        else:
            self._behind |= ids

    def told(self, row: Row) -> Marks:
        """The marks of words of *row* that a dictionary says."""
        return tuple(mark for mark in self._words.marks(row.id) if mark.end <= len(row.text))

    def glossed(self, row: Row) -> Marks:
        """Those of its told marks behind whose words there is a chip."""
        return tuple(mark for mark in self._words.chips(row.id) if has_room(row, mark))

    def gloss_box(self, row: int, mark: Mark) -> QRectF:
        """Where the chip of a told mark of *row* is, in the document's coordinates; empty if it has none."""
        block = self.document().findBlockByNumber(row)
        corner = self.area(block).topLeft()
        box = room_box(block.layout(), self._rows[row], mark, self._room(mark))
        return box.translated(corner) if box.isValid() else box

    def _room(self, mark: Mark) -> float:
        """Pixels of the chip of a told *mark*."""
        return float(ceil(self._chips.width(mark)))

    def _refresh_where(self, wanted: Callable[[Row], bool]) -> None:
        """Lay out anew the rows that are *wanted*: what is seen when it is painted next, the others later."""
        rows = [number for number, row in enumerate(self._rows.between(0, len(self._rows))) if wanted(row)]
        if not rows or not self._in_step:
            # Qt will tell of an edit that lays them out.
            return
        document = self.document()
        for number in rows:
            self._heights.doubt(number)
            document.findBlockByNumber(number).clearLayout()
        self.moves += 1
        self._idle.start(0)
        top = self._margin + self._heights.top(rows[0]) - self._scaled(LINE_HEIGHT)
        self._repaint(QRectF(0, top, _EVERYWHERE, _EVERYWHERE))

    def below(self, row: int) -> float:
        """Pixels kept free below the row's text."""
        return self._below.get(self._rows[row].id, 0.0) if self._below else 0.0

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
        self._repaint(
            QRectF(0, self._margin + self._heights.top(row) - self._scaled(LINE_HEIGHT), _EVERYWHERE, _EVERYWHERE)
        )

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
        indent = self._numbers.indent(self._rows[row], self._letters(self._rows[row]))
        laid_out = layout.lineCount() and abs(layout.lineAt(0).width() - self._width + indent) < _SAME_PX
        if laid_out and self._heights.known(row):
            return
        # The pitch of an empty line depends on whether it is the last.
        if not laid_out or block.length() == 1:
            self._set_font(block)
            self._underlines.pop(id(self._rows[row]), None)
            lay_out(layout, self._width, self.pitch(row), block.textDirection(), indent)
        top = self._margin + self._heights.top(row)
        more = self._heights.tell(row, self.pitch(row) * layout.lineCount() + self.below(row) + self.gap_below(row))
        if more:
            self.moves += 1
            self.raised.emit(top, more)

    def _letters(self, row: Row) -> int:
        """Size of the row's letters in pixels."""
        return self._scaled(_HEADINGS[min(max(row.level, 1), 3)][0] if row.heading else TEXT_PX)

    def _set_font(self, block: QTextBlock) -> None:
        """Give a heading's letters their size, and emphasised ones their slant. Formats of the layout, since what is
        typed takes over the document's."""
        row, layout = self._rows[block.blockNumber()], block.layout()
        size = self._letters(row) if row.heading else 0
        rooms = [(mark, self._room(mark)) for mark in self.glossed(row)]
        px = size or self.document().defaultFont().pixelSize()
        looks = letter_looks(row, layout, px, rooms) if row.marks or rooms or size else []
        if looks == [look_of(each) for each in layout.formats()]:
            return
        self._setting_fonts = True
        try:
            layout.setFormats([format_of(look, 500 if size else 400) for look in looks])
            # Qt has noted a change of the document, which it would tell with the next edit.
            self.document().markContentsDirty(block.position(), block.length())
        finally:
            self._setting_fonts = False

    def _estimated(self, row: int, count: int) -> list[float]:
        """About how high these rows are."""
        across, usual = self._width / self._scaled(_LETTER), self._scaled(LINE_HEIGHT)
        heights = []
        for number, shown in enumerate(self._rows.between(row, row + count), row):
            plain = shown.shown and not shown.heading
            pitch = usual if plain else self.pitch(number)
            heights.append(
                pitch * max(1, ceil(len(shown.shown) / across)) + self.below(number) + self.gap_below(number)
            )
        return heights

    def _widen(self, width: float) -> None:
        width, written = max(1.0, width), self.document().defaultFont()
        if width != self._width or written != self._font:
            larger = written.pixelSize() / max(1, self._font.pixelSize()) if self._width > 1 else 1.0
            self._heights.stretch(self._width / width * larger**2 if self._width > 1 else 1.0)
            self.moves += 1
            if written != self._font:
                self._chips.use_scale(scale_of(written.pixelSize()))
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
            letters += block.length()
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
        self._heights.replace(row, replaced, self._estimated(row, count))
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
            self._repaint(QRectF(0, area.top(), _EVERYWHERE, area.height() - self.below(row) - self.gap_below(row)))
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
        clip, shown = context.clip, context.cursorPosition
        # Copies of the formats: what a selection of the list gives is gone with the list.
        looks = [
            (each.cursor.selectionStart(), each.cursor.selectionEnd(), QTextCharFormat(each.format))
            for each in context.selections
        ]
        color = context.palette.text().color()
        for block in _from(self.block_at(clip.top())):
            area = self.area(block)
            if area.top() >= clip.bottom():
                break
            layout, begin, length = block.layout(), block.position(), block.length()
            row = self._rows[block.blockNumber()]
            ranges = [format_range(0, length, self._dim())] if row.dim else []
            ranges += [
                format_range(max(0, start - begin), min(length, end - begin), look)
                for start, end, look in looks
                if start < begin + length and end > begin
            ]
            told = self.told(row)
            marks = (*row.marks, *told)
            if marks:
                self._underline(painter, layout, row, marks, area.topLeft())
            self._numbers.paint(painter, row, self._letters(row), area, layout.lineAt(0), block.textDirection())
            painter.setPen(color)
            self._met.clear()
            layout.draw(painter, QPointF(), ranges, clip)
            for box, mark in self._met:
                painter.save()
                self._chips.paint(painter, box, mark)
                painter.restore()
            for mark in self.glossed(row) if told else ():
                box = room_box(layout, row, mark, self._room(mark))
                self._chips.paint(painter, box.translated(area.topLeft()), mark)
            place = caret_place(layout, shown, begin)
            if 0 <= place < length + len(layout.preeditAreaText()):
                painter.setPen(color)
                layout.drawCursor(painter, QPointF(), place, CARET_WIDTH)

    @asked_by_qt(lambda: -1)
    def hitTest(self, point: QPointF | Any, accuracy: Qt.HitTestAccuracy) -> int:
        block = self.block_at(point.y())
        area = self.area(block)
        layout = block.layout()
        number = int((point.y() - area.top()) // self.pitch(block.blockNumber()))
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
        chip = self._chip(position)
        item.setWidth(self._chips.width(chip.mark) if chip is not None else 0)
        item.setAscent(_CHIP_ASCENT * self.scale)
        item.setDescent((CHIP_HEIGHT - _CHIP_ASCENT) * self.scale)

    @called_by_qt
    def positionInlineObject(self, _item: QTextInlineObject, _position: int, _look: QTextFormat) -> None:
        pass

    @called_by_qt
    def drawInlineObject(
        self, _painter: QPainter, area: QRectF | Any, _item: QTextInlineObject, position: int, _look: QTextFormat
    ) -> None:
        chip = self._chip(position)
        if chip is not None:
            # Painted at the end, as Qt paints a selection over it.
            self._met.append((QRectF(area), chip.mark))

    def _chip(self, position: int) -> Chip | None:
        """The chip at a position that Qt tells, which counts what is being composed, too."""
        block = self.document().findBlock(position)
        if not 0 <= block.blockNumber() < len(self._rows):
            return None
        row, layout = self._rows[block.blockNumber()], block.layout()
        units = position - block.position()
        if 0 <= layout.preeditAreaPosition() < units:
            units -= len(layout.preeditAreaText())
        return row.chip_at(row.place(units))

    def _dim(self) -> QTextCharFormat:
        look = QTextCharFormat()
        look.setForeground(self._theme.color("text_3"))
        return look

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


def line_height(document: QTextDocument) -> int:
    """Height of lines of text in the size that *document* is written in."""
    return round(document.defaultFont().pixelSize() * LINE_HEIGHT / TEXT_PX)
