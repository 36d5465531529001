# SPDX-License-Identifier: GPL-3.0-or-later
"""The table of actions, and that the page of keys and the settings agree with it."""

from __future__ import annotations

import re
from functools import partial
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QWidget

from studio.app.keeping.settings import SPECS, Choice
from studio.ui.actions import (
    ACTIONS,
    EVERYWHERE,
    GROUPS,
    SCOPES,
    WITHIN,
    ActionSpec,
    connect_actions,
    fill_menu,
    make_actions,
)
from studio.ui.door import connect
from studio.ui.keys import EDITING, ActionKeys
from studio.ui.widgets.line_field import LineField
from tests.support.holding import hold
from tests.ui.conftest import InWindow, Open

pytestmark = pytest.mark.display
ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton

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
    assert all(QKeySequence(key).toString() == key for spec in ACTIONS for key in spec.keys)
    assert {spec.scope for spec in ACTIONS} <= set(SCOPES)


@pytest.mark.parametrize("scope", SCOPES)
def test_no_two_actions_share_a_key_in_one_scope(scope: str) -> None:
    here = [spec for spec in ACTIONS if spec.scope in (EVERYWHERE, scope)]
    shared = [
        (key, one.id, other.id) for one, other in combinations(here, 2) for key in set(one.keys) & set(other.keys)
    ]
    assert shared == []


def test_no_action_takes_a_key_that_text_editors_have_for_themselves(app: QApplication) -> None:
    standard = QKeySequence.StandardKey
    editing = (
        standard.SelectAll, standard.Copy, standard.Cut, standard.Paste, standard.Delete, standard.Backspace,
        standard.DeleteStartOfWord, standard.DeleteEndOfWord, standard.MoveToNextWord, standard.MoveToPreviousWord,
        standard.MoveToStartOfDocument, standard.MoveToEndOfDocument, standard.MoveToStartOfLine,
        standard.MoveToEndOfLine, standard.MoveToNextChar, standard.MoveToPreviousChar, standard.MoveToNextLine,
        standard.MoveToPreviousLine, standard.MoveToNextPage, standard.MoveToPreviousPage, standard.SelectNextWord,
        standard.SelectPreviousWord, standard.SelectNextChar, standard.SelectPreviousChar, standard.SelectNextLine,
        standard.SelectPreviousLine, standard.SelectNextPage, standard.SelectPreviousPage, standard.SelectStartOfLine,
        standard.SelectEndOfLine, standard.SelectStartOfDocument, standard.SelectEndOfDocument,
        standard.InsertParagraphSeparator, standard.InsertLineSeparator,
    )  # fmt: skip
    theirs = {key.toString() for each in editing for key in QKeySequence.keyBindings(each)} | EDITING
    # On X11 Qt has keys of Emacs for these too, which a line field gives to the window.
    theirs -= {"Ctrl+K", "Ctrl+E", "Ctrl+U"}
    taken = {key: spec.id for spec in ACTIONS if not spec.fixed for key in spec.keys if key in theirs}
    assert taken == {}


@pytest.mark.parametrize("spec", WITH_KEYS, ids=lambda spec: spec.id)
def test_the_page_of_keys_tells_how_to_reach_each_action(spec: ActionSpec) -> None:
    assert {as_written(key) for key in spec.keys} & told_keys()


def test_the_page_of_keys_tells_of_no_key_that_is_not_there() -> None:
    assert told_keys() <= {as_written(key) for spec in ACTIONS for key in spec.keys}


def test_each_theme_that_can_be_remembered_has_an_action() -> None:
    themes = SPECS["theme"].kind
    assert isinstance(themes, Choice)
    ids = {spec.id.removesuffix("_theme") for spec in ACTIONS if spec.id.endswith("_theme")}
    assert ids == {value for value, _name in themes.values}


@pytest.mark.display
def test_each_action_does_what_is_handed_in_under_its_id(app: QApplication) -> None:
    window, done = QWidget(), list[str]()
    made = make_actions(window)
    connect_actions(made, {spec.id: partial(done.append, spec.id) for spec in ACTIONS})
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
        connect_actions(make_actions(window), handlers)
    window.deleteLater()


def test_scopes_lie_within_one_another_and_end_everywhere() -> None:
    for scope in SCOPES:
        around = [scope]
        while around[-1] in WITHIN and len(around) <= len(SCOPES):
            around.append(WITHIN[around[-1]])
        assert around[-1] == EVERYWHERE


def entries(menu: QMenu) -> list[QAction]:
    return [each for each in menu.actions() if not each.isSeparator()]


def test_the_menu_holds_a_few_groups_of_a_dozen_actions_with_their_keys(app: QApplication, holder: QWidget) -> None:
    made = make_actions(holder)
    ActionKeys(holder).set_on(made)
    menu = QMenu(holder)
    fill_menu(menu, made)
    within = menu.findChildren(QMenu)
    groups = {each.title(): entries(each) for each in within}
    assert tuple(groups) == GROUPS[:-1]
    alone = [each for each in entries(menu) if each.menu() is None]
    assert len(entries(menu)) <= 12
    assert all(2 < len(held) <= 12 for held in groups.values())
    assert all(made[spec.id] in groups.get(spec.group, alone) for spec in ACTIONS if spec.menu)
    assert made["replace"].shortcut().toString() == "Ctrl+H"
    # Separators are between entries alone.
    for each in (menu, *within):
        rows = [entry.isSeparator() for entry in each.actions()]
        assert not rows[0]
        assert not rows[-1]
        assert not any(one and other for one, other in pairwise(rows))


def word_start(it: Open) -> float:
    """Where the heard word stands; infinity for none."""
    word = it.studio.hearing.view().word
    return float("inf") if word is None else word.start


def test_what_makes_or_keeps_something_is_done_once_however_long_its_key_is_held(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        editor = it.window.manuscript.editor
        done: list[str] = []
        for action_id in ("new_project", "keep_version", "text_larger"):
            action = it.presenter.actions[action_id]
            action.triggered.disconnect()
            connect(action.triggered, lambda _on=False, done_id=action_id: done.append(done_id))
        editor.setFocus()
        for key in (Qt.Key.Key_N, Qt.Key.Key_S, Qt.Key.Key_Plus):
            hold(editor, key, CTRL)
        assert done == ["new_project", "keep_version", *["text_larger"] * 3]
        assert editor.text == it.studio.editing.project.text

    in_window(body)


def test_keys_with_control_or_alt_do_what_the_table_says_in_a_text_field_too(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        editor, search = it.window.manuscript.editor, it.window.voices.search
        editor.setFocus()
        QTest.keyClicks(editor, "More ")
        await it.until(lambda: it.presenter.actions["undo"].isEnabled(), "there is something to undo")
        done: list[str] = []
        for spec in ACTIONS:
            action = it.presenter.actions[spec.id]
            action.triggered.disconnect()
            connect(action.triggered, lambda _on=False, done_id=spec.id: done.append(done_id))
            action.setEnabled(True)
        for field in (search, editor):
            for spec in ACTIONS:
                for key in spec.keys:
                    if not key.startswith(("Ctrl", "Alt")) or spec.scope not in (EVERYWHERE, "manuscript"):
                        continue
                    field.setFocus()
                    assert field.hasFocus()
                    QTest.keySequence(field, QKeySequence(key))
                    if field is editor and spec.id in ("undo", "redo"):
                        # The editor asks the studio itself.
                        continue
                    assert done == [spec.id], (field, key)
                    done.clear()

    in_window(body)


def test_keys_step_by_sentence_and_paragraph_also_while_stopped_and_in_the_text(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        editor = it.window.manuscript.editor
        editor.setFocus()
        text = "One is here. Two is here.\n\nThree is here.\nFour is here." + " And here." * 40
        it.studio.editing.replace_text(text)
        await it.until(lambda: editor.text == text, "shown")

        def step(key: Qt.Key) -> str:
            QTest.keyClick(editor, key, ALT)
            return text[it.studio.hearing.here :].split()[0]

        right, left, down, up = Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp
        assert [step(key) for key in (right, down, down, down)] == ["Two", "Three", "Four", "Four"]
        assert [step(key) for key in (left, up, up, up)] == ["Three", "One", "One", "One"]
        assert (it.phase, editor.text, editor.selected()) == ("stopped", text, (0, 0))
        it.studio.hearing.play_from(text.index("Two"))
        await it.until(lambda: it.studio.hearing.view().word is not None, "heard")
        step(down)
        await it.until(lambda: text.index("Three") <= word_start(it) < len(text), "heard there")

    in_window(body)


def test_undo_in_a_field_takes_back_what_was_typed_there_and_then_the_last_step(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        it.studio.designing.set_speed(0.5)
        search = it.window.voices.search
        search.setFocus()
        QTest.keyClicks(search, "uk")
        QTest.keyClick(search, Qt.Key.Key_Z, CTRL)
        assert (search.text(), it.studio.editing.project.design.controls.speed) == ("", 0.5)
        QTest.keyClick(search, Qt.Key.Key_Z, CTRL)
        assert it.studio.editing.project.design.controls.speed == 0.0
        QTest.keyClick(search, Qt.Key.Key_Z, CTRL | SHIFT)
        assert (search.text(), it.studio.editing.project.design.controls.speed) == ("uk", 0.0)
        QTest.keyClick(search, Qt.Key.Key_Z, CTRL | SHIFT)
        assert it.studio.editing.project.design.controls.speed == 0.5

    in_window(body)


def test_space_types_in_every_field_and_with_control_it_plays(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        able = [voice for voice in it.studio.voices.all if voice.available]
        it.studio.designing.choose_voice(able[0].id)
        it.studio.designing.add_to_mix(able[1].id)
        it.studio.designing.save_blend("Duet")
        await it.until(lambda: any(voice.own for voice in it.studio.voices.all), "saved")
        made = next(voice for voice in it.studio.voices.all if voice.own)
        it.presenter.actions["replace"].trigger()
        fields = it.window.findChildren(QLineEdit)
        assert len(fields) == 10
        for field in fields:
            assert isinstance(field, LineField)
            it.window.left.show_side("chapters" if field is it.window.outline.search else "voices")
            if field is it.window.voices.rename_field:
                it.window.voices.begin_rename(made.id)
            elif field is it.window.design.save_name:
                QTest.mouseClick(it.window.design.save, LEFT)
            field.setFocus()
            assert field.isVisible()
            field.setText("two")
            QTest.keyClick(field, Qt.Key.Key_Space)
            QTest.keyClicks(field, "words")
            assert (field.text(), it.phase) == ("two words", "stopped")
            QTest.keyClick(field, Qt.Key.Key_Space, CTRL)
            assert it.studio.hearing.active
            QTest.keyClick(field, Qt.Key.Key_Space, CTRL)
            await it.until(lambda: it.phase == "paused", "paused")
            it.studio.hearing.stop()
            assert field.text() == "two words"

    in_window(body)
