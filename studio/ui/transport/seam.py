# SPDX-License-Identifier: GPL-3.0-or-later
"""Painting of the place in the lane where what is heard goes over to a changed design."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from studio.ui.theme import Theme, font

_FLAG_HEIGHT = 15.0
_BEFORE = "heard before the change"


def paint_seam(painter: QPainter, theme: Theme, left: float, x: float, size: tuple[float, float], text: str) -> None:
    """Dim the wave from *left* up to the seam at *x*, and paint the seam with *text* on its flag.

    Args:
        size: Width of the lane and height of the wave, in pixels.
    """
    width, height = size
    left = max(0.0, left)
    if x > left:
        veil = QColor(theme.color("transport"))
        veil.setAlphaF(0.5)
        painter.fillRect(QRectF(left, 0, min(x, width) - left, height), veil)
    if not 0 <= x <= width:
        return
    painter.setPen(QPen(theme.color("text"), 1.5, Qt.PenStyle.DashLine))
    painter.drawLine(QPointF(x, 0), QPointF(x, height))
    if text:
        _paint_flag(painter, theme, x, width, text)
    painter.setFont(font(11))
    if left + painter.fontMetrics().horizontalAdvance(_BEFORE) + 8 < x:
        painter.setPen(theme.color("text_2"))
        area = QRectF(left + 4, 0, x - left - 8, _FLAG_HEIGHT)
        painter.drawText(area, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), _BEFORE)


def underline_words(painter: QPainter, theme: Theme, boxes: Iterable[QRectF]) -> None:
    """Underline the words in *boxes*, which are to come in the changed design."""
    painter.setPen(QPen(theme.color("accent_line"), 2))
    for box in boxes:
        painter.drawLine(QPointF(box.left(), box.bottom() - 1), QPointF(box.right(), box.bottom() - 1))


def _paint_flag(painter: QPainter, theme: Theme, x: float, width: float, text: str) -> None:
    painter.setFont(font(11, 600))
    wide = painter.fontMetrics().horizontalAdvance(text) + 10
    # At the lane's end the flag flies to the other side.
    flag = QRectF(x if x + wide <= width else x - wide, 0, wide, _FLAG_HEIGHT)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("text"))
    painter.drawRoundedRect(flag, 2, 2)
    painter.setPen(theme.color("page"))
    painter.drawText(flag, int(Qt.AlignmentFlag.AlignCenter), text)
