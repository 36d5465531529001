# SPDX-License-Identifier: GPL-3.0-or-later
"""The stretch that is heard again and again, in the lane: its tint, and a grip at each end that is dragged."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from studio.ui.theme import Theme

_REACH_PX = 7.0
_GRIP = 8.0, 18.0
_LEAST_S = 0.05


class LoopGrips:
    """The stretch, and which of its ends is in hand.

    Args:
        theme: The colours.
        x_of: Gives the place of a time, in pixels.
        time_at: Gives the time at a place, in seconds.
    """

    def __init__(self, theme: Theme, x_of: Callable[[float], float], time_at: Callable[[float], float]) -> None:
        self._theme = theme
        self._x_of = x_of
        self._time_at = time_at
        self._span_s: tuple[float, float] | None = None
        self._held: int | None = None
        self._dragged: tuple[float, float] | None = None

    @property
    def span_s(self) -> tuple[float, float] | None:
        """Begin and end as they are shown, in seconds; None for no stretch."""
        return self._dragged or self._span_s

    def show(self, span_s: tuple[float, float] | None) -> bool:
        """Show the stretch; whether that is another one."""
        changed, self._span_s = span_s != self._span_s, span_s
        return changed

    def over(self, x: float) -> bool:
        """Whether a grip is at *x*."""
        return self._end_at(x) is not None

    def press(self, x: float) -> bool:
        """Take the grip at *x* in hand; whether there is one."""
        self._held = self._end_at(x)
        self._dragged = self._span_s if self._held is not None else None
        return self._held is not None

    def drag(self, x: float) -> bool:
        """Move the end in hand to *x*; whether one is in hand."""
        if self._held is None or self._dragged is None:
            return False
        at_s, ends = self._time_at(x), list(self._dragged)
        other_s = ends[1 - self._held]
        ends[self._held] = min(at_s, other_s - _LEAST_S) if self._held == 0 else max(at_s, other_s + _LEAST_S)
        self._dragged = ends[0], ends[1]
        return True

    def release(self) -> tuple[float, float] | None:
        """Let go; the stretch that is wanted, None if no end was in hand."""
        wanted, self._dragged, self._held = self._dragged, None, None
        return wanted

    def paint_tint(self, painter: QPainter, height: float) -> None:
        """Paint what is behind the wave."""
        if self.span_s is not None:
            left, right = (self._x_of(each) for each in self.span_s)
            painter.fillRect(QRectF(left, 0, right - left, height), self._theme.color("accent_tint"))

    def paint_grips(self, painter: QPainter, wave_height: float, height: float) -> None:
        """Paint the grips."""
        if self.span_s is None:
            return
        color: QColor = self._theme.color("accent_line")
        for x in (self._x_of(each) for each in self.span_s):
            painter.setPen(QPen(color, 2))
            painter.drawLine(QPointF(x, 0), QPointF(x, height))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color)
            wide, high = _GRIP
            painter.drawRoundedRect(QRectF(x - wide / 2, (wave_height - high) / 2, wide, high), 3, 3)

    def _end_at(self, x: float) -> int | None:
        if self._span_s is None:
            return None
        away = [abs(self._x_of(each) - x) for each in self._span_s]
        return away.index(min(away)) if min(away) <= _REACH_PX else None
