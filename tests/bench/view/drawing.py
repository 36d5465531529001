# SPDX-License-Identifier: GPL-3.0-or-later
"""What both prototypes draw alike: chips, margins, lists of takes. Sizes are the pictures'."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from studio.ui.theme import Theme, font
from tests.bench.view.content import Paragraph

TEXT_X = 184
COLUMN = 600
LINE = 28
HEADING_LINE = 34
GAP = 24
HEADING_GAP = 16
TAKE_ROW = 44
TAKES_FOOT = 48
_CHIP = 18


class Drawing:
    """Draws with *theme*."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._chip_font = font(11, 600)
        self._chip_metrics = QFontMetricsF(self._chip_font)
        self._name_font, self._state_font = font(13, 600), font(12)
        self._widths: dict[str, float] = {}

    def chip_width(self, said: str) -> float:
        """Width in pixels, with the space on both sides."""
        if said not in self._widths:
            self._widths[said] = self._chip_metrics.horizontalAdvance(said) + 20 + 8
        return self._widths[said]

    def chip(self, painter: QPainter, area: QRectF, said: str) -> None:
        """Draw the chip in the middle of *area*, which is as wide as `chip_width`."""
        body = QRectF(area.x() + 4, area.center().y() - _CHIP / 2, area.width() - 8, _CHIP)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("button_tint"))
        painter.drawRoundedRect(body, _CHIP / 2, _CHIP / 2)
        painter.setPen(self._theme.color("text_2"))
        painter.setFont(self._chip_font)
        painter.drawText(body, Qt.AlignmentFlag.AlignCenter, said)

    def margin(self, painter: QPainter, top: float, paragraph: Paragraph) -> None:
        """Draw speaker, state and play left of the paragraph whose first line begins at *top*."""
        if paragraph.heading:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor("#23786E"))
        painter.drawEllipse(QRectF(24, top + 3, 22, 22))
        painter.setFont(self._name_font)
        painter.drawText(QRectF(54, top, 90, LINE), Qt.AlignmentFlag.AlignVCenter, "Ida")
        painter.setPen(QColor("#23786E"))
        painter.drawText(QRectF(54, top, 90, LINE), Qt.AlignmentFlag.AlignVCenter, "Ida")
        ready = paragraph.state == "Ready"
        painter.setPen(QPen(self._theme.color("ready" if ready else "edge"), 1.5))
        painter.setBrush(self._theme.color("ready") if ready else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QPointF(35, top + 37), 3.5, 3.5)
        painter.setFont(self._state_font)
        painter.setPen(self._theme.color("text_2"))
        said = paragraph.state if not paragraph.takes else f"{paragraph.state}\n{paragraph.takes} takes"
        painter.drawText(QRectF(54, top + 28, 110, 40), Qt.AlignmentFlag.AlignLeft, said)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("edge"))
        middle = top + LINE / 2
        painter.drawPolygon([QPointF(150, middle - 5), QPointF(150, middle + 5), QPointF(159, middle)])

    def takes(self, painter: QPainter, top: float, paragraph: Paragraph) -> None:
        """Draw the list of takes, whose first row begins at *top*."""
        for number in range(paragraph.takes):
            row = QRectF(TEXT_X - 8, top + number * TAKE_ROW, COLUMN + 16, TAKE_ROW - 4)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color("row_selected" if number == 0 else "row_hover"))
            painter.drawRoundedRect(row, 8, 8)
            painter.setPen(self._theme.color("text"))
            painter.setFont(self._name_font)
            name = row.adjusted(36, 0, 0, 0)
            painter.drawText(name, Qt.AlignmentFlag.AlignVCenter, f"Take {paragraph.takes - number}")
            painter.setPen(QPen(self._theme.color("idle_wave"), 2))
            for bar in range(50):
                high = 2 + 11 * abs((bar * 7919 % 17) / 17 - 0.5)
                x = row.x() + 130 + 3 * bar
                painter.drawLine(QPointF(x, row.center().y() - high), QPointF(x, row.center().y() + high))


def takes_height(paragraph: Paragraph) -> float:
    """Height in pixels of what stands open below the text of *paragraph*."""
    return paragraph.takes * TAKE_ROW + TAKES_FOOT if paragraph.takes else 0.0


def estimated_height(characters: int, heading: bool, below: float = 0.0) -> float:
    """About how high a paragraph of that many characters will be, with the gap below it, in pixels."""
    if heading:
        return HEADING_LINE + HEADING_GAP
    return LINE * max(1, -(-characters // 70)) + GAP + below
