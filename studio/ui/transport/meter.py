# SPDX-License-Identifier: GPL-3.0-or-later
"""Level meter: peak above, loudness below, -48 to 0 dB."""

from __future__ import annotations

import math

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from studio.ui.door import called_by_qt, connect
from studio.ui.theme import Theme, font

_LOW_DB = -48.0
_SEGMENTS = 33
_HOLD_FRAMES = 40


def lit(level: float) -> int:
    """Number of lit bars for a linear *level*, full scale 1.0."""
    if level <= 0:
        return 0
    return max(0, min(_SEGMENTS, round((20 * math.log10(level) - _LOW_DB) / -_LOW_DB * _SEGMENTS)))


class Meter(QWidget):
    """A level meter that falls slowly and holds the peak for a moment."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._lit = (0, 0)
        self._held = 0
        self._hold_left = 0
        self.setFixedSize(132, 32)
        self.setAccessibleName("Level")
        self.setToolTip("Level: peak above, loudness below")
        connect(theme.changed, self.update)

    def show_level(self, peak: float, rms: float) -> None:
        """Show the linear levels heard now."""
        wanted = lit(peak), lit(rms)
        shown = tuple(max(new, old - 1) for new, old in zip(wanted, self._lit, strict=True))
        held = self._held
        if shown[0] >= held:
            held, self._hold_left = shown[0], _HOLD_FRAMES
        elif self._hold_left > 0:
            self._hold_left -= 1
        else:
            held = max(0, held - 1)
        if (shown[0], shown[1]) != self._lit or held != self._held:
            self._lit, self._held = (shown[0], shown[1]), held
            self.update()

    @property
    def resting(self) -> bool:
        return self._lit == (0, 0) and self._held == 0

    @called_by_qt
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme = self._theme
        for row, count in enumerate(self._lit):
            for segment in range(_SEGMENTS):
                held = row == 0 and self._held and segment == self._held - 1
                role = "accent_line" if held else "ready" if segment < count else "groove"
                painter.fillRect(QRectF(segment * 4, row * 8, 3, 6), theme.color(role))
        painter.setFont(font(11))
        painter.setPen(theme.color("text_3"))
        for text, at_db, flag in (
            ("−48", -48.0, Qt.AlignmentFlag.AlignLeft),
            ("−12", -12.0, Qt.AlignmentFlag.AlignHCenter),
            ("0 dB", 0.0, Qt.AlignmentFlag.AlignRight),
        ):
            x = (at_db - _LOW_DB) / -_LOW_DB * self.width()
            left = 0.0 if at_db == _LOW_DB else min(x - 20, self.width() - 40)
            if at_db == -12.0:
                left -= 12
            painter.drawText(QRectF(left, 17, 40, 14), int(flag), text)
