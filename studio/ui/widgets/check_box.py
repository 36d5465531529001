# SPDX-License-Identifier: GPL-3.0-or-later
"""A check box: amber where it is on, as a value that the person set."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QSizePolicy

from studio.ui.door import asked_by_qt, called_by_qt, connect
from studio.ui.theme import Theme, font, icon

_SIDE = 16
_GAP = 10


class CheckBox(QCheckBox):
    """`chosen` tells that the person switched it on or off."""

    chosen = Signal(bool)

    def __init__(self, theme: Theme, text: str) -> None:
        super().__init__(text)
        self._theme = theme
        self.setFont(font(13, 500))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        connect(self.clicked, lambda on: self.chosen.emit(on))
        connect(theme.changed, self.update)

    @asked_by_qt(QSize)
    def sizeHint(self) -> QSize:
        return QSize(_SIDE + _GAP + self.fontMetrics().horizontalAdvance(self.text()) + 2, 24)

    @asked_by_qt(bool)
    def hitButton(self, place: QPoint) -> bool:
        return self.rect().contains(place)

    @called_by_qt
    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, on = self._theme, self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.isEnabled():
            painter.setOpacity(0.4)
        top = (self.height() - _SIDE) // 2
        painter.setPen(QPen(theme.color("accent_line" if on else "edge"), 1))
        painter.setBrush(theme.color("accent_tint" if on else "field"))
        painter.drawRoundedRect(QRectF(0.5, top + 0.5, _SIDE - 1, _SIDE - 1), 4, 4)
        if on:
            icon("check-bold", theme.color("accent_text")).paint(painter, QRect(2, top + 2, _SIDE - 4, _SIDE - 4))
        painter.setPen(theme.color("text"))
        box = self.rect().adjusted(_SIDE + _GAP, 0, 0, 0)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), self.text())
