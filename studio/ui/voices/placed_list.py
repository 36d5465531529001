# SPDX-License-Identifier: GPL-3.0-or-later
"""A list of rows and low headings, whose places are reckoned. Qt would ask each of ten thousand rows for its height
each time that others are listed."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from PySide6.QtCore import (
    QElapsedTimer,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
)
from PySide6.QtGui import QAccessible, QAccessibleEvent, QMouseEvent, QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import QAbstractItemView, QApplication, QListView, QStyle, QStyleOptionViewItem, QWidget

from studio.ui.door import asked_by_qt, called_by_qt
from studio.ui.voices.model import VoiceRows

Index = QModelIndex | QPersistentModelIndex
Hint = QAbstractItemView.ScrollHint
Moves = QAbstractItemView.CursorAction


class PlacedList(QListView):
    """A list of one column that is as wide as the list.

    Args:
        rows: What is listed; None for rows of its own.
        row_px, low_px: Heights of a row, and of one that is as low as a heading.
    """

    def __init__(self, rows: VoiceRows | None, row_px: int, low_px: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = rows or VoiceRows(self)
        self._row_px, self._less_px = row_px, row_px - low_px
        self._hovered = -1
        self._typed, self._since = "", QElapsedTimer()
        self.setModel(self.rows)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)

    # --- places

    def top_of(self, number: int) -> int:
        """The upper edge of row *number* in all of the list, in pixels."""
        return number * self._row_px - bisect_left(self.rows.low, number) * self._less_px

    def number_at(self, y: int) -> int:
        """The number of the row at *y* of all of the list; -1 for none."""
        count = self.rows.rowCount()
        if not 0 <= y < self.top_of(count):
            return -1
        return bisect_right(range(count), y, key=self.top_of) - 1

    @asked_by_qt(QRect)
    def visualRect(self, index: Index) -> QRect:
        if not index.isValid():
            return QRect()
        top = self.top_of(index.row())
        height = self.top_of(index.row() + 1) - top
        return QRect(0, top - self.verticalOffset(), self.viewport().width(), height)

    @asked_by_qt(QModelIndex)
    def indexAt(self, point: QPoint) -> QModelIndex:
        if not 0 <= point.x() < self.viewport().width():
            return QModelIndex()
        number = self.number_at(point.y() + self.verticalOffset())
        return self.rows.index(number) if number >= 0 else QModelIndex()

    @asked_by_qt(int)
    def verticalOffset(self) -> int:
        return self.verticalScrollBar().value()

    @asked_by_qt(int)
    def horizontalOffset(self) -> int:
        return 0

    @asked_by_qt(bool)
    def isIndexHidden(self, _index: Index) -> bool:
        return False

    @called_by_qt
    def scrollTo(self, index: Index, hint: QAbstractItemView.ScrollHint = Hint.EnsureVisible) -> None:
        if not index.isValid():
            return
        # Rows that were listed a moment ago count.
        self.updateGeometries()
        bar, box, height = self.verticalScrollBar(), self.visualRect(index), self.viewport().height()
        if hint == Hint.PositionAtCenter:
            bar.setValue(bar.value() + box.center().y() - height // 2)
        elif hint == Hint.PositionAtTop or (hint == Hint.EnsureVisible and box.top() < 0):
            bar.setValue(bar.value() + box.top())
        elif hint == Hint.PositionAtBottom or box.bottom() >= height:
            bar.setValue(bar.value() + box.bottom() + 1 - height)

    @called_by_qt
    def doItemsLayout(self) -> None:
        QAbstractItemView.doItemsLayout(self)

    @called_by_qt
    def updateGeometries(self) -> None:
        bar, height = self.verticalScrollBar(), self.viewport().height()
        bar.setPageStep(height)
        bar.setSingleStep(self._row_px // 2)
        bar.setRange(0, max(0, self.top_of(self.rows.rowCount()) - height))

    @called_by_qt
    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        self.viewport().update()

    # --- keys

    @asked_by_qt(QModelIndex)
    def moveCursor(self, action: QAbstractItemView.CursorAction, _held: Qt.KeyboardModifier) -> QModelIndex:
        count, here = self.rows.rowCount(), self.currentIndex().row()
        page = max(1, self.viewport().height() // self._row_px - 1)
        back = action in (Moves.MoveUp, Moves.MovePrevious, Moves.MovePageUp, Moves.MoveEnd)
        steps = {
            Moves.MoveUp: here - 1,
            Moves.MovePrevious: here - 1,
            Moves.MoveDown: here + 1,
            Moves.MoveNext: here + 1,
            Moves.MovePageUp: max(here - page, 0),
            Moves.MovePageDown: min(here + page, count - 1),
            Moves.MoveHome: 0,
            Moves.MoveEnd: count - 1,
        }
        wanted = steps.get(action, here)
        found = self._row_from(wanted, -1 if back else 1)
        if found < 0 and action in (Moves.MovePageUp, Moves.MovePageDown):
            found = self._row_from(wanted, 1 if back else -1)
        return self.rows.index(found) if found >= 0 else self.currentIndex()

    def _row_from(self, number: int, step: int) -> int:
        """The first row from *number* on that can be the current one; -1 if there is none that way."""
        while 0 <= number < self.rows.rowCount():
            if not self.rows.row(self.rows.index(number)).low:
                return number
            number += step
        return -1

    @called_by_qt
    def keyboardSearch(self, search: str) -> None:
        """Go to the next row whose name begins with what is typed."""
        pause = QApplication.keyboardInputInterval()
        goes_on = self._since.isValid() and self._since.elapsed() < pause
        self._since.start()
        self._typed = self._typed + search if goes_on else search
        here = max(self.currentIndex().row(), 0)
        found = self.rows.named_from(self._typed, here if goes_on else here + 1)
        if found.isValid():
            self.setCurrentIndex(found)

    # --- what is chosen

    @called_by_qt
    def setSelection(self, _box: QRect, _how: QItemSelectionModel.SelectionFlag) -> None:
        """Nothing is selected by dragging."""

    @asked_by_qt(QRegion)
    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        region = QRegion()
        for index in selection.indexes():
            region += self.visualRect(index)
        return region

    @called_by_qt
    def currentChanged(self, current: Index, previous: Index) -> None:
        QAbstractItemView.currentChanged(self, current, previous)
        if QAccessible.isActive() and current.isValid() and self.hasFocus():
            self._tell(QAccessible.Event.Focus, current.row())

    @called_by_qt
    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        QAbstractItemView.selectionChanged(self, selected, deselected)
        if not QAccessible.isActive():
            return
        for index in selected.indexes():
            self._tell(QAccessible.Event.SelectionAdd, index.row())
        for index in deselected.indexes():
            self._tell(QAccessible.Event.SelectionRemove, index.row())

    def _tell(self, what: QAccessible.Event, number: int) -> None:
        event = QAccessibleEvent(self, what)
        event.setChild(number)
        QAccessible.updateAccessibility(event)

    # --- painting

    @called_by_qt
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.hover(self.indexAt(event.position().toPoint()))
        super().mouseMoveEvent(event)

    @asked_by_qt(bool)
    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self.hover(QModelIndex())
        return super().viewportEvent(event)

    def hover(self, index: Index) -> None:
        """Take the row of *index* for the one below the pointer."""
        number = index.row() if index.isValid() else -1
        if number != self._hovered:
            self._hovered = number
            self.viewport().update()

    @called_by_qt
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        resting = option.state & ~(
            QStyle.StateFlag.State_HasFocus | QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_Selected
        )
        current = self.currentIndex().row() if self.hasFocus() else -1
        offset, box = self.verticalOffset(), event.rect()
        first = max(self.number_at(max(box.top() + offset, 0)), 0)
        for number in range(first, self.rows.rowCount()):
            index = self.rows.index(number)
            option.rect = self.visualRect(index)
            if option.rect.top() > box.bottom():
                break
            option.state = resting
            if number == self._hovered:
                option.state |= QStyle.StateFlag.State_MouseOver
            if number == current:
                option.state |= QStyle.StateFlag.State_HasFocus
            self.itemDelegate().paint(painter, option, index)
        painter.end()
