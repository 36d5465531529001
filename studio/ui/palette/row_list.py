# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of the palette's rows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QMouseEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QListView

from studio.ui.door import called_by_qt
from studio.ui.palette.row_painter import HEADING_PX, ROW_PX, ROW_ROLE, RowPainter, arrow_box, slider_box, step_at
from studio.ui.palette.rows import Row
from studio.ui.theme import Theme


class RowList(QListView):
    """Shows rows under the headings of their groups. The keyboard stays in the palette's field, which moves it."""

    chosen = Signal(object)
    """A row was clicked."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._rows = QStandardItemModel(self)
        self._dragged: Row | None = None
        self.setModel(self._rows)
        self.setItemDelegate(RowPainter(theme, self))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)
        self.setUniformItemSizes(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAccessibleName("What can be done")
        self.setStyleSheet("QListView { background: transparent; border: none; }")

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show *rows*, and select the first that can be done."""
        self._rows.clear()
        group = ""
        for row in rows:
            if row.group != group:
                group = row.group
                heading = QStandardItem(group)
                heading.setData(group, ROW_ROLE)
                heading.setFlags(Qt.ItemFlag.NoItemFlags)
                self._rows.appendRow(heading)
            item = QStandardItem(row.title)
            item.setData(row, ROW_ROLE)
            item.setToolTip(row.reason)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            item.setAccessibleText(spoken(row))
            self._rows.appendRow(item)
        self.scrollToTop()
        first = next((at for at in self._selectable() if not self._row(at).reason), None)
        self._select(first if first is not None else next(iter(self._selectable()), None), scrolls=False)

    @property
    def current(self) -> Row | None:
        """The row that is selected."""
        row = self.currentIndex().data(ROW_ROLE)
        return row if isinstance(row, Row) else None

    def rows(self) -> list[Row]:
        """All rows that are shown."""
        return [self._row(at) for at in self._selectable()]

    @property
    def wanted_height(self) -> int:
        """Pixels that all rows take."""
        rows = len(self._selectable())
        return rows * ROW_PX + (self._rows.rowCount() - rows) * HEADING_PX

    def step(self, by: int) -> None:
        """Select the row that many places on, round at the ends."""
        places = self._selectable()
        if places:
            here = self.currentIndex().row()
            number = places.index(here) if here in places else -1
            wrapped = (number + by) % len(places) if abs(by) == 1 else min(max(number + by, 0), len(places) - 1)
            self._select(places[wrapped])

    def refresh(self) -> None:
        """Paint values anew."""
        self.viewport().update()

    @called_by_qt
    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        row = index.data(ROW_ROLE)
        if event.button() != Qt.MouseButton.LeftButton or not isinstance(row, Row):
            return
        self._select(index.row(), scrolls=False)
        if row.value is None:
            self.chosen.emit(row)
        elif not row.reason:
            self._change(row, index, event)

    def _change(self, row: Row, index: QModelIndex, event: QMouseEvent) -> None:
        assert row.value is not None
        box, place = self.visualRect(index), event.position().toPoint()
        for forward in (False, True):
            if arrow_box(box, forward).contains(place):
                row.value.move(1 if forward else -1)
        if slider_box(box).adjusted(-8, 0, 8, 0).contains(place):
            self._dragged = row
            row.value.set(step_at(row.value, slider_box(box), place.x()))
        self.refresh()

    @called_by_qt
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragged is not None and self._dragged.value is not None:
            box = slider_box(self.visualRect(self.currentIndex()))
            self._dragged.value.set(step_at(self._dragged.value, box, event.position().x()))
            self.refresh()
        elif isinstance((index := self.indexAt(event.position().toPoint())).data(ROW_ROLE), Row):
            self._select(index.row(), scrolls=False)

    @called_by_qt
    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._dragged = None

    def _selectable(self) -> list[int]:
        return [at for at in range(self._rows.rowCount()) if isinstance(self._rows.item(at).data(ROW_ROLE), Row)]

    def _row(self, at: int) -> Row:
        row = self._rows.item(at).data(ROW_ROLE)
        assert isinstance(row, Row)
        return row

    def _select(self, at: int | None, scrolls: bool = True) -> None:
        if at is None:
            return
        index = self._rows.index(at, 0)
        if scrolls:
            self.setCurrentIndex(index)
            self.scrollTo(index)
        else:
            automatic = self.hasAutoScroll()
            self.setAutoScroll(False)
            self.setCurrentIndex(index)
            self.setAutoScroll(automatic)


def spoken(row: Row) -> str:
    """A row in words, for a screen reader."""
    value = row.value.words() if row.value is not None else ""
    return ", ".join(filter(None, (row.title, row.about, value, row.keys, row.reason)))
