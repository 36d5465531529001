# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of a book's chapters, each with a check box, its number, title, words and length."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen, QStandardItem
from PySide6.QtWidgets import QStyle

from studio.ui.door import asked_by_qt, called_by_qt, connect
from studio.ui.theme import Theme, font, icon
from studio.ui.widgets.plain_list import PlainDelegate, PlainList, paint_card

_HEIGHT = 32
_SIDE = 16
_ROW_ROLE = int(Qt.ItemDataRole.UserRole)
_ALIGNED = int(Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)


@dataclass(frozen=True, slots=True)
class ChapterRow:
    """A chapter: its title, and its words and length in words."""

    title: str
    words: str
    length: str


class ChapterList(PlainList):
    """Chapters, all chosen at first."""

    chosen_changed = Signal()
    confirmed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Chapters")
        self.setItemDelegate(_ChapterDelegate(theme, self, _HEIGHT))
        self.setAccessibleDescription(
            "Space takes a chapter in or leaves it out; Ctrl+A takes all in or leaves all out."
        )
        connect(self.clicked, self._toggle)

    @property
    def chosen(self) -> frozenset[int]:
        """Numbers of the chapters that are taken in, counted from 0."""
        return frozenset(row for row in range(self._rows.rowCount()) if self._is_on(row))

    def show_rows(self, rows: Sequence[ChapterRow]) -> None:
        """Show *rows*. Those of the same number stay chosen or not, if there are as many."""
        chosen = self.chosen if len(rows) == self._rows.rowCount() else frozenset(range(len(rows)))
        current = self.currentIndex().row()
        self._rows.clear()
        for number, row in enumerate(rows):
            item = QStandardItem(row.title)
            item.setEditable(False)
            item.setCheckable(True)
            item.setCheckState(_state(number in chosen))
            item.setData(row, _ROW_ROLE)
            item.setAccessibleText(f"{number + 1}, {row.title}, {row.words}, {row.length}")
            item.setToolTip(row.title)
            self._rows.appendRow(item)
        self.setCurrentIndex(self._rows.index(min(max(current, 0), len(rows) - 1), 0))
        self.chosen_changed.emit()

    def choose_all(self, on: bool) -> None:
        """Take all chapters in, or leave all out."""
        for row in range(self._rows.rowCount()):
            self._rows.item(row).setCheckState(_state(on))
        self.chosen_changed.emit()

    def _is_on(self, row: int) -> bool:
        return self._rows.item(row).checkState() == Qt.CheckState.Checked

    @called_by_qt
    def _toggle(self, index: QModelIndex) -> None:
        if index.isValid():
            self._rows.itemFromIndex(index).setCheckState(_state(not self._is_on(index.row())))
            self.chosen_changed.emit()

    @asked_by_qt(bool)
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_space(event):
            # Before the window's shortcut, by which it would play.
            event.accept()
            return True
        return super().event(event)

    @called_by_qt
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _is_space(event):
            self._toggle(self.currentIndex())
        elif event.key() == Qt.Key.Key_A and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.choose_all(len(self.chosen) < self._rows.rowCount())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.confirmed.emit()
        else:
            super().keyPressEvent(event)


def _is_space(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_Space and event.modifiers() == Qt.KeyboardModifier.NoModifier


def _state(on: bool) -> Qt.CheckState:
    return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked


class _ChapterDelegate(PlainDelegate):
    @asked_by_qt(bool)
    def editorEvent(self, *_told: object) -> bool:
        """Do nothing, since the list takes the whole row for its box."""
        return False

    def paint_row(
        self, painter: QPainter, rect: QRect, state: QStyle.StateFlag, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme = self._theme
        row: ChapterRow = index.data(_ROW_ROLE)
        on = index.data(Qt.ItemDataRole.CheckStateRole) in (Qt.CheckState.Checked, Qt.CheckState.Checked.value)
        paint_card(painter, theme, QRectF(rect.adjusted(8, 0, -8, 0)), state, radius=6)
        self._paint_box(painter, rect.left() + 24, rect.center().y() - _SIDE // 2 + 1, on)
        text, faint = theme.color("text" if on else "text_3"), theme.color("text_2" if on else "text_3")
        painter.setFont(font(13))
        painter.setPen(theme.color("text_3"))
        painter.drawText(QRect(rect.left() + 44, rect.top(), 36, rect.height()), _RIGHT, str(index.row() + 1))
        painter.setPen(faint)
        painter.drawText(QRect(rect.right() - 104, rect.top(), 80, rect.height()), _RIGHT, row.length)
        painter.drawText(QRect(rect.right() - 224, rect.top(), 110, rect.height()), _RIGHT, row.words)
        painter.setFont(font(13, 500))
        painter.setPen(text)
        box = QRect(rect.left() + 92, rect.top(), rect.width() - 92 - 240, rect.height())
        title = painter.fontMetrics().elidedText(row.title, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, _ALIGNED, title)

    def _paint_box(self, painter: QPainter, left: int, top: int, on: bool) -> None:
        theme = self._theme
        painter.setPen(QPen(theme.color("accent_line" if on else "edge"), 1))
        painter.setBrush(theme.color("accent_tint" if on else "field"))
        painter.drawRoundedRect(QRectF(left + 0.5, top + 0.5, _SIDE - 1, _SIDE - 1), 4, 4)
        if on:
            icon("check-bold", theme.color("accent_text")).paint(painter, QRect(left + 2, top + 2, 12, 12))
