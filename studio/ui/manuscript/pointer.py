# SPDX-License-Identifier: GPL-3.0-or-later
"""The pointer in the text: some presses are for the text, and others for the sound while it is read."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QTextBlock, QTextDocument
from PySide6.QtWidgets import QApplication, QTextEdit, QWidget

from studio.ui.door import called_by_qt
from studio.ui.manuscript.layout import ManuscriptLayout

_DRAG_PX = 4


class ReadText(QTextEdit):
    """A text in which a click seeks while it is read, and a click with Ctrl at any time; such clicks change neither
    keyboard, caret nor selection. All other presses set caret and selection and take the keyboard.

    Attributes:
        lines: The document's layout.
        sought: Whether the last press was for the sound.
    """

    seek_requested = Signal(int)
    """A word was clicked while the text is being read."""
    play_requested = Signal(int)
    """A word was clicked with Ctrl, to read from there."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        document = QTextDocument(self)
        self.lines = ManuscriptLayout(document)
        document.setDocumentLayout(self.lines)
        document.setUndoRedoEnabled(False)
        self.setDocument(document)
        self.sought = False
        self._reads = False
        self._held: QMouseEvent | None = None
        self._doubled = (-(10**9), QPointF())
        # A click takes the keyboard only if it is for the text.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def text_index(self, position: int) -> int:
        """Index of the signals for a *position* in Qt's document."""
        return position

    def block_area(self, block: QTextBlock) -> QRectF:
        """The paragraph's place in the viewport, with the gap below it."""
        return self.lines.area(block).translated(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())

    @called_by_qt
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._held = None
        if event.button() == Qt.MouseButton.LeftButton and self._is_for_the_sound(event):
            self._held = event.clone()
            return
        self._take_keyboard()
        super().mousePressEvent(event)

    @called_by_qt
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        held = self._held
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
        return self.text_index(self.cursorForPosition(place.toPoint()).position())

    def _take_keyboard(self) -> None:
        self.sought = False
        self.setFocus(Qt.FocusReason.MouseFocusReason)
