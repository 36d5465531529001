# SPDX-License-Identifier: GPL-3.0-or-later
"""A small switch that is a letter or an icon, within a field."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QToolButton

from studio.ui.door import called_by_qt, connect
from studio.ui.theme import Theme, font
from studio.ui.theme.icons import paint_icon

_ICON_PX = 16


class Toggle(QToolButton):
    """26 x 24 px; amber while it is on.

    Args:
        theme: The colours.
        sign: What it shows, or the name of a Phosphor icon.
        name: Accessible name and tooltip.
        icon: Whether *sign* is an icon's name.
    """

    def __init__(self, theme: Theme, sign: str, name: str, icon: bool = False) -> None:
        super().__init__()
        self._theme = theme
        self._sign = sign
        self._is_icon = icon
        self.setCheckable(True)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setFixedSize(26, 24)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        connect(theme.changed, self.update)

    @called_by_qt
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.isChecked() or (self.underMouse() and self.isEnabled()):
            painter.setBrush(self._theme.color("accent_tint" if self.isChecked() else "button_tint"))
            painter.drawRoundedRect(QRectF(self.rect()), 4, 4)
        role = "disabled" if not self.isEnabled() else "accent_text" if self.isChecked() else "text_2"
        color = self._theme.color(role)
        if self._is_icon:
            corner = QPointF((self.width() - _ICON_PX) / 2, (self.height() - _ICON_PX) / 2)
            paint_icon(painter, self._sign, color, corner, _ICON_PX)
        else:
            painter.setPen(color)
            painter.setFont(font(12, 600))
            painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), self._sign)
