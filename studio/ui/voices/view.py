# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of speakers and voices, whose pointer, keys and menus emit requests."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial
from pathlib import Path

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QKeyCombination,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QDrag,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QApplication, QMenu, QToolTip, QWidget

from studio.core.voices import Voice
from studio.ui.door import asked_by_qt, called_by_qt, connect
from studio.ui.dropping import copied_voices, voice_data
from studio.ui.theme import Theme, avatar
from studio.ui.voices.cast_menu import menu_for_speaker
from studio.ui.voices.delegate import (
    HEADING_HEIGHT,
    ROW_HEIGHT,
    RowsState,
    VoiceDelegate,
    add_rect,
    add_speaker_rect,
    play_rect,
    star_rect,
)
from studio.ui.voices.model import CastRow, Row
from studio.ui.voices.placed_list import PlacedList

_DUPLICATE = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_D)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_BAR_STEP_MS = 80
_BAR_STEP = 0.09
_KEYS = (
    "Return uses the voice, Right lets it read, plus adds it to the mix, asterisk gives it a star, Control and D makes "
    "a copy, Control and C copies it as a file, Control and V adds copied files; F2 renames, Shift and F2 describes "
    "and Delete deletes one of your own. On a speaker of the project Return shows the design."
)
_SPEAKER_KEYS = {
    Qt.Key.Key_Return: "show",
    Qt.Key.Key_Enter: "show",
    Qt.Key.Key_Right: "hear",
    Qt.Key.Key_F2: "rename",
    Qt.Key.Key_Delete: "delete",
}


class VoiceList(PlacedList):
    """Rows of the project's speakers and of voices; its signals carry the person's requests with an id."""

    use_requested = Signal(str)
    audition_requested = Signal(str)
    add_requested = Signal(str)
    rename_requested = Signal(str)
    describe_requested = Signal(str)
    duplicate_requested = Signal(str)
    write_requested = Signal(str)
    pasted = Signal(list)
    delete_requested = Signal(str)
    keep_requested = Signal(str)
    star_requested = Signal(str, bool)
    """A star is given to a voice, or taken."""
    speaker_asked = Signal(str, str, str)
    """What is asked for of a speaker of an id, and its value, see `cast_menu.Ask`."""
    add_speaker_requested = Signal()
    state_shown = Signal()
    """Other rows are marked than before."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(None, ROW_HEIGHT, HEADING_HEIGHT, parent)
        self.add_tip = "Add a speaker"
        self.file_of: Callable[[str], Path | None] = lambda _voice_id: None
        """Gives a file with the voice of an id, to be carried elsewhere; None where there is none."""
        self._pressed_at: tuple[QPersistentModelIndex, QPoint] | None = None
        self.shown = RowsState()
        self._bars = QTimer(self)
        self._bars.setInterval(_BAR_STEP_MS)
        connect(self._bars.timeout, self._move_bars)
        self.setItemDelegate(VoiceDelegate(theme, self.shown, self))
        self.setAccessibleName("Voices")
        self.setAccessibleDescription(_KEYS)
        # Selected rows are the design's voices, which screen readers tell. The current row is another one.
        self.setSelectionMode(QAbstractItemView.SelectionMode.MultiSelection)
        self._theme = theme
        connect(theme.changed, self._follow_theme)

    def show_rows(self, speakers: tuple[Row, ...], voices: tuple[Row, ...]) -> None:
        """List the rows of the *speakers*, and below them those of *voices*."""
        row = self.currentIndex().row()
        kept = self.rows.row(self.currentIndex())
        self.rows.show_rows((*speakers, *voices))
        if kept.voice is not None or kept.speaker is not None:
            index = self.rows.index_of_key(kept.key)
            if index != self.currentIndex() or not index.isValid():
                self.setCurrentIndex(index if index.isValid() else self.rows.voice_near(row))
        self._select_design()

    def show_state(
        self, reading_id: str, in_design: frozenset[str], mixing: bool, full: str = "", speaker: str = ""
    ) -> None:
        self.shown.reading_id, self.shown.in_design, self.shown.mixing = reading_id, in_design, mixing
        self.shown.speaker = speaker
        self.shown.full = full
        self._select_design()
        self._follow_theme()

    def show_reading(self, said: str) -> None:
        """Say *said* in the row of the voice or speaker that is tried."""
        self.shown.reading = said

    def show_stars(self, starred: Collection[str]) -> None:
        """Show a star on the voices of these ids."""
        self.shown.starred = self.rows.starred = frozenset(starred)
        self.viewport().update()

    @called_by_qt
    def _follow_theme(self) -> None:
        moving = bool(self.shown.reading_id) and not self._theme.still
        if moving and not self._bars.isActive():
            self._bars.start()
        elif not moving:
            self._bars.stop()
        self.viewport().update()
        self.state_shown.emit()

    @asked_by_qt(lambda: QItemSelectionModel.SelectionFlag.NoUpdate)
    def selectionCommand(
        self, _index: QModelIndex | QPersistentModelIndex, _event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        """Forbid selecting by pointer and keys, since only the design selects."""
        return QItemSelectionModel.SelectionFlag.NoUpdate

    def _select_design(self) -> None:
        wanted = {self.rows.index_of(voice_id).row() for voice_id in self.shown.in_design}
        wanted = (wanted | {self.rows.index_of_key(("speaker", self.shown.speaker)).row()}) - {-1}
        if wanted == {index.row() for index in self.selectionModel().selectedIndexes()}:
            return
        selection = QItemSelection()
        for row in sorted(wanted):
            selection.select(self.rows.index(row), self.rows.index(row))
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def voice_at(self, index: QModelIndex | QPersistentModelIndex) -> Voice | None:
        return self.rows.row(index).voice

    def speaker_at(self, index: QModelIndex) -> CastRow | None:
        return self.rows.row(index).speaker

    def _ask(self, speaker: CastRow, what: str, value: str = "") -> None:
        self.speaker_asked.emit(what, speaker.speaker_id, value)

    def menu_for(self, voice: Voice) -> QMenu:
        """The menu of actions for *voice*."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setToolTipsVisible(True)
        addable = self._offers_add(voice)
        for text, signal, possible, reason in (
            ("Use this voice", self.use_requested, voice.available, ""),
            ("Listen", self.audition_requested, voice.available, ""),
            ("Add to mix", self.add_requested, addable and not self.shown.full, self.shown.full if addable else ""),
        ):
            action = menu.addAction(text)
            action.setEnabled(possible)
            action.setToolTip(reason or text)
            connect(action.triggered, lambda _checked=False, wish=signal: wish.emit(voice.id))
        starred = voice.id in self.shown.starred
        star = menu.addAction("Take its star" if starred else "Give it a star")
        connect(star.triggered, lambda: self.star_requested.emit(voice.id, not starred))
        self._add_own(menu, voice)
        if voice.carried:
            menu.addSeparator()
            keep = menu.addAction("Add to your own voices")
            keep.setToolTip("This machine knows the voice from this project alone; other projects have it then, too.")
            connect(keep.triggered, lambda: self.keep_requested.emit(voice.id))
        return menu

    def _add_own(self, menu: QMenu, voice: Voice) -> None:
        """Add what makes voices of one's own, and changes one."""
        menu.addSeparator()
        carried = "" if voice.embedding else "The engine does not blend voices, so it cannot be carried."
        for text, act in (
            ("Duplicate", lambda: self.duplicate_requested.emit(voice.id)),
            ("Copy as a file", lambda: self.copy(voice.id)),
            ("Save as a file…", lambda: self.write_requested.emit(voice.id)),
        ):
            action = menu.addAction(text)
            action.setEnabled(not carried)
            action.setToolTip(carried or text)
            connect(action.triggered, act)
        if voice.own:
            menu.addSeparator()
            connect(menu.addAction("Rename…").triggered, lambda: self.rename_requested.emit(voice.id))
            connect(menu.addAction("Describe…").triggered, lambda: self.describe_requested.emit(voice.id))
            connect(menu.addAction("Delete").triggered, lambda: self.delete_requested.emit(voice.id))

    def copy(self, voice_id: str) -> None:
        """Put the voice onto the clipboard as a file."""
        path = self.file_of(voice_id)
        if path is not None:
            QGuiApplication.clipboard().setMimeData(voice_data(path))

    @called_by_qt
    def _move_bars(self) -> None:
        self.shown.phase = (self.shown.phase + _BAR_STEP) % 1.0
        for kind in ("voice", "speaker"):
            self.viewport().update(self.visualRect(self.rows.index_of_key((kind, self.shown.reading_id))))

    @called_by_qt
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            place = event.position().toPoint()
            index = self.indexAt(place)
            self._pressed_at = QPersistentModelIndex(index), place
            if not self.rows.row(index).low:
                self.setCurrentIndex(index)
        else:
            super().mousePressEvent(event)

    @called_by_qt
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed_at = self._pressed_at, None
        if event.button() != Qt.MouseButton.LeftButton:
            super().mouseReleaseEvent(event)
        elif pressed is not None and self.indexAt(event.position().toPoint()) == pressed[0]:
            self._pressed(pressed[1])

    def _drag(self, voice: Voice) -> None:
        """Drag the voice out of the window as a file."""
        path = self.file_of(voice.id)
        if path is None:
            return
        drag = QDrag(self)
        drag.setMimeData(voice_data(path))
        drag.setPixmap(avatar(voice.id, voice.name, 32, self.devicePixelRatioF()))
        drag.exec(Qt.DropAction.CopyAction)

    @called_by_qt
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)

    def _pressed(self, place: QPoint) -> None:
        index = self.indexAt(place)
        voice, speaker = self.voice_at(index), self.speaker_at(index)
        if self._adds(index, place):
            self.add_speaker_requested.emit()
        if speaker is not None:
            self.setCurrentIndex(index)
            self._ask(speaker, "hear" if play_rect(self.visualRect(index)).contains(place) else "show")
        if voice is None:
            return
        self.setCurrentIndex(index)
        rect = self.visualRect(index)
        if star_rect(rect).contains(place):
            self.star_requested.emit(voice.id, voice.id not in self.shown.starred)
            return
        if not voice.available:
            return
        if play_rect(rect).contains(place):
            self.audition_requested.emit(voice.id)
        elif self._offers_plus(voice) and add_rect(rect).contains(place):
            # Also in a full mix, since a notice then says why nothing was added.
            self.add_requested.emit(voice.id)
        else:
            self.use_requested.emit(voice.id)

    def _adds(self, index: QModelIndex, place: QPoint) -> bool:
        """Whether the button that adds a speaker is at *place* of the row."""
        return self.rows.row(index).adds and add_speaker_rect(self.visualRect(index)).contains(place)

    @called_by_qt
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._drag_from(place)
            return
        adding = self._adds(self.indexAt(place), place)
        if adding != self.shown.adding:
            self.shown.adding = adding
            self.viewport().update()
        super().mouseMoveEvent(event)

    def _drag_from(self, place: QPoint) -> None:
        """Begin to drag the voice that was pressed, once the pointer has gone some way."""
        pressed = self._pressed_at
        if pressed is None or (place - pressed[1]).manhattanLength() < QApplication.startDragDistance():
            return
        self._pressed_at = None
        voice = self.voice_at(pressed[0])
        if voice is not None and voice.embedding:
            self._drag(voice)

    def _offers_add(self, voice: Voice) -> bool:
        return voice.available and self.shown.mixing and voice.id not in self.shown.in_design

    def _offers_plus(self, voice: Voice) -> bool:
        """Whether the row of *voice* has the plus."""
        return self._offers_add(voice) and voice.id != self.shown.reading_id

    @asked_by_qt(bool)
    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            tip = self._tip_at(event.pos())
            if tip:
                QToolTip.showText(event.globalPos(), tip, self.viewport())
                return True
        return super().viewportEvent(event)

    def _tip_at(self, place: QPoint) -> str:
        """What a press on a row's button at *place* does; "" where there is none."""
        index = self.indexAt(place)
        if self._adds(index, place):
            return self.add_tip
        voice, row = self.voice_at(index), self.visualRect(index)
        if voice is None:
            return ""
        if self._offers_plus(voice) and add_rect(row).contains(place):
            return self.shown.full or f"Add {voice.name} to the mix (+)"
        if star_rect(row).contains(place):
            return "Take its star (*)" if voice.id in self.shown.starred else "Give it a star (*)"
        if voice.available and play_rect(row).contains(place):
            return "Stop it (Right)" if voice.id == self.shown.reading_id else f"Let {voice.name} read (Right)"
        return ""

    def use(self, index: QModelIndex) -> None:
        """Use the voice of a row, or show the design of its speaker."""
        voice, speaker = self.voice_at(index), self.speaker_at(index)
        if speaker is not None:
            self._ask(speaker, "show")
        elif voice is not None and voice.available:
            self.use_requested.emit(voice.id)

    @called_by_qt
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.acts_on(event):
            super().keyPressEvent(event)

    def acts_on(self, event: QKeyEvent) -> bool:
        """Do the key's action with the current row, once however long it is held; False if it has none that is
        possible."""
        act = self._action_of(event)
        if act is not None and not event.isAutoRepeat():
            act()
        return act is not None

    def _action_of(self, event: QKeyEvent) -> Callable[[], object] | None:
        """The key's action with the current row; None if it has none that is possible."""
        voice, speaker = self.voice_at(self.currentIndex()), self.speaker_at(self.currentIndex())
        if event.matches(QKeySequence.StandardKey.Paste):
            return self._paste
        if speaker is not None:
            what = _SPEAKER_KEYS.get(Qt.Key(event.key()), "")
            return partial(self._ask, speaker, what) if what else None
        return self._action_with(voice, event) if voice is not None else None

    def _action_with(self, voice: Voice, event: QKeyEvent) -> Callable[[], object] | None:
        """The key's action with *voice*; None if it has none that is possible."""
        key, shift = event.key(), event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        named = self.describe_requested if shift else self.rename_requested
        own, able, blends = voice.own, voice.available, voice.embedding
        starred = voice.id in self.shown.starred
        actions: tuple[tuple[object, Callable[[], object]], ...] = (
            (own and key == Qt.Key.Key_Delete, partial(self.delete_requested.emit, voice.id)),
            (own and key == Qt.Key.Key_F2, partial(named.emit, voice.id)),
            (
                blends and event.keyCombination() == _DUPLICATE,
                partial(self.duplicate_requested.emit, voice.id),
            ),
            (blends and event.matches(QKeySequence.StandardKey.Copy), partial(self.copy, voice.id)),
            (able and key in _ENTER, partial(self.use_requested.emit, voice.id)),
            (able and key == Qt.Key.Key_Right, partial(self.audition_requested.emit, voice.id)),
            (event.text() == "+" and self._offers_add(voice), partial(self.add_requested.emit, voice.id)),
            (event.text() == "*", partial(self.star_requested.emit, voice.id, not starred)),
        )
        return next((act for possible, act in actions if possible), None)

    def _paste(self) -> None:
        paths = copied_voices(QGuiApplication.clipboard().mimeData())
        if paths:
            self.pasted.emit(list(paths))

    @called_by_qt
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        keyboard = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if keyboard else self.indexAt(event.pos())
        place = self.viewport().mapToGlobal(self.visualRect(index).center()) if keyboard else event.globalPos()
        self.open_menu(index, place)

    def open_menu(self, index: QModelIndex, place: QPoint) -> None:
        """Open the menu of a row at *place* of the screen."""
        voice, speaker = self.voice_at(index), self.speaker_at(index)
        if voice is not None:
            self.menu_for(voice).popup(place)
        elif speaker is not None:
            self.menu_for_speaker(speaker).popup(place)

    def menu_for_speaker(self, speaker: CastRow) -> QMenu:
        """The menu of actions for *speaker*."""
        others = [each for each in self.rows.speakers if each.speaker_id != speaker.speaker_id]
        return menu_for_speaker(speaker, others, partial(self._ask, speaker), self)
