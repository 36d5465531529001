# SPDX-License-Identifier: GPL-3.0-or-later
"""The margin left of the text: who reads each paragraph, its state, and its play button."""

from __future__ import annotations

from collections.abc import Callable

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
)
from PySide6.QtWidgets import QToolTip, QWidget

from studio.ui.door import asked_by_qt, called_by_qt, connect
from studio.ui.manuscript.margin.margin_painter import paint_play, paint_row
from studio.ui.manuscript.margin.margin_places import MarginRow, Places
from studio.ui.manuscript.margin.states import ParagraphState
from studio.ui.theme import Theme

_KEYS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_PRESSES = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class MarginColumn(QWidget):
    """Painted beside the text, whose paragraphs it follows. One of them is current: the one with the caret or, once
    the margin has the keyboard, the one that Up and Down lead to. Space plays it."""

    play_requested = Signal(int)
    """A paragraph's play button was pressed; its number."""
    takes_requested = Signal(int)
    """The number of a paragraph's takes was pressed; the paragraph's number."""
    speaker_requested = Signal(int)
    """Who reads a paragraph was pressed; the paragraph's number."""
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
        self._over: tuple[str, int] = ("", -1)
        self._lit = -1
        self.scale = 1.0
        self.speaker_tip = "Who reads this paragraph"
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
        # While the margin has the keyboard it follows no caret, and paragraphs may go, such as by undo.
        current = min(self._current, max(0, count - 1))
        if (rows, count, tints, current) != (self._rows, self._count, self._tints, self._current):
            self._rows, self._count, self._tints, self._current = rows, count, tints, current
            self.refresh()

    def use_scale(self, scale: float) -> None:
        """Draw it as much larger than designed, see `scale_of`."""
        if scale != self.scale:
            self.scale = scale
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
        shown, state = self._seen(row)
        return QRectF() if shown is None or state is None else self._larger(self._places.play(shown))

    def takes_area(self, row: int) -> QRectF:
        """The place of the number of takes; empty if there is no choice, or the paragraph is not seen."""
        shown, state = self._seen(row)
        return QRectF() if shown is None or state is None else self._larger(self._places.takes(shown, state))

    def speaker_area(self, row: int) -> QRectF:
        """The place of avatar and name; empty if one alone reads, or the paragraph is not seen."""
        shown, state = self._seen(row)
        return QRectF() if shown is None or state is None else self._larger(self._places.speaker(shown, state))

    def light(self, row: int) -> None:
        """Show the paragraph lit of which the speaker is chosen; -1 for none."""
        if row != self._lit:
            self._lit = row
            self.update()

    def lit_area(self, shown: MarginRow) -> QRectF:
        """The area that is lit of a paragraph."""
        return self._larger(self._places.lit(self._designed(shown)))

    @property
    def _places(self) -> Places:
        return Places(round(self.width() / self.scale))

    def _designed(self, shown: MarginRow) -> MarginRow:
        """A row in pixels as they were designed."""
        return MarginRow(shown.row, *(each / self.scale for each in (shown.top, shown.line, shown.room)))

    def _larger(self, area: QRectF) -> QRectF:
        """A designed area in the margin's pixels."""
        return QRectF(area.topLeft() * self.scale, area.size() * self.scale)

    def _seen(self, row: int) -> tuple[MarginRow | None, ParagraphState | None]:
        """A paragraph that is seen, and its state; None for what there is not."""
        shown = next((self._designed(each) for each in self._rows if each.row == row), None)
        return shown, self._look(row) if shown is not None else None

    def press(self) -> None:
        """Press the current paragraph's play button."""
        if self._look(self._current) is not None:
            self.play_requested.emit(self._current)

    def _name(self) -> None:
        state = self._look(self._current)
        does = "Pause" if self._current == self._heard else "Play"
        name = f"{does} paragraph {self._current + 1}"
        if state is not None and state.chapter and does == "Play":
            name = f"Play the chapter of paragraph {self._current + 1}"
        reads = state.reads.name if state is not None and state.reads is not None else ""
        said = [reads, state.words, state.takes_words] if state is not None else ["Nothing to read in it"]
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
        """What is at *place*, "play", "takes", "speaker" or "", and of which paragraph."""
        for shown in self._rows:
            areas = {"play": self.play_area, "takes": self.takes_area, "speaker": self.speaker_area}
            for what, area in areas.items():
                if area(shown.row).contains(place):
                    return what, shown.row
        return "", -1

    def _hover(self, what: str, row: int) -> None:
        if (what, row) != self._over:
            self._over = what, row
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
            requests = {
                "play": self.play_requested,
                "takes": self.takes_requested,
                "speaker": self.speaker_requested,
            }
            requests[pressed[0]].emit(pressed[1])

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

    @asked_by_qt(bool)
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            what, row = self._at(QPointF(event.pos()))
            state = self._look(row) if what else None
            unit = "chapter" if state is not None and state.chapter else "paragraph"
            playing = "Pause" if row == self._heard else f"Play this {unit}"
            tips = {"play": playing, "takes": "Takes of this paragraph", "speaker": self.speaker_tip}
            tip = tips.get(what, "") or self._state_tip(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), tip, self)
            return True
        return super().event(event)

    def _state_tip(self, place: QPointF) -> str:
        """What the state means that is at *place*."""
        for shown in self._rows:
            state = self._look(shown.row)
            if state is not None and self._larger(self._places.state(self._designed(shown), state)).contains(place):
                return state.tip
        return ""

    # --- painting

    @called_by_qt
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("playing"))
        for tint in self._tints:
            painter.drawRoundedRect(tint, 8, 8)
        painter.scale(self.scale, self.scale)
        rows = [self._designed(each) for each in self._rows]
        lit = next((each for each in rows if each.row == self._lit), None)
        if lit is not None:
            painter.setBrush(self._theme.color("row_hover"))
            painter.drawRoundedRect(self._places.lit(lit).adjusted(0, 0, -4, 0), 8, 8)
        for shown in rows:
            state = self._look(shown.row)
            if state is not None:
                over = self._over[0] if self._over[1] == shown.row else ""
                paint_row(painter, self._theme, self._places, shown, state, over)
                focused = self.hasFocus() and shown.row == self._current
                heard = shown.row == self._heard
                paint_play(painter, self._theme, self._places.play(shown), heard, over == "play", focused)
