# SPDX-License-Identifier: GPL-3.0-or-later
"""A field to search in: a glass at the left, and the key that leads to it at the right."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from studio.ui.door import called_by_qt, connect
from studio.ui.theme import Theme, icon
from studio.ui.widgets.labels import label
from studio.ui.widgets.line_field import LineField


class SearchField(LineField):
    """Escape empties it; when it is empty, Escape is the window's.

    Args:
        theme: The colours.
        name: Accessible name.
        hint: What can be searched for, shown while it is empty.
    """

    def __init__(self, theme: Theme, name: str, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._theme = theme
        self.setPlaceholderText(hint)
        self.takes_escape = False
        self.setFixedHeight(32)
        self._glass = label("", 13)
        self._glass.setParent(self)
        self._glass.setGeometry(9, 7, 18, 18)
        self._key = label("", 11, 500, "second", self)
        self._key.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
        self.show_key("")
        connect(self.textChanged, self._typed)
        connect(self.cancelled, self.clear)
        connect(theme.changed, self._paint_glass)
        self._paint_glass()

    def show_key(self, key: str) -> None:
        """Show the key that leads to it, such as "Ctrl K"; "" for none."""
        self._key.setText(key)
        width = self._key.sizeHint().width()
        self.setTextMargins(22, 0, width + 4 if key else 0, 0)
        self._key.setGeometry(self.width() - width - 8, 1, width, 30)

    @called_by_qt
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._key.move(self.width() - self._key.width() - 8, 1)

    @called_by_qt
    def _typed(self, text: str) -> None:
        self.takes_escape = bool(text)

    @called_by_qt
    def _paint_glass(self) -> None:
        self._glass.setPixmap(icon("magnifying-glass", self._theme.color("text_2")).pixmap(QSize(18, 18)))
