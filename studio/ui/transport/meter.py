# SPDX-License-Identifier: GPL-3.0-or-later
"""Level meter: peak above, loudness below, -48 to 0 dB.

It falls as peak meters do by IEC 60268-10 (type I) and IEC 60268-18: 20 dB in 1.7 s.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from studio.ui.door import called_by_qt, connect
from studio.ui.theme import Theme, font

_LOW_DB = -48.0
_SEGMENTS = 33
_SEGMENT = 4
"""Width of one, with the gap beside it."""
FALL_DB_PER_S = 20 / 1.7
HOLD_S = 1.5
"""How long the highest peak is held before it falls."""


def decibels(level: float) -> float:
    """A linear *level*, full scale 1.0, in dB; not below what the meter shows."""
    return max(_LOW_DB, 20 * math.log10(level)) if level > 0 else _LOW_DB


def lit(level_db: float, segments: int = _SEGMENTS) -> int:
    """Number of lit bars for a level."""
    return max(0, min(segments, round((level_db - _LOW_DB) / -_LOW_DB * segments)))


class Meter(QWidget):
    """A level meter that rises at once, falls slowly and holds the highest peak for a moment. It has no timer: whoever
    shows levels goes on until it rests.

    Args:
        theme: The colours.
        clock: Monotonic, in seconds.
        segments: Number of bars at most; fewer where there is less room.

    Attributes:
        lit: Numbers of segments that are lit, of peak and loudness.
        held: Number of segments up to the one that shows the latest peak; 0 for none.
    """

    def __init__(self, theme: Theme, clock: Callable[[], float] = time.monotonic, segments: int = _SEGMENTS) -> None:
        super().__init__()
        self._theme = theme
        self._clock = clock
        self._levels_db = (_LOW_DB, _LOW_DB)
        self._held_db = _LOW_DB
        self._held_until_s = 0.0
        self._seen_s = 0.0
        self.lit = (0, 0)
        self.held = 0
        self.setFixedHeight(32)
        self.setMinimumWidth(_SEGMENT * min(segments, _SEGMENTS))
        self.setMaximumWidth(_SEGMENT * segments)
        self.setAccessibleName("Level")
        self.setToolTip("Level: peak above, loudness below")
        connect(theme.changed, self.update)

    def show_level(self, peak: float, rms: float) -> None:
        """Show the linear levels heard now."""
        if self.resting and peak <= 0 and rms <= 0:
            return
        now_s = self._clock()
        fall_db = FALL_DB_PER_S * (now_s - self._seen_s)
        self._seen_s = now_s
        before_peak, before_rms = self._levels_db
        peak_db, rms_db = max(decibels(peak), before_peak - fall_db), max(decibels(rms), before_rms - fall_db)
        self._levels_db = max(_LOW_DB, peak_db), max(_LOW_DB, rms_db)
        if peak_db >= self._held_db:
            self._held_db, self._held_until_s = peak_db, now_s + HOLD_S
        elif now_s > self._held_until_s:
            self._held_db = max(peak_db, self._held_db - min(fall_db, FALL_DB_PER_S * (now_s - self._held_until_s)))
        bars = self._bars
        shown, held = (lit(self._levels_db[0], bars), lit(self._levels_db[1], bars)), lit(self._held_db, bars)
        if (shown, held) != (self.lit, self.held):
            self.lit, self.held = shown, held
            self.update()

    @property
    def _bars(self) -> int:
        return self.width() // _SEGMENT

    @property
    def resting(self) -> bool:
        return self.lit == (0, 0) and self.held == 0

    @called_by_qt
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme = self._theme
        for row, count in enumerate(self.lit):
            for segment in range(self._bars):
                held = row == 0 and self.held and segment == self.held - 1
                role = "accent_line" if held else "ready" if segment < count else "groove"
                painter.fillRect(QRectF(segment * _SEGMENT, row * 8, 3, 6), theme.color(role))
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
