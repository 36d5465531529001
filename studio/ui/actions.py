# SPDX-License-Identifier: GPL-3.0-or-later
"""The table of actions, from which menus, shortcuts and tooltips are made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from studio.app.export_formats import kind_of_files
from studio.ui.door import connect

EVERYWHERE = "everywhere"
SCOPES = (EVERYWHERE, "manuscript", "start")
"""Where an action has its keys: everywhere, while the manuscript is shown, while recent projects are."""

GROUPS = ("Play", "Text", "Voices", "Files", "Everything")


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """An action.

    Attributes:
        id: Its name in the table and among the handlers.
        text: Its text in the menu.
        keys: Shortcuts; the first one is shown.
        menu: Whether the manuscript's menu has it.
        gap: Whether that menu has a line before it.
        group: The group that lists of keys show it in, one of GROUPS.
        fixed: Whether its keys are the text's and cannot be changed.
        scope: Where it has its keys, one of SCOPES. Two actions may have one key where no scope holds both.
    """

    id: str
    text: str
    keys: tuple[str, ...] = ()
    menu: bool = True
    gap: bool = False
    group: str = "Everything"
    fixed: bool = False
    scope: str = EVERYWHERE

    def meets(self, other: ActionSpec) -> bool:
        """Whether both have their keys in one place."""
        return self.scope == other.scope or EVERYWHERE in (self.scope, other.scope)


ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec("new_project", "New project", ("Ctrl+N",), group="Files"),
    ActionSpec("projects", "Projects…", group="Files"),
    ActionSpec("find_project", "Find a project", ("Ctrl+F",), menu=False, group="Files", scope="start"),
    ActionSpec("open", "Open a project, text or book…", ("Ctrl+O",), group="Files"),
    ActionSpec("keep_version", "Keep a version", ("Ctrl+S",), group="Files"),
    ActionSpec("versions", "Versions…", group="Files"),
    ActionSpec("save_as", "Save project as…", ("Ctrl+Shift+S",), group="Files"),
    ActionSpec("save_copy", "Save a copy without sound…", group="Files"),
    ActionSpec("save_text", "Save text", gap=True, group="Files"),
    ActionSpec("save_text_as", "Save text as…", group="Files"),
    ActionSpec("export", f"Export {kind_of_files()}…", ("Ctrl+E",), group="Files"),
    ActionSpec("export_fitted", f"Export {kind_of_files()}, fitted to the cues…", group="Files"),
    ActionSpec("play_all", "Play from the start", ("Ctrl+Return", "Ctrl+Enter"), gap=True, group="Play"),
    ActionSpec(
        "play_here", "Play from here, or the selection", ("Ctrl+Shift+Return", "Ctrl+Shift+Enter"), group="Play"
    ),
    ActionSpec("play_or_pause", "Play or pause", ("Space", "Ctrl+Space"), menu=False, group="Play"),
    ActionSpec("close_or_stop", "Close what is open, or stop", ("Esc",), menu=False, fixed=True),
    ActionSpec("back", "Back a sentence", ("Alt+Left",), menu=False, group="Play"),
    ActionSpec("forward", "Forward a sentence", ("Alt+Right",), menu=False, group="Play"),
    ActionSpec("back_paragraph", "Back a paragraph", ("Alt+PgUp",), menu=False, group="Play"),
    ActionSpec("forward_paragraph", "Forward a paragraph", ("Alt+PgDown",), menu=False, group="Play"),
    ActionSpec("back_chapter", "Back a chapter", ("Alt+Shift+PgUp",), menu=False, group="Play"),
    ActionSpec("forward_chapter", "Forward a chapter", ("Alt+Shift+PgDown",), menu=False, group="Play"),
    ActionSpec("rewind", "Back to the start", ("Alt+Home",), group="Play"),
    ActionSpec("loop", "Loop the sentence, or the selection", ("Ctrl+L",), group="Play"),
    ActionSpec("show_heard", "Show what is heard, and follow it", ("F4",), group="Play"),
    ActionSpec("switch_ab", "Switch between A and B", ("Ctrl+B",), group="Play"),
    ActionSpec("swap_ab", "Swap the designs A and B", menu=False, group="Voices"),
    ActionSpec("copy_ab", "Make A and B the same", menu=False, group="Voices"),
    ActionSpec("compare_takes", "Compare with the take before", group="Play"),
    ActionSpec("render_changed", "Render what changed", ("F5",), gap=True, group="Play"),
    ActionSpec("read_again", "Read another time: the selection, or the paragraph", group="Play"),
    ActionSpec("pause_rendering", "Pause rendering, or go on", ("Ctrl+F5",), group="Play"),
    ActionSpec("put_pause", "Pause here, or behind the selection", gap=True, group="Text"),
    ActionSpec("say_as", "Say the word, or the selection, as…", ("Ctrl+Shift+A",), group="Text"),
    ActionSpec("add_to_dictionary", "Add the word to the dictionary…", group="Text"),
    ActionSpec("dictionary", "Dictionary…", group="Text"),
    ActionSpec("spell", "Spell the selection, or no more", group="Text"),
    ActionSpec("choose_emotion", "Emotion of the selection…", menu=False, group="Text"),
    ActionSpec("choose_speed", "Speed of the selection…", menu=False, group="Text"),
    ActionSpec("choose_volume", "Volume of the selection…", menu=False, group="Text"),
    ActionSpec("clear_marks", "Take the marks off the selection", group="Text"),
    ActionSpec("open_mark", "Change the mark at the caret…", group="Text"),
    ActionSpec("play_mark", "Hear the mark at the caret", menu=False, group="Text"),
    ActionSpec("mark_longer", "Mark a word further; a longer pause", ("Alt+Shift+Right",), False, group="Text"),
    ActionSpec("mark_shorter", "Mark a word less; a shorter pause", ("Alt+Shift+Left",), False, group="Text"),
    ActionSpec("mark_earlier", "Mark from a word earlier", ("Alt+Shift+Up",), False, group="Text"),
    ActionSpec("mark_later", "Mark from a word later", ("Alt+Shift+Down",), False, group="Text"),
    ActionSpec("say_by", "Who says the selection…", menu=False, group="Text"),
    ActionSpec(
        "selection_bar", "Into the selection’s bar", ("F6", "Alt+Return", "Alt+Enter"), menu=False, group="Text"
    ),
    ActionSpec("find_speakers", "Find speakers…", gap=True, group="Text"),
    ActionSpec("pauses", "Pauses…", group="Text"),
    ActionSpec("takes", "Takes of the paragraph", ("Ctrl+T",), gap=True),
    ActionSpec("speaker", "Who reads the paragraph…", ("Alt+S",), group="Voices"),
    *(
        ActionSpec(f"speaker_{number}", f"Speaker {number} reads", (f"Alt+{number}",), menu=False, group="Voices")
        for number in range(1, 10)
    ),
    ActionSpec("speaker_above", "Whoever reads the one above", ("Alt+0",), menu=False, group="Voices"),
    ActionSpec("new_speaker", "New speaker…", ("Alt+N",), group="Voices"),
    ActionSpec("undo", "Undo", ("Ctrl+Z",), gap=True, fixed=True),
    ActionSpec("redo", "Redo", ("Ctrl+Shift+Z", "Ctrl+Y"), fixed=True),
    ActionSpec("find", "Find in the text…", ("Ctrl+F",), gap=True, group="Text", scope="manuscript"),
    ActionSpec("replace", "Find and replace…", ("Ctrl+H",), group="Text", scope="manuscript"),
    ActionSpec("find_next", "Next of what is found", ("F3",), menu=False, group="Text", scope="manuscript"),
    ActionSpec(
        "find_previous", "Previous of what is found", ("Shift+F3",), menu=False, group="Text", scope="manuscript"
    ),
    ActionSpec("go_to", "Go to a time, paragraph or chapter…", ("Ctrl+G",), group="Text", scope="manuscript"),
    ActionSpec("search_voices", "Search voices", ("Ctrl+K",), gap=True, group="Voices"),
    ActionSpec("light_theme", "Light theme", gap=True),
    ActionSpec("dark_theme", "Dark theme"),
    ActionSpec("system_theme", "Theme of the system"),
    ActionSpec("text_larger", "Larger text", ("Ctrl++", "Ctrl+="), menu=False, group="Text"),
    ActionSpec("text_smaller", "Smaller text", ("Ctrl+-",), menu=False, group="Text"),
    ActionSpec("text_usual", "Usual text size", ("Ctrl+0",), menu=False, group="Text"),
    ActionSpec("palette", "All commands…", ("Ctrl+Shift+P",), gap=True),
    ActionSpec("settings", "Settings…", ("Ctrl+,",)),
    ActionSpec("quit", "Quit", ("Ctrl+Q",), gap=True),
)


def make_actions(window: QWidget, handlers: Mapping[str, Callable[[], object]]) -> dict[str, QAction]:
    """An action for each row of the table, without keys yet, which calls the handler of its id.

    Raises:
        KeyError: the table and *handlers* do not name the same actions.
    """
    unknown = set(handlers) ^ {spec.id for spec in ACTIONS}
    if unknown:
        raise KeyError(f"without a row or without a handler: {', '.join(sorted(unknown))}")
    made: dict[str, QAction] = {}
    for spec in ACTIONS:
        action = QAction(spec.text, window)
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        handler = handlers[spec.id]
        connect(action.triggered, lambda _on=False, act=handler: act())
        window.addAction(action)
        made[spec.id] = action
    return made


def fill_menu(menu: QMenu, actions: Mapping[str, QAction]) -> None:
    """Fill *menu* from the table; a disabled action says why."""
    menu.setToolTipsVisible(True)
    for spec in ACTIONS:
        if spec.menu:
            if spec.gap:
                menu.addSeparator()
            menu.addAction(actions[spec.id])
