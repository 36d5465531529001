# SPDX-License-Identifier: GPL-3.0-or-later
"""The left panel of voices: header, search, chips, list, and the field that renames a voice in place."""

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
from studio.ui.voices.view import VoiceList
from studio.ui.widgets.chips import Chip, ToggleChip
from studio.ui.widgets.labels import label
from studio.ui.widgets.line_field import LineField
from studio.ui.widgets.search_field import SearchField

WIDTH = 280
_SEXES = (("", "All"), ("female", "Female"), ("male", "Male"))


class VoicesPanel(QWidget):
    """Shows the voices; its signals carry voice ids."""

    use_requested = Signal(str)
    audition_requested = Signal(str)
    add_requested = Signal(str)
    rename_requested = Signal(str, str)
    delete_requested = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._voices: tuple[Voice, ...] = ()
        self._filter = VoiceFilter()
        self._renaming = ""
        self.setProperty("look", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(WIDTH)
        self.count = label("", 13, 500, "second")
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

    def show_state(self, reading_id: str, in_design: frozenset[str], mixing: bool, full: str = "") -> None:
        """Mark the voice being auditioned ("" for none) and the voices of the design; offer mixing or not; *full* says
        why no further voice can be added, "" when one can."""
        self.list.show_state(reading_id, in_design, mixing, full)

    def focus_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    @called_by_qt
    def begin_rename(self, voice_id: str) -> None:
        """Open the name field over the voice's row."""
        index = self.list.rows.index_of(voice_id)
        voice = self.list.voice_at(index)
        if voice is None:
            return
        self._end_rename()
        self.list.setCurrentIndex(index)
        self.list.scrollTo(index)
        self._renaming = voice_id
        self._place_rename_field()
        self._rename_field.setText(voice.name)
        self._rename_field.show()
        self._rename_field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._rename_field.selectAll()

    def close_innermost(self) -> bool:
        """Close the name field without renaming, else empty the search if it has the keyboard; False if neither."""
        if self._renaming:
            self._cancel_rename()
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
        title = label("Voices", 15, 600)
        title.setFixedHeight(56)
        head.addWidget(title)
        head.addWidget(self.count, 1)
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
        connect(self.list.rename_requested, self.begin_rename)
        connect(self.list.verticalScrollBar().valueChanged, self._place_rename_field)
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
        self.list.show_voices(shown)
        all_of_them = len(self._voices)
        self.count.setText(f"{len(shown)} of {all_of_them}" if self._filter.on else str(all_of_them or ""))
        self.empty.setVisible(bool(self._voices) and not shown)
        if not shown and self.list.hasFocus():
            # Before the list is hidden, since Qt would pass the keyboard to the next control.
            self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self.list.setVisible(not self.empty.isVisibleTo(self))
        if self._renaming and not self.list.rows.index_of(self._renaming).isValid():
            self._end_rename()
        self._place_rename_field()

    @called_by_qt
    def _place_rename_field(self) -> None:
        row = self.list.visualRect(self.list.rows.index_of(self._renaming))
        if row.isValid():
            self._rename_field.setGeometry(row.left() + 54, row.top() + 10, row.width() - 70, 32)

    @called_by_qt
    def _confirm_rename(self) -> None:
        # Before the field is hidden, since Qt would pass the keyboard to the next control.
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self._end_rename()

    @called_by_qt
    def _cancel_rename(self) -> None:
        self._renaming = ""
        self._confirm_rename()

    @called_by_qt
    def _end_rename(self) -> None:
        voice_id, self._renaming = self._renaming, ""
        name = self._rename_field.text().strip()
        self._rename_field.hide()
        if voice_id and name:
            self.rename_requested.emit(voice_id, name)

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
            if self.list.voice_at(index) is not None:
                self.list.setCurrentIndex(index)
                self.list.setFocus(Qt.FocusReason.TabFocusReason)
                return
