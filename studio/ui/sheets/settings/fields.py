# SPDX-License-Identifier: GPL-3.0-or-later
"""Fields of settings, each made from its row of the table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from studio.app.keeping.settings import SPECS, Choice, Flag, Number, Settings, Spec
from studio.ui.door import connect
from studio.ui.theme import Theme
from studio.ui.widgets.check_box import CheckBox
from studio.ui.widgets.combo import Combo
from studio.ui.widgets.form import field_of
from studio.ui.widgets.labels import label
from studio.ui.widgets.segmented import Segmented
from studio.ui.widgets.slider import GrooveSlider
from studio.ui.widgets.usable import allow

_COMBO_WIDTHS = 280, 200
_CHOICE_WIDTHS = 136, 112
_CONTROL_HEIGHT = 32
_SLIDER_WIDTHS = 110, 70
"""Of controls, and where the page is narrow."""
_SAID_WIDTH = 40


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
        self.control = _control(theme, name)
        self.control.setToolTip(self._spec.description)
        connect(self.control.chosen, lambda value: self.chosen.emit(name, value))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        if isinstance(self.control, CheckBox):
            # It says itself what it is, and stands beside the controls of other fields.
            self.control.setFixedHeight(_CONTROL_HEIGHT)
            column.addWidget(self.control)
        else:
            column.addWidget(field_of(self._spec.title, self.control))
        self.show_narrow(False)

    def show_narrow(self, narrow: bool) -> None:
        """Have the control in the width that a narrow page has room for, or in its usual one."""
        if isinstance(self.control, Combo):
            widths = _CHOICE_WIDTHS if isinstance(self._spec.kind, Choice) else _COMBO_WIDTHS
            self.control.setFixedWidth(widths[narrow])
        elif isinstance(self.control, NumberField):
            self.control.slider.setFixedWidth(_SLIDER_WIDTHS[narrow])

    @property
    def words(self) -> str:
        """What a search can find it by."""
        kind = self._spec.kind
        names = " ".join(name for _value, name in kind.values) if isinstance(kind, Choice) else ""
        return f"{self._spec.title} {self._spec.description} {names}"

    def show_value(self, value: Any) -> None:
        kind = self._spec.kind
        if isinstance(self.control, Combo) and isinstance(kind, Choice):
            self.control.offer(kind.values, value)
        elif isinstance(self.control, Segmented | NumberField):
            self.control.show_value(value)
        elif isinstance(self.control, CheckBox):
            self.control.setChecked(value)

    def offer(self, values: Sequence[tuple[str, str]], current: str, reason: str = "") -> None:
        """Offer the values that are there now, with their names; *reason* says why there is none to choose."""
        if isinstance(self.control, Combo):
            self.control.offer(values, current)
            allow(self.control, reason, self._spec.description)


class NumberField(QWidget):
    """A slider, and its value in words. It is filled from the usual value on, to which a double click goes back."""

    chosen = Signal(int)

    def __init__(self, theme: Theme, spec: Spec, kind: Number, usual: int) -> None:
        super().__init__()
        self._usual = usual
        self._unit = kind.unit
        ends = (int(kind.least) - usual, int(kind.most) - usual)
        self.slider = GrooveSlider(theme, spec.title, ends)
        self.slider.setPageStep(4)
        self.said = label("", 13, 500)
        self.said.setFixedWidth(_SAID_WIDTH)
        self.setFixedHeight(_CONTROL_HEIGHT)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        line.addWidget(self.slider)
        line.addWidget(self.said)
        connect(self.slider.chosen, lambda value: self.chosen.emit(value + usual))

    def show_value(self, value: int) -> None:
        self.slider.show_value(value - self._usual)
        said = f"{value} {self._unit}"
        self.said.setText(said)
        self.slider.setAccessibleDescription(said)


def _control(theme: Theme, name: str) -> Segmented | Combo | NumberField | CheckBox:
    spec = SPECS[name]
    if isinstance(spec.kind, Choice) and not spec.kind.listed:
        return Segmented(theme, spec.title, spec.kind.values)
    if isinstance(spec.kind, Number):
        return NumberField(theme, spec, spec.kind, getattr(Settings(), name))
    if isinstance(spec.kind, Flag):
        return CheckBox(theme, spec.title)
    return Combo(theme, spec.title)
