# SPDX-License-Identifier: GPL-3.0-or-later
"""The blend pad of a single voice: its empty shape, which asks for a second voice."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from studio.app.design.blend_pad import corners
from studio.ui.design.pad_picture import paint_shape
from studio.ui.door import asked_by_qt, called_by_qt, connect
from studio.ui.theme import Theme, font
from studio.ui.theme.theme import mixed

_TEXT = "Add a second voice to blend"
_LEAST, _USUAL = 64, 132
_INSET = 13.0
_TINT = 0.06
# Of the height from the top, where the shape is wide enough for the text.
_TEXT_AT = 0.42


class BlendInvitation(QAbstractButton):
    """As high as the pad, and lower where there is less room."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setText(_TEXT)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setMinimumHeight(_LEAST)
        self.setMaximumHeight(_USUAL)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        connect(theme.changed, self.update)

    @asked_by_qt(QSize)
    def sizeHint(self) -> QSize:
        return QSize(288, _USUAL)

    @called_by_qt
    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(_INSET, _INSET, -_INSET, -_INSET)
        places = [QPointF(box.x() + x * box.width(), box.y() + y * box.height()) for x, y in corners(3)]
        paint_shape(painter, places, mixed(theme.color("panel"), theme.color("text"), _TINT))
        lit = self.isEnabled() and self.underMouse()
        painter.setPen(theme.color("text" if lit else "text_2" if self.isEnabled() else "disabled"))
        painter.setFont(font(13, 400))
        room = QRectF(0, _TEXT_AT * self.height(), self.width(), (1 - _TEXT_AT) * self.height())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter), self.text())
