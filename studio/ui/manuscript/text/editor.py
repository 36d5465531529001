# SPDX-License-Identifier: GPL-3.0-or-later
"""The manuscript's text editor. It has no undo of its own and only reports what was typed."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt, Signal, Slot
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlock,
)
from PySide6.QtWidgets import QFrame, QWidget

from studio.ui.door import called_by_qt, connect, soon
from studio.ui.manuscript.lines.chips import chip_words
from studio.ui.manuscript.lines.layout import COLUMN
from studio.ui.manuscript.lines.row_painter import CARET_WIDTH
from studio.ui.manuscript.lines.scale import TEXT_PX, scale_of
from studio.ui.manuscript.margin.margin import MarginColumn
from studio.ui.manuscript.margin.margin_places import MarginRow
from studio.ui.manuscript.text.playing_marks import PlayingMarks
from studio.ui.manuscript.text.scrolling import Scrolling
from studio.ui.manuscript.text.takes_below import TakesBelow
from studio.ui.manuscript.text.under_words import UnderWords
from studio.ui.manuscript.text.writing import WrittenText
from studio.ui.theme import Theme, font

MARGIN = 16
MARGIN_COLUMN = 184
_NARROW_COLUMN = 156
_RIGHT = 56
_LEAST_RIGHT = 24
_TINT_INSET = 8
_NOT_TYPED = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ManuscriptEditor(WrittenText):
    """Plain text in a 600 px column, right of a margin with the paragraphs' states. Indices in signals and methods
    count characters of the whole text.

    Attributes:
        margin: The margin.
        scrolling: Which part of the text is seen.
        playing: What playing shows in the text.
        under_words: What is painted under words.
        takes_below: Lists of takes below their paragraphs.
    """

    announced = Signal(str)
    """Words for a screen reader."""
    view_moved = Signal()
    """What is seen is elsewhere now: the text was scrolled, or laid out anew."""
    focus_changed = Signal()
    """The keyboard came to the text, or left it."""
    pause_requested = Signal()
    undo_requested = Signal()
    redo_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._theme = theme
        self._caret_was = 0
        self._side = 0
        self._seen: object = None
        self.margin = MarginColumn(theme, self)
        self.scrolling = Scrolling(self)
        self.playing = PlayingMarks(theme, self, self.scrolling)
        self.under_words = UnderWords(theme, self, self.scrolling)
        self.takes_below = TakesBelow(theme, self, self.margin)
        document = self.document()
        document.setDefaultFont(font(TEXT_PX))
        document.setDocumentMargin(MARGIN)
        self.setFont(font(TEXT_PX))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAcceptRichText(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabChangesFocus(True)
        self.setCursorWidth(CARET_WIDTH)
        self.setPlaceholderText("Write or paste a text, or drop a file…")
        self.setAccessibleName("Transcript")
        connect(self.playing.row_changed, self._show_heard_row)
        connect(self.cursorPositionChanged, self._follow_caret)
        connect(self.margin.moved, self.scrolling.bring_row)

    # --- showing

    def show_place(self, caret: int, scroll: float) -> None:
        """Move the caret to a character, and the view so that it begins in a paragraph, see Place."""
        at = min(max(caret, 0), self.rows.length)
        self.select(at, at)
        self.scrolling.begin_at(scroll)

    def show_text_size(self, px: int) -> None:
        """Show the text in letters of *px* pixels. The paragraph at the view's top stays there."""
        before = self.document().defaultFont().pixelSize()
        if px == before:
            return
        bar = self.verticalScrollBar()
        block = self.lines.block_at(bar.value())
        above = bar.value() - self.lines.area(block).top()
        self.document().setDefaultFont(font(px))
        self.setFont(font(px))
        self._scale_beside(scale_of(px))
        bar.setValue(round(self.lines.area(block).top() + above * (px / before) ** 2))
        self.viewport().update()

    def _scale_beside(self, scale: float) -> None:
        """Draw what is beside the text as much larger."""
        self.margin.use_scale(scale)
        self.margin.setGeometry(self._side, 0, self._part(), self.viewport().height())
        self.takes_below.use_scale(scale)

    def show_playing(self, playing: bool) -> None:
        """Note whether the text is played; then a click on a word seeks, and changes neither keyboard, caret nor
        selection."""
        if playing and not self._reads:
            self.scrolling.along.take_up()
        self._reads = playing
        self._show_heard_row()
        self.viewport().update()

    # --- editing

    def text_changed(self) -> None:
        if self._typing:
            self.scrolling.along.typed()
        self.playing.text_changed()

    @called_by_qt
    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.catch_up()
        # A text field takes these keys before any shortcut sees them.
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo_requested.emit()
            return
        if event.matches(QKeySequence.StandardKey.Redo):
            self.redo_requested.emit()
            return
        sought, self.sought = self.sought, self.sought and event.key() in _NOT_TYPED
        if sought and event.text() == " " and self.textCursor().hasSelection():
            # The click before it was for the sound, and a blank would replace a selection elsewhere.
            self.sought = True
            self.pause_requested.emit()
            return
        # Qt would put a line separator within the paragraph.
        shifted = event.key() in _ENTER and event.modifiers() == Qt.KeyboardModifier.ShiftModifier
        if shifted and not self.isReadOnly():
            self.textCursor().insertBlock()
            return
        if self._opens_a_chip(event):
            return
        at, revision = self.verticalScrollBar().value(), self.document().revision()
        super().keyPressEvent(event)
        if self.document().revision() == revision and self.verticalScrollBar().value() != at:
            self.scrolling.along.scrolled()

    def _opens_a_chip(self, event: QKeyEvent) -> bool:
        """Open the mark or the told word at the caret by F2, or the chip that is selected by Enter, which would replace
        it by a line break; whether it was opened."""
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier or self.isReadOnly():
            return False
        chosen = self.chip_selected if event.key() in _ENTER else None
        if event.key() == Qt.Key.Key_F2:
            chosen = self.mark_in_hand
        if chosen is not None:
            self.mark_opened.emit(*chosen)
            return True
        word = self.word_in_hand if event.key() == Qt.Key.Key_F2 else None
        if word is not None:
            self.word_opened.emit(*word)
        return word is not None

    @called_by_qt
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focus_changed.emit()

    @called_by_qt
    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.scrolling.along.left()
        super().focusOutEvent(event)
        self.focus_changed.emit()

    # --- painting

    @called_by_qt
    def resizeEvent(self, event: QResizeEvent) -> None:
        across = self._part()
        super().resizeEvent(event)
        self.margin.setGeometry(self._side, 0, across, self.viewport().height())

    def _part(self) -> int:
        """Part the width between margin and text; the margin's part."""
        usual, least = (round(each * self.margin.scale) for each in (MARGIN_COLUMN, _NARROW_COLUMN))
        self._side = max(0, (self.width() - usual - COLUMN - _RIGHT) // 2)
        across = min(usual, max(least, self.width() - COLUMN - _LEAST_RIGHT)) - MARGIN
        self.setViewportMargins(self._side + across, 0, 0, 0)
        self.playing.text_moved()
        return across

    @called_by_qt
    def paintEvent(self, event: QPaintEvent) -> None:
        self.scrolling.settle()
        self._show_margin()
        self._paint_tints()
        self.playing.paint_word()
        self.under_words.paint(event.rect().top(), event.rect().bottom())
        self.playing.paint_resume()
        super().paintEvent(event)
        handles = self.handles()
        if handles or self.drop_at >= 0:
            painter = QPainter(self.viewport())
            for handle in handles:
                painter.fillRect(handle, self._theme.color("accent_line"))
            if self.drop_at >= 0:
                cursor = self.textCursor()
                cursor.setPosition(self.drop_at)
                painter.fillRect(self.cursorRect(cursor), self._theme.color("accent_line"))

    def _paint_tints(self) -> None:
        tinted = self._tinted_blocks()
        if tinted:
            painter = QPainter(self.viewport())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color("playing"))
            for block in tinted:
                painter.drawRoundedRect(self._paragraph_area(block), 8, 8)
            painter.end()

    def _paragraph_area(self, block: QTextBlock) -> QRectF:
        """The area of the paragraph that is read, with its part of the margin, in the viewport's coordinates."""
        area = self.block_area(block).adjusted(0, -10, 0, 10 - self.lines.measures.gap_below(block.blockNumber()))
        area.setLeft(_TINT_INSET - self.margin.width())
        area.setRight(min(area.right() + _RIGHT, self.viewport().width()) - _TINT_INSET)
        return area

    def _show_margin(self) -> None:
        """Let the margin follow what is seen of the text."""
        heard, opened = self.playing.row, self.takes_below.opened
        seen = (self.verticalScrollBar().value(), self.viewport().size(), self.lines.moves, heard, opened)
        if seen == self._seen:
            return
        self._seen = seen
        rows = []
        block = self.lines.block_at(self.verticalScrollBar().value())
        while block.isValid() and (area := self.block_area(block)).top() < self.viewport().height():
            row = block.blockNumber()
            rows.append(MarginRow(row, area.top(), self.lines.measures.pitch(row), area.height()))
            block = block.next()
        self.takes_below.place([each.row for each in rows])
        tints = tuple(self._paragraph_area(each).translated(self.margin.width(), 0) for each in self._tinted_blocks())
        self.margin.show_rows(tuple(rows), len(self.rows), tints)
        # Others may move only once this is painted.
        soon(self, self.view_moved.emit)

    def _tinted_blocks(self) -> list[QTextBlock]:
        """The paragraph that is read, and those whose takes are open."""
        heard = self.playing.row
        found = [number for number in self.takes_below.rows if number != heard]
        return [self.document().findBlockByNumber(number) for number in ([heard, *found] if heard >= 0 else found)]

    @called_by_qt
    def _show_heard_row(self) -> None:
        self.margin.show_heard(self.playing.row if self._reads else -1)

    @called_by_qt
    def _follow_caret(self) -> None:
        self.margin.show_caret(self.textCursor().blockNumber())
        was, self._caret_was = self._caret_was, self.textCursor().position()
        if abs(was - self._caret_was) == 1 and not self._silent and self._in_step():
            row, place = self.rows.in_document(min(was, self._caret_was))
            chip = self.rows[row].chip_at(place)
            if chip is not None:
                # A screen reader knows a chip's letter as an object without a name.
                self.announced.emit(chip_words(chip.mark, self.lines.looks.chips.cast))

    def margin_lit(self, row: int) -> QRect:
        """The area of the margin that is lit while the speaker of the paragraph of that number is chosen."""
        area = self.block_area(self.document().findBlockByNumber(row))
        shown = MarginRow(row, area.top(), self.lines.measures.pitch(row), area.height())
        return self.margin.lit_area(shown).toAlignedRect()

    @called_by_qt
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self.scrolling.settle()

    @Slot(QRectF)
    @called_by_qt
    def _q_ensureVisible(self, area: QRectF) -> None:
        # Qt's accessible text asks for it by this name, which its own QTextEdit has no more.
        bar = self.verticalScrollBar()
        if not bar.value() <= area.top() <= area.bottom() <= bar.value() + self.viewport().height():
            bar.setValue(round(area.top() - self.viewport().height() / 4))
