# SPDX-License-Identifier: GPL-3.0-or-later
"""The field over a row in which something is named or described, with how much of the limit is used."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from studio.ui.door import called_by_qt, connect
from studio.ui.widgets.labels import label
from studio.ui.widgets.line_field import LineField


class RowField(LineField):
    """`ask` opens it; what was typed is in `text`.

    Attributes:
        used: How much of its room is used, in words.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__("", parent)
        self.used = label("", 11, 500, "second", self)
        self.used.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
        connect(self.textChanged, self._count)
        self.hide()

    def ask(self, name: str, text: str, most: int) -> None:
        """Ask for what is called *name*, of *most* characters, *text* so far."""
        self.setAccessibleName(name)
        self.setPlaceholderText(name)
        self.setMaxLength(max(most, len(text)))
        self.setText(text)
        self._count(text)
        self.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.selectAll()

    @called_by_qt
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    @called_by_qt
    def _count(self, text: str) -> None:
        told = f"{len(text)} of {self.maxLength()}"
        self.used.setText(told)
        self.used.setProperty("look", "accent" if len(text) == self.maxLength() else "second")
        self.used.style().unpolish(self.used)
        self.used.style().polish(self.used)
        self.setAccessibleDescription(f"{told} characters")
        self.setToolTip(f"{told} characters")
        self._place()

    def _place(self) -> None:
        width = self.used.sizeHint().width()
        self.setTextMargins(0, 0, width + 4, 0)
        self.used.setGeometry(self.width() - width - 8, 1, width, self.height() - 2)
