# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of sections at the left: icon, name, and the section's value in short."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from studio.ui.door import asked_by_qt, called_by_qt, connect
from studio.ui.theme import Theme, font, icon

_HEIGHT = 38
_ICON_ROLE = Qt.ItemDataRole.UserRole
_VALUE_ROLE = Qt.ItemDataRole.UserRole + 1
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


class SectionList(QListView):
    """Names of sections; signals carry them."""

    wanted = Signal(str)
    """The person went to this section."""
    entered = Signal(str)
    """Return was pressed: the keyboard should go into this section."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._rows = QStandardItemModel(self)
        self._quiet = False
        self.setModel(self._rows)
        self.setItemDelegate(_SectionDelegate(theme, self))
        self.setAccessibleName("Sections")
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        connect(self.selectionModel().currentChanged, self._moved)
        connect(self.clicked, self._moved)
        connect(theme.changed, self.viewport().update)

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


class _SectionDelegate(QStyledItemDelegate):
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
        if chosen:
            painter.setBrush(theme.color("row_shadow"))
            painter.drawRoundedRect(card.translated(0, 1), 8, 8)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(theme.color("row_selected" if chosen else "row_hover"))
            painter.drawRoundedRect(card, 8, 8)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("accent_line"), 2))
            painter.drawRoundedRect(card.adjusted(1, 1, -1, -1), 8, 8)
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
        painter.restore()
