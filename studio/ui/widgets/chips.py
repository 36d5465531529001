# SPDX-License-Identifier: GPL-3.0-or-later
"""Chips: small round buttons that are amber while the person has set something by them."""

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
    """A chip with a menu of values. While its value is the usual one it is off.

    Args:
        theme: The colours.
        name: What is chosen by it.
        usual: The value that means off.
        usual_name: That value's name; in the chip *name* stands for it if it is "all".
    """

    chosen = Signal(str)

    def __init__(
        self, theme: Theme, name: str, usual: str = "", usual_name: str = "all", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._name = name
        self._usual = self._value = usual
        self._usual_name = self._shown = usual_name
        self._names: dict[str, str] = {}
        self._menu = QMenu(self)
        self.setProperty("look", "chip")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFont(font(12, 500))
        self.setFixedHeight(24)
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.setIconSize(QSize(12, 12))
        self.setMenu(self._menu)
        connect(theme.changed, self._refresh)
        self._refresh()

    @property
    def value(self) -> str:
        """The chosen value."""
        return self._value

    def offer(self, values: Sequence[tuple[str, str]]) -> None:
        """Offer values with their names."""
        empty(self._menu)
        self._names = dict(values)
        group = QActionGroup(self._menu)
        for value, name in values:
            action = self._menu.addAction(name)
            action.setCheckable(True)
            action.setChecked(value == self._value)
            action.setActionGroup(group)
            connect(action.triggered, lambda _on=False, v=value: self._choose(v))

    def show_value(self, value: str) -> None:
        """Show the *value*, one of those offered, as chosen."""
        self._set(value)
        for action, offered in zip(self._menu.actions(), self._names, strict=True):
            action.setChecked(offered == value)

    def _choose(self, value: str) -> None:
        self._set(value)
        self.chosen.emit(value)

    def _set(self, value: str) -> None:
        self._value = value
        self._shown = self._usual_name if value == self._usual else self._names.get(value, value)
        self._refresh()

    @called_by_qt
    def _refresh(self) -> None:
        on = self._value != self._usual
        self.setText(self._name if self._shown == "all" else self._shown)
        self.setAccessibleName(f"{self._name}: {self._shown}")
        self.setIcon(icon("caret-down", self._theme.color("accent_text" if on else "text_2")))
        _dress(self, on)


class ToggleChip(QPushButton):
    """A chip that is on or off.

    Args:
        name: What is written on it; "" for none, as on one with an icon.
        told: What it does, for its accessible name and its tooltip.
    """

    def __init__(self, name: str, told: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.setProperty("look", "chip")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFont(font(12, 500))
        self.setFixedHeight(24)
        self.setCheckable(True)
        self._told = told
        self.show_name(name)
        connect(self.toggled, lambda on: _dress(self, on))

    def show_name(self, name: str) -> None:
        """Write *name* on it."""
        self.setText(name)
        self.setAccessibleName(f"{name}: {self._told}" if name else self._told)
        self.setToolTip(self._told)
