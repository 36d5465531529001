# SPDX-License-Identifier: GPL-3.0-or-later
"""The upper lane of the waveform: the whole transcript, with a box around the page that is shown below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter

from studio.ui.door import called_by_qt
from studio.ui.theme import Theme
from studio.ui.transport.lane import Lane

_STEP_S = 5.0
_PAGE_S = 30.0
_TICK_PX = 2.0
_DRAG_PX = 3.0


class OverviewLane(Lane):
    """The whole transcript; a box marks the page shown in the lane below, and is dragged to show another one.

    Attributes:
        box_s: Begin and end of the box, in seconds.
        ticks: Seconds that are marked above the wave.
    """

    page_requested = Signal(float)
    """The page is to begin at that time."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Position in the transcript", 3.0, 32)
        self.setFixedHeight(32)
        self.setMouseTracking(True)
        self._grip: tuple[float, float] | None = None
        self._moved = False
        self.box_s = (0.0, 0.0)
        self.ticks: Sequence[float] = ()
        self._tick: float | None = None

    def show_ticks(self, times: Sequence[float], current: float | None) -> None:
        """Mark these *times*, in order, above the wave, and the *current* one larger."""
        if (list(times), current) != (list(self.ticks), self._tick):
            self.ticks, self._tick = times, current
            self.update()

    def paint_over(self, painter: QPainter) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("text"))
        last = -_TICK_PX
        for at_s in self.ticks:
            x = self.x_of(at_s)
            if x >= last + _TICK_PX:
                last = x
                painter.drawRect(QRectF(x - _TICK_PX / 2, 0, _TICK_PX, 4))
        if self._tick is not None:
            painter.drawRoundedRect(QRectF(self.x_of(self._tick) - 1.5, 0, 3, 7), 1, 1)

    def show_box(self, start_s: float, end_s: float) -> None:
        if (start_s, end_s) != self.box_s:
            self.box_s = (start_s, end_s)
            self.update()

    def box(self) -> QRectF:
        """The box; empty where the page shows everything."""
        left, right = self.x_of(self.box_s[0]), self.x_of(min(self.box_s[1], self.waves.total_s))
        if self.waves.total_s <= 0 or right - left >= self.width() - 1:
            return QRectF()
        return QRectF(left, 0, max(6.0, right - left), 32)

    def decorate(self, painter: QPainter) -> None:
        box = self.box()
        if not box.isEmpty():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color("button_tint" if self._grip is not None else "track_box"))
            painter.drawRoundedRect(box, 6, 6)

    def _over_box(self, event: QMouseEvent) -> bool:
        return self.box().adjusted(-_DRAG_PX, 0, _DRAG_PX, 0).contains(event.position())

    @called_by_qt
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._over_box(event):
            self._grip, self._moved = (event.position().x(), self.box_s[0]), False
            self.update()
        else:
            super().mousePressEvent(event)

    @called_by_qt
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grip is None:
            over = not event.buttons() and self._over_box(event)
            self.setCursor(Qt.CursorShape.OpenHandCursor if over else Qt.CursorShape.PointingHandCursor)
            super().mouseMoveEvent(event)
            return
        began_x, began_s = self._grip
        x = event.position().x()
        if self._moved or abs(x - began_x) > _DRAG_PX:
            self._moved = True
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.page_requested.emit(began_s + (x - began_x) / max(1, self.width()) * self.waves.total_s)

    @called_by_qt
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._grip is None or event.button() != Qt.MouseButton.LeftButton:
            super().mouseReleaseEvent(event)
            return
        self._grip = None
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.update()
        if not self._moved:
            # A press that moves nothing goes there, as beside the box.
            self.seek_requested.emit(self.time_at(event.position().x()))

    def place_for(self, key: int) -> float | None:
        """The time for arrow keys, which go by 5 s, and page keys, which go by 30 s."""
        steps = {
            Qt.Key.Key_Left: -_STEP_S,
            Qt.Key.Key_Down: -_STEP_S,
            Qt.Key.Key_Right: _STEP_S,
            Qt.Key.Key_Up: _STEP_S,
            Qt.Key.Key_PageDown: -_PAGE_S,
            Qt.Key.Key_PageUp: _PAGE_S,
        }
        step_s = steps.get(Qt.Key(key))
        return super().place_for(key) if step_s is None else self._at_s + step_s
