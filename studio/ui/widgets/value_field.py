# SPDX-License-Identifier: GPL-3.0-or-later
"""A value that is shown as text, and typed anew there."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from studio.ui.door import called_by_qt, connect
from studio.ui.theme import font
from studio.ui.widgets.line_field import LineField

_NUMBER = re.compile(r"\s*([+\-\u2212]?)\s*(\d{1,6}(?:[.,]\d{0,6})?|[.,]\d{1,6})\s*\D*")
_MOST_CHARS = 16


class ValueField(LineField):
    """A number with its unit. Return, or going elsewhere, takes what was typed; Escape puts back what was shown.

    Args:
        name: Accessible name.
        ends: The least and the highest number permitted.
        width: In pixels.
    """

    typed = Signal(float)
    """A number that is permitted was typed."""

    def __init__(self, name: str, ends: tuple[float, float], width: int, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._ends = ends
        self._shown = ""
        self._tip = ""
        self.takes_escape = False
        self.setProperty("look", "value")
        self.setFont(font(13, 500))
        self.setFixedSize(width, 24)
        self.setMaxLength(_MOST_CHARS)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        connect(self.textEdited, self._edited)
        connect(self.confirmed, self._take)
        connect(self.cancelled, self._put_back)
        connect(self.left, self._leave)

    def show_text(self, text: str) -> None:
        """Show a value; what is being typed stays."""
        self._shown = text
        if not self.takes_escape and text != self.text():
            self.setText(text)
            if self.hasFocus():
                self.selectAll()

    def show_tip(self, tip: str) -> None:
        """The tooltip of a value that was not mistyped."""
        self._tip = tip
        if self.property("look") == "value":
            self.setToolTip(tip)

    @called_by_qt
    def _edited(self, _text: str) -> None:
        self.takes_escape = True

    @called_by_qt
    def _take(self) -> None:
        if not self.takes_escape:
            return
        number = number_in(self.text())
        if number is None or not self._ends[0] <= number <= self._ends[1]:
            self._show_wrong(True)
            self.selectAll()
            return
        self._put_back()
        self.typed.emit(number)
        self.selectAll()

    @called_by_qt
    def _leave(self) -> None:
        self._take()
        self._put_back()
        self.deselect()

    @called_by_qt
    def _put_back(self) -> None:
        self.takes_escape = False
        self._show_wrong(False)
        self.setText(self._shown)
        if self.hasFocus():
            self.selectAll()

    def _show_wrong(self, wrong: bool) -> None:
        least, most = self._ends
        self.setToolTip(f"A number from {least:g} to {most:g}" if wrong else self._tip)
        look = "wrong" if wrong else "value"
        if look != self.property("look"):
            self.setProperty("look", look)
            self.style().unpolish(self)
            self.style().polish(self)

    @called_by_qt
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.selectAll()

    @called_by_qt
    def mousePressEvent(self, event: QMouseEvent) -> None:
        had = self.hasFocus()
        super().mousePressEvent(event)
        if not had:
            self.selectAll()


def number_in(text: str) -> float | None:
    """The number with which *text* begins, with a point or a comma; None if it begins otherwise."""
    found = _NUMBER.fullmatch(text)
    if found is None:
        return None
    number = float(found[2].replace(",", "."))
    return -number if found[1] in ("-", "\u2212") else number
