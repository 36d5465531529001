# SPDX-License-Identifier: GPL-3.0-or-later
"""A button of a bar: an icon, a text, and a caret where it opens a menu."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from studio.ui.door import asked_by_qt, called_by_qt, connect
from studio.ui.theme import Theme, font, paint_icon

_HEIGHT = 26
_SIDE = 8
_ICON = 14
_GAP = 6
_CARET = 10
_ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)


class BarButton(QAbstractButton):
    """12/500, and on while all of what it is about has its value.

    Args:
        theme: The colours.
        text: Its text, and its accessible name.
        icon_name: Its Phosphor icon.
        opens: Whether it opens a menu.
        main: Whether it is the bar's main action.
    """

    def __init__(self, theme: Theme, text: str, icon_name: str, *, opens: bool = False, main: bool = False) -> None:
        super().__init__()
        self._theme = theme
        self._icon = icon_name
        self._opens = opens
        self._main = main
        self._bare = False
        self._on = False
        self.setText(text)
        self.setAccessibleName(text)
        self.setFont(font(12, 500))
        self.setFixedHeight(_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setProperty("ownFocusSign", True)
        connect(theme.changed, self.update)

    def show_on(self, on: bool) -> None:
        """Show whether all of what it is about has a value."""
        if on != self._on:
            self._on = on
            self.setAccessibleDescription("on" if on else "")
            self.update()

    def show_bare(self, bare: bool) -> None:
        """Show the icon without the text, where there is no room."""
        if bare != self._bare:
            self._bare = bare
            self.updateGeometry()
            self.update()

    @asked_by_qt(QSize)
    def sizeHint(self) -> QSize:
        text = 0 if self._bare else _GAP + self.fontMetrics().horizontalAdvance(self.text())
        return QSize(2 * _SIDE + _ICON + text + (_GAP + _CARET if self._opens else 0), _HEIGHT)

    @asked_by_qt(QSize)
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @called_by_qt
    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Arrows are the bar's.
        if event.key() in _ARROWS:
            event.ignore()
        else:
            super().keyPressEvent(event)

    @called_by_qt
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, box = self._theme, QRectF(self.rect())
        lit = self.isEnabled() and (self.underMouse() or self.hasFocus() or self.isDown())
        painter.setPen(Qt.PenStyle.NoPen)
        if self._on or lit:
            painter.setBrush(theme.color("accent_tint" if self._on else "row_hover"))
            painter.drawRoundedRect(box, 6, 6)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("accent_line"), 2))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 5, 5)
        if not self.isEnabled():
            painter.setOpacity(0.4)
        amber = self._on or self._main
        ink = theme.color("accent_text" if amber else "text")
        sign = theme.color("accent_text" if amber else "text_2")
        middle = self.height() / 2
        paint_icon(painter, self._icon, sign, QPointF(_SIDE, middle - _ICON / 2), _ICON)
        if self._opens:
            at = QPointF(self.width() - _SIDE - _CARET, middle - _CARET / 2 + 1)
            paint_icon(painter, "caret-down", theme.color("text_2"), at, _CARET)
        if not self._bare:
            painter.setFont(self.font())
            painter.setPen(ink)
            words = box.adjusted(_SIDE + _ICON + _GAP, 0, 0, 0)
            painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), self.text())
