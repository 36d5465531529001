# SPDX-License-Identifier: GPL-3.0-or-later
"""Fields of settings, each made from its row of the table."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from studio.app.settings import SPECS, Choice, Spec
from studio.ui.door import connect
from studio.ui.theme import Theme
from studio.ui.widgets.combo import Combo
from studio.ui.widgets.form import field_of
from studio.ui.widgets.segmented import Segmented
from studio.ui.widgets.usable import allow

_COMBO_WIDTH = 280


class SettingField(QWidget):
    """One setting, with its title; its control is that of its kind.

    Args:
        theme: The colours.
        name: The setting's name in the table.
    """

    chosen = Signal(str, object)
    """The setting's name, and the value that the person chose."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._spec = SPECS[name]
        self.control = _control(theme, self._spec)
        self.control.setToolTip(self._spec.description)
        connect(self.control.chosen, lambda value: self.chosen.emit(name, value))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(field_of(self._spec.title, self.control))

    @property
    def words(self) -> str:
        """What a search can find it by."""
        kind = self._spec.kind
        names = " ".join(name for _value, name in kind.values) if isinstance(kind, Choice) else ""
        return f"{self._spec.title} {self._spec.description} {names}"

    def show_value(self, value: str) -> None:
        if isinstance(self.control, Segmented):
            self.control.show_value(value)

    def offer(self, values: Sequence[tuple[str, str]], current: str, reason: str = "") -> None:
        """Offer the values that are there now, with their names; *reason* says why there is none to choose."""
        if isinstance(self.control, Combo):
            self.control.offer(values, current)
            allow(self.control, reason, self._spec.description)


def _control(theme: Theme, spec: Spec) -> Segmented | Combo:
    if isinstance(spec.kind, Choice):
        return Segmented(theme, spec.title, spec.kind.values)
    made = Combo(theme, spec.title)
    made.setFixedWidth(_COMBO_WIDTH)
    return made
