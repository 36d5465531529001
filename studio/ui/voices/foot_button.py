# SPDX-License-Identifier: GPL-3.0-or-later
"""The button at the foot of the voices."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton

from studio.ui.door import called_by_qt, connect
from studio.ui.theme import Theme, font, icon

_HEIGHT = 40


class FootButton(QPushButton):
    """Nearly as wide as the panel, with an icon and a text from the left.

    Args:
        theme: The colours.
        icon_name: Its Phosphor icon.
        text: Its text.
    """

    def __init__(self, theme: Theme, icon_name: str, text: str) -> None:
        super().__init__(text)
        self._theme = theme
        self._icon_name = icon_name
        self.setProperty("look", "foot")
        self.setFont(font(13, 500))
        self.setFixedHeight(_HEIGHT)
        self.setIconSize(QSize(18, 18))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        connect(theme.changed, self._paint_icon)
        self._paint_icon()

    @called_by_qt
    def _paint_icon(self) -> None:
        self.setIcon(icon(self._icon_name, self._theme.color("text"), self._theme.color("disabled")))
