# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of versions at the left: a name over the time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QStandardItem
from PySide6.QtWidgets import QStyle

from studio.ui.door import called_by_qt, connect
from studio.ui.theme import Theme, font
from studio.ui.widgets.plain_list import PlainDelegate, PlainList, paint_card

_HEIGHT = 52
_NUMBER_ROLE = Qt.ItemDataRole.UserRole
_WHEN_ROLE = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version: its number, its name, and when it was kept, in words."""

    number: int
    name: str
    when: str


class VersionList(PlainList):
    """Versions, the newest first."""

    wanted = Signal(int)
    """The number of the version that is the current one now."""
    back_requested = Signal()
    """The current one is to be brought back."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Versions")
        self.setItemDelegate(_VersionDelegate(theme, self, _HEIGHT))
        self.setAccessibleDescription("Return brings the version back.")
        connect(self.selectionModel().currentChanged, self._moved)

    def show_rows(self, rows: Sequence[VersionRow]) -> None:
        """Show *rows*; the first one becomes the current one unless the one before is still there."""
        before = self.current
        self._rows.clear()
        for row in rows:
            item = QStandardItem(row.name)
            item.setEditable(False)
            item.setData(row.number, _NUMBER_ROLE)
            item.setData(row.when, _WHEN_ROLE)
            item.setAccessibleText(f"{row.name}, {row.when}")
            self._rows.appendRow(item)
        numbers = [row.number for row in rows]
        if numbers:
            at = numbers.index(before) if before in numbers else 0
            self.setCurrentIndex(self._rows.index(at, 0))

    def choose(self, number: int) -> None:
        """Make the version of that number the current one."""
        for row in range(self._rows.rowCount()):
            if self._rows.item(row).data(_NUMBER_ROLE) == number:
                self.setCurrentIndex(self._rows.index(row, 0))

    @property
    def current(self) -> int | None:
        """The number of the current version."""
        index = self.currentIndex()
        return int(index.data(_NUMBER_ROLE)) if index.isValid() else None

    @called_by_qt
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current is not None:
            self.back_requested.emit()
        else:
            super().keyPressEvent(event)

    @called_by_qt
    def _moved(self, index: QModelIndex) -> None:
        if index.isValid():
            self.wanted.emit(int(index.data(_NUMBER_ROLE)))


class _VersionDelegate(PlainDelegate):
    def paint_row(
        self, painter: QPainter, rect: QRect, state: QStyle.StateFlag, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme = self._theme
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        paint_card(painter, theme, QRectF(rect.adjusted(8, 0, -8, -2)), state, chosen, shadow=False)
        left, middle = rect.left() + 20, rect.center().y()
        painter.setFont(font(13, 600 if chosen else 500))
        painter.setPen(theme.color("text"))
        name = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, rect.width() - 40)
        painter.drawText(left, middle - 4, name)
        painter.setFont(font(12))
        painter.setPen(theme.color("text_2"))
        painter.drawText(left, middle + 14, str(index.data(_WHEN_ROLE)))
