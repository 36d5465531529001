# SPDX-License-Identifier: GPL-3.0-or-later
"""The table of actions, from which menus, shortcuts and tooltips are made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from studio.app.exporting.export_formats import kind_of_files
from studio.ui.door import connect

EVERYWHERE = "everywhere"
WITHIN = {"outline": "manuscript", "manuscript": EVERYWHERE, "map": EVERYWHERE, "start": EVERYWHERE}
"""The scope around each scope. Of two actions with one key, the one of the inner scope has it there."""
SCOPES = (EVERYWHERE, *WITHIN)
"""Where an action has its keys: everywhere, in the list of chapters, while the manuscript, the map of voices, or recent
projects are shown."""

GROUPS = ("Project", "Edit", "Speech", "Text", "Voices", "View", "Program")
"""Groups of actions in lists and menus; those of the last one stand in the menu itself."""


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """An action.

    Attributes:
        id: Its name in the table and among the handlers.
        text: Its text in the menu.
        keys: Shortcuts; the first one is shown.
        menu: Whether the menu of its group has it.
        gap: Whether that menu has a line before it.
        group: One of GROUPS.
        fixed: Whether its keys are the text's and cannot be changed.
        scope: Where it has its keys, one of SCOPES. Two actions may have one key where no scope holds both.
        repeats: Whether it is done again and again while its key is held. What makes or keeps something is not.
    """

    id: str
    text: str
    keys: tuple[str, ...] = ()
    menu: bool = True
    gap: bool = False
    group: str = "Program"
    fixed: bool = False
    scope: str = EVERYWHERE
    repeats: bool = False

    def meets(self, other: ActionSpec) -> bool:
        """Whether both have their keys in one place."""
        return self.scope == other.scope or EVERYWHERE in (self.scope, other.scope)


ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec("new_project", "New project", ("Ctrl+N",), group="Project"),
    ActionSpec("projects", "Projects…", group="Project"),
    ActionSpec("find_project", "Find a project", ("Ctrl+F",), menu=False, group="Project", scope="start"),
    ActionSpec("open", "Open a project, text or book…", ("Ctrl+O",), group="Project"),
    ActionSpec("keep_version", "Keep a version", ("Ctrl+S",), gap=True, group="Project"),
    ActionSpec("versions", "Versions…", group="Project"),
    ActionSpec("save_as", "Save project as…", ("Ctrl+Shift+S",), group="Project"),
    ActionSpec("save_copy", "Save a copy without sound…", group="Project"),
    ActionSpec("save_text", "Save text", gap=True, group="Project"),
    ActionSpec("save_text_as", "Save text as…", group="Project"),
    ActionSpec("export", f"Export {kind_of_files()}…", ("Ctrl+E",), gap=True, group="Project"),
    ActionSpec("export_fitted", f"Export {kind_of_files()}, fitted to the cues…", group="Project"),
    ActionSpec("undo", "Undo", ("Ctrl+Z",), group="Edit", fixed=True, repeats=True),
    ActionSpec("redo", "Redo", ("Ctrl+Shift+Z", "Ctrl+Y"), group="Edit", fixed=True, repeats=True),
    ActionSpec("find", "Find in the text…", ("Ctrl+F",), gap=True, group="Edit", scope="manuscript"),
    ActionSpec("replace", "Find and replace…", ("Ctrl+H",), group="Edit", scope="manuscript"),
    ActionSpec("find_next", "Next of what is found", ("F3",), group="Edit", scope="manuscript", repeats=True),
    ActionSpec(
        "find_previous", "Previous of what is found", ("Shift+F3",), group="Edit", scope="manuscript", repeats=True
    ),
    ActionSpec("find_chapter", "Find a chapter…", ("Ctrl+F",), gap=True, group="Edit", scope="outline"),
    ActionSpec("go_to", "Go to a time, paragraph or chapter…", ("Ctrl+G",), group="Edit", scope="manuscript"),
    ActionSpec("play_all", "Play from the start", ("Ctrl+Return", "Ctrl+Enter"), group="Speech"),
    ActionSpec(
        "play_here", "Play from here, or the selection", ("Ctrl+Shift+Return", "Ctrl+Shift+Enter"), group="Speech"
    ),
    ActionSpec("play_or_pause", "Play or pause", ("Space", "Ctrl+Space"), group="Speech"),
    ActionSpec("close_or_stop", "Close what is open, or stop", ("Esc",), menu=False, fixed=True),
    ActionSpec("back", "Back a sentence", ("Alt+Left",), menu=False, group="Speech", repeats=True),
    ActionSpec("forward", "Forward a sentence", ("Alt+Right",), menu=False, group="Speech", repeats=True),
    ActionSpec("back_paragraph", "Back a paragraph", ("Alt+PgUp",), menu=False, group="Speech", repeats=True),
    ActionSpec("forward_paragraph", "Forward a paragraph", ("Alt+PgDown",), menu=False, group="Speech", repeats=True),
    ActionSpec("back_chapter", "Back a chapter", ("Alt+Shift+PgUp",), menu=False, group="Speech", repeats=True),
    ActionSpec("forward_chapter", "Forward a chapter", ("Alt+Shift+PgDown",), menu=False, group="Speech", repeats=True),
    ActionSpec("rewind", "Back to the start", ("Alt+Home",), group="Speech"),
    ActionSpec("loop", "Loop the sentence, or the selection", ("Ctrl+L",), group="Speech"),
    ActionSpec("show_heard", "Show what is heard, and follow it", ("F4",), group="Speech"),
    ActionSpec("takes", "Takes of the paragraph", ("Ctrl+T",), gap=True, group="Speech"),
    ActionSpec("compare_takes", "Compare with the take before", group="Speech"),
    ActionSpec("read_again", "Read another time: the selection, or the paragraph", group="Speech"),
    ActionSpec("render_changed", "Render what changed", ("F5",), gap=True, group="Speech"),
    ActionSpec("pause_rendering", "Pause rendering, or go on", ("Ctrl+F5",), group="Speech"),
    ActionSpec("put_pause", "Pause here, or behind the selection", group="Text"),
    ActionSpec("show_unsure", "Show unsure words", group="Text"),
    ActionSpec("next_unsure", "Next unsure word", ("F8",), menu=False, group="Text", scope="manuscript", repeats=True),
    ActionSpec(
        "previous_unsure", "Previous unsure word", ("Shift+F8",), False, group="Text", scope="manuscript", repeats=True
    ),
    ActionSpec("spell", "Spell the selection, or no more", group="Text"),
    ActionSpec("clear_marks", "Take the marks off the selection", group="Text"),
    ActionSpec("open_mark", "Change the mark at the caret…", group="Text"),
    ActionSpec("say_as", "Say the word, or the selection, as…", ("Ctrl+Shift+A",), gap=True, group="Text"),
    ActionSpec("add_to_dictionary", "Add the word to the dictionary…", group="Text"),
    ActionSpec("dictionary", "Dictionary…", group="Text"),
    ActionSpec("choose_emotion", "Emotion of the selection…", menu=False, group="Text"),
    ActionSpec("choose_speed", "Speed of the selection…", menu=False, group="Text"),
    ActionSpec("choose_volume", "Volume of the selection…", menu=False, group="Text"),
    ActionSpec("play_mark", "Hear the mark at the caret", menu=False, group="Text"),
    ActionSpec(
        "mark_longer", "Mark a word further; a longer pause", ("Alt+Shift+Right",), False, group="Text", repeats=True
    ),
    ActionSpec(
        "mark_shorter", "Mark a word less; a shorter pause", ("Alt+Shift+Left",), False, group="Text", repeats=True
    ),
    ActionSpec("mark_earlier", "Mark from a word earlier", ("Alt+Shift+Up",), False, group="Text", repeats=True),
    ActionSpec("mark_later", "Mark from a word later", ("Alt+Shift+Down",), False, group="Text", repeats=True),
    ActionSpec("say_by", "Who says the selection…", menu=False, group="Text"),
    ActionSpec(
        "selection_bar", "Into the selection’s bar", ("F6", "Alt+Return", "Alt+Enter"), menu=False, group="Text"
    ),
    ActionSpec("find_speakers", "Find speakers…", gap=True, group="Text"),
    ActionSpec("pauses", "Pauses…", group="Text"),
    ActionSpec("speaker", "Who reads the paragraph…", ("Alt+S",), group="Voices"),
    *(
        ActionSpec(f"speaker_{number}", f"Speaker {number} reads", (f"Alt+{number}",), menu=False, group="Voices")
        for number in range(1, 10)
    ),
    ActionSpec("speaker_above", "Whoever reads the one above", ("Alt+0",), group="Voices"),
    ActionSpec("new_speaker", "New speaker…", ("Alt+N",), group="Voices"),
    ActionSpec("switch_ab", "Switch between A and B", ("Ctrl+B",), gap=True, group="Voices"),
    ActionSpec("swap_ab", "Swap the designs A and B", group="Voices"),
    ActionSpec("presets", "Presets of whole designs…", menu=False, group="Voices"),
    ActionSpec("surprise", "Surprise me with another blend", menu=False, group="Voices"),
    ActionSpec("copy_ab", "Make A and B the same", group="Voices"),
    ActionSpec("search_voices", "Search voices", ("Ctrl+K",), gap=True, group="Voices"),
    ActionSpec("voice_from_clip", "New voice from a clip…", group="Voices"),
    ActionSpec("voices_as_map", "Voices as map or list", ("Ctrl+M",), group="Voices"),
    ActionSpec("add_voices", "Add voices from files…", group="Voices"),
    ActionSpec("light_theme", "Light theme", group="View"),
    ActionSpec("dark_theme", "Dark theme", group="View"),
    ActionSpec("system_theme", "Theme of the system", group="View"),
    ActionSpec("text_larger", "Larger text", ("Ctrl++", "Ctrl+="), gap=True, group="View", repeats=True),
    ActionSpec("text_smaller", "Smaller text", ("Ctrl+-",), group="View", repeats=True),
    ActionSpec("text_usual", "Usual text size", ("Ctrl+0",), group="View"),
    ActionSpec("fold_left", "Fold or open the left panel", ("F9",), gap=True, group="View"),
    ActionSpec("fold_right", "Fold or open the design panel", ("Shift+F9",), group="View"),
    ActionSpec("palette", "All commands…", ("Ctrl+Shift+P",)),
    ActionSpec("settings", "Settings…", ("Ctrl+,",)),
    ActionSpec("help", "Help and keys", ("F1",)),
    ActionSpec("quit", "Quit", ("Ctrl+Q",), gap=True),
)


def make_actions(window: QWidget) -> dict[str, QAction]:
    """An action for each row of the table, without keys, which does nothing yet."""
    made: dict[str, QAction] = {}
    for spec in ACTIONS:
        action = QAction(spec.text, window)
        action.setAutoRepeat(spec.repeats)
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        window.addAction(action)
        made[spec.id] = action
    return made


def connect_actions(actions: Mapping[str, QAction], handlers: Mapping[str, Callable[[], object]]) -> None:
    """Have each action call the handler of its id.

    Raises:
        KeyError: *actions* and *handlers* do not name the same ids.
    """
    unknown = set(handlers) ^ set(actions)
    if unknown:
        raise KeyError(f"without a row or without a handler: {', '.join(sorted(unknown))}")
    for id, action in actions.items():
        connect(action.triggered, lambda _on=False, act=handlers[id]: act())


def fill_menu(menu: QMenu, actions: Mapping[str, QAction]) -> None:
    """Fill *menu* from the table, with a menu within it for each group but the last; a disabled action says why."""
    for group in GROUPS[:-1]:
        _fill(menu.addMenu(group), group, actions)
    menu.addSeparator()
    _fill(menu, GROUPS[-1], actions)


def _fill(menu: QMenu, group: str, actions: Mapping[str, QAction]) -> None:
    menu.setToolTipsVisible(True)
    for spec in ACTIONS:
        if spec.menu and spec.group == group:
            if spec.gap:
                menu.addSeparator()
            menu.addAction(actions[spec.id])
