# SPDX-License-Identifier: GPL-3.0-or-later
"""Rows of the voice list: headings, speakers of the project, and voices."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from studio.core.voices import Voice
from studio.ui.door import asked_by_qt, nothing
from studio.ui.languages import language_name

ROW_ROLE = int(Qt.ItemDataRole.UserRole)
IN_THIS_PROJECT = "In this project"
ONE_SPEAKER = "One speaker"
_NO_INDEX = QModelIndex()


@dataclass(frozen=True, slots=True)
class CastRow:
    """A speaker of the project.

    Attributes:
        speaker_id, name, hue: The speaker's.
        lines: Number of paragraphs.
        about: What is said of it, such as "41 lines · 9:12 · en-GB".
    """

    speaker_id: str
    name: str
    hue: str
    lines: int
    about: str


@dataclass(frozen=True, slots=True)
class Row:
    """A speaker, a voice, or, where both are None, a heading.

    Attributes:
        heading: Its text.
        plain: Whether it is no heading, but says something below one.
    """

    heading: str = ""
    voice: Voice | None = None
    speaker: CastRow | None = None
    plain: bool = False
    key: tuple[str, str] = field(init=False, compare=False)
    """What it stands for, whatever is said of that."""
    low: bool = field(init=False, compare=False)
    """Whether it is as low as a heading."""

    def __post_init__(self) -> None:
        if self.speaker is not None:
            key = "speaker", self.speaker.speaker_id
        else:
            key = ("voice", self.voice.id) if self.voice is not None else ("", self.heading)
        object.__setattr__(self, "key", key)
        object.__setattr__(self, "low", self.voice is None and self.speaker is None)

    @property
    def adds(self) -> bool:
        """Whether it is the heading with the button that adds a speaker."""
        return self.heading == IN_THIS_PROJECT


def cast_rows(speakers: Sequence[CastRow], words: str = "") -> tuple[Row, ...]:
    """Rows of the speakers under "In this project"; of those with *words* in their names, if there are *words*."""
    if words:
        found = [Row(speaker=each) for each in speakers if words.casefold() in each.name.casefold()]
        return (Row(heading=IN_THIS_PROJECT), *found) if found else ()
    rows = [Row(speaker=each) for each in speakers]
    return (Row(heading=IN_THIS_PROJECT), *(rows or [Row(heading=ONE_SPEAKER, plain=True)]))


def second_line(voice: Voice) -> str:
    if voice.unavailable_reason:
        return voice.unavailable_reason
    said = voice.description if voice.own else voice.character
    return " · ".join(part for part in (said or voice.character, voice.language) if part)


class VoiceRows(QAbstractListModel):
    """A read-only model, replaced as a whole when other speakers or voices are listed."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Row, ...] = ()
        self._places: dict[tuple[str, str], int] | None = None
        self.low: Sequence[int] = ()
        """Numbers of the rows that are as low as headings, in order."""
        self.starred: Collection[str] = frozenset()

    def show_rows(self, rows: tuple[Row, ...]) -> None:
        """List *rows*."""
        if rows == self._rows:
            return
        if len(rows) == len(self._rows) and all(map(_same_key, rows, self._rows)):
            self._rows = rows
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
        else:
            self.beginResetModel()
            self._rows = rows
            self._places = None
            self.low = [number for number, row in enumerate(rows) if row.low]
            self.endResetModel()

    @property
    def speakers(self) -> tuple[CastRow, ...]:
        """The speakers that are listed."""
        return tuple(row.speaker for row in self._rows if row.speaker is not None)

    def row(self, index: QModelIndex | QPersistentModelIndex) -> Row:
        return self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else Row()

    def index_of(self, voice_id: str) -> QModelIndex:
        return self.index_of_key(("voice", voice_id))

    def index_of_key(self, key: tuple[str, str]) -> QModelIndex:
        """Index of the row with that key; invalid if there is none."""
        if not key[1]:
            return QModelIndex()
        if self._places is None:
            self._places = {row.key: number for number, row in enumerate(self._rows)}
        number = self._places.get(key)
        return QModelIndex() if number is None else self.index(number)

    def voice_near(self, row: int) -> QModelIndex:
        """Index of the voice nearest to place *row* of the list; invalid if there is none."""
        for away in range(len(self._rows) + max(row, 0) + 1):
            for number in (row - away, row + away):
                if 0 <= number < len(self._rows) and self._rows[number].voice is not None:
                    return self.index(number)
        return QModelIndex()

    def named_from(self, text: str, start: int) -> QModelIndex:
        """Index of the first row from number *start* on, and round to it, whose name begins with *text*; invalid if
        there is none."""
        sought, count = text.casefold(), len(self._rows)
        for number in (*range(start, count), *range(min(start, count))):
            row = self._rows[number]
            named = row.voice.name if row.voice is not None else row.speaker.name if row.speaker is not None else ""
            if named.casefold().startswith(sought):
                return self.index(number)
        return QModelIndex()

    @asked_by_qt(int)
    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @asked_by_qt(lambda: Qt.ItemFlag.NoItemFlags)
    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        row = self.row(index)
        return (
            Qt.ItemFlag.NoItemFlags
            if row.low
            else (Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren)
        )

    @asked_by_qt(nothing)
    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        row = self.row(index)
        if role == ROW_ROLE:
            return row
        if row.speaker is not None:
            said = _SAID_OF_SPEAKERS.get(role)
            return None if said is None else said(row.speaker)
        voice = row.voice
        if voice is None:
            return row.heading if role == Qt.ItemDataRole.DisplayRole else None
        says = _SAID.get(role)
        if role == Qt.ItemDataRole.AccessibleTextRole and voice.id in self.starred:
            return f"{_read_out(voice)}, with a star"
        return None if says is None else says(voice)


def _same_key(one: Row, other: Row) -> bool:
    return one is other or one.key == other.key


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
_SAID_OF_SPEAKERS: Mapping[int, Callable[[CastRow], str]] = {
    Qt.ItemDataRole.DisplayRole: lambda speaker: speaker.name,
    Qt.ItemDataRole.AccessibleTextRole: lambda speaker: f"{speaker.name}, speaker, {speaker.about}",
    Qt.ItemDataRole.ToolTipRole: lambda speaker: f"{speaker.name}\n{speaker.about}",
}
