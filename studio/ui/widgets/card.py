# SPDX-License-Identifier: GPL-3.0-or-later
"""The look of a small panel that lies over others: a card of the notices' tone with a shadow."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from studio.ui.theme import Theme

SHADOW = 10
"""Pixels around the card that its shadow takes."""
_RADIUS = 8


def paint_card(painter: QPainter, box: QRectF, theme: Theme) -> None:
    """Paint a card with its shadow, which takes *box* together."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    card = box.adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)
    painter.setBrush(QColor(0, 0, 0, 4))
    for spread in range(1, SHADOW):
        around = card.adjusted(-spread * 0.7, 2 - spread * 0.4, spread * 0.7, spread)
        painter.drawRoundedRect(around, _RADIUS + spread / 2, _RADIUS + spread / 2)
    painter.setBrush(theme.color("notice"))
    painter.setPen(theme.color("hairline"))
    painter.drawRoundedRect(card.translated(QPointF(0.5, 0.5)).adjusted(0, 0, -1, -1), _RADIUS, _RADIUS)
