# SPDX-License-Identifier: GPL-3.0-or-later
"""The table of actions, and that the page of keys and the settings agree with it."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

from studio.app.settings import THEMES
from studio.ui.actions import ACTIONS, ActionSpec, make_actions, with_key

PAGE = (Path(__file__).parents[2] / "resources" / "docs" / "keys.md").read_text("utf-8")
WITH_KEYS = [spec for spec in ACTIONS if spec.keys]


def as_written(key: str) -> str:
    """A shortcut as the page writes it."""
    return key.replace("Return", "Enter").replace("PgUp", "Page Up").replace("PgDown", "Page Down")


def told_keys() -> set[str]:
    """The keys in the page's first table, which are those of the whole window."""
    rows = re.findall(r"^\| ([^|]+) \| [^|]+ \|$", PAGE.partition("\n## ")[0], re.MULTILINE)
    return {key for row in rows for key in row.split(", ")} - {"key", "---"}


def test_actions_are_told_apart_by_id_text_and_keys() -> None:
    assert len({spec.id for spec in ACTIONS}) == len({spec.text for spec in ACTIONS}) == len(ACTIONS)
    keys = [key for spec in ACTIONS for key in spec.keys]
    assert len(set(keys)) == len(keys)
    assert all(QKeySequence(key).toString() for key in keys)


@pytest.mark.parametrize("spec", WITH_KEYS, ids=lambda spec: spec.id)
def test_the_page_of_keys_tells_how_to_reach_each_action(spec: ActionSpec) -> None:
    assert {as_written(key) for key in spec.keys} & told_keys()


def test_the_page_of_keys_tells_of_no_key_that_is_not_there() -> None:
    assert told_keys() <= {as_written(key) for spec in ACTIONS for key in spec.keys}


def test_each_theme_that_can_be_remembered_has_an_action() -> None:
    assert {spec.id.removesuffix("_theme") for spec in ACTIONS if spec.id.endswith("_theme")} == set(THEMES)


@pytest.mark.display
def test_each_action_does_what_is_handed_in_under_its_id(app: QApplication) -> None:
    window, done = QWidget(), list[str]()
    made = make_actions(window, {spec.id: partial(done.append, spec.id) for spec in ACTIONS})
    for action in made.values():
        action.trigger()
    assert done == [spec.id for spec in ACTIONS]
    assert [action.text() for action in window.actions()] == [spec.text for spec in ACTIONS]
    window.deleteLater()


@pytest.mark.display
def test_a_table_and_handlers_that_differ_are_refused(app: QApplication) -> None:
    window = QWidget()
    handlers = {spec.id: (lambda: None) for spec in ACTIONS if spec.id != "undo"}
    with pytest.raises(KeyError, match="undo"):
        make_actions(window, handlers)
    window.deleteLater()


def test_a_tool_tip_names_the_first_shortcut() -> None:
    assert with_key("Undo it", "undo") == "Undo it (Ctrl+Z)"
    assert with_key("Make it light", "light_theme") == "Make it light"
