# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of versions at the left: a name over the time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from studio.ui.door import asked_by_qt, called_by_qt, connect
from studio.ui.theme import Theme, font

_HEIGHT = 52
_NUMBER_ROLE = Qt.ItemDataRole.UserRole
_WHEN_ROLE = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version: its number, its name, and when it was kept, in words."""

    number: int
    name: str
    when: str


class VersionList(QListView):
    """Versions, the newest first."""

    wanted = Signal(int)
    """The number of the version that is the current one now."""
    back_requested = Signal()
    """The current one is to be brought back."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._rows = QStandardItemModel(self)
        self.setModel(self._rows)
        self.setItemDelegate(_VersionDelegate(theme, self))
        self.setAccessibleName("Versions")
        self.setAccessibleDescription("Return brings the version back.")
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        connect(self.selectionModel().currentChanged, self._moved)
        connect(theme.changed, self.viewport().update)

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


class _VersionDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, view: QWidget) -> None:
        super().__init__(view)
        self._theme = theme

    @asked_by_qt(QSize)
    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(200, _HEIGHT)

    @called_by_qt
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme = self._theme
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        card = QRectF(rect.adjusted(8, 0, -8, -2))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(theme.color("row_selected" if chosen else "row_hover"))
            painter.drawRoundedRect(card, 8, 8)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("accent_line"), 2))
            painter.drawRoundedRect(card.adjusted(1, 1, -1, -1), 8, 8)
        left, middle = rect.left() + 20, rect.center().y()
        painter.setFont(font(13, 600 if chosen else 500))
        painter.setPen(theme.color("text"))
        name = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, rect.width() - 40)
        painter.drawText(left, middle - 4, name)
        painter.setFont(font(12))
        painter.setPen(theme.color("text_2"))
        painter.drawText(left, middle + 14, str(index.data(_WHEN_ROLE)))
        painter.restore()
