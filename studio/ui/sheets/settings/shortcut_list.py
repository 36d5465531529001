# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of actions with their keys, where a key is chosen by pressing it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QListView, QMenu

from studio.ui.actions import ACTIONS, GROUPS, ActionSpec
from studio.ui.door import asked_by_qt, called_by_qt, connect
from studio.ui.keys import key_pressed, refusal, shown_key, shown_keys, twins
from studio.ui.sheets.settings.shortcut_rows import ID_ROLE, NOTE_ROLE, KeyRow, ShortcutDelegate, take_rect
from studio.ui.theme import Theme

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_KEYS = "Return waits for a new key, which is then pressed; Delete clears the keys."


class ShortcutList(QListView):
    """Rows of actions in groups. While it waits for a key, Escape ends that, Delete clears, and Return takes a key from
    the action that has it."""

    chosen = Signal(str, object)
    """An action's id and its new keys."""
    taken = Signal(str, object)
    """The same, but another action had the key."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._keys: Mapping[str, Sequence[str]] = {}
        self._found: frozenset[str] | None = None
        self.waiting_for = ""
        self._wanted = ""
        self._rows = QStandardItemModel(self)
        self.setModel(self._rows)
        self.setItemDelegate(ShortcutDelegate(theme, self))
        self.setAccessibleName("Actions and their keys")
        self.setAccessibleDescription(_KEYS)
        self.setMouseTracking(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        connect(theme.changed, self.viewport().update)

    def show_keys(self, keys: Mapping[str, Sequence[str]], ids: frozenset[str] | None = None) -> None:
        """Show the actions of these *ids*, None for all, with *keys* by their ids."""
        self._keys, self._found = keys, ids
        self._list()

    def begin(self) -> None:
        """Wait for a key for the current row."""
        action_id = self.currentIndex().data(ID_ROLE)
        if action_id:
            self.waiting_for, self._wanted = action_id, ""
            self._say(KeyRow(waiting=True))

    def end(self) -> bool:
        """Wait no longer; False if it did not."""
        waited, self.waiting_for, self._wanted = bool(self.waiting_for), "", ""
        if waited:
            self._list()
        return waited

    def _list(self) -> None:
        current = self.currentIndex().data(ID_ROLE)
        self.waiting_for = ""
        self._rows.clear()
        group = ""
        for spec in sorted(listed_actions(), key=lambda spec: GROUPS.index(spec.group)):
            if self._found is not None and spec.id not in self._found:
                continue
            if spec.group != group:
                group = spec.group
                self._rows.appendRow(_row(group, ""))
            row = _row(spec.text.rstrip("…"), spec.id)
            row.setData(KeyRow(shown_keys(self._keys.get(spec.id, ()))), NOTE_ROLE)
            row.setAccessibleText(f"{row.text()}: {shown_keys(self._keys.get(spec.id, ())) or 'no key'}")
            self._rows.appendRow(row)
            if spec.id == current:
                self.setCurrentIndex(row.index())
        if not self.currentIndex().isValid() and self._rows.rowCount():
            self.setCurrentIndex(self._rows.index(1, 0))

    def _say(self, told: KeyRow) -> None:
        """Show *told* in the row that waits for a key."""
        row = self._rows.itemFromIndex(self.currentIndex())
        row.setData(told, NOTE_ROLE)
        row.setAccessibleText(" ".join(filter(None, (row.text(), told.keys or "press keys", told.note))))
        self.scheduleDelayedItemsLayout()

    def _pressed(self, event: QKeyEvent) -> None:
        """Take a key while waiting for one."""
        key = key_pressed(event.keyCombination())
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and event.key() == Qt.Key.Key_Escape:
            self.end()
        elif plain and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._give(())
        elif plain and event.key() in _ENTER and self._wanted:
            self._take()
        elif key:
            self._want(key)

    def _want(self, key: str) -> None:
        self._wanted = ""
        fault = refusal(key)
        mine = next(spec for spec in ACTIONS if spec.id == self.waiting_for)
        others = [
            spec for spec in ACTIONS if key in self._keys.get(spec.id, ()) and spec is not mine and spec.meets(mine)
        ]
        if fault:
            self._say(KeyRow(shown_key(key), fault, error=True))
        elif others and others[0].fixed:
            self._say(KeyRow(shown_key(key), f"{others[0].text} keeps it.", error=True))
        elif others:
            self._wanted = key
            self._say(KeyRow(shown_key(key), f"also: {others[0].text.rstrip('…')}", takes=True))
        else:
            self._give(twins(key))

    def _take(self) -> None:
        action_id, key = self.waiting_for, self._wanted
        self.end()
        self.taken.emit(action_id, twins(key))

    def _give(self, keys: tuple[str, ...]) -> None:
        action_id = self.waiting_for
        self.end()
        self.chosen.emit(action_id, keys)

    @asked_by_qt(bool)
    def event(self, event: QEvent) -> bool:
        # All keys are taken while one is waited for, also Tab and those of the window.
        if self.waiting_for and isinstance(event, QKeyEvent):
            event.accept()
            if event.type() == QEvent.Type.KeyPress:
                self._pressed(event)
            return True
        return super().event(event)

    @called_by_qt
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            self.begin()
        elif event.key() == Qt.Key.Key_Delete and self.currentIndex().data(ID_ROLE):
            self.chosen.emit(self.currentIndex().data(ID_ROLE), ())
        else:
            super().keyPressEvent(event)

    @called_by_qt
    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton or not index.data(ID_ROLE):
            super().mousePressEvent(event)
            return
        if index.data(ID_ROLE) == self.waiting_for and self._wanted:
            if take_rect(self.visualRect(index), index.data(NOTE_ROLE)).contains(event.position().toPoint()):
                self._take()
            return
        self.end()
        self.setCurrentIndex(self._index_of(index))
        self.begin()

    def _index_of(self, index: QModelIndex) -> QModelIndex:
        return self._rows.index(index.row(), 0)

    @called_by_qt
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.end()

    @called_by_qt
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        keyboard = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if keyboard else self.indexAt(event.pos())
        action_id = index.data(ID_ROLE)
        if action_id:
            # Once it waits no longer, the rows are others.
            self.end()
            current = self._index_of(index)
            self.setCurrentIndex(current)
            place = self.viewport().mapToGlobal(self.visualRect(current).center()) if keyboard else event.globalPos()
            self._menu_for(action_id).popup(place)

    def _menu_for(self, action_id: str) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        shipped = next(spec.keys for spec in ACTIONS if spec.id == action_id)
        connect(menu.addAction("Press keys…").triggered, lambda: self.begin())
        clear = menu.addAction("Clear")
        clear.setEnabled(bool(self._keys.get(action_id)))
        connect(clear.triggered, lambda: self.chosen.emit(action_id, ()))
        back = menu.addAction("As shipped")
        back.setEnabled(tuple(self._keys.get(action_id, ())) != shipped)
        connect(back.triggered, lambda: self.taken.emit(action_id, shipped))
        return menu


def listed_actions() -> list[ActionSpec]:
    """Actions whose keys can be chosen."""
    return [spec for spec in ACTIONS if not spec.fixed]


def _row(text: str, action_id: str) -> QStandardItem:
    made = QStandardItem(text)
    made.setEditable(False)
    made.setData(action_id, ID_ROLE)
    if not action_id:
        made.setFlags(Qt.ItemFlag.NoItemFlags)
    return made
