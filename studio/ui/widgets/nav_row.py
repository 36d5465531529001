# SPDX-License-Identifier: GPL-3.0-or-later
"""A row of things to begin: icon or avatar, text, a second line, and at the right a key or a note."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy

from studio.ui.door import asked_by_qt, called_by_qt, connect
from studio.ui.theme import Theme, avatar, font, icon

_TEXT_X = 60
_INSET = 17
_APART = 16
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)


class NavRow(QPushButton):
    """A button over the column's whole width.

    Args:
        theme: The colours.
        text: What it does, or opens.
        icon_name: Its icon; "" for an avatar with the text's initial.
        second: The second line; "" for none.
        tip: What it does, in a few words more.
        inset: Pixels from its left edge to its icon.
    """

    def __init__(
        self, theme: Theme, text: str, icon_name: str = "", second: str = "", tip: str = "", inset: int = _INSET
    ) -> None:
        super().__init__(text)
        self._inset = inset
        self._theme = theme
        self._icon_name = icon_name
        self._second = second
        self._key = self._note = ""
        self._current = False
        self.setAccessibleName(text)
        self.setAccessibleDescription(second)
        self.setToolTip(tip)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(52 if second else 40)
        connect(theme.changed, self.update)

    def show_key(self, key: str) -> None:
        """Show the key that does the same; "" for none."""
        self._key = key
        self.update()

    def show_note(self, note: str) -> None:
        """Show a few words at the right, in place of a key."""
        self._note = note
        self.setAccessibleDescription(note)
        self.update()

    def show_current(self, current: bool) -> None:
        """Show whether what it opens is shown."""
        self._current = current
        self.setAccessibleDescription("shown" if current else self._second)
        self.update()

    @asked_by_qt(QSize)
    def sizeHint(self) -> QSize:
        return QSize(200, self.height())

    @called_by_qt
    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._current or (self.isEnabled() and (self.underMouse() or self.isDown())):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("row_selected" if self._current else "row_hover"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0, 1, 0, -1), 8, 8)
        middle = self.rect().center().y()
        if self._icon_name:
            color = theme.color("text" if self.isEnabled() else "disabled")
            icon(self._icon_name, color).paint(painter, QRect(self._inset, middle - 8, 18, 18))
        else:
            picture = avatar(self.text(), self.text(), 32, self.devicePixelRatioF())
            painter.drawPixmap(10, middle - 15, picture)
        left = _TEXT_X - 8 - _INSET + self._inset
        room = QRect(left, 0, self.width() - left - min(self._inset, 10), self.height())
        painter.setPen(theme.color("text_2" if self.isEnabled() else "disabled"))
        painter.setFont(font(12) if self._note else font(11, 500))
        beside = room.width() - QFontMetrics(font(13, 500)).horizontalAdvance(self.text()) - _APART
        told = painter.fontMetrics().elidedText(self._note or self._key, Qt.TextElideMode.ElideRight, max(beside, 0))
        painter.drawText(room, _RIGHT, told)
        painter.setFont(font(13, 500))
        painter.setPen(theme.color("text" if self.isEnabled() else "disabled"))
        if not self._second:
            painter.drawText(room, _LEFT, self.text())
            return
        painter.drawText(left, middle - 4, self.text())
        painter.setFont(font(12))
        painter.setPen(theme.color("text_2"))
        painter.drawText(left, middle + 14, self._second)
