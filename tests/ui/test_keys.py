# SPDX-License-Identifier: GPL-3.0-or-later
"""Keys of actions: a person's own and those shipped, and which can be chosen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QWidget

from studio.ui.actions import ACTIONS, GROUPS
from studio.ui.keys import EDITING, ActionKeys, key_pressed, refusal, resolved, shown_key, shown_keys, twins

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def test_own_keys_go_before_shipped_ones_and_no_two_actions_have_one() -> None:
    keys = resolved({"rewind": ["Ctrl+E"], "quit": []})
    assert (keys["rewind"], keys["export"], keys["quit"]) == (("Ctrl+E",), (), ())
    assert keys["open"] == ("Ctrl+O",)
    assert list(keys) == [spec.id for spec in ACTIONS]
    both = resolved({"rewind": ["F9"], "quit": ["F9"], "gone": ["F9"]})
    assert sorted([both["rewind"], both["quit"]]) == [(), ("F9",)]


def test_the_keys_of_the_text_cannot_be_taken_from_it() -> None:
    assert resolved({"undo": ["F9"], "close_or_stop": []})["undo"] == ("Ctrl+Z",)
    assert resolved({"close_or_stop": []})["close_or_stop"] == ("Esc",)


def test_a_tool_tip_names_the_first_key_that_is_so_now(holder: QWidget) -> None:
    keys = ActionKeys(holder)
    changed = QSignalSpy(keys.changed)
    assert keys.with_key("Undo it", "undo") == "Undo it (Ctrl+Z)"
    assert keys.with_key("Make it light", "light_theme") == "Make it light"
    keys.use({"export": ["F9"]})
    keys.use({"export": ["F9"]})
    assert keys.with_key("Save it", "export") == "Save it (F9)"
    assert changed.count() == 1
    action = QAction(holder)
    keys.set_on({"export": action})
    assert [key.toString() for key in action.shortcuts()] == ["F9"]


def test_in_each_scope_an_action_has_its_keys_or_none(holder: QWidget) -> None:
    keys = ActionKeys(holder)
    actions = {name: QAction(holder) for name in ("find", "replace", "find_chapter", "find_project", "export")}
    had = {}
    for scope in ("manuscript", "outline", "start"):
        keys.set_on(actions, scope)
        had[scope] = ["".join(key.toString() for key in action.shortcuts()) for action in actions.values()]
    assert had == {
        "manuscript": ["Ctrl+F", "Ctrl+H", "", "", "Ctrl+E"],
        "outline": ["", "Ctrl+H", "Ctrl+F", "", "Ctrl+E"],
        "start": ["", "", "", "Ctrl+F", "Ctrl+E"],
    }
    with pytest.raises(ValueError, match="one of everywhere, outline, manuscript, map, start"):
        keys.set_on(actions, "elsewhere")


def test_own_keys_may_be_shared_where_no_scope_holds_both() -> None:
    keys = resolved({"find": ["F9"], "find_project": ["F9"], "export": []})
    assert keys["find"] == keys["find_project"] == ("F9",)
    assert resolved({"export": ["Ctrl+F"]})["find"] == ()


@pytest.mark.parametrize(
    ("combination", "key"),
    [
        (QKeyCombination(CTRL | SHIFT, Qt.Key.Key_L), "Ctrl+Shift+L"),
        (QKeyCombination(CTRL | Qt.KeyboardModifier.KeypadModifier, Qt.Key.Key_Enter), "Ctrl+Enter"),
        (QKeyCombination(CTRL, Qt.Key.Key_Plus), "Ctrl++"),
        (QKeyCombination(CTRL, Qt.Key.Key_Control), ""),
    ],
)
def test_a_pressed_key_is_written_as_in_the_table(combination: QKeyCombination, key: str) -> None:
    assert key_pressed(combination) == key


def test_keys_that_type_move_or_edit_are_refused_and_all_shipped_ones_but_for_those_are_not() -> None:
    assert "text editor" in refusal("Ctrl+C")
    assert "typing" in refusal("Shift+A")
    assert "typing" in refusal("Home")
    assert "typing" in refusal("F")
    assert [refusal(key) for key in ("F5", "Shift+F8", "Ctrl+Alt+C", "Alt+1", "Ctrl++")] == [""] * 5
    shipped = {key for spec in ACTIONS if not spec.fixed for key in spec.keys} - {"Space"}
    assert {key: refusal(key) for key in shipped if refusal(key)} == {}
    assert not EDITING & shipped


def test_keys_are_shown_as_on_the_keyboard() -> None:
    assert [shown_key(key) for key in ("Ctrl+Shift+A", "Alt+Left", "Ctrl++", "Space", "Ctrl+,")] == [
        "Ctrl Shift A", "Alt ←", "Ctrl +", "Space", "Ctrl ,",
    ]  # fmt: skip
    assert shown_keys(("Ctrl+Return", "Ctrl+Enter")) == "Ctrl Enter"
    assert twins("Ctrl+Enter") == ("Ctrl+Enter", "Ctrl+Return")
    assert twins("Ctrl+E") == ("Ctrl+E",)


def test_each_action_is_in_a_group() -> None:
    assert {spec.group for spec in ACTIONS} <= set(GROUPS)
