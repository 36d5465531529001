# SPDX-License-Identifier: GPL-3.0-or-later
"""A button that is an icon."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QToolButton, QWidget

from studio.ui.door import called_by_qt, connect
from studio.ui.theme import Theme, icon


class IconButton(QToolButton):
    """A square button showing one Phosphor icon in the theme's colours.

    Args:
        theme: The colours.
        icon_name: Phosphor name without its prefix.
        name: Accessible name, and the tooltip until another one is set.
        side: Width and height in pixels.
        icon_side: The icon's size in pixels.
        role: The palette's colour for the icon.
    """

    def __init__(
        self,
        theme: Theme,
        icon_name: str,
        name: str,
        *,
        side: int = 32,
        icon_side: int = 18,
        role: str = "text",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon_name = icon_name
        self._role = role
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setFixedSize(side, side)
        self.setIconSize(QSize(icon_side, icon_side))
        # A click leaves the keyboard where it is, such as in the text.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        connect(theme.changed, self._paint_icon)
        self._paint_icon()

    def show_icon(self, icon_name: str) -> None:
        if icon_name != self._icon_name:
            self._icon_name = icon_name
            self._paint_icon()

    def show_role(self, role: str) -> None:
        """Show the icon in another of the palette's colours."""
        if role != self._role:
            self._role = role
            self._paint_icon()

    @called_by_qt
    def _paint_icon(self) -> None:
        self.setIcon(icon(self._icon_name, self._theme.color(self._role), self._theme.color("disabled")))
