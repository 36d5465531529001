# SPDX-License-Identifier: GPL-3.0-or-later
"""The right column of the settings: all actions, found by name or by pressing a key, and their keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from studio.ui.door import asked_by_qt, called_by_qt, connect
from studio.ui.keys import EDITING, key_pressed, shown_key, shown_keys
from studio.ui.sheets.settings.shortcut_list import ShortcutList, listed_actions
from studio.ui.theme import Theme, font
from studio.ui.widgets.labels import label
from studio.ui.widgets.search_field import SearchField
from studio.ui.widgets.usable import allow


class KeySearch(SearchField):
    """A search field that also takes a pressed key, and shows it as text."""

    @asked_by_qt(bool)
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and (key := _searched_key(event)):
            event.accept()
            if event.type() == QEvent.Type.KeyPress:
                self.setText(shown_key(key))
            return True
        return super().event(event)


class ShortcutsPanel(QWidget):
    """Emits the person's choices; shows the keys that there are then."""

    chosen = Signal(str, object)
    taken = Signal(str, object)
    reset_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._keys: Mapping[str, Sequence[str]] = {}
        self.reset = QPushButton("All as shipped")
        self.reset.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.reset.setProperty("look", "plain")
        self.reset.setFont(font(12))
        self.reset.setCursor(Qt.CursorShape.PointingHandCursor)
        self.search = KeySearch(theme, "Find an action or press a key", "Find an action or press a key")
        self.list = ShortcutList(theme)
        self.none = label("No action matches.", 12, 400, "second")
        self.none.setContentsMargins(16, 12, 16, 0)
        self.none.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        column.addLayout(head)
        head.setContentsMargins(16, 0, 12, 0)
        title = label("Shortcuts", 15, 600)
        title.setFixedHeight(56)
        head.addWidget(title, 1)
        head.addWidget(self.reset)
        search = QHBoxLayout()
        column.addLayout(search)
        search.setContentsMargins(16, 0, 16, 8)
        search.addWidget(self.search)
        column.addWidget(self.list, 1)
        column.addWidget(self.none)
        connect(self.search.textChanged, self._find)
        connect(self.search.confirmed, self._into_list)
        connect(self.list.chosen, self.chosen)
        connect(self.list.taken, self.taken)
        connect(self.reset.clicked, self.reset_requested)

    def show_keys(self, keys: Mapping[str, Sequence[str]]) -> None:
        """Show the actions' keys by their ids."""
        self._keys = keys
        own = any(tuple(keys.get(spec.id, ())) != spec.keys for spec in listed_actions())
        allow(self.reset, "" if own else "All keys are as shipped.", "Give all actions the keys they were shipped with")
        self._find(self.search.text())

    def close_innermost(self) -> bool:
        """Wait for no key, else empty the search; False if neither."""
        if self.list.end():
            return True
        searched = bool(self.search.text())
        self.search.clear()
        return searched

    @called_by_qt
    def _find(self, text: str) -> None:
        if not text.strip():
            self.list.show_keys(self._keys)
            self.none.hide()
            return
        of_key = {spec.id for spec in listed_actions() if text in map(shown_key, self._keys.get(spec.id, ()))}
        words = text.casefold().split()
        of_name = {
            spec.id
            for spec in listed_actions()
            if all(word in f"{spec.text} {shown_keys(self._keys.get(spec.id, ()))}".casefold() for word in words)
        }
        found = frozenset(of_key or of_name)
        self.list.show_keys(self._keys, found)
        self.none.setVisible(not found)

    @called_by_qt
    def _into_list(self) -> None:
        self.list.setFocus(Qt.FocusReason.TabFocusReason)


def _searched_key(event: QKeyEvent) -> str:
    """The key that is searched for; "" where it types, or edits what was typed."""
    key = key_pressed(event.keyCombination())
    command = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
    function_key = Qt.Key.Key_F1 <= event.key() <= Qt.Key.Key_F35
    return key if key and (command or function_key) and key not in EDITING else ""
