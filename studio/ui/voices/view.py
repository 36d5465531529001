# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of voices, whose pointer, keys and menu emit requests."""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QMenu, QToolTip, QWidget

from studio.core.voices import Voice
from studio.ui.door import asked_by_qt, called_by_qt, connect
from studio.ui.theme import Theme
from studio.ui.voices.delegate import RowsState, VoiceDelegate, add_rect, play_rect
from studio.ui.voices.model import VoiceRows

_BAR_STEP_MS = 80
_BAR_STEP = 0.09
_KEYS = (
    "Return uses the voice, Right lets it read a sample, plus adds it to the mix; F2 renames and Delete deletes one of "
    "your own."
)


class VoiceList(QListView):
    """Rows of voices; its signals carry the person's requests with a voice's id."""

    use_requested = Signal(str)
    audition_requested = Signal(str)
    add_requested = Signal(str)
    rename_requested = Signal(str)
    delete_requested = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = VoiceRows(self)
        self.shown = RowsState()
        self._bars = QTimer(self)
        self._bars.setInterval(_BAR_STEP_MS)
        connect(self._bars.timeout, self._move_bars)
        self.setModel(self.rows)
        self.setItemDelegate(VoiceDelegate(theme, self.shown, self))
        self.setAccessibleName("Voices")
        self.setAccessibleDescription(_KEYS)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Selected rows are the design's voices, which screen readers tell. The current row is another one.
        self.setSelectionMode(QAbstractItemView.SelectionMode.MultiSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.verticalScrollBar().setSingleStep(26)
        self._theme = theme
        connect(theme.changed, self._follow_theme)

    def show_voices(self, voices: tuple[Voice, ...]) -> None:
        row = self.currentIndex().row()
        kept = self.voice_at(self.currentIndex())
        self.rows.show_voices(voices)
        if kept is not None:
            index = self.rows.index_of(kept.id)
            self.setCurrentIndex(index if index.isValid() else self.rows.voice_near(row))
        self._select_design()

    def show_state(self, reading_id: str, in_design: frozenset[str], mixing: bool, full: str = "") -> None:
        self.shown.reading_id, self.shown.in_design, self.shown.mixing = reading_id, in_design, mixing
        self.shown.full = full
        self._select_design()
        self._follow_theme()

    @called_by_qt
    def _follow_theme(self) -> None:
        moving = bool(self.shown.reading_id) and not self._theme.still
        if moving and not self._bars.isActive():
            self._bars.start()
        elif not moving:
            self._bars.stop()
        self.viewport().update()

    @asked_by_qt(lambda: QItemSelectionModel.SelectionFlag.NoUpdate)
    def selectionCommand(
        self, _index: QModelIndex | QPersistentModelIndex, _event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        """Forbid selecting by pointer and keys, since only the design selects."""
        return QItemSelectionModel.SelectionFlag.NoUpdate

    def _select_design(self) -> None:
        wanted = {self.rows.index_of(voice_id).row() for voice_id in self.shown.in_design} - {-1}
        if wanted == {index.row() for index in self.selectionModel().selectedIndexes()}:
            return
        selection = QItemSelection()
        for row in sorted(wanted):
            selection.select(self.rows.index(row), self.rows.index(row))
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def voice_at(self, index: QModelIndex) -> Voice | None:
        return self.rows.row(index).voice

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
        if voice.own:
            menu.addSeparator()
            connect(menu.addAction("Rename…").triggered, lambda: self.rename_requested.emit(voice.id))
            connect(menu.addAction("Delete").triggered, lambda: self.delete_requested.emit(voice.id))
        return menu

    @called_by_qt
    def _move_bars(self) -> None:
        self.shown.phase = (self.shown.phase + _BAR_STEP) % 1.0
        self.viewport().update(self.visualRect(self.rows.index_of(self.shown.reading_id)))

    @called_by_qt
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed(event.position().toPoint())
        else:
            super().mousePressEvent(event)

    @called_by_qt
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)

    def _pressed(self, place: QPoint) -> None:
        index = self.indexAt(place)
        voice = self.voice_at(index)
        if voice is None:
            return
        self.setCurrentIndex(index)
        if not voice.available:
            return
        rect = self.visualRect(index)
        if play_rect(rect).contains(place):
            self.audition_requested.emit(voice.id)
        elif self._offers_add(voice) and add_rect(rect).contains(place):
            # Also in a full mix, since a notice then says why nothing was added.
            self.add_requested.emit(voice.id)
        else:
            self.use_requested.emit(voice.id)

    def _offers_add(self, voice: Voice) -> bool:
        return voice.available and self.shown.mixing and voice.id not in self.shown.in_design

    @asked_by_qt(bool)
    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            index = self.indexAt(event.pos())
            voice = self.voice_at(index)
            if voice is not None and self._offers_add(voice) and add_rect(self.visualRect(index)).contains(event.pos()):
                QToolTip.showText(event.globalPos(), self.shown.full or f"Add {voice.name} to the mix", self.viewport())
                return True
        return super().viewportEvent(event)

    @called_by_qt
    def keyPressEvent(self, event: QKeyEvent) -> None:
        voice = self.voice_at(self.currentIndex())
        if voice is None or not self._act_on(voice, event):
            super().keyPressEvent(event)

    def _act_on(self, voice: Voice, event: QKeyEvent) -> bool:
        """Do the key's action with the current row's voice; False if it has none that is possible."""
        key = event.key()
        if voice.own and key == Qt.Key.Key_Delete:
            self.delete_requested.emit(voice.id)
        elif voice.own and key == Qt.Key.Key_F2:
            self.rename_requested.emit(voice.id)
        elif voice.available and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.use_requested.emit(voice.id)
        elif voice.available and key == Qt.Key.Key_Right:
            self.audition_requested.emit(voice.id)
        elif event.text() == "+" and self._offers_add(voice):
            self.add_requested.emit(voice.id)
        else:
            return False
        return True

    @called_by_qt
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        keyboard = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if keyboard else self.indexAt(event.pos())
        voice = self.voice_at(index)
        if voice is not None:
            place = self.viewport().mapToGlobal(self.visualRect(index).center()) if keyboard else event.globalPos()
            self.menu_for(voice).popup(place)
