# SPDX-License-Identifier: GPL-3.0-or-later
"""The left panel of voices: header, search, chips, the list of speakers and voices, and what is asked in its rows."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from studio.core.voices import MAX_NAME_CHARS, Voice
from studio.ui.door import asked_by_qt, called_by_qt, connect
from studio.ui.languages import language_name
from studio.ui.theme import Theme
from studio.ui.voices.filters import VoiceFilter, filtered, languages_of
from studio.ui.voices.heir_field import HEIGHT as HEIR_HEIGHT
from studio.ui.voices.heir_field import HeirField
from studio.ui.voices.map.choice import LIST, shown_as_choice
from studio.ui.voices.model import CastRow, cast_rows
from studio.ui.voices.view import VoiceList
from studio.ui.widgets.chips import Chip, ToggleChip
from studio.ui.widgets.labels import label
from studio.ui.widgets.line_field import LineField
from studio.ui.widgets.search_field import SearchField

_SEXES = (("", "All"), ("female", "Female"), ("male", "Male"))


class VoicesPanel(QWidget):
    """Shows the project's speakers and the voices; its signals carry their ids."""

    use_requested = Signal(str)
    audition_requested = Signal(str)
    add_requested = Signal(str)
    rename_requested = Signal(str, str)
    delete_requested = Signal(str)
    keep_requested = Signal(str)
    speaker_asked = Signal(str, str, str)
    """What is asked for of a speaker of an id, and its value: see `cast_menu.Ask`; for "rename" the name, for "delete"
    who takes the lines."""
    add_speaker_requested = Signal()
    wanted = Signal()
    """It wants to be seen, where something else is in its place."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._voices: tuple[Voice, ...] = ()
        self._cast: tuple[CastRow, ...] = ()
        self._filter = VoiceFilter()
        self._renaming = "", ""
        self.setProperty("look", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.count = label("", 13, 500, "second")
        self.shown_as = shown_as_choice(theme)
        self.shown_as.show_value(LIST)
        self.search = SearchField(theme, "Search voices", "Search by name or sound")
        self.language = Chip(theme, "Language")
        self.sex = Chip(theme, "Sex")
        self.mine = ToggleChip("Mine")
        self.list = VoiceList(theme, self)
        self.empty = label("No voice matches.", 12, 400, "second")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.empty.hide()
        self._rename_field = LineField("New name of the voice", self.list.viewport())
        self._rename_field.setMaxLength(MAX_NAME_CHARS)
        self._rename_field.hide()
        self._heir_field = HeirField(theme, self.list.viewport())
        self._lay_out()
        self._wire()

    def show_voices(self, voices: tuple[Voice, ...]) -> None:
        """List *voices* that pass search and chips."""
        if voices == self._voices:
            return
        self._voices = voices
        languages = [("", "All"), *((tag, language_name(tag)) for tag in languages_of(voices))]
        self.language.offer(languages)
        self.sex.offer(list(_SEXES))
        self._relist()

    def show_cast(self, cast: tuple[CastRow, ...]) -> None:
        """List the speakers of the project; none where one alone reads."""
        if cast != self._cast:
            self._cast = cast
            self._relist()

    @property
    def cast(self) -> tuple[CastRow, ...]:
        """The speakers as they are shown."""
        return self._cast

    def show_state(
        self, reading_id: str, in_design: frozenset[str], mixing: bool, full: str = "", speaker: str = ""
    ) -> None:
        """Mark the voice or speaker being auditioned ("" for none), the voices of the shown design and its *speaker*;
        offer mixing or not; *full* says why no further voice can be added, "" when one can."""
        self.list.show_state(reading_id, in_design, mixing, full, speaker)

    def show_title(self, shown: bool) -> None:
        """Show the head with title and count, or not where the left panel has one."""
        self._title.setVisible(shown)
        self.count.setVisible(shown)

    def focus_search(self) -> None:
        self.wanted.emit()
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    @called_by_qt
    def begin_rename(self, voice_id: str) -> None:
        """Open the name field over the voice's row."""
        voice = self.list.voice_at(self.list.rows.index_of(voice_id))
        if voice is not None:
            self.wanted.emit()
            self._rename(("voice", voice_id), voice.name)

    def begin_rename_speaker(self, speaker_id: str) -> None:
        """Open the name field over the speaker's row, which is searched for no more."""
        self.wanted.emit()
        if not self.list.rows.index_of_key(("speaker", speaker_id)).isValid():
            self._seek_nothing()
        speaker = self.list.speaker_at(self.list.rows.index_of_key(("speaker", speaker_id)))
        if speaker is not None:
            self._rename(("speaker", speaker_id), speaker.name)

    def _seek_nothing(self) -> None:
        self.search.clear()
        self.mine.setChecked(False)
        for chip in (self.language, self.sex):
            chip.show_value("")
        self._refine(VoiceFilter())

    def _rename(self, key: tuple[str, str], name: str) -> None:
        self._end_rename()
        index = self.list.rows.index_of_key(key)
        self.list.setCurrentIndex(index)
        self.list.scrollTo(index)
        self._renaming = key
        self._place_fields()
        self._rename_field.setText(name)
        self._rename_field.setAccessibleName(f"New name of the {key[0]}")
        self._rename_field.show()
        self._rename_field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._rename_field.selectAll()

    def close_innermost(self) -> bool:
        """Close the name field without renaming, or keep the speaker whose lines are asked for, else empty the search
        if it has the keyboard; False if none of that."""
        if self._renaming[1]:
            self._cancel_rename()
            return True
        if self._heir_field.isVisible():
            self._close_question()
            return True
        if self.search.hasFocus() and self.search.text():
            self.search.clear()
            return True
        return False

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        column.addLayout(head)
        head.setContentsMargins(16, 0, 16, 0)
        head.setSpacing(8)
        self._title = label("Voices", 15, 600)
        self._title.setFixedHeight(56)
        head.addWidget(self._title)
        head.addWidget(self.count, 1)
        head.addStretch(0)
        head.addWidget(self.shown_as)
        search = QHBoxLayout()
        column.addLayout(search)
        search.setContentsMargins(16, 0, 16, 0)
        search.addWidget(self.search)
        chips = QHBoxLayout()
        column.addLayout(chips)
        chips.setContentsMargins(16, 12, 16, 0)
        chips.setSpacing(7)
        for chip in (self.language, self.sex, self.mine):
            chips.addWidget(chip)
        chips.addStretch(1)
        column.addSpacing(10)
        column.addWidget(self.list, 1)
        column.addWidget(self.empty, 1)

    def _wire(self) -> None:
        connect(self.search.textChanged, self._searched)
        connect(self.search.confirmed, self._into_list)
        connect(self.language.chosen, lambda tag: self._refine(replace(self._filter, language=tag)))
        connect(self.sex.chosen, lambda sex: self._refine(replace(self._filter, sex=sex)))
        connect(self.mine.toggled, lambda on: self._refine(replace(self._filter, own=on)))
        self.search.installEventFilter(self)
        connect(self.list.use_requested, self.use_requested)
        connect(self.list.audition_requested, self.audition_requested)
        connect(self.list.add_requested, self.add_requested)
        connect(self.list.delete_requested, self.delete_requested)
        connect(self.list.keep_requested, self.keep_requested)
        connect(self.list.rename_requested, self.begin_rename)
        connect(self.list.speaker_asked, self._speaker_asked)
        connect(self.list.add_speaker_requested, self.add_speaker_requested)
        connect(self.list.verticalScrollBar().valueChanged, self._place_fields)
        connect(self._heir_field.answered, self._heir_found)
        connect(self._heir_field.cancelled, self._close_question)
        connect(self._rename_field.confirmed, self._confirm_rename)
        connect(self._rename_field.cancelled, self._cancel_rename)
        connect(self._rename_field.left, self._end_rename)

    @called_by_qt
    def _searched(self, text: str) -> None:
        self._refine(replace(self._filter, words=text))

    def _refine(self, wanted: VoiceFilter) -> None:
        self._filter = wanted
        self._relist()

    def _relist(self) -> None:
        shown = filtered(self._voices, self._filter)
        # While voices are sought, speakers are not in the way.
        words = self._filter.words.strip()
        sought = cast_rows(self._cast, words) if words or not self._filter.on else ()
        self.list.show_rows(sought, shown)
        all_of_them = len(self._voices)
        self.count.setText(f"{len(shown)} of {all_of_them}" if self._filter.on else str(all_of_them or ""))
        nothing = not shown and not any(row.speaker is not None for row in sought)
        self.empty.setVisible(bool(self._voices) and nothing)
        if nothing and self.list.hasFocus():
            # Before the list is hidden, since Qt would pass the keyboard to the next control.
            self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self.list.setVisible(not self.empty.isVisibleTo(self))
        if self._renaming[1] and not self.list.rows.index_of_key(self._renaming).isValid():
            self._end_rename()
        if not self.list.rows.index_of_key(("speaker", self._heir_field.speaker_id)).isValid():
            self._heir_field.hide()
        self._place_fields()

    @called_by_qt
    def _place_fields(self) -> None:
        row = self.list.visualRect(self.list.rows.index_of_key(self._renaming))
        if row.isValid():
            self._rename_field.setGeometry(row.left() + 54, row.top() + 10, row.width() - 70, 32)
        asked = self.list.visualRect(self.list.rows.index_of_key(("speaker", self._heir_field.speaker_id)))
        if asked.isValid():
            self._heir_field.setGeometry(asked.left() + 8, asked.top(), self.list.viewport().width() - 16, HEIR_HEIGHT)

    @called_by_qt
    def _speaker_asked(self, what: str, speaker_id: str, value: str) -> None:
        if what == "rename":
            self.begin_rename_speaker(speaker_id)
        elif what == "delete":
            self._ask_heir(speaker_id)
        else:
            self.speaker_asked.emit(what, speaker_id, value)

    def _ask_heir(self, speaker_id: str) -> None:
        """Ask in the row who takes the lines of a speaker that has some."""
        speaker = next((each for each in self._cast if each.speaker_id == speaker_id), None)
        others = [each for each in self._cast if each.speaker_id != speaker_id]
        if speaker is None or not others:
            return
        if not speaker.lines:
            self.speaker_asked.emit("delete", speaker_id, others[0].speaker_id)
            return
        self.wanted.emit()
        index = self.list.rows.index_of_key(("speaker", speaker_id))
        self.list.setCurrentIndex(index)
        self.list.scrollTo(index)
        self._heir_field.ask(speaker, others)
        self._place_fields()

    @called_by_qt
    def _heir_found(self, speaker_id: str, heir: str) -> None:
        self._close_question()
        self.speaker_asked.emit("delete", speaker_id, heir)

    @called_by_qt
    def _close_question(self) -> None:
        # Before it is hidden, since Qt would pass the keyboard to the next control.
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self._heir_field.hide()

    @called_by_qt
    def _confirm_rename(self) -> None:
        # Before the field is hidden, since Qt would pass the keyboard to the next control.
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self._end_rename()

    @called_by_qt
    def _cancel_rename(self) -> None:
        self._renaming = "", ""
        self._confirm_rename()

    @called_by_qt
    def _end_rename(self) -> None:
        (kind, renamed), self._renaming = self._renaming, ("", "")
        name = self._rename_field.text().strip()
        self._rename_field.hide()
        if kind == "voice" and name:
            self.rename_requested.emit(renamed, name)
        elif kind == "speaker" and name:
            self.speaker_asked.emit("rename", renamed, name)

    @asked_by_qt(bool)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        pressed = event.key() if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) else None
        if watched is self.search and pressed == Qt.Key.Key_Down:
            self._into_list()
            return True
        return super().eventFilter(watched, event)

    @called_by_qt
    def _into_list(self) -> None:
        for number in range(self.list.rows.rowCount()):
            index = self.list.rows.index(number)
            if self.list.rows.flags(index):
                self.list.setCurrentIndex(index)
                self.list.setFocus(Qt.FocusReason.TabFocusReason)
                return
