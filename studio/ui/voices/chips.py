# SPDX-License-Identifier: GPL-3.0-or-later
"""Filter chips. A chip shows its filter's name while off and its value, in amber, while on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from studio.ui.door import called_by_qt, connect
from studio.ui.theme import Theme, font, icon
from studio.ui.widgets.menus import empty


def _dress(button: QPushButton, on: bool) -> None:
    button.setProperty("on", on)
    button.style().unpolish(button)
    button.style().polish(button)


class Chip(QPushButton):
    """A chip with a menu of values, of which "" means off."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._theme = theme
        self._name = name
        self._value = ""
        self._menu = QMenu(self)
        self.setProperty("look", "chip")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFont(font(12, 500))
        self.setFixedHeight(24)
        self.setAccessibleName(f"{name}: all")
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.setIconSize(QSize(12, 12))
        self.setMenu(self._menu)
        connect(theme.changed, self._refresh)
        self._refresh()

    def offer(self, values: Sequence[tuple[str, str]]) -> None:
        """Offer values with their names; the first one means off."""
        empty(self._menu)
        group = QActionGroup(self._menu)
        for value, name in values:
            action = self._menu.addAction(name)
            action.setCheckable(True)
            action.setChecked(value == self._value)
            action.setActionGroup(group)
            connect(action.triggered, lambda _on=False, v=value, n=name: self._choose(v, n))

    def _choose(self, value: str, name: str) -> None:
        self._value = value
        self.setText(name if value else self._name)
        self.setAccessibleName(f"{self._name}: {name if value else 'all'}")
        self._refresh()
        self.chosen.emit(value)

    @called_by_qt
    def _refresh(self) -> None:
        self.setIcon(icon("caret-down", self._theme.color("accent_text" if self._value else "text_2")))
        _dress(self, bool(self._value))


class ToggleChip(QPushButton):
    """A chip that is on or off."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.setProperty("look", "chip")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFont(font(12, 500))
        self.setFixedHeight(24)
        self.setCheckable(True)
        self.setAccessibleName(f"{name}: only voices of your own")
        connect(self.toggled, lambda on: _dress(self, on))
