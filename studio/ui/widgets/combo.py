# SPDX-License-Identifier: GPL-3.0-or-later
"""A combo box: a field that opens a list of values."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QStyledItemDelegate, QWidget

from studio.ui.door import called_by_qt, connect
from studio.ui.theme import Theme, icon


class Combo(QComboBox):
    """A combo box of values with names; `chosen` carries the value that the person chose.

    Args:
        theme: The colours.
        name: Accessible name.
        icon_name: Icon at the left, "" for none.
    """

    chosen = Signal(str)

    def __init__(self, theme: Theme, name: str, icon_name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon_name = icon_name
        self._offered: tuple[tuple[str, str], ...] = ()
        self.setAccessibleName(name)
        self.setFixedHeight(32)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setItemDelegate(QStyledItemDelegate(self))
        self.setStyleSheet("QComboBox { padding-left: 28px; padding-right: 24px; }" if icon_name else "")
        connect(self.activated, lambda row: self.chosen.emit(str(self.itemData(row))))
        connect(theme.changed, self.update)

    def offer(self, values: Sequence[tuple[str, str]], current: str) -> None:
        """Offer values with their names, and show the current one."""
        offered = tuple(values)
        if offered != self._offered:
            self._offered = offered
            self.clear()
            for value, name in offered:
                self.addItem(name, value)
        row = self.findData(current)
        if row != self.currentIndex():
            self.setCurrentIndex(row)

    @called_by_qt
    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    @called_by_qt
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        color = self._theme.color("text_2" if self.isEnabled() else "disabled")
        middle = self.height() // 2
        icon("caret-down", color).paint(painter, QRect(self.width() - 24, middle - 6, 12, 12))
        if self._icon_name:
            icon(self._icon_name, color).paint(painter, QRect(9, middle - 8, 16, 16))
