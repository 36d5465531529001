# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of sections at the left: icon, name, and the section's value in short."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QStandardItem
from PySide6.QtWidgets import QStyle

from studio.ui.door import called_by_qt, connect
from studio.ui.theme import Theme, font, icon
from studio.ui.widgets.plain_list import PlainDelegate, PlainList, paint_card

_HEIGHT = 38
_ICON_ROLE = Qt.ItemDataRole.UserRole
_VALUE_ROLE = Qt.ItemDataRole.UserRole + 1
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


class SectionList(PlainList):
    """Names of sections; signals carry them."""

    wanted = Signal(str)
    """The person went to this section."""
    entered = Signal(str)
    """Return was pressed: the keyboard should go into this section."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Sections")
        self._quiet = False
        self.setItemDelegate(_SectionDelegate(theme, self, _HEIGHT))
        connect(self.selectionModel().currentChanged, self._moved)
        connect(self.clicked, self._moved)

    def add(self, name: str, icon_name: str) -> None:
        row = QStandardItem(name)
        row.setEditable(False)
        row.setData(icon_name, _ICON_ROLE)
        row.setData("", _VALUE_ROLE)
        self._rows.appendRow(row)

    def show_value(self, name: str, value: str) -> None:
        """Show *value* in the row of the section *name*."""
        row = self._row(name)
        if row.data(_VALUE_ROLE) != value:
            row.setData(value, _VALUE_ROLE)
            row.setAccessibleText(f"{name}: {value}" if value else name)

    def show_current(self, name: str) -> None:
        """Mark the section *name*, without a signal."""
        self._quiet = True
        self.setCurrentIndex(self._row(name).index())
        self._quiet = False

    def show_only(self, names: frozenset[str]) -> None:
        """Show the rows of these sections alone."""
        for number in range(self._rows.rowCount()):
            self.setRowHidden(number, self._rows.item(number).text() not in names)

    @property
    def current(self) -> str:
        index = self.currentIndex()
        return str(index.data()) if index.isValid() else ""

    def _row(self, name: str) -> QStandardItem:
        return self._rows.findItems(name)[0]

    @called_by_qt
    def _moved(self, index: QModelIndex) -> None:
        if index.isValid() and not self._quiet:
            self.wanted.emit(str(index.data()))

    @called_by_qt
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current:
            self.entered.emit(self.current)
        else:
            super().keyPressEvent(event)


class _SectionDelegate(PlainDelegate):
    def paint_row(
        self, painter: QPainter, rect: QRect, state: QStyle.StateFlag, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme = self._theme
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        paint_card(painter, theme, QRectF(rect.adjusted(8, 0, -8, -2)), state, chosen)
        middle = rect.adjusted(0, 0, 0, -2)
        icon(str(index.data(_ICON_ROLE)), theme.color("text")).paint(
            painter, QRect(rect.left() + 25, middle.center().y() - 8, 18, 18)
        )
        painter.setFont(font(13, 500))
        painter.setPen(theme.color("text"))
        painter.drawText(middle.adjusted(52, 0, -8, 0), int(_LEFT), str(index.data()))
        name_width = painter.fontMetrics().horizontalAdvance(str(index.data()))
        painter.setFont(font(12))
        painter.setPen(theme.color("text_2"))
        room = middle.adjusted(52 + name_width + 12, 0, -20, 0)
        value = str(index.data(_VALUE_ROLE))
        value = painter.fontMetrics().elidedText(value, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(_RIGHT), value)
