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
from studio.ui.theme import Theme, font, paint_icon

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
    takes_requested = Signal(int)
    """The number of a paragraph's takes was pressed; the paragraph's number."""
    moved = Signal(int)
    """Up or Down has led to the paragraph of that number."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows: tuple[MarginRow, ...] = ()
        self._tints: tuple[QRectF, ...] = ()
        self._look: Callable[[int], ParagraphState | None] = lambda _row: None
        self._count = 0
        self._current = 0
        self._heard = -1
        self._hovered = -1
        self._over_takes = -1
        self._pressed: tuple[str, int] = ("", -1)
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

    def show_rows(self, rows: tuple[MarginRow, ...], count: int, tints: tuple[QRectF, ...]) -> None:
        """Show the paragraphs *rows* of *count* in all, with *tints* as the areas of those that are read or open."""
        if (rows, count, tints) != (self._rows, self._count, self._tints):
            self._rows, self._count, self._tints = rows, count, tints
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

    def takes_area(self, row: int) -> QRectF:
        """The place of the number of takes; empty if there is no choice, or the paragraph is not seen."""
        shown = next((each for each in self._rows if each.row == row), None)
        state = self._look(row) if shown is not None else None
        if shown is None or state is None or not state.takes_words:
            return QRectF()
        return QRectF(self._words_x, shown.top + shown.line - 3, self.width() - self._words_x - PLAY_SIDE, 20)

    @property
    def _words_x(self) -> int:
        return _WORDS_X if self.width() >= _NARROW else _NARROW_WORDS_X

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
        said = [state.words, state.takes_words] if state is not None else ["Nothing to read in it"]
        about = ", ".join(part for part in said if part)
        if (name, about) == (self.accessibleName(), self.accessibleDescription()):
            return
        self.setAccessibleName(name)
        self.setAccessibleDescription(about)
        if self.hasFocus():
            # Said as if the keyboard had come here, since for a reader this is another button.
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Focus))

    # --- pointer and keys

    def _at(self, place: QPointF) -> tuple[str, int]:
        """What is at *place*, "play", "takes" or "", and of which paragraph."""
        for shown in self._rows:
            if self.play_area(shown.row).contains(place):
                return "play", shown.row
            if self.takes_area(shown.row).contains(place):
                return "takes", shown.row
        return "", -1

    def _hover(self, what: str, row: int) -> None:
        over = (row if what == "play" else -1, row if what == "takes" else -1)
        if over != (self._hovered, self._over_takes):
            self._hovered, self._over_takes = over
            self.setCursor(Qt.CursorShape.PointingHandCursor if what else Qt.CursorShape.ArrowCursor)
            self.update()

    @called_by_qt
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(*self._at(event.position()))

    @called_by_qt
    def leaveEvent(self, _event: QEvent) -> None:
        self._hover("", -1)

    @called_by_qt
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = self._at(event.position()) if event.button() == Qt.MouseButton.LeftButton else ("", -1)

    @called_by_qt
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, ("", -1)
        if pressed[0] and self._at(event.position()) == pressed:
            (self.play_requested if pressed[0] == "play" else self.takes_requested).emit(pressed[1])

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
            what, row = self._at(QPointF(event.pos()))
            playing = "Pause" if row == self._heard else "Play this paragraph"
            tip = {"play": playing, "takes": "Takes of this paragraph"}.get(what, "")
            QToolTip.showText(event.globalPos(), tip, self)
            return True
        return super().event(event)

    # --- painting

    @called_by_qt
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("playing"))
        for tint in self._tints:
            painter.drawRoundedRect(tint, 8, 8)
        painter.setFont(font(12))
        for shown in self._rows:
            state = self._look(shown.row)
            if state is not None:
                self._paint_state(painter, shown, state)
                self._paint_takes(painter, shown, state)
                self._paint_play(painter, shown)

    def _paint_state(self, painter: QPainter, shown: MarginRow, state: ParagraphState) -> None:
        left, right = (_SHAPE_X, _WORDS_X) if self.width() >= _NARROW else (_NARROW_SHAPE_X, _NARROW_WORDS_X)
        middle = shown.top + shown.line / 2
        paint_shape(painter, self._theme, state, QRectF(left, middle - _SHAPE / 2, _SHAPE, _SHAPE))
        painter.setPen(self._theme.color("text_2"))
        words = QRectF(right, shown.top, self.width(), shown.line)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, state.words)

    def _paint_takes(self, painter: QPainter, shown: MarginRow, state: ParagraphState) -> None:
        said = state.takes_words
        if not said:
            return
        box = self.takes_area(shown.row)
        lit = state.open or self._over_takes == shown.row
        painter.setPen(self._theme.color("text" if lit else "text_2"))
        painter.setFont(font(12, 500 if state.open else 400))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, said)
        if lit:
            x = box.left() + painter.fontMetrics().horizontalAdvance(said) + 5
            name = "caret-up" if state.open else "caret-down"
            paint_icon(painter, name, self._theme.color("text_2"), QPointF(x, box.center().y() - 5), 11)
        painter.setFont(font(12))

    def _paint_play(self, painter: QPainter, shown: MarginRow) -> None:
        theme, box = self._theme, self._play_area(shown)
        heard = shown.row == self._heard
        painter.setPen(Qt.PenStyle.NoPen)
        if heard or shown.row == self._hovered:
            painter.setBrush(theme.color("accent_tint" if heard else "button_tint"))
            painter.drawEllipse(box)
        name, role = ("pause-fill", "accent_text") if heard else ("play-fill", "edge")
        paint_icon(painter, name, theme.color(role), box.topLeft() + QPointF(6, 6), PLAY_SIDE - 12)
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
