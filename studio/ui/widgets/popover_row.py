# SPDX-License-Identifier: GPL-3.0-or-later
"""A row of a popover: a picture, what it does, and its key."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from studio.ui.door import asked_by_qt, called_by_qt, connect
from studio.ui.theme import Theme, font, paint_icon

HEIGHT = 32
_RADIUS = 6
_PICTURE_X = 10
_PICTURE = 20
_TEXT_X = 40
_RIGHT = 10
_TICK = 12


class PopoverRow(QAbstractButton):
    """One of a popover's rows; while it is checked it is lit and has a tick.

    Args:
        theme: The colours.
        text: What it does.
        icon_name: Its Phosphor icon; "" for a picture, or neither.
        key: The key that does the same, as shown in lists.
        hue: Colour of its text "#rrggbb"; "" for that of texts.
    """

    def __init__(self, theme: Theme, text: str, *, icon_name: str = "", key: str = "", hue: str = "") -> None:
        super().__init__()
        self._theme = theme
        self._icon = icon_name
        self._key = key
        self._hue = hue
        self._picture: Callable[[], QPixmap] | None = None
        self.setText(text)
        self.setAccessibleName(text)
        self.setFont(font(13, 500))
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setProperty("ownFocusSign", True)
        connect(theme.changed, self.update)

    def show_picture(self, picture: Callable[[], QPixmap]) -> None:
        """Show a picture, such as an avatar of 20, before the text. It is asked for at each paint, since most of many
        rows are not seen."""
        self._picture = picture
        self.update()

    def show_hue(self, hue: str) -> None:
        """Show the text in another colour "#rrggbb"."""
        self._hue = hue
        self.update()

    @asked_by_qt(QSize)
    def sizeHint(self) -> QSize:
        left = _TEXT_X if self._icon or self._picture is not None else _PICTURE_X
        key = self._key_width() + 16 if self._key else 0
        return QSize(left + self.fontMetrics().horizontalAdvance(self.text()) + key + _RIGHT, HEIGHT)

    @called_by_qt
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, box = self._theme, QRectF(self.rect())
        if self.isEnabled() and (self.isChecked() or self.underMouse() or self.hasFocus()):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("row_hover"))
            painter.drawRoundedRect(box, _RADIUS, _RADIUS)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("accent_line"), 2))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), _RADIUS - 1, _RADIUS - 1)
        if not self.isEnabled():
            painter.setOpacity(0.4)
        middle = self.height() / 2
        left: float = _TEXT_X
        if self._icon:
            paint_icon(painter, self._icon, theme.color("text_2"), QPointF(_PICTURE_X + 2, middle - 8), 16)
        elif self._picture is not None:
            picture = self._picture()
            side = picture.deviceIndependentSize().height()
            painter.drawPixmap(QPointF(_PICTURE_X + (_PICTURE - side) / 2, middle - side / 2), picture)
        else:
            left = _PICTURE_X
        right = self._paint_right(painter, box)
        painter.setFont(self.font())
        painter.setPen(theme.hue(self._hue) if self._hue else theme.color("text"))
        shown = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, int(right - left))
        words = QRectF(left, 0, right - left, self.height())
        painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)

    def _paint_right(self, painter: QPainter, box: QRectF) -> float:
        """Paint key and tick; where the text has to end."""
        theme, right = self._theme, box.right() - _RIGHT
        if self._key:
            painter.setFont(font(11, 500))
            painter.setPen(theme.color("text_2"))
            where = QRectF(box.left(), 0, right - box.left(), box.height())
            painter.drawText(where, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), self._key)
            right -= self._key_width() + 6
        if self.isChecked():
            right -= _TICK
            paint_icon(painter, "check-bold", theme.color("text"), QPointF(right, (box.height() - _TICK) / 2), _TICK)
            right -= 4
        return right - 4

    def _key_width(self) -> int:
        return QFontMetrics(font(11, 500)).horizontalAdvance(self._key)
