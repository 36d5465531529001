# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of chapters, whose pointer, keys and menu emit requests with a chapter's number, counted from 0."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QMenu

from studio.ui.door import called_by_qt, connect
from studio.ui.outline.delegate import OutlineDelegate
from studio.ui.outline.rows import OutlineRow, OutlineRows
from studio.ui.theme import Theme

_KEYS = (
    "Return shows the chapter in the text, Shift and Return renders it next, Alt with Up or Down moves it; so does "
    "dragging."
)


class ChapterList(QListView):
    """Chapters in their order."""

    show_requested = Signal(int)
    render_requested = Signal(int)
    move_requested = Signal(int, int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.rows = OutlineRows(self)
        self.setModel(self.rows)
        self.setItemDelegate(OutlineDelegate(theme, self))
        self.setAccessibleName("Chapters")
        self.setAccessibleDescription(_KEYS)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDropIndicatorShown(True)
        self.verticalScrollBar().setSingleStep(24)
        connect(self.rows.move_requested, self.ask_move)
        connect(theme.changed, self.viewport().update)

    def show_rows(self, rows: Sequence[OutlineRow], movable: bool) -> None:
        """Show *rows*; *movable* tells whether their order may be changed."""
        self.rows.movable = movable
        self.rows.show_rows(rows)
        if not self.currentIndex().isValid() and rows:
            self.setCurrentIndex(self.rows.index(0))
        # Rows are of two heights.
        self.scheduleDelayedItemsLayout()

    @called_by_qt
    def ask_move(self, number: int, to: int) -> None:
        """Ask for chapter *number* to be the one of number *to*; it keeps the keyboard there."""
        if 0 <= to < self.rows.rowCount() and to != number and self.rows.movable:
            self.move_requested.emit(number, to)
            self.setCurrentIndex(self.rows.index(to))

    def failed_rect(self, index: QModelIndex) -> QRect:
        """Where a failed chapter offers to try again."""
        rect = self.visualRect(index)
        return QRect(rect.right() - 150, rect.top(), 150, rect.height())

    def menu_for(self, number: int) -> QMenu:
        """The menu of actions for a chapter."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        connect(menu.addAction("Show in the text").triggered, lambda: self.show_requested.emit(number))
        connect(menu.addAction("Render next").triggered, lambda: self.render_requested.emit(number))
        menu.addSeparator()
        for text, to in (("Move up", number - 1), ("Move down", number + 1)):
            action = menu.addAction(text)
            action.setEnabled(self.rows.movable and 0 <= to < self.rows.rowCount())
            connect(action.triggered, lambda _on=False, place=to: self.ask_move(number, place))
        return menu

    def _number(self, index: QModelIndex) -> int | None:
        row = self.rows.row(index)
        return row.number if row is not None else None

    @called_by_qt
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        super().mouseReleaseEvent(event)
        row = self.rows.row(index)
        if event.button() != Qt.MouseButton.LeftButton or row is None or index != self.currentIndex():
            return
        if row.failed and self.failed_rect(index).contains(event.position().toPoint()):
            self.render_requested.emit(row.number)
        else:
            self.show_requested.emit(row.number)

    @called_by_qt
    def keyPressEvent(self, event: QKeyEvent) -> None:
        number = self._number(self.currentIndex())
        key, held = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if number is None:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and held == Qt.KeyboardModifier.ShiftModifier:
            self.render_requested.emit(number)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and held == Qt.KeyboardModifier.NoModifier:
            self.show_requested.emit(number)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and held == Qt.KeyboardModifier.AltModifier:
            self.ask_move(number, number + (1 if key == Qt.Key.Key_Down else -1))
        else:
            super().keyPressEvent(event)

    @called_by_qt
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        keyboard = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if keyboard else self.indexAt(event.pos())
        number = self._number(index)
        if number is not None:
            place: QPoint = (
                self.viewport().mapToGlobal(self.visualRect(index).center()) if keyboard else event.globalPos()
            )
            self.menu_for(number).popup(place)
