# SPDX-License-Identifier: GPL-3.0-or-later
"""Rows of the outline: what is shown of a chapter, and the model that lets one be dragged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from studio.app.overview.chapters import ChapterState
from studio.ui.door import asked_by_qt, nothing

ROW_ROLE = int(Qt.ItemDataRole.UserRole)
_MIME = "application/x-speech-studio-chapter"
_NO_INDEX = QModelIndex()
STATES: dict[ChapterState, str] = {
    "ready": "ready",
    "part": "partly ready",
    "none": "not rendered",
    "rendering": "being rendered",
    "failed": "failed",
}


@dataclass(frozen=True, slots=True)
class OutlineRow:
    """A chapter as it is shown.

    Attributes:
        number: Its place, counted from 0.
        title: Its title.
        length: Its length in words, with "≈" while it is an estimate.
        state: How far it is rendered.
        fraction: The share that is rendered.
        failed: In words, what failed; "" for nothing.
        current: Whether it is the one that is heard, or written in.
    """

    number: int
    title: str
    length: str
    state: ChapterState = "none"
    fraction: float = 0.0
    failed: str = ""
    current: bool = False

    @property
    def words(self) -> str:
        """All of it, for screen readers."""
        return f"{self.number + 1}, {self.title}, {self.failed or STATES[self.state]}, {self.length}"


class OutlineRows(QAbstractListModel):
    """The chapters. A row that is dragged to another place asks for that by `move_requested`."""

    move_requested = Signal(int, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[OutlineRow, ...] = ()
        self.movable = True

    def show_rows(self, rows: Sequence[OutlineRow]) -> None:
        rows = tuple(rows)
        if len(rows) != len(self._rows):
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()
            return
        before, self._rows = self._rows, rows
        for place, (old, new) in enumerate(zip(before, rows, strict=True)):
            if old != new:
                self.dataChanged.emit(self.index(place), self.index(place))

    def row(self, index: QModelIndex | QPersistentModelIndex) -> OutlineRow | None:
        return self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else None

    @asked_by_qt(int)
    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @asked_by_qt(lambda: Qt.ItemFlag.NoItemFlags)
    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled if self.movable else Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
        return flags | Qt.ItemFlag.ItemIsDragEnabled if self.movable else flags

    @asked_by_qt(nothing)
    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        row = self.row(index)
        if row is None:
            return None
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.words
        return f"{row.title} · {row.failed or row.length}" if role == Qt.ItemDataRole.ToolTipRole else None

    @asked_by_qt(lambda: Qt.DropAction.IgnoreAction)
    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    @asked_by_qt(lambda: [_MIME])
    def mimeTypes(self) -> list[str]:
        return [_MIME]

    @asked_by_qt(QMimeData)
    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        data.setData(_MIME, str(self._rows[indexes[0].row()].number).encode())
        return data

    @asked_by_qt(bool)
    def dropMimeData(
        self,
        data: QMimeData,
        _action: Qt.DropAction,
        row: int,
        _column: int,
        parent: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        if not data.hasFormat(_MIME) or not self.movable:
            return False
        moved = int(bytes(data.data(_MIME).data()))
        at = parent.row() if parent.isValid() else row if row >= 0 else len(self._rows)
        # Where it is taken away from before that place, all behind it move up.
        self.move_requested.emit(moved, min(at - (moved < at), len(self._rows) - 1))
        # Qt would take the dragged row away.
        return False
