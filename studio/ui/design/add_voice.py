# SPDX-License-Identifier: GPL-3.0-or-later
"""The popover that adds a voice to the mix: voices by search, each heard before it is taken."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from studio.core.voices import Voice
from studio.ui.door import called_by_qt, connect, guarded
from studio.ui.theme import Theme, avatar
from studio.ui.voices.filters import finds
from studio.ui.widgets.card import SHADOW
from studio.ui.widgets.labels import label
from studio.ui.widgets.popover import INSET, Popover
from studio.ui.widgets.popover_rows import ButtonRow, PopoverRows
from studio.ui.widgets.search_field import SearchField

WIDTH = 288
MOST_ROWS = 60
"""Of more voices that are found the first ones are listed; a search tells them apart."""
_PICTURE = 20


class VoiceRow(ButtonRow):
    """A voice: Enter or a press takes it, Space or a press at its right plays a sample. The pointer gives it the
    keyboard, as in a menu."""

    audition_requested = Signal()
    typed = Signal(str)
    """A letter was typed, which is meant for the search."""

    def __init__(self, theme: Theme, voice: Voice) -> None:
        super().__init__(theme, voice.name, "play-fill", key=voice.language)
        self.voice = voice
        connect(self.button_pressed, self.audition_requested)

    def show_voice(self, voice: Voice, ratio: float) -> None:
        """Show a voice, on a screen of device pixel *ratio*."""
        self.voice, self._key = voice, voice.language
        self.setText(voice.name)
        about = ", ".join(filter(None, (voice.character, voice.language)))
        self.setAccessibleName(f"{voice.name}, {about}")
        self.setToolTip(f"{about}. Space plays a sample, Enter adds the voice.")
        self.show_picture(partial(avatar, voice.id, voice.name, _PICTURE, ratio))

    def show_reading(self, reading: bool) -> None:
        """Show whether it reads a sample."""
        self.setAccessibleDescription("Reading a sample" if reading else "")
        self.show_button("stop-fill" if reading else "play-fill", reading)

    @called_by_qt
    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    @called_by_qt
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.modifiers():
            self.audition_requested.emit()
        elif event.text().strip() and event.text().isprintable():
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)


class AddVoice(Popover):
    """Typing finds, Down goes into the list. `chosen` is emitted after it was dismissed.

    Args:
        theme: The colours.
        window: The window that it lies in.
        voices: Those that can be added.
    """

    chosen = Signal(str)
    audition_requested = Signal(str)

    def __init__(self, theme: Theme, window: QWidget, voices: Sequence[Voice]) -> None:
        super().__init__(theme, window, "Add a voice")
        self._colours = theme
        self._voices = tuple(voices)
        self._reading = ""
        self.rows: list[VoiceRow] = []
        self._made: list[VoiceRow] = []
        self.setFixedWidth(WIDTH + 2 * SHADOW)
        self.field = SearchField(theme, "Find a voice to add", "Name, language or sound")
        self._list = PopoverRows(WIDTH - 2 * INSET)
        self.more = label("", 11, 400, "second")
        self.more.setContentsMargins(10, 4, 8, 4)
        around = QVBoxLayout()
        self.body.addLayout(around)
        around.setContentsMargins(2, 2, 2, 4)
        around.addWidget(self.field)
        self.body.addWidget(self._list)
        self.body.addWidget(self.more)
        connect(self.field.textChanged, self._find)
        connect(self.field.confirmed, self._take_first)
        self._find("")

    def show_reading(self, voice_id: str) -> None:
        """Mark the voice that reads a sample; "" for none."""
        self._reading = voice_id
        for row in self.rows:
            row.show_reading(row.voice.id == voice_id)

    @called_by_qt
    def _find(self, words: str) -> None:
        found = list(filter(finds(words), self._voices))
        shown = found[:MOST_ROWS]
        if [voice.id for voice in shown] != [row.voice.id for row in self.rows]:
            self._relist(shown)
        left = len(found) - len(shown)
        self.more.setText(f"{left} more: type to find them" if left else "" if found else "No voice matches.")
        self.more.setVisible(bool(self.more.text()))
        if self.is_open:
            self.fit()

    def _relist(self, voices: Sequence[Voice]) -> None:
        for voice in voices[len(self._made) :]:
            row = VoiceRow(self._colours, voice)
            connect(row.clicked, guarded(partial(self._take, row)))
            connect(row.audition_requested, guarded(partial(self._audition, row)))
            connect(row.typed, self._type)
            self._list.column.insertWidget(len(self._made), row)
            self._made.append(row)
        self.rows = self._made[: len(voices)]
        for row, voice in zip(self.rows, voices, strict=True):
            row.show_voice(voice, self.window().devicePixelRatioF())
            row.show_reading(voice.id == self._reading)
        for number, row in enumerate(self._made):
            row.setVisible(number < len(voices))
        self._list.show_count(len(self.rows))

    def _take(self, row: VoiceRow) -> None:
        self._choose(row.voice.id)

    def _audition(self, row: VoiceRow) -> None:
        self.audition_requested.emit(row.voice.id)

    @called_by_qt
    def _type(self, text: str) -> None:
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.setText(self.field.text() + text)

    @called_by_qt
    def _take_first(self) -> None:
        if self.rows:
            self._choose(self.rows[0].voice.id)

    def _choose(self, voice_id: str) -> None:
        self.dismiss()
        self.chosen.emit(voice_id)
