# SPDX-License-Identifier: GPL-3.0-or-later
"""Round buttons of the page: those that play, and the one that records."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent

from studio.ui.door import called_by_qt
from studio.ui.theme import Theme, paint_icon
from studio.ui.widgets.icon_button import IconButton


class RoundButton(IconButton):
    """An icon on a disc: grey, or amber while it is `lit`; one that is `main` is as amber as the window's main
    button."""

    def __init__(self, theme: Theme, icon_name: str, name: str, *, side: int = 26, icon_side: int = 12) -> None:
        super().__init__(theme, icon_name, name, side=side, icon_side=icon_side)
        self.setProperty("round", True)
        self.lit = False
        self.main = False

    def show_as(self, icon_name: str, name: str, *, lit: bool = False, main: bool = False) -> None:
        """Show another icon, name and colour."""
        if (icon_name, lit, main) != (self._icon_name, self.lit, self.main):
            self.lit, self.main = lit, main
            self.show_icon(icon_name)
            self.update()
        self.setAccessibleName(name)
        self.setToolTip(name)

    @called_by_qt
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        disc, ink = self._roles()
        painter.setBrush(self._theme.color(disc))
        painter.drawEllipse(self.rect())
        side = self.iconSize().width()
        corner = QPointF((self.width() - side) / 2, (self.height() - side) / 2)
        paint_icon(painter, self._icon_name, self._theme.color(ink), corner, side)

    def _roles(self) -> tuple[str, str]:
        """The palette's colours for disc and icon."""
        if not self.isEnabled():
            return ("groove" if self.main else "button_tint"), "disabled"
        if self.main:
            return ("accent_hover" if self.underMouse() else "accent"), "on_accent"
        if self.lit:
            return "accent_tint", "accent_text"
        return ("groove" if self.underMouse() else "button_tint"), "text"
