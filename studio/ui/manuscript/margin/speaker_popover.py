# SPDX-License-Identifier: GPL-3.0-or-later
"""The popover in which the speaker of paragraphs is chosen, made, or given another colour."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from studio.core.voices import MAX_NAME_CHARS
from studio.ui.door import asked_by_qt, called_by_qt, connect, guarded
from studio.ui.manuscript.margin.hue_row import HueRow
from studio.ui.manuscript.margin.states import Reads
from studio.ui.theme import Theme, avatar
from studio.ui.widgets.card import SHADOW
from studio.ui.widgets.labels import label
from studio.ui.widgets.popover import Popover
from studio.ui.widgets.popover_row import HEIGHT, PopoverRow
from studio.ui.widgets.search_field import SearchField

WIDTH = 248
_PICTURE = 20
_MOST_ROWS = 9
_ROW_GAP = 8


@dataclass(frozen=True, slots=True)
class SpeakerChoice:
    """What can be chosen.

    Attributes:
        speakers: The cast.
        current: Id of who reads now; "" where the paragraphs have different readers.
        above: Whether they are read by whoever reads the one above.
        keys: Keys as shown, by "1" to "9", "above" and "new"; "" or missing for none.
    """

    speakers: Sequence[Reads]
    current: str
    above: bool
    keys: Mapping[str, str]


class _Rows(QScrollArea):
    """The speakers' rows, as high as they are up to nine of them."""

    def __init__(self) -> None:
        super().__init__()
        inner = QWidget()
        self.column = QVBoxLayout(inner)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    @property
    def _count(self) -> int:
        # Beside the stretch at the end.
        return self.column.count() - 1

    @asked_by_qt(QSize)
    def sizeHint(self) -> QSize:
        rows = min(self._count, _MOST_ROWS)
        return QSize(WIDTH - 8, rows * HEIGHT)

    @asked_by_qt(QSize)
    def minimumSizeHint(self) -> QSize:
        return QSize(100, min(self._count, 3) * HEIGHT)


class SpeakerPopover(Popover):
    """Each of its signals but `hue_chosen` is emitted after it was dismissed.

    Args:
        theme: The colours.
        window: The window that it lies in.
        choice: What can be chosen.
    """

    chosen = Signal(str)
    """A speaker's id, or "" for whoever reads the one above."""
    named = Signal(str)
    """The name of a new speaker; "" for any that is free."""
    hue_chosen = Signal(str, str)
    """A speaker's id and colour."""

    def __init__(self, theme: Theme, window: QWidget, choice: SpeakerChoice) -> None:
        super().__init__(theme, window, "Who reads")
        self._choice = choice
        self.setFixedWidth(WIDTH + 2 * SHADOW)
        self.field = SearchField(theme, "Find a speaker, or name a new one", "Find, or name a new one")
        self.field.setMaxLength(MAX_NAME_CHARS)
        self.rows: dict[str, PopoverRow] = {}
        self._list = _Rows()
        self.above = PopoverRow(
            theme, "Same as above", icon_name="arrow-elbow-down-right", key=choice.keys.get("above", "")
        )
        self.above.setParent(self)
        self.above.hide()
        self.new = PopoverRow(theme, "New speaker…", icon_name="plus", key=choice.keys.get("new", ""))
        self.hues = HueRow(theme)
        self._of_hues = label("", 12, 600, "section")
        self._naming = False
        self._lay_out()
        connect(self.field.textChanged, self._find)
        connect(self.field.confirmed, self._confirmed)
        connect(self.above.clicked, guarded(partial(self._choose, "")))
        connect(self.new.clicked, self._new_pressed)
        connect(self.hues.chosen, self._hue_chosen)

    def begin_naming(self) -> None:
        """Ask for nothing but the name of a new speaker."""
        self._naming = True
        for row in (*self.rows.values(), self.above):
            row.hide()
        for part in (self._list, self._of_hues, self.hues):
            part.hide()
        self.field.setPlaceholderText("Name of the new speaker")
        self.field.setAccessibleName("Name of the new speaker")
        self.new.setText("Make the speaker")
        self.new.setAccessibleName("Make the speaker")
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.fit()

    def show_hue(self, hue: str) -> None:
        """Show another colour of the current speaker."""
        current = self._current
        if current is not None:
            self.hues.show_hue(hue, current.name)
            self._dress(self.rows[current.speaker_id], current, hue)

    @property
    def _current(self) -> Reads | None:
        return next((each for each in self._choice.speakers if each.speaker_id == self._choice.current), None)

    def _lay_out(self) -> None:
        around = QVBoxLayout()
        around.setContentsMargins(2, 2, 2, 4)
        around.addWidget(self.field)
        self.body.addLayout(around)
        for number, speaker in enumerate(self._choice.speakers, 1):
            row = PopoverRow(self._theme, speaker.name, key=self._choice.keys.get(str(number), ""))
            self._dress(row, speaker, speaker.hue)
            row.setCheckable(True)
            row.setChecked(speaker.speaker_id == self._choice.current and not self._choice.above)
            connect(row.clicked, guarded(partial(self._choose, speaker.speaker_id)))
            self.rows[speaker.speaker_id] = row
            self._list.column.addWidget(row)
        self._list.column.addStretch(1)
        self.above.setCheckable(True)
        self.above.setChecked(self._choice.above)
        self.body.addWidget(self._list)
        self.body.addSpacing(_ROW_GAP)
        if len(self._choice.speakers) > 1:
            self.body.addWidget(self.above)
            self.above.show()
        self.body.addWidget(self.new)
        current = self._current
        if current is not None:
            self._of_hues.setText(f"{current.name}’s colour")
            self._of_hues.setContentsMargins(10, 8, 8, 0)
            self._of_hues.setMaximumWidth(WIDTH - 8)
            self.body.addWidget(self._of_hues)
            self.body.addWidget(self.hues)
            self.hues.show_hue(current.hue, current.name)

    def _dress(self, row: PopoverRow, speaker: Reads, hue: str) -> None:
        ratio = self.window().devicePixelRatioF()
        row.show_picture(partial(avatar, speaker.speaker_id, speaker.name, _PICTURE, ratio, hue=hue))
        row.show_hue(hue)

    def _found(self) -> list[Reads]:
        """Speakers with a word that begins as the text in the field."""
        text = " ".join(self.field.text().split()).casefold()
        return [
            each
            for each in self._choice.speakers
            if not text or each.name.casefold().startswith(text) or f" {text}" in each.name.casefold()
        ]

    @called_by_qt
    def _find(self) -> None:
        if self._naming:
            return
        found = {each.speaker_id for each in self._found()}
        for speaker_id, row in self.rows.items():
            row.setVisible(speaker_id in found)
        text = " ".join(self.field.text().split())
        new = f"New speaker “{text}”" if text and not self._of_that_name(text) else "New speaker…"
        self.new.setText(new)
        self.new.setAccessibleName(new)

    def _of_that_name(self, name: str) -> Reads | None:
        wanted = " ".join(name.split()).casefold()
        return next((each for each in self._choice.speakers if each.name.casefold() == wanted), None)

    @called_by_qt
    def _confirmed(self) -> None:
        name = " ".join(self.field.text().split())
        found = self._of_that_name(name)
        if found is None and name and not self._naming:
            found = next(iter(self._found()), None)
        if found is not None:
            self._choose(found.speaker_id)
        elif name or self._naming:
            self._name(name)
        else:
            self.dismiss()

    @called_by_qt
    def _new_pressed(self) -> None:
        name = " ".join(self.field.text().split())
        if self._naming:
            self._confirmed()
        elif name and not self._of_that_name(name):
            self._name(name)
        else:
            self.field.clear()
            self.begin_naming()

    def _choose(self, speaker_id: str) -> None:
        self.dismiss()
        self.chosen.emit(speaker_id)

    def _name(self, name: str) -> None:
        self.dismiss()
        self.named.emit(name)

    @called_by_qt
    def _hue_chosen(self, hue: str) -> None:
        self.show_hue(hue)
        self.hue_chosen.emit(self._choice.current, hue)
