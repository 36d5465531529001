# SPDX-License-Identifier: GPL-3.0-or-later
"""The margin left of the text: each paragraph's state, and its play button."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QToolTip, QWidget

from studio.ui.door import asked_by_qt, called_by_qt, connect
from studio.ui.manuscript.states import ParagraphState
from studio.ui.theme import Theme, font, icon

PLAY_SIDE = 26
_PLAY_RIGHT = 25
_SHAPE = 8
_NARROW = 168
# Where shape and words begin, and in a narrow margin.
_SHAPE_X, _WORDS_X = 24, 40
_NARROW_SHAPE_X, _NARROW_WORDS_X = 16, 30
_KEYS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_PRESSES = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True, slots=True)
class MarginRow:
    """A paragraph that is seen: its number, and top and height of its first line in the margin's pixels."""

    row: int
    top: float
    line: float


class MarginColumn(QWidget):
    """Painted beside the text, whose paragraphs it follows. One of them is current: the one with the caret or, once
    the margin has the keyboard, the one that Up and Down lead to. Space plays it."""

    play_requested = Signal(int)
    """A paragraph's play button was pressed; its number."""
    moved = Signal(int)
    """Up or Down has led to the paragraph of that number."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows: tuple[MarginRow, ...] = ()
        self._tint: QRectF | None = None
        self._look: Callable[[int], ParagraphState | None] = lambda _row: None
        self._count = 0
        self._current = 0
        self._heard = -1
        self._hovered = -1
        self._pressed = -1
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setProperty("ownFocusSign", True)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        connect(theme.changed, self.refresh)
        self._name()

    # --- showing

    def follow(self, look: Callable[[int], ParagraphState | None]) -> None:
        """Ask *look* for the state of the paragraph of a number; None for one without anything to read."""
        self._look = look
        self.refresh()

    @called_by_qt
    def refresh(self) -> None:
        """Ask for the states again, as they may have changed."""
        self._name()
        self.update()

    def show_rows(self, rows: tuple[MarginRow, ...], count: int, tint: QRectF | None) -> None:
        """Show the paragraphs *rows* of *count* in all, with *tint* as the area of the one that is read."""
        if (rows, count, tint) != (self._rows, self._count, self._tint):
            self._rows, self._count, self._tint = rows, count, tint
            self.refresh()

    def show_heard(self, row: int) -> None:
        """Offer to pause the paragraph *row*; -1 for none."""
        if row != self._heard:
            self._heard = row
            self.refresh()

    def show_caret(self, row: int) -> None:
        """Make the paragraph with the caret the current one."""
        if not self.hasFocus() and row != self._current:
            self._current = row
            self._name()

    @property
    def current(self) -> int:
        """Number of the current paragraph."""
        return self._current

    def play_area(self, row: int) -> QRectF:
        """The play button's place; empty if the paragraph has none or is not seen."""
        shown = next((each for each in self._rows if each.row == row), None)
        return QRectF() if shown is None or self._look(row) is None else self._play_area(shown)

    def press(self) -> None:
        """Press the current paragraph's play button."""
        if self._look(self._current) is not None:
            self.play_requested.emit(self._current)

    def _play_area(self, shown: MarginRow) -> QRectF:
        left = self.width() - _PLAY_RIGHT
        return QRectF(left, shown.top + (shown.line - PLAY_SIDE) / 2, PLAY_SIDE, PLAY_SIDE)

    def _name(self) -> None:
        state = self._look(self._current)
        does = "Pause" if self._current == self._heard else "Play"
        name = f"{does} paragraph {self._current + 1}"
        about = state.words if state is not None else "Nothing to read in it"
        if (name, about) == (self.accessibleName(), self.accessibleDescription()):
            return
        self.setAccessibleName(name)
        self.setAccessibleDescription(about)
        if self.hasFocus():
            # Said as if the keyboard had come here, since for a reader this is another button.
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Focus))

    # --- pointer and keys

    def _row_at(self, place: QPointF) -> int:
        """The paragraph whose play button is at *place*; -1 for none."""
        for shown in self._rows:
            if self.play_area(shown.row).contains(place):
                return shown.row
        return -1

    def _hover(self, row: int) -> None:
        if row != self._hovered:
            self._hovered = row
            self.setCursor(Qt.CursorShape.PointingHandCursor if row >= 0 else Qt.CursorShape.ArrowCursor)
            self.update()

    @called_by_qt
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self._row_at(event.position()))

    @called_by_qt
    def leaveEvent(self, _event: QEvent) -> None:
        self._hover(-1)

    @called_by_qt
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = self._row_at(event.position()) if event.button() == Qt.MouseButton.LeftButton else -1

    @called_by_qt
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, -1
        if pressed >= 0 and self._row_at(event.position()) == pressed:
            self.play_requested.emit(pressed)

    @called_by_qt
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _KEYS and not event.modifiers():
            self._move(_KEYS[key])
        elif key in _PRESSES and not event.modifiers():
            self.press()
        else:
            super().keyPressEvent(event)

    def _move(self, step: int) -> None:
        row = self._current + step
        while 0 <= row < self._count and self._look(row) is None:
            row += step
        if 0 <= row < self._count:
            self._current = row
            self.moved.emit(row)
            self.refresh()

    @called_by_qt
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.moved.emit(self._current)
        self.refresh()

    @called_by_qt
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    @asked_by_qt(bool)
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            row = self._row_at(QPointF(event.pos()))
            tip = "" if row < 0 else "Pause" if row == self._heard else "Play this paragraph"
            QToolTip.showText(event.globalPos(), tip, self)
            return True
        return super().event(event)

    # --- painting

    @called_by_qt
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._tint is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color("playing"))
            painter.drawRoundedRect(self._tint, 8, 8)
        painter.setFont(font(12))
        for shown in self._rows:
            state = self._look(shown.row)
            if state is not None:
                self._paint_state(painter, shown, state)
                self._paint_play(painter, shown)

    def _paint_state(self, painter: QPainter, shown: MarginRow, state: ParagraphState) -> None:
        left, right = (_SHAPE_X, _WORDS_X) if self.width() >= _NARROW else (_NARROW_SHAPE_X, _NARROW_WORDS_X)
        middle = shown.top + shown.line / 2
        paint_shape(painter, self._theme, state, QRectF(left, middle - _SHAPE / 2, _SHAPE, _SHAPE))
        painter.setPen(self._theme.color("text_2"))
        words = QRectF(right, shown.top, self.width(), shown.line)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, state.words)

    def _paint_play(self, painter: QPainter, shown: MarginRow) -> None:
        theme, box = self._theme, self._play_area(shown)
        heard = shown.row == self._heard
        painter.setPen(Qt.PenStyle.NoPen)
        if heard or shown.row == self._hovered:
            painter.setBrush(theme.color("accent_tint" if heard else "button_tint"))
            painter.drawEllipse(box)
        name, role = ("pause-fill", "accent_text") if heard else ("play-fill", "edge")
        icon(name, theme.color(role)).paint(painter, box.adjusted(6, 6, -6, -6).toRect())
        if self.hasFocus() and shown.row == self._current:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("accent_line"), 2))
            painter.drawEllipse(box.adjusted(-3, -3, 3, 3))


def paint_shape(painter: QPainter, theme: Theme, state: ParagraphState, box: QRectF) -> None:
    """Paint the sign of *state* in *box*, a square."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    ring = box.adjusted(0.75, 0.75, -0.75, -0.75)
    if state.shape == "disc":
        painter.setBrush(theme.color("ready"))
        painter.drawEllipse(box)
    elif state.shape == "half":
        painter.setBrush(theme.color("ready"))
        painter.drawChord(box, 90 * 16, 180 * 16)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.color("ready"), 1.5))
        painter.drawEllipse(ring)
    elif state.shape == "ring":
        painter.setPen(QPen(theme.color("text_2"), 1.5))
        painter.drawEllipse(ring)
    else:
        wide = box.adjusted(-0.5, -0.5, 0.5, 0.5)
        painter.setPen(QPen(theme.color("groove"), 2))
        painter.drawEllipse(wide)
        painter.setPen(QPen(theme.color("accent_line"), 2))
        painter.drawArc(wide, 90 * 16, -round(360 * 16 * state.fraction))
