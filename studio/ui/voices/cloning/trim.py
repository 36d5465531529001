# SPDX-License-Identifier: GPL-3.0-or-later
"""The wave of a recording, with a grip at each end of the stretch that counts."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from studio.app.voices.cloning import Clip
from studio.core.pcm import Samples
from studio.ui.door import asked_by_qt, called_by_qt, connect
from studio.ui.theme import Theme, font
from studio.ui.transport.wave_painter import paint_wave
from studio.ui.voices.cloning.sound_lane import SoundLane

HEIGHT = 84
_LABELS = 22
_BAR = 4.0
_GRIP = 8.0, 18.0
_REACH = 9.0
_STEP_S, _LARGE_STEP_S = 0.01, 0.1


class TrimGrip(QWidget):
    """One end of the stretch: dragged, or moved by Left and Right by 10 ms, with Shift by 100."""

    moved_by = Signal(float)
    """Seconds by which it is moved."""
    dragged_to = Signal(float)
    """Pixels of the lane at which it is dragged."""

    def __init__(self, theme: Theme, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.SizeHorCursor)
        self.setFixedSize(round(2 * _REACH), HEIGHT)
        connect(theme.changed, self.update)

    @called_by_qt
    def keyPressEvent(self, event: QKeyEvent) -> None:
        way = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if way is None:
            super().keyPressEvent(event)
            return
        large = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        self.moved_by.emit(way * (_LARGE_STEP_S if large else _STEP_S))

    @called_by_qt
    def mousePressEvent(self, event: QMouseEvent) -> None:
        # Else it would be the lane's, which goes on there.
        event.accept()

    @called_by_qt
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.dragged_to.emit(float(self.mapToParent(event.position().toPoint()).x()))

    @called_by_qt
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = self._theme.color("accent_line")
        middle = QPointF(self.rect().center()) + QPointF(0.5, 0.5)
        painter.setPen(QPen(ink, 2))
        painter.drawLine(QPointF(middle.x(), 0), QPointF(middle.x(), self.height()))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        width, height = _GRIP
        painter.drawRoundedRect(QRectF(middle.x() - width / 2, middle.y() - height / 2, width, height), 3, 3)


class TrimLane(SoundLane):
    """Shows a clip; `kept` tells begin and end of the stretch that the person wants, in seconds.

    Attributes:
        heard_s: The second of the clip that is heard; None for none.
    """

    kept = Signal(float, float)

    def __init__(self, theme: Theme) -> None:
        super().__init__("The recording")
        self._theme = theme
        self._clip: Clip | None = None
        self._bars: Sequence[float] = ()
        self._bars_of: Samples | None = None
        self.heard_s: float | None = None
        self.setFixedHeight(HEIGHT + _LABELS)
        self.grips = TrimGrip(theme, "Begin of the clip", self), TrimGrip(theme, "End of the clip", self)
        for number, grip in enumerate(self.grips):
            connect(grip.moved_by, lambda by_s, number=number: self._move(number, self._ends()[number] + by_s))
            connect(grip.dragged_to, lambda x, number=number: self._move(number, self._time_at(x)))
            grip.hide()
        connect(theme.changed, self.update)

    def show_clip(self, clip: Clip | None) -> None:
        """Show another clip, or another stretch of it."""
        self._clip = clip
        for grip in self.grips:
            grip.setVisible(clip is not None)
        if clip is not None:
            begin_s, end_s = clip.span_s
            self.setAccessibleDescription(f"{clip.kept_s:.1f} seconds kept, from {begin_s:.1f} to {end_s:.1f}")
        self._place()
        self.tell(self.heard_s)
        self.update()

    def show_heard(self, heard_s: float | None) -> None:
        """Show the second that is heard; None for none."""
        if heard_s != self.heard_s:
            self.heard_s = heard_s
            self.tell(heard_s)
            self.update()

    def stretch_s(self) -> tuple[float, float]:
        return self._ends()

    def second_at(self, x: float) -> float:
        return self._time_at(x)

    @asked_by_qt(QSize)
    def sizeHint(self) -> QSize:
        return QSize(400, HEIGHT + _LABELS)

    @called_by_qt
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    @called_by_qt
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, box = self._theme, QRectF(0, 0, self.width(), HEIGHT)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("playing"))
        painter.drawRoundedRect(box, 6, 6)
        if self._clip is None:
            return
        begin, end = (self._x_of(at_s) for at_s in self._ends())
        painter.setBrush(theme.color("accent_tint"))
        painter.drawRect(QRectF(begin, 0, end - begin, HEIGHT))
        self._paint_wave(painter, begin, end)
        self._paint_times(painter, begin, end)

    def _paint_wave(self, painter: QPainter, begin: float, end: float) -> None:
        theme, peaks = self._theme, self._wave()
        heard_s = self.heard_s if self.dragged_s is None else self.dragged_s
        heard = -1.0 if heard_s is None else self._x_of(heard_s)
        heard_ink, kept_ink, other_ink = (theme.color(role) for role in ("accent_line", "edge", "groove"))
        inks = []
        for number in range(len(peaks)):
            x = (number + 0.5) * _BAR
            kept = begin <= x <= end
            inks.append(heard_ink if kept and x <= heard else kept_ink if kept else other_ink)
        paint_wave(painter, peaks, inks, theme.color("edge"), _BAR, HEIGHT)
        if heard >= 0:
            painter.setPen(QPen(heard_ink, 2))
            painter.drawLine(QPointF(heard, 0), QPointF(heard, HEIGHT))

    def _paint_times(self, painter: QPainter, begin: float, end: float) -> None:
        assert self._clip is not None
        painter.setFont(font(11, 500))
        metrics = painter.fontMetrics()
        begin_s, end_s = self._clip.span_s
        kept = f"{self._clip.kept_s:.1f} s kept"
        taken: list[tuple[float, float]] = []
        for text, middle, role in (
            (kept, (begin + end) / 2, "text"),
            (clock(begin_s), begin, "text_2"),
            (clock(end_s), end, "text_2"),
            (clock(self._clip.length_s), float(self.width()), "text_2"),
        ):
            width = metrics.horizontalAdvance(text)
            left = min(max(middle - width / 2, 0.0), self.width() - width)
            if all(left + width + 6 < other or left > last + 6 for other, last in taken):
                taken.append((left, left + width))
                painter.setPen(self._theme.color(role))
                painter.drawText(QPointF(left, HEIGHT + 16), text)

    def _wave(self) -> Sequence[float]:
        assert self._clip is not None
        peaks, count = self._clip.peaks, max(int(self.width() / _BAR), 1)
        if peaks is not self._bars_of or count != len(self._bars):
            self._bars, self._bars_of = wave_of(peaks, count), peaks
        return self._bars

    def _ends(self) -> tuple[float, float]:
        return (0.0, 0.0) if self._clip is None else self._clip.span_s

    def _move(self, number: int, to_s: float) -> None:
        begin_s, end_s = self._ends()
        self.kept.emit(*((min(to_s, end_s), end_s) if number == 0 else (begin_s, max(to_s, begin_s))))

    def _place(self) -> None:
        for grip, at_s in zip(self.grips, self._ends(), strict=True):
            # A grip at the lane's own edge is within it, so that it is seen whole.
            half = _GRIP[0] / 2
            grip.move(round(min(max(self._x_of(at_s), half), self.width() - half) - _REACH), 0)

    def _x_of(self, at_s: float) -> float:
        length_s = self._clip.length_s if self._clip is not None else 1.0
        return at_s / max(length_s, 1e-6) * self.width()

    def _time_at(self, x: float) -> float:
        length_s = self._clip.length_s if self._clip is not None else 0.0
        return x / max(self.width(), 1) * length_s


def wave_of(samples: Samples, bars: int) -> list[float]:
    """Largest absolute sample of each of *bars* even stretches, as shares of the largest of all."""
    edges = np.linspace(0, len(samples), bars + 1).astype(np.intp)
    starts = np.minimum(edges[:-1], max(len(samples) - 1, 0))
    peaks = np.maximum.reduceat(np.abs(samples), starts) if len(samples) else np.zeros(bars)
    return [float(peak) for peak in peaks / max(float(peaks.max(initial=0.0)), 1e-6)]


def clock(t_s: float) -> str:
    """*t_s* seconds as "m:ss.t"."""
    return f"{int(t_s // 60)}:{t_s % 60:04.1f}"
