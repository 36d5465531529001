# SPDX-License-Identifier: GPL-3.0-or-later
"""Painting of a wave: bars, and dots where it is quiet or nothing is rendered."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

_DOT_PX = 1.6
_SILENT = 0.02
# Bars grow slower than the level, so that quiet speech shows too.
_SWELL = 0.75
_SHARE = 0.55


def paint_wave(
    painter: QPainter, peaks: Sequence[float], inks: Sequence[QColor], none: QColor, bar_px: float, height: float
) -> None:
    """Paint one bar each *bar_px* for *peaks* from 0 to 1, each in its own of *inks*. Below 0 nothing is rendered,
    which is a dot in *none*."""
    middle = height / 2
    lines: dict[int, list[QLineF]] = {}
    dots: dict[int, list[QPointF]] = {}
    for number, (peak, ink) in enumerate(zip(peaks, inks, strict=True)):
        x = (number + 0.5) * bar_px
        if peak >= _SILENT:
            half = max(1.0, (middle - 2) * min(1.0, peak**_SWELL))
            lines.setdefault(ink.rgba(), []).append(QLineF(x, middle - half, x, middle + half))
        else:
            dots.setdefault((ink if peak >= 0 else none).rgba(), []).append(QPointF(x, middle))
    for color, bars in lines.items():
        painter.setPen(_pen(color, bar_px * _SHARE))
        painter.drawLines(bars)
    for color, points in dots.items():
        painter.setPen(_pen(color, _DOT_PX))
        painter.drawPoints(points)


def _pen(color: int, width: float) -> QPen:
    pen = QPen(QColor.fromRgba(color), width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    return pen
