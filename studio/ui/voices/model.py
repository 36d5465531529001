# SPDX-License-Identifier: GPL-3.0-or-later
"""Rows of the voice list: headings and voices."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from studio.core.voices import Voice
from studio.ui.door import asked_by_qt, nothing
from studio.ui.languages import language_name

ROW_ROLE = int(Qt.ItemDataRole.UserRole)
_NO_INDEX = QModelIndex()


@dataclass(frozen=True, slots=True)
class Row:
    """A heading (*voice* is None) or a voice."""

    heading: str = ""
    voice: Voice | None = None


def rows_of(voices: tuple[Voice, ...]) -> tuple[Row, ...]:
    """Rows with own voices under "Mine" and the others under "Library"."""
    own = [Row(voice=voice) for voice in voices if voice.own]
    others = [Row(voice=voice) for voice in voices if not voice.own]
    rows: list[Row] = []
    if own:
        rows += [Row(heading="Mine"), *own]
    if others:
        rows += [Row(heading="Library"), *others]
    return tuple(rows)


def second_line(voice: Voice) -> str:
    if voice.unavailable_reason:
        return voice.unavailable_reason
    return " · ".join(part for part in (voice.character, voice.language) if part)


class VoiceRows(QAbstractListModel):
    """A read-only model, replaced as a whole when the voices or the filter change."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Row, ...] = ()

    def show_voices(self, voices: tuple[Voice, ...]) -> None:
        rows = rows_of(voices)
        if rows != self._rows:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()

    def row(self, index: QModelIndex | QPersistentModelIndex) -> Row:
        return self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else Row()

    def index_of(self, voice_id: str) -> QModelIndex:
        for number, row in enumerate(self._rows):
            if row.voice is not None and row.voice.id == voice_id:
                return self.index(number)
        return QModelIndex()

    def voice_near(self, row: int) -> QModelIndex:
        """Index of the voice nearest to place *row* of the list; invalid if there is none."""
        voices = [number for number, each in enumerate(self._rows) if each.voice is not None]
        return self.index(min(voices, key=lambda number: abs(number - row))) if voices else QModelIndex()

    @asked_by_qt(int)
    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @asked_by_qt(lambda: Qt.ItemFlag.NoItemFlags)
    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        return (
            Qt.ItemFlag.NoItemFlags
            if self.row(index).voice is None
            else (Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren)
        )

    @asked_by_qt(nothing)
    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        row = self.row(index)
        if role == ROW_ROLE:
            return row
        voice = row.voice
        if voice is None:
            return row.heading if role == Qt.ItemDataRole.DisplayRole else None
        says = _SAID.get(role)
        return None if says is None else says(voice)


def _name(voice: Voice) -> str:
    return voice.name


def _read_out(voice: Voice) -> str:
    told = (voice.name, voice.unavailable_reason or voice.character, language_name(voice.language), voice.sex)
    return ", ".join(part for part in (*told, "your own" if voice.own else "") if part)


def _description(voice: Voice) -> str:
    return voice.description


def _tool_tip(voice: Voice) -> str:
    about = voice.unavailable_reason or voice.description or voice.character
    return f"{voice.name} · {language_name(voice.language)}\n{about}"


_SAID: Mapping[int, Callable[[Voice], str]] = {
    Qt.ItemDataRole.DisplayRole: _name,
    Qt.ItemDataRole.AccessibleTextRole: _read_out,
    Qt.ItemDataRole.AccessibleDescriptionRole: _description,
    Qt.ItemDataRole.ToolTipRole: _tool_tip,
}
