# SPDX-License-Identifier: GPL-3.0-or-later
"""A dictionary's entries as a table that is edited in its cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QAbstractItemModel, QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QHeaderView, QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QTreeView, QWidget

from studio.core.dictionary import LONGEST_TEXT, Entry
from studio.core.voices import MAX_TAG_CHARS
from studio.ui.door import asked_by_qt, called_by_qt, connect, soon
from studio.ui.theme import Theme, font

MOST_SHOWN = 1000
"""Rows shown; the others are found by searching."""
_HEAD = ("Word", "Said as", "Language", "Match case")
_WORD, _ALIAS, _LANGUAGE, _CASE = range(4)
_WIDTHS = (220, 240, 110, 100)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class _Cells(QStyledItemDelegate):
    """Lets no more be typed in a cell than an entry may have; what is there already stays whole."""

    confirmed = Signal(int, int)
    """The cell of a row and column was left as it is, and not by Escape."""

    @asked_by_qt(QWidget)
    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        made = super().createEditor(parent, option, index)
        if isinstance(made, QLineEdit):
            most = MAX_TAG_CHARS if index.column() == _LANGUAGE else LONGEST_TEXT
            made.setMaxLength(max(most, len(index.data() or "")))
        return made

    @called_by_qt
    def setModelData(
        self, editor: QWidget, model: QAbstractItemModel, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        before = index.data()
        super().setModelData(editor, model, index)
        if index.data() == before:
            self.confirmed.emit(index.row(), index.column())


class EntryList(QTreeView):
    """Return, F2 or typing edits a cell, Space switches the case, Delete deletes the row. A new row stays while
    something is typed in it."""

    edited = Signal(object, object)
    """An entry, None for the new row, and what it is to become."""
    deleted = Signal(object)
    """An entry to delete."""
    moved = Signal()
    """Another row is the current one."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._entries: list[Entry | None] = []
        self._filling = False
        self._to_give_back: Entry | None = None
        self._rows = QStandardItemModel(self)
        self.setModel(self._rows)
        cells = _Cells(self)
        self.setItemDelegate(cells)
        self.setAccessibleName("Words")
        self.setAccessibleDescription("Return edits a cell, Delete deletes the word.")
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setFont(font(14))
        self.setFrameShape(QTreeView.Shape.NoFrame)
        self.setTabKeyNavigation(False)
        triggers = QTreeView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        connect(theme.changed, self._restyle)
        self._restyle()
        connect(self._rows.itemChanged, self._changed)
        connect(cells.confirmed, self._confirmed)
        connect(self.selectionModel().currentRowChanged, lambda _now, _before: self.moved.emit())

    @property
    def current(self) -> Entry | None:
        """The entry of the current row; None for the new row, and for no row."""
        row = self.currentIndex().row()
        return self._entries[row] if 0 <= row < len(self._entries) else None

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show up to MOST_SHOWN of *entries*; the current one stays current, and a cell that is edited stays so."""
        kept, at = self.current, max(self.currentIndex().row(), 0)
        shown = entries[:MOST_SHOWN]
        new = self._typed(0) if None in self._entries else Entry("", "")
        if self.state() == QTreeView.State.EditingState and (kept is None or kept in shown):
            self._fill_around(at, shown)
            return
        self._fill([None, *shown] if new.text else shown)
        if new.text:
            self._set_new(new)
        row = self._entries.index(kept) if kept is not None and kept in self._entries else at
        self._go(min(row, len(self._entries) - 1), max(self.currentIndex().column(), 0))
        if (given := self._to_give_back) is not None:
            self._to_give_back = None
            self.give_back(given)

    def begin_new(self) -> None:
        """Put a new row before the others, and edit its word."""
        if None not in self._entries:
            self._fill([None, *self._entries])
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._go(0, _WORD)
        self.edit(self.currentIndex())

    def give_back(self, entry: Entry) -> None:
        """Have in the new row again what was typed there, unless another word is typed in it by now."""
        edited = self.state() == QTreeView.State.EditingState
        if None not in self._entries and edited:
            # A new row would end what is typed in another one.
            self._to_give_back = entry
            return
        if None not in self._entries:
            self._fill([None, *self._entries])
            self._go(0, _WORD)
        elif (edited and self.current is None) or self._rows.item(0, _WORD).text():
            return
        self._set_new(entry)

    def take_new(self) -> Entry | None:
        """Take the new row away; what was typed there, None for nothing."""
        if None not in self._entries:
            return None
        typed = self._typed(0)
        self._fill([each for each in self._entries if each is not None])
        return typed if typed.text else None

    def _fill(self, entries: Sequence[Entry | None]) -> None:
        self._filling = True
        try:
            self._rows.clear()
            self._rows.setHorizontalHeaderLabels(_HEAD)
            self._entries = [*entries]
            for entry in self._entries:
                self._rows.appendRow(_row(entry or Entry("", "")))
            head = self.header()
            head.setSectionsMovable(False)
            head.setStretchLastSection(False)
            for column, width in enumerate(_WIDTHS):
                self.setColumnWidth(column, width)
            head.setSectionResizeMode(_ALIAS, QHeaderView.ResizeMode.Stretch)
        finally:
            self._filling = False
        self.moved.emit()

    def _fill_around(self, row: int, entries: Sequence[Entry]) -> None:
        """Show *entries* above and below the *row* that is edited, which stays."""
        kept = self._entries[row]
        at = entries.index(kept) if kept is not None else 0
        below = entries[at:] if kept is None else entries[at + 1 :]
        self._filling = True
        try:
            self._rows.removeRows(row + 1, self._rows.rowCount() - row - 1)
            self._rows.removeRows(0, row)
            for number, entry in enumerate(entries[:at]):
                self._rows.insertRow(number, _row(entry))
            for entry in below:
                self._rows.appendRow(_row(entry))
            self._entries = [*entries[:at], kept, *below]
            # Qt takes the editor, which it leaves open, for closed once rows are removed.
            self.setState(QTreeView.State.EditingState)
        finally:
            self._filling = False
        self.moved.emit()

    def _set_new(self, entry: Entry) -> None:
        """Have the texts of *entry* in the new row."""
        self._filling = True
        try:
            for column, text in enumerate((entry.text, entry.alias, entry.language)):
                self._rows.item(0, column).setText(text)
            checked = Qt.CheckState.Checked if entry.case_sensitive else Qt.CheckState.Unchecked
            self._rows.item(0, _CASE).setCheckState(checked)
        finally:
            self._filling = False

    def _go(self, row: int, column: int) -> None:
        index = self._rows.index(row, column)
        if index.isValid():
            flags = QItemSelectionModel.SelectionFlag
            self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)

    @called_by_qt
    def _restyle(self) -> None:
        color = self._theme.color
        self.setStyleSheet(
            "QTreeView { background: transparent; border: none; } QTreeView::item { height: 36px; }"
            "QTreeView::indicator { width: 12px; height: 12px; border-radius: 4px;"
            f" border: 1px solid {color('edge').name()}; background: transparent; }}"
            f"QTreeView::indicator:checked {{ background: {color('accent').name()};"
            f" border: 1px solid {color('accent_line').name()}; }}"
        )

    @called_by_qt
    def _changed(self, item: QStandardItem) -> None:
        if self._filling:
            return
        before, wanted = self._entries[item.row()], self._typed(item.row())
        column = item.column()
        # A moment later, as the view is not done with the cell yet.
        soon(self, lambda: self._tell(before, wanted, column))

    @called_by_qt
    def _confirmed(self, row: int, column: int) -> None:
        wanted = self._typed(row)
        if self._entries[row] is None and wanted.text and wanted.alias:
            # It was given back, and is to be tried once more.
            soon(self, lambda: self._tell(None, wanted, column))

    def _typed(self, row: int) -> Entry:
        """What the cells of a row say."""
        texts = [" ".join(self._rows.item(row, column).text().split()) for column in range(_CASE)]
        case = self._rows.item(row, _CASE).checkState() == Qt.CheckState.Checked
        return Entry(texts[_WORD], texts[_ALIAS], texts[_LANGUAGE].replace("_", "-"), case)

    def _tell(self, before: Entry | None, wanted: Entry, column: int) -> None:
        if before is None:
            self._new_changed(wanted, column)
        elif wanted.text and wanted.alias:
            self.edited.emit(before, replace(wanted, rest=before.rest))
        else:
            # A word without what is said for it says nothing: it stays as it was.
            self.edited.emit(before, before)

    def _new_changed(self, wanted: Entry, column: int) -> None:
        if wanted.text and wanted.alias:
            if None in self._entries:
                # It is shown as another row later, and the next new word is no change of it.
                self._set_new(Entry("", ""))
            self.edited.emit(None, wanted)
        elif column == _WORD and wanted.text:
            self._go(0, _ALIAS)
            self.edit(self.currentIndex())

    @called_by_qt
    def keyPressEvent(self, event: QKeyEvent) -> None:
        editing = self.state() == QTreeView.State.EditingState
        if event.key() == Qt.Key.Key_Delete and not editing and self.current is not None:
            if not event.isAutoRepeat():
                self.deleted.emit(self.current)
        elif event.key() in _ENTER and not editing and not event.modifiers():
            self.edit(self.currentIndex())
        elif event.key() == Qt.Key.Key_Left and not editing:
            self._go(self.currentIndex().row(), max(0, self.currentIndex().column() - 1))
        elif event.key() == Qt.Key.Key_Right and not editing:
            self._go(self.currentIndex().row(), min(_CASE, self.currentIndex().column() + 1))
        else:
            super().keyPressEvent(event)


def _row(entry: Entry) -> list[QStandardItem]:
    case = "yes" if entry.case_sensitive else "no"
    items = [QStandardItem(text) for text in (entry.text, entry.alias, entry.language, case)]
    for item, name in zip(items, _HEAD, strict=True):
        item.setAccessibleDescription(name)
        item.setToolTip(item.text())
    items[_LANGUAGE].setToolTip("A tag such as en or en-GB; nothing for every language")
    items[_CASE].setCheckable(True)
    items[_CASE].setEditable(False)
    items[_CASE].setAccessibleText(f"Match case: {case}")
    items[_CASE].setCheckState(Qt.CheckState.Checked if entry.case_sensitive else Qt.CheckState.Unchecked)
    return items
