# SPDX-License-Identifier: GPL-3.0-or-later
"""The left panel of voices: its head, the list of speakers and voices, and what is asked in its rows."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from studio.core.voices import MAX_NAME_CHARS, MAX_TEXT_CHARS, Voice
from studio.ui.door import asked_by_qt, called_by_qt, connect
from studio.ui.theme import Theme
from studio.ui.voices.filters import VoiceFilter, languages_of
from studio.ui.voices.head import BrowserHead
from studio.ui.voices.heir_field import HEIGHT as HEIR_HEIGHT
from studio.ui.voices.heir_field import HeirField
from studio.ui.voices.listing import Listing
from studio.ui.voices.model import CastRow, cast_rows
from studio.ui.voices.row_field import RowField
from studio.ui.voices.view import VoiceList
from studio.ui.widgets.labels import label
from studio.ui.widgets.nav_row import NavRow
from studio.ui.widgets.scroll_fade import ScrollFade


class VoicesPanel(QWidget):
    """Shows the project's speakers and the voices; its signals carry their ids."""

    use_requested = Signal(str)
    audition_requested = Signal(str)
    add_requested = Signal(str)
    rename_requested = Signal(str, str)
    describe_requested = Signal(str, str)
    duplicate_requested = Signal(str)
    write_requested = Signal(str)
    pasted = Signal(list)
    """Voice files were copied elsewhere, to be added here."""
    delete_requested = Signal(str)
    keep_requested = Signal(str)
    star_requested = Signal(str, bool)
    look_changed = Signal()
    """Another order or filter was chosen; `head` has it."""
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
        self._listing = Listing()
        self._preparing: Iterator[None] = iter(())
        self._prepares = QTimer(self)
        self._starred: Collection[str] = frozenset()
        self._renaming = "", ""
        self.setProperty("look", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.head = BrowserHead(theme)
        self.search, self.shown_as = self.head.search, self.head.shown_as
        self.list = VoiceList(theme, self)
        ScrollFade(theme, self.list)
        self.empty = label("No voice matches.", 12, 400, "second")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.empty.hide()
        self.from_clip = NavRow(theme, "New voice from clip…", "microphone")
        self.rename_field = RowField(self.list.viewport())
        self._describes = False
        self.heir_field = HeirField(theme, self.list.viewport())
        self._lay_out()
        self._wire()

    def show_voices(self, voices: tuple[Voice, ...]) -> None:
        """List *voices* that pass search and chips."""
        if voices == self._voices:
            return
        self._voices = voices
        self._listing.take(voices)
        self.head.offer_languages(languages_of(voices))
        self._preparing = self._listing.prepare()
        self._prepares.start()
        self._relist()

    def show_look(self, order: str, wanted: VoiceFilter) -> None:
        """Show an order and a filter; the words of the search stay."""
        self.head.show_look(order, wanted)
        self._relist()

    def show_order(self, order: str, ranks: Mapping[str, float]) -> None:
        """Sort the voices, see `Listing.put_in_order`."""
        self._listing.put_in_order(order, ranks)
        self._relist()

    def show_stars(self, starred: Collection[str]) -> None:
        """Show which voices have a star, by their ids."""
        self._starred = frozenset(starred)
        self.list.show_stars(self._starred)
        if self.head.filter.stars:
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
        self.head.show_title(shown)

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
            self._ask(("voice", voice_id), "New name of the voice", voice.name, MAX_NAME_CHARS)

    @called_by_qt
    def begin_describe(self, voice_id: str) -> None:
        """Open the field for a description over the voice's row."""
        voice = self.list.voice_at(self.list.rows.index_of(voice_id))
        if voice is not None:
            self.wanted.emit()
            self._ask(("voice", voice_id), "Description of the voice", voice.description, MAX_TEXT_CHARS)
            self._describes = True

    def show_voice(self, voice_id: str) -> None:
        """Go to the voice's row, if it is listed."""
        index = self.list.rows.index_of(voice_id)
        if index.isValid():
            self.list.setCurrentIndex(index)
            self.list.scrollTo(index)

    def begin_rename_speaker(self, speaker_id: str) -> None:
        """Open the name field over the speaker's row, which is searched for no more."""
        self.wanted.emit()
        if not self.list.rows.index_of_key(("speaker", speaker_id)).isValid():
            self.head.clear()
        speaker = self.list.speaker_at(self.list.rows.index_of_key(("speaker", speaker_id)))
        if speaker is not None:
            self._ask(("speaker", speaker_id), "New name of the speaker", speaker.name, MAX_NAME_CHARS)

    def _ask(self, key: tuple[str, str], name: str, text: str, most: int) -> None:
        """Ask in the row of *key* for what is called *name*."""
        self._end_rename()
        index = self.list.rows.index_of_key(key)
        self.list.setCurrentIndex(index)
        self.list.scrollTo(index)
        self._renaming = key
        self._describes = False
        self._place_fields()
        self.rename_field.ask(name, text, most)

    def close_innermost(self) -> bool:
        """Close the name field without renaming, or keep the speaker whose lines are asked for, else empty the search
        if it has the keyboard; False if none of that."""
        if self._renaming[1]:
            self._cancel_rename()
            return True
        if self.heir_field.isVisible():
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
        column.addWidget(self.head)
        column.addSpacing(10)
        column.addWidget(self.list, 1)
        column.addWidget(self.empty, 1)
        foot = QWidget()
        line = QHBoxLayout(foot)
        line.setContentsMargins(8, 4, 8, 8)
        line.addWidget(self.from_clip)
        column.addWidget(foot)

    def _wire(self) -> None:
        connect(self.search.confirmed, self._into_list)
        connect(self.head.filtered, self._filtered)
        connect(self.head.ordered, self._ordered)
        connect(self._prepares.timeout, self._prepare)
        self.search.installEventFilter(self)
        connect(self.list.use_requested, self.use_requested)
        connect(self.list.audition_requested, self.audition_requested)
        connect(self.list.add_requested, self.add_requested)
        connect(self.list.delete_requested, self.delete_requested)
        connect(self.list.keep_requested, self.keep_requested)
        connect(self.list.star_requested, self.star_requested)
        connect(self.list.rename_requested, self.begin_rename)
        connect(self.list.describe_requested, self.begin_describe)
        connect(self.list.duplicate_requested, self.duplicate_requested)
        connect(self.list.write_requested, self.write_requested)
        connect(self.list.pasted, self.pasted)
        connect(self.list.speaker_asked, self._speaker_asked)
        connect(self.list.add_speaker_requested, self.add_speaker_requested)
        connect(self.list.verticalScrollBar().valueChanged, self._place_fields)
        connect(self.heir_field.answered, self._heir_found)
        connect(self.heir_field.cancelled, self._close_question)
        connect(self.rename_field.confirmed, self._confirm_rename)
        connect(self.rename_field.cancelled, self._cancel_rename)
        connect(self.rename_field.left, self._end_rename)

    @called_by_qt
    def _filtered(self) -> None:
        self._relist()
        self.look_changed.emit()

    @called_by_qt
    def _ordered(self, order: str) -> None:
        self.show_order(order, {})
        self.look_changed.emit()

    @called_by_qt
    def _prepare(self) -> None:
        """Prepare the search while nothing else is to be done."""
        if next(self._preparing, self) is self:
            self._prepares.stop()

    def _relist(self) -> None:
        wanted = self.head.filter
        shown, count = self._listing.rows(wanted, self._starred)
        # While voices are sought, speakers are not in the way.
        words = wanted.words.strip()
        sought = cast_rows(self._cast, words) if words or not wanted.on else ()
        self.list.show_rows(sought, shown)
        self.head.show_count(count, len(self._voices))
        nothing = not shown and not any(row.speaker is not None for row in sought)
        self.empty.setVisible(bool(self._voices) and nothing)
        if nothing and self.list.hasFocus():
            # Before the list is hidden, since Qt would pass the keyboard to the next control.
            self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self.list.setVisible(not self.empty.isVisibleTo(self))
        if self._renaming[1] and not self.list.rows.index_of_key(self._renaming).isValid():
            self._end_rename()
        if not self.list.rows.index_of_key(("speaker", self.heir_field.speaker_id)).isValid():
            self.heir_field.hide()
        self._place_fields()

    @called_by_qt
    def _place_fields(self) -> None:
        row = self.list.visualRect(self.list.rows.index_of_key(self._renaming))
        if row.isValid():
            self.rename_field.setGeometry(row.left() + 54, row.top() + 10, row.width() - 70, 32)
        asked = self.list.visualRect(self.list.rows.index_of_key(("speaker", self.heir_field.speaker_id)))
        if asked.isValid():
            self.heir_field.setGeometry(asked.left() + 8, asked.top(), self.list.viewport().width() - 16, HEIR_HEIGHT)

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
        self.heir_field.ask(speaker, others)
        self._place_fields()

    @called_by_qt
    def _heir_found(self, speaker_id: str, heir: str) -> None:
        self._close_question()
        self.speaker_asked.emit("delete", speaker_id, heir)

    @called_by_qt
    def _close_question(self) -> None:
        # Before it is hidden, since Qt would pass the keyboard to the next control.
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self.heir_field.hide()

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
        name = self.rename_field.text().strip()
        self.rename_field.hide()
        if kind == "voice" and self._describes:
            self.describe_requested.emit(renamed, name)
        elif kind == "voice" and name:
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
