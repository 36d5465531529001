# SPDX-License-Identifier: GPL-3.0-or-later
"""The lane of a recording that runs: its wave so far, and the marks of what is enough and of its end."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from studio.app.voices.recording import LONGEST_RECORDING_S, PEAK_S
from studio.ui.door import asked_by_qt, called_by_qt, connect
from studio.ui.theme import Theme, font
from studio.ui.transport.wave_painter import paint_wave

ENOUGH_S = 10
_HEIGHT, _LABELS = 84, 22
_BAR = 4.0
_MARKS = ((ENOUGH_S, f"{ENOUGH_S} s, enough"), (20, "20 s"), (int(LONGEST_RECORDING_S), f"{LONGEST_RECORDING_S:.0f} s"))


class RecordingLane(QWidget):
    """As wide as the longest recording."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._peaks: Sequence[float] = ()
        self._recorded_s = 0.0
        self.setFixedHeight(_HEIGHT + _LABELS)
        self.setAccessibleName("What is recorded")
        connect(theme.changed, self.update)

    def show_recording(self, peaks: Sequence[float], recorded_s: float) -> None:
        """Show the largest samples of each whole PEAK_S so far, and the seconds."""
        self._peaks, self._recorded_s = tuple(peaks), recorded_s
        self.update()

    @asked_by_qt(QSize)
    def sizeHint(self) -> QSize:
        return QSize(400, _HEIGHT + _LABELS)

    @called_by_qt
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._theme
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("playing"))
        painter.drawRoundedRect(QRectF(0, 0, self.width(), _HEIGHT), 6, 6)
        self._paint_marks(painter)
        count = max(int(self.width() / _BAR), 1)
        bars = _bars(self._peaks, count)
        paint_wave(painter, bars, [theme.color("accent_line")] * count, theme.color("edge"), _BAR, _HEIGHT)
        x = self._x_of(self._recorded_s)
        if x > 0:
            painter.setPen(QPen(theme.color("accent_line"), 2))
            painter.drawLine(QPointF(x, 0), QPointF(x, _HEIGHT))

    def _paint_marks(self, painter: QPainter) -> None:
        painter.setFont(font(11, 500))
        for at_s, text in _MARKS:
            x, width = self._x_of(at_s), painter.fontMetrics().horizontalAdvance(text)
            if x < self.width() - 1:
                painter.setPen(QPen(self._theme.color("groove"), 1))
                painter.drawLine(QPointF(x, 0), QPointF(x, _HEIGHT))
            painter.setPen(self._theme.color("text_2"))
            painter.drawText(QPointF(min(x - width / 2, self.width() - width), _HEIGHT + 16), text)

    def _x_of(self, at_s: float) -> float:
        return at_s / LONGEST_RECORDING_S * self.width()


def _bars(peaks: Sequence[float], count: int) -> list[float]:
    """Height of each of *count* bars from 0 to 1, -1 for what is yet to come."""
    each = LONGEST_RECORDING_S / PEAK_S / count
    edges = [round(number * each) for number in range(count + 1)]
    most = max(max(peaks, default=0.0), 0.1)
    return [
        float(np.max(peaks[begin:end])) / most if begin < end <= len(peaks) else -1.0 for begin, end in pairwise(edges)
    ]
