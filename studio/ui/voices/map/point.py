# SPDX-License-Identifier: GPL-3.0-or-later
"""The point of the present design, its lines to the voices of the mix, and the ghost of the speaker's other design."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from studio.app.voices.voice_map import Place
from studio.ui.theme import Theme
from studio.ui.theme.fonts import font

_SIDE, _RING, _GHOST = 19, 27, 16
_GRABS = 18
_LEAST_LINE, _MOST_MORE = 1.0, 3.2


@dataclass(frozen=True, slots=True)
class Ghost:
    """The speaker's other design: its letter and place."""

    letter: str
    place: Place


def grabs(at: QPointF, point: QPointF) -> bool:
    """Whether a press *at* takes the point."""
    return QLineF(at, point).length() <= _GRABS


def paint_lines(painter: QPainter, point: QPointF, ends: Iterable[tuple[QPointF, float]], ink: QColor) -> None:
    """Lines to the voices of the mix, as broad as their share (0 to 1) is large."""
    color = QColor(ink)
    color.setAlphaF(0.7)
    for end, share in ends:
        pen = QPen(color, _LEAST_LINE + _MOST_MORE * share)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawLine(point, end)


def paint_point(painter: QPainter, at: QPointF, theme: Theme, ring: bool) -> None:
    """The point, in a ring where it has the keyboard or is dragged."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("thumb"))
    painter.drawEllipse(at, _SIDE / 2, _SIDE / 2)
    painter.setBrush(theme.color("accent"))
    painter.drawEllipse(at, 6.0, 6.0)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.color("accent_line"), 2))
    painter.drawEllipse(at, _SIDE / 2, _SIDE / 2) if not ring else painter.drawEllipse(at, _RING / 2, _RING / 2)


def paint_ghost(painter: QPainter, ghost: Ghost, at: QPointF, point: QPointF, theme: Theme) -> None:
    """The ghost, and the way from there to the point."""
    ink = theme.color("text")
    if QLineF(at, point).length() > _SIDE:
        between = point - at
        bend = (at + point) / 2 + QPointF(between.y(), -between.x()) * 0.25
        way = QPainterPath(at)
        way.quadTo(bend, point)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(ink, 1.5, Qt.PenStyle.DotLine, Qt.PenCapStyle.RoundCap))
        painter.drawPath(way)
    painter.setPen(QPen(ink, 1.5))
    painter.setBrush(theme.color("panel"))
    painter.drawEllipse(at, _GHOST / 2, _GHOST / 2)
    painter.setFont(font(9, 600))
    painter.drawText(QRectF(at.x() - 8, at.y() - 8, 16, 16), Qt.AlignmentFlag.AlignCenter, ghost.letter)
