# SPDX-License-Identifier: GPL-3.0-or-later
"""The manuscript's text editor. It has no undo of its own and only reports what was typed."""

from __future__ import annotations

import time
from pathlib import Path

from PySide6.QtCore import QMimeData, QRectF, Qt, Signal, Slot
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextBlock,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QWidget

from studio.core.changes import changed_span
from studio.ui.door import asked_by_qt, called_by_qt, connect
from studio.ui.manuscript.layout import CARET_WIDTH, COLUMN, TEXT_PX, gap_below, line_height, pitch_of
from studio.ui.manuscript.margin import MarginColumn, MarginRow
from studio.ui.manuscript.marks import line_of, text_selection, word_boxes
from studio.ui.manuscript.pointer import ReadText
from studio.ui.manuscript.positions import Positions
from studio.ui.theme import Theme, font

MARGIN = 16
MARGIN_COLUMN = 184
_NARROW_COLUMN = 156
_RIGHT = 56
_LEAST_RIGHT = 24
_TINT_INSET = 8
_LEFT_ALONE_S = 2.5
# Entries of the context menu to leave out: undo, redo and the line below them, as undo is in the window's menu.
_UNDO_ENTRIES = 3
_LONGEST_LINE = 3000
_TRIES = 3
_NOT_TYPED = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_SEPARATORS = str.maketrans({"\u2029": "\n", "\u2028": "\n", "\ufdd0": None, "\ufdd1": None})


class ManuscriptEditor(ReadText):
    """Plain text in a 600 px column, right of a margin with the paragraphs' states. Indices in signals and methods
    count characters of the whole text.

    Attributes:
        margin: The margin.
    """

    edited = Signal(int, int, str)
    """Position, number of characters removed, text added."""
    pasted = Signal(str)
    """A text with a giant line was pasted; it is not in the editor yet, and should replace the selection."""
    pause_requested = Signal()
    file_dropped = Signal(Path)
    undo_requested = Signal()
    redo_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._text = ""
        self._positions = Positions("")
        self._silent = False
        self._heard: tuple[int, int] | None = None
        self._resume: tuple[int, int] | None = None
        self._sentence_start = 0
        self._boxes: tuple[int, list[QRectF]] = (-1, [])
        self._tinted = -1
        self._touched_s = float("-inf")
        self._seen: object = None
        self.margin = MarginColumn(theme, self)
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
        connect(document.contentsChange, self._changed)
        connect(self.lines.raised, self._keep_place)
        connect(self.verticalScrollBar().sliderMoved, self._touch)
        connect(theme.changed, self._restyle)
        connect(self.cursorPositionChanged, self._follow_caret)
        connect(self.margin.moved, self._bring_row_into_view)

    # --- showing

    @property
    def text(self) -> str:
        return self._text

    def show_text(self, text: str) -> None:
        """Show *text*, changing only the differing part, without emitting a signal."""
        if text == self._text:
            return
        position, removed, added = changed_span(self._text, text)
        self._silent = True
        try:
            cursor = QTextCursor(self.document())
            cursor.setPosition(self._positions.to_document(position))
            cursor.setPosition(self._positions.to_document(position + removed), QTextCursor.MoveMode.KeepAnchor)
            cursor.insertText(added)
        finally:
            self._silent = False
        first = not self._text
        self._remember(text)
        if first:
            self.select(0, 0)
        else:
            self.select(position + len(added), position + len(added))

    def show_place(self, caret: int, scroll: float) -> None:
        """Move the caret to a character, and the view so that it begins in a paragraph, see Place."""
        at = min(max(caret, 0), len(self._text))
        self.select(at, at)
        block = self.document().findBlockByNumber(min(int(scroll), self.document().blockCount() - 1))
        area, bar = self.lines.area(block), self.verticalScrollBar()
        top = round(area.top() + (scroll - int(scroll)) * area.height()) if scroll > 0 else 0
        bar.setMaximum(max(bar.maximum(), top))
        bar.setValue(top)

    def scrolled(self) -> float:
        """The paragraph at which the view begins, see Place."""
        top = self.verticalScrollBar().value()
        block = self.lines.block_at(top)
        area = self.lines.area(block)
        if top <= 0 or not area.height():
            return 0.0
        return block.blockNumber() + min(max((top - area.top()) / area.height(), 0.0), 0.999)

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
        self._boxes = (-1, [])
        bar.setValue(round(self.lines.area(block).top() + above * (px / before) ** 2))
        self.viewport().update()

    def show_heard(self, start: int, end: int, sentence_start: int) -> None:
        """Box the word text[start:end] and dim its sentence up to it."""
        if self._heard == (start, end):
            return
        self._update_boxes()
        self._heard = (start, end) if 0 <= start < end <= len(self._text) else None
        self._sentence_start = min(sentence_start, start)
        self._boxes = (-1, [])
        self._mark()
        self._update_boxes()
        if self._heard is not None and time.monotonic() - self._touched_s > _LEFT_ALONE_S:
            self._bring_into_view(self._positions.to_document(start))

    def clear_heard(self) -> None:
        if self._heard is not None:
            self._update_boxes()
            self._heard = None
            self._boxes = (-1, [])
            self._mark()
            self._show_heard_row()

    def show_resume(self, span: tuple[int, int] | None) -> None:
        """Outline the word at which playing will go on after a failure; None for no outline."""
        if span != self._resume:
            self._resume = span
            self.viewport().update()

    def show_playing(self, playing: bool) -> None:
        """Note whether the text is played; then a click on a word seeks, and changes neither keyboard, caret nor
        selection."""
        self._reads = playing
        self._show_heard_row()
        self.viewport().update()

    def show_read_only(self, read_only: bool) -> None:
        """Forbid changes by the person, or permit them again; the text can be selected and copied all the time."""
        flags = Qt.TextInteractionFlag
        reading = flags.TextSelectableByMouse | flags.TextSelectableByKeyboard
        self.setTextInteractionFlags(reading if read_only else flags.TextEditorInteraction)

    def text_index(self, position: int) -> int:
        return self._positions.to_text(position)

    def caret(self) -> int:
        return self._positions.to_text(self.textCursor().position())

    def selected(self) -> tuple[int, int]:
        """Start and end of the selection; both are the caret's place if nothing is selected."""
        cursor = self.textCursor()
        return self._positions.to_text(cursor.selectionStart()), self._positions.to_text(cursor.selectionEnd())

    def paragraph_span(self, row: int) -> tuple[int, int]:
        """Start and end of the paragraph of that number."""
        block = self.document().findBlockByNumber(row)
        start = self._positions.to_text(block.position())
        return start, self._positions.to_text(block.position() + block.length() - 1)

    def select(self, start: int, end: int) -> None:
        cursor = self.textCursor()
        cursor.setPosition(self._positions.to_document(start))
        cursor.setPosition(self._positions.to_document(end), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        # Once more, as what was laid out on the way may have moved it.
        self.ensureCursorVisible()

    def heard_boxes(self) -> list[QRectF]:
        """Boxes of the heard word, in the viewport's coordinates."""
        if self._heard is None:
            return []
        start, end = (self._positions.to_document(index) for index in self._heard)
        block = self.document().findBlock(start)
        if self._boxes[0] != start:
            self.block_area(block)
            self._boxes = (start, word_boxes(block, start - block.position(), end - block.position()))
        corner = self.block_area(block).topLeft()
        return [box.translated(corner) for box in self._boxes[1]]

    # --- editing

    @called_by_qt
    def _changed(self, position: int, removed: int, added: int) -> None:
        if self._silent:
            return
        document = self.document()
        removed = min(removed, self._positions.to_document(len(self._text)) - position)
        added = min(added, document.characterCount() - 1 - position)
        cursor = QTextCursor(document)
        cursor.setPosition(position)
        cursor.setPosition(position + added, QTextCursor.MoveMode.KeepAnchor)
        put = cursor.selectedText().translate(_SEPARATORS)
        start = self._positions.to_text(position)
        end = self._positions.to_text(position + removed)
        if self._text[start:end] == put:
            return
        self._touch()
        self._remember(self._text[:start] + put + self._text[end:])
        self.edited.emit(start, end - start, put)

    def _remember(self, text: str) -> None:
        self._text = text
        self._positions = Positions(text)
        self._boxes = (-1, [])
        # The heard or outlined word may have been deleted; the next frame of playing gives its new place.
        if self._heard is not None and self._heard[1] > len(text):
            self._heard = None
        if self._resume is not None and self._resume[1] > len(text):
            self._resume = None

    @called_by_qt
    def insertFromMimeData(self, source: QMimeData) -> None:
        if source.hasText():
            text = source.text().replace("\r\n", "\n").replace("\r", "\n").translate(_SEPARATORS)
            if max(map(len, text.split("\n"))) > _LONGEST_LINE:
                # Qt takes minutes to lay out a line of a million letters, so the document divides it first.
                self.pasted.emit(text)
            else:
                self.textCursor().insertText(text)

    @asked_by_qt(bool)
    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText()

    @called_by_qt
    def keyPressEvent(self, event: QKeyEvent) -> None:
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
        super().keyPressEvent(event)

    @called_by_qt
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.createStandardContextMenu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for action in menu.actions()[:_UNDO_ENTRIES]:
            menu.removeAction(action)
        menu.popup(event.globalPos())

    @called_by_qt
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _text_file(event.mimeData()) is not None:
            event.acceptProposedAction()
        else:
            super().dragEnterEvent(event)

    @called_by_qt
    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if _text_file(event.mimeData()) is not None:
            event.acceptProposedAction()
        else:
            super().dragMoveEvent(event)

    @called_by_qt
    def dropEvent(self, event: QDropEvent) -> None:
        path = _text_file(event.mimeData())
        if path is None:
            super().dropEvent(event)
            return
        event.acceptProposedAction()
        self.file_dropped.emit(path)

    @called_by_qt
    def wheelEvent(self, event: QWheelEvent) -> None:
        self._touch()
        super().wheelEvent(event)

    @called_by_qt
    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._touched_s = float("-inf")
        super().focusOutEvent(event)

    @called_by_qt
    def _touch(self) -> None:
        self._touched_s = time.monotonic()

    # --- painting

    @called_by_qt
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._side = max(0, (self.width() - MARGIN_COLUMN - COLUMN - _RIGHT) // 2)
        beside = self.width() - COLUMN - _LEAST_RIGHT
        across = min(MARGIN_COLUMN, max(_NARROW_COLUMN, beside)) - MARGIN
        self.setViewportMargins(self._side + across, 0, 0, 0)
        self._boxes = (-1, [])
        super().resizeEvent(event)
        self.margin.setGeometry(self._side, 0, across, self.viewport().height())

    @called_by_qt
    def paintEvent(self, event: QPaintEvent) -> None:
        self._settle()
        self._show_margin()
        if self._heard is not None:
            painter = QPainter(self.viewport())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            block = self.document().findBlock(self._positions.to_document(self._heard[0]))
            painter.setBrush(self._theme.color("playing"))
            painter.drawRoundedRect(self._paragraph_area(block), 8, 8)
            painter.setBrush(self._theme.color("accent"))
            for box in self.heard_boxes():
                painter.drawRoundedRect(box, 5, 5)
            painter.end()
        if self._resume is not None and self._resume[1] <= len(self._text):
            self._paint_outline(*self._resume)
        super().paintEvent(event)

    def _paint_outline(self, start: int, end: int) -> None:
        first, last = self._positions.to_document(start), self._positions.to_document(end)
        block = self.document().findBlock(first)
        corner = self.block_area(block).topLeft()
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color("accent_line"), 2))
        for box in word_boxes(block, first - block.position(), last - block.position()):
            painter.drawRoundedRect(box.translated(corner), 5, 5)

    def _paragraph_area(self, block: QTextBlock) -> QRectF:
        """The area of the paragraph that is read, with its part of the margin, in the viewport's coordinates."""
        area = self.block_area(block).adjusted(0, -10, 0, 10 - gap_below(block))
        area.setLeft(_TINT_INSET - self.margin.width())
        area.setRight(min(area.right() + _RIGHT, self.viewport().width()) - _TINT_INSET)
        return area

    def _show_margin(self) -> None:
        """Let the margin follow what is seen of the text."""
        heard = self._tinted if self._heard is not None else -1
        seen = (self.verticalScrollBar().value(), self.viewport().size(), self.lines.moves, heard)
        if seen == self._seen:
            return
        self._seen = seen
        rows = []
        block = self.lines.block_at(self.verticalScrollBar().value())
        while block.isValid() and (area := self.block_area(block)).top() < self.viewport().height():
            rows.append(MarginRow(block.blockNumber(), area.top(), pitch_of(block)))
            block = block.next()
        tint = None
        if heard >= 0:
            tint = self._paragraph_area(self.document().findBlockByNumber(heard)).translated(self.margin.width(), 0)
        self.margin.show_rows(tuple(rows), self.document().blockCount(), tint)

    def _show_heard_row(self) -> None:
        self.margin.show_heard(self._tinted if self._reads and self._heard is not None else -1)

    @called_by_qt
    def _follow_caret(self) -> None:
        self.margin.show_caret(self.textCursor().blockNumber())

    @called_by_qt
    def _bring_row_into_view(self, row: int) -> None:
        area = self.block_area(self.document().findBlockByNumber(row))
        bar, line = self.verticalScrollBar(), line_height(self.document())
        if area.top() < 0:
            bar.setValue(bar.value() + round(area.top()) - line)
        elif area.top() + 2 * line > self.viewport().height():
            bar.setValue(bar.value() + round(area.top() + 3 * line) - self.viewport().height())

    def _mark(self) -> None:
        if self._heard is None:
            self.setExtraSelections([])
            self.viewport().update()
            return
        start, end = (self._positions.to_document(index) for index in self._heard)
        selections = [text_selection(self.document(), start, end, self._theme.color("on_accent"))]
        sentence = self._positions.to_document(self._sentence_start)
        # Qt paints only one of two selections that touch.
        before = self._text[self._sentence_start : self._heard[0]].rstrip()
        dim_end = self._positions.to_document(self._sentence_start + len(before))
        if sentence < dim_end < start:
            heard = self._theme.color("heard_text")
            selections.append(text_selection(self.document(), sentence, dim_end, heard))
        self.setExtraSelections(selections)

    def _update_boxes(self) -> None:
        boxes = self.heard_boxes()
        if self._heard is None or not boxes:
            return
        block = self.document().findBlock(self._positions.to_document(self._heard[0]))
        if block.blockNumber() != self._tinted:
            self._tinted = block.blockNumber()
            self.viewport().update()
        self._show_heard_row()
        for box in boxes:
            self.viewport().update(box.adjusted(-2, -2, 2, 2).toAlignedRect())

    @called_by_qt
    def _restyle(self) -> None:
        self._mark()
        self.viewport().update()

    def _bring_into_view(self, position: int) -> None:
        boxes = self.heard_boxes()
        height, line = self.viewport().height(), line_height(self.document())
        if boxes and boxes[0].top() >= 8 and boxes[-1].bottom() <= height - 2 * line:
            return
        block = self.document().findBlock(position)
        above = max(0, int(height * 0.25) // line)
        bar = self.verticalScrollBar()
        number = line_of(block, position - block.position())
        bar.setValue(round(self.lines.area(block).top()) + line * (number - above))
        self.viewport().update()

    # --- keeping what is seen in its place

    def _settle(self) -> None:
        """Lay out what is seen. It may move what is below, and the view with it."""
        bar = self.verticalScrollBar()
        for _ in range(_TRIES):
            top = bar.value()
            self.lines.settle(top, top + self.viewport().height())
            if bar.value() == top:
                break

    @called_by_qt
    def _keep_place(self, top: float, more: float) -> None:
        """Scroll by what a paragraph above the view was found to be higher."""
        bar = self.verticalScrollBar()
        if top < bar.value():
            bar.setMaximum(max(bar.maximum(), round(bar.value() + more)))
            bar.setValue(round(bar.value() + more))

    @called_by_qt
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self._settle()

    @Slot(QRectF)
    @called_by_qt
    def _q_ensureVisible(self, area: QRectF) -> None:
        # Qt's accessible text asks for it by this name, which its own QTextEdit has no more.
        bar = self.verticalScrollBar()
        if not bar.value() <= area.top() <= area.bottom() <= bar.value() + self.viewport().height():
            bar.setValue(round(area.top() - self.viewport().height() / 4))


def _text_file(data: QMimeData) -> Path | None:
    for url in data.urls():
        if url.isLocalFile() and Path(url.toLocalFile()).suffix.lower() in (".speech", ".txt", ".text", ".md"):
            return Path(url.toLocalFile())
    return None
