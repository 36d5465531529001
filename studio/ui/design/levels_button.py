# SPDX-License-Identifier: GPL-3.0-or-later
"""The words beside A and B that tell whether both are equally loud, and switch that on and off."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QPushButton, QSizePolicy

from studio.ui.door import called_by_qt, connect
from studio.ui.theme import Theme, font, icon

_MATCHED = "A and B are heard equally loud: the louder one is turned down. Press to hear them as loud as they are."
_NOT_MATCHED = "A and B are heard as loud as they are. Press to hear them equally loud."


class LevelsButton(QPushButton):
    """`chosen` tells that the person wants levels matched or not."""

    chosen = Signal(bool)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._matched = True
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setProperty("look", "plain")
        self.setFont(font(11, 400))
        self.setIconSize(QSize(11, 11))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(18)
        self.hide()
        connect(self.clicked, self._choose)
        connect(theme.changed, self._paint_icon)

    def show_matched(self, matched: bool, there: bool) -> None:
        """Show whether levels are matched; nothing where *there* is no other design."""
        self._matched = matched
        self.setText("Levels matched" if matched else "Not matched")
        self.setToolTip(_MATCHED if matched else _NOT_MATCHED)
        self.setAccessibleName("Levels of A and B matched" if matched else "Levels of A and B not matched")
        self._paint_icon()
        self.setVisible(there)

    @called_by_qt
    def _choose(self) -> None:
        self.chosen.emit(not self._matched)

    @called_by_qt
    def _paint_icon(self) -> None:
        matched = icon("equals", self._theme.color("text_2"), self._theme.color("disabled"))
        self.setIcon(matched if self._matched else QIcon())
