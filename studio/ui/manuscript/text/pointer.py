# SPDX-License-Identifier: GPL-3.0-or-later
"""The pointer in the text: some presses are for marks, some for the sound while it is read, all others for the text."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QTextBlock
from PySide6.QtWidgets import QApplication, QWidget

from studio.ui.door import called_by_qt
from studio.ui.manuscript.text.marked_text import MarkedText
from studio.ui.theme import Theme

_DRAG_PX = 4


class ReadText(MarkedText):
    """A text in which a click seeks while it is read, and a click with Ctrl at any time; such clicks change neither
    keyboard, caret nor selection. All other presses set caret and selection and take the keyboard.

    Attributes:
        sought: Whether the last press was for the sound.
        mouse_held: Whether a button of the mouse is held since a press in the text.
    """

    seek_requested = Signal(int)
    """A word was clicked while the text is being read."""
    play_requested = Signal(int)
    """A word was clicked with Ctrl, to read from there."""

    place_pressed = Signal(int)
    """A character was pressed and nothing selected by that, so that the caret is there."""
    mouse_released = Signal()
    """No button of the mouse is held any more."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.sought = False
        self.mouse_held = False
        self._reads = False
        self._held: QMouseEvent | None = None
        self._doubled = (-(10**9), QPointF())
        # A click takes the keyboard only if it is for the text.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def block_area(self, block: QTextBlock) -> QRectF:
        """The paragraph's place in the viewport, with the gap below it."""
        return self.lines.area(block).translated(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())

    @called_by_qt
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._held = None
        self.mouse_held = True
        if event.button() == Qt.MouseButton.LeftButton and not event.modifiers() and self._take_mark(event):
            return
        if event.button() == Qt.MouseButton.LeftButton and self._is_for_the_sound(event):
            self._held = event.clone()
            return
        self._take_keyboard()
        super().mousePressEvent(event)

    @called_by_qt
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        held = self._held
        if self._holds_mark:
            self._drag(event)
            return
        if not event.buttons():
            self._point(event.position())
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
        if event.button() == Qt.MouseButton.LeftButton and self._open_mark(event.position()):
            return
        self._doubled = (event.timestamp(), event.position())
        self._take_keyboard()
        super().mouseDoubleClickEvent(event)

    @called_by_qt
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._release(event)
        self.mouse_held = False
        self.mouse_released.emit()

    def _release(self, event: QMouseEvent) -> None:
        held, self._held = self._held, None
        if self._holds_mark:
            self._let_go()
            return
        if held is None:
            super().mouseReleaseEvent(event)
            if event.button() == Qt.MouseButton.LeftButton and not event.modifiers():
                self._tell_pressed(event.position())
            return
        place = self._word_place(held.position())
        if place is None:
            return
        self.sought = True
        if held.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.play_requested.emit(place)
        else:
            self.seek_requested.emit(place)

    def _tell_pressed(self, at: QPointF) -> None:
        place = self._word_place(at)
        if place is not None and not self.textCursor().hasSelection():
            self.place_pressed.emit(place)

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
        super()._take_keyboard()
