# SPDX-License-Identifier: GPL-3.0-or-later
"""The pointer in the text: some presses are for chips, some for the sound while it is read, all others for the text."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QTextBlock, QTextCursor, QTextDocument
from PySide6.QtWidgets import QApplication, QTextEdit, QWidget

from studio.ui.door import called_by_qt
from studio.ui.manuscript.chips import Chip
from studio.ui.manuscript.layout import ManuscriptLayout
from studio.ui.manuscript.rows import Rows
from studio.ui.theme import Theme

_DRAG_PX = 4


class ReadText(QTextEdit):
    """A text in which a click seeks while it is read, and a click with Ctrl at any time; such clicks change neither
    keyboard, caret nor selection. A press on a chip selects it, and a drag moves it. All other presses set caret and
    selection and take the keyboard.

    Attributes:
        rows: The paragraphs as they are shown.
        lines: The document's layout.
        sought: Whether the last press was for the sound.
        drop_at: The position in the document where a chip that is being dragged would be put; -1 for none.
    """

    seek_requested = Signal(int)
    """A word was clicked while the text is being read."""
    play_requested = Signal(int)
    """A word was clicked with Ctrl, to read from there."""
    chip_dropped = Signal(int, int, int)
    """A chip was dragged: its paragraph's number, its mark's number, and the position in the document where it was
    dropped."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        document = QTextDocument(self)
        self.rows = Rows()
        self.lines = ManuscriptLayout(document, self.rows, theme)
        document.setDocumentLayout(self.lines)
        document.setUndoRedoEnabled(False)
        self.setDocument(document)
        self.sought = False
        self._reads = False
        self._held: QMouseEvent | None = None
        self._doubled = (-(10**9), QPointF())
        self._chip: tuple[int, Chip, QPointF] | None = None
        self.drop_at = -1
        # A click takes the keyboard only if it is for the text.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def block_area(self, block: QTextBlock) -> QRectF:
        """The paragraph's place in the viewport, with the gap below it."""
        return self.lines.area(block).translated(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())

    @called_by_qt
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._held = None
        if event.button() == Qt.MouseButton.LeftButton and not event.modifiers() and self._take_chip(event.position()):
            return
        if event.button() == Qt.MouseButton.LeftButton and self._is_for_the_sound(event):
            self._held = event.clone()
            return
        self._take_keyboard()
        super().mousePressEvent(event)

    @called_by_qt
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        held = self._held
        if self._chip is not None:
            self._drag_chip(event.position())
            return
        if held is not None:
            if (event.globalPosition() - held.globalPosition()).manhattanLength() < _DRAG_PX:
                return
            # A drag selects from its begin, as in any editor.
            self._held = None
            self._take_keyboard()
            super().mousePressEvent(held)
        super().mouseMoveEvent(event)

    @called_by_qt
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._held = None
        self._doubled = (event.timestamp(), event.position())
        self._take_keyboard()
        super().mouseDoubleClickEvent(event)

    @called_by_qt
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        held, self._held = self._held, None
        if self._chip is not None:
            self._drop_chip()
            return
        if held is None:
            super().mouseReleaseEvent(event)
            return
        place = self._word_place(held.position())
        if place is None:
            return
        self.sought = True
        if held.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.play_requested.emit(place)
        else:
            self.seek_requested.emit(place)

    def _take_chip(self, at: QPointF) -> bool:
        """Select the chip at that place, if there is one."""
        block = self.lines.block_at(at.y() + self.verticalScrollBar().value())
        number = block.blockNumber()
        if not 0 <= number < len(self.rows):
            return False
        row = self.rows[number]
        for chip, place in zip(row.chips, row.at, strict=True):
            box = self.lines.chip_box(number, place).translated(0, -self.verticalScrollBar().value())
            if box.contains(at):
                position = block.position() + row.units(place)
                cursor = self.textCursor()
                cursor.setPosition(position)
                cursor.setPosition(position + 1, QTextCursor.MoveMode.KeepAnchor)
                self._take_keyboard()
                self.setTextCursor(cursor)
                self._chip = (number, chip, at)
                return True
        return False

    def _drag_chip(self, at: QPointF) -> None:
        assert self._chip is not None
        _, chip, pressed = self._chip
        moved = (at - pressed).manhattanLength() >= _DRAG_PX or self.drop_at >= 0
        if moved and chip.movable and not self.isReadOnly():
            self.drop_at = self.cursorForPosition(at.toPoint()).position()
            self.viewport().update()

    def _drop_chip(self) -> None:
        assert self._chip is not None
        (row, chip, _), self._chip = self._chip, None
        at, self.drop_at = self.drop_at, -1
        self.viewport().update()
        if at >= 0:
            self.chip_dropped.emit(row, chip.number, at)

    def _is_for_the_sound(self, event: QMouseEvent) -> bool:
        """Whether a press of the left button is for the sound, and leaves keyboard, caret and selection."""
        if event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            return True
        return self._reads and not event.modifiers() and not self._is_third_press(event)

    def _is_third_press(self, event: QMouseEvent) -> bool:
        """Whether the press follows a double click at once, and so selects the paragraph."""
        at_ms, place = self._doubled
        soon = event.timestamp() - at_ms <= QApplication.doubleClickInterval()
        return soon and (event.position() - place).manhattanLength() < QApplication.startDragDistance()

    def _word_place(self, place: QPointF) -> int | None:
        """The character at *place*; None below the text."""
        if place.y() >= self.block_area(self.document().lastBlock()).bottom():
            return None
        return self.rows.to_text(self.cursorForPosition(place.toPoint()).position())

    def _take_keyboard(self) -> None:
        self.sought = False
        self.setFocus(Qt.FocusReason.MouseFocusReason)
