# SPDX-License-Identifier: GPL-3.0-or-later
"""The table of actions, from which menus, shortcuts and tooltips are made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from studio.app.export_formats import kind_of_files
from studio.ui.door import connect


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """An action.

    Attributes:
        id: Its name in the table and among the handlers.
        text: Its text in the menu.
        keys: Shortcuts; the first one is shown.
        menu: Whether the manuscript's menu has it.
        gap: Whether that menu has a line before it.
    """

    id: str
    text: str
    keys: tuple[str, ...] = ()
    menu: bool = True
    gap: bool = False


ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec("open_text", "Open text…", ("Ctrl+O",)),
    ActionSpec("save_text", "Save text", ("Ctrl+S",)),
    ActionSpec("save_text_as", "Save text as…", ("Ctrl+Shift+S",)),
    ActionSpec("export", f"Export {kind_of_files()}…", ("Ctrl+E",)),
    ActionSpec("play_all", "Play from the start", ("Ctrl+Return", "Ctrl+Enter"), gap=True),
    ActionSpec("play_here", "Play from here, or the selection", ("Ctrl+Shift+Return", "Ctrl+Shift+Enter")),
    ActionSpec("play_or_pause", "Play or pause", ("Space", "Ctrl+Space"), menu=False),
    ActionSpec("close_or_stop", "Close what is open, or stop", ("Esc",), menu=False),
    ActionSpec("back", "Back a sentence", ("Alt+Left",), menu=False),
    ActionSpec("forward", "Forward a sentence", ("Alt+Right",), menu=False),
    ActionSpec("back_paragraph", "Back a paragraph", ("Alt+PgUp",), menu=False),
    ActionSpec("forward_paragraph", "Forward a paragraph", ("Alt+PgDown",), menu=False),
    ActionSpec("rewind", "Back to the start", ("Alt+Home",)),
    ActionSpec("undo", "Undo", ("Ctrl+Z",), gap=True),
    ActionSpec("redo", "Redo", ("Ctrl+Shift+Z", "Ctrl+Y")),
    ActionSpec("search_voices", "Search voices", ("Ctrl+K",), gap=True),
    ActionSpec("light_theme", "Light theme", gap=True),
    ActionSpec("dark_theme", "Dark theme"),
    ActionSpec("system_theme", "Theme of the system"),
    ActionSpec("settings", "Settings…", ("Ctrl+,",)),
    ActionSpec("quit", "Quit", ("Ctrl+Q",), gap=True),
)


def make_actions(window: QWidget, handlers: Mapping[str, Callable[[], object]]) -> dict[str, QAction]:
    """An action for each row of the table, which calls the handler of its id.

    Raises:
        KeyError: the table and *handlers* do not name the same actions.
    """
    unknown = set(handlers) ^ {spec.id for spec in ACTIONS}
    if unknown:
        raise KeyError(f"without a row or without a handler: {', '.join(sorted(unknown))}")
    made: dict[str, QAction] = {}
    for spec in ACTIONS:
        action = QAction(spec.text, window)
        action.setShortcuts([QKeySequence(key) for key in spec.keys])
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        handler = handlers[spec.id]
        connect(action.triggered, lambda _on=False, act=handler: act())
        window.addAction(action)
        made[spec.id] = action
    return made


def with_key(text: str, action_id: str) -> str:
    """*text* with the action's first shortcut appended, for tooltips."""
    keys = next(spec.keys for spec in ACTIONS if spec.id == action_id)
    if not keys:
        return text
    return f"{text} ({QKeySequence(keys[0]).toString(QKeySequence.SequenceFormat.NativeText)})"


def fill_menu(menu: QMenu, actions: Mapping[str, QAction]) -> None:
    """Fill *menu* from the table; a disabled action says why."""
    menu.setToolTipsVisible(True)
    for spec in ACTIONS:
        if spec.menu:
            if spec.gap:
                menu.addSeparator()
            menu.addAction(actions[spec.id])
