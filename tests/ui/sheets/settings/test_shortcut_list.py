# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QAccessible, QAction, QContextMenuEvent, QKeySequence
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QVBoxLayout, QWidget

from studio.ui.keys import resolved
from studio.ui.sheets.settings.shortcut_list import ShortcutList
from studio.ui.sheets.settings.shortcut_rows import ID_ROLE, NOTE_ROLE, KeyRow, take_rect
from studio.ui.theme import Theme
from tests.ui.conftest import Show

pytestmark = pytest.mark.display
CTRL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def listed(theme: Theme, show: Show) -> ShortcutList:
    """The list in a window with a field, and a key of its own that must not act while one is waited for."""
    window, made = QWidget(), ShortcutList(theme)
    column = QVBoxLayout(window)
    column.addWidget(made)
    column.addWidget(QLineEdit())
    made.show_keys(resolved({}))
    quit_action = QAction("quit", window)
    quit_action.setShortcut(QKeySequence("Ctrl+Q"))
    quit_action.triggered.connect(window.close)
    window.addAction(quit_action)
    show(window, 320, 600)
    made.setFocus()
    return made


def row(listed: ShortcutList, action_id: str) -> QModelIndex:
    rows = listed.model()
    return next(rows.index(n, 0) for n in range(rows.rowCount()) if rows.index(n, 0).data(ID_ROLE) == action_id)


def told(listed: ShortcutList, action_id: str) -> KeyRow:
    found = row(listed, action_id).data(NOTE_ROLE)
    assert isinstance(found, KeyRow)
    return found


def press(listed: ShortcutList, action_id: str, *keys: Qt.Key | str) -> None:
    """Return on the action's row, and then these keys."""
    listed.setCurrentIndex(row(listed, action_id))
    QTest.keyClick(listed, Qt.Key.Key_Return)
    assert listed.waiting_for == action_id
    for key in keys:
        if isinstance(key, str):
            QTest.keySequence(listed, QKeySequence(key))
        else:
            QTest.keyClick(listed, key)


def signals(spy: QSignalSpy) -> list[list[object]]:
    return [list(spy.at(number)) for number in range(spy.count())]


def test_return_and_then_a_key_give_it_to_the_action(listed: ShortcutList) -> None:
    chosen = QSignalSpy(listed.chosen)
    press(listed, "rewind")
    assert told(listed, "rewind").waiting
    QTest.keySequence(listed, QKeySequence("Ctrl+J"))
    press(listed, "rewind", "Ctrl+Shift+Alt+Return")
    assert signals(chosen) == [
        ["rewind", ("Ctrl+J",)],
        ["rewind", ("Ctrl+Alt+Shift+Return", "Ctrl+Alt+Shift+Enter")],
    ]
    assert not listed.waiting_for


def test_escape_cancels_delete_clears_and_a_key_of_the_window_does_not_act(listed: ShortcutList) -> None:
    chosen = QSignalSpy(listed.chosen)
    press(listed, "rewind", "Ctrl+Q", Qt.Key.Key_Escape)
    assert listed.isVisible()
    assert (signals(chosen), told(listed, "rewind").keys) == ([], "Alt Home")
    press(listed, "rewind", Qt.Key.Key_Delete)
    QTest.keyClick(listed, Qt.Key.Key_Delete)
    assert signals(chosen) == [["rewind", ()]] * 2


def test_a_taken_key_says_whose_it_is_and_return_or_a_click_takes_it(listed: ShortcutList) -> None:
    chosen, taken = QSignalSpy(listed.chosen), QSignalSpy(listed.taken)
    press(listed, "rewind", "Ctrl+E")
    assert told(listed, "rewind") == KeyRow("Ctrl E", "also: Export WAV", takes=True)
    QTest.keyClick(listed, Qt.Key.Key_Return)
    press(listed, "rewind", "Ctrl+E")
    at = row(listed, "rewind")
    listed.doItemsLayout()
    QTest.mouseClick(listed.viewport(), LEFT, pos=listed.visualRect(at).topLeft() + QPoint(20, 10))
    assert listed.waiting_for == "rewind"
    QTest.mouseClick(listed.viewport(), LEFT, pos=take_rect(listed.visualRect(at), told(listed, "rewind")).center())
    assert signals(taken) == [["rewind", ("Ctrl+E",)]] * 2
    assert signals(chosen) == []


def test_a_key_for_typing_or_the_texts_own_is_refused_and_another_can_be_pressed(listed: ShortcutList) -> None:
    chosen = QSignalSpy(listed.chosen)
    press(listed, "rewind", "Ctrl+C")
    assert told(listed, "rewind").error
    QTest.keyClick(listed, Qt.Key.Key_J)
    assert "typing" in told(listed, "rewind").note
    QTest.keySequence(listed, QKeySequence("Ctrl+Z"))
    QTest.keyClick(listed, Qt.Key.Key_Tab)
    assert told(listed, "rewind").error
    QTest.keySequence(listed, QKeySequence("Ctrl+J"))
    assert signals(chosen) == [["rewind", ("Ctrl+J",)]]


def test_a_click_waits_for_a_key_and_going_elsewhere_ends_that(listed: ShortcutList) -> None:
    chosen = QSignalSpy(listed.chosen)
    place = listed.visualRect(row(listed, "export")).center()
    QTest.mouseClick(listed.viewport(), LEFT, pos=place)
    assert listed.waiting_for == "export"
    listed.window().findChild(QLineEdit).setFocus()  # type: ignore[union-attr]
    assert (listed.waiting_for, told(listed, "export").keys, signals(chosen)) == ("", "Ctrl E", [])


def test_the_menu_clears_and_brings_back(listed: ShortcutList) -> None:
    chosen, taken = QSignalSpy(listed.chosen), QSignalSpy(listed.taken)
    listed.show_keys(resolved({"rewind": ["F9"]}))
    entries = {entry.text(): entry for entry in listed._menu_for("rewind").actions()}
    entries["Clear"].trigger()
    entries["As shipped"].trigger()
    assert (signals(chosen), signals(taken)) == ([["rewind", ()]], [["rewind", ("Alt+Home",)]])
    assert not {entry.text(): entry for entry in listed._menu_for("quit").actions()}["As shipped"].isEnabled()


@pytest.mark.parametrize("reason", [QContextMenuEvent.Reason.Mouse, QContextMenuEvent.Reason.Keyboard])
def test_a_menu_asked_for_while_a_row_waits_for_its_key_is_of_the_row_under_it(
    listed: ShortcutList, reason: QContextMenuEvent.Reason
) -> None:
    chosen = QSignalSpy(listed.chosen)
    press(listed, "rewind")
    wanted = "rewind" if reason == QContextMenuEvent.Reason.Keyboard else "export"
    place = listed.visualRect(row(listed, wanted)).center()
    QApplication.sendEvent(listed.viewport(), QContextMenuEvent(reason, place, listed.viewport().mapToGlobal(place)))
    assert (listed.waiting_for, listed.currentIndex().data(ID_ROLE)) == ("", wanted)
    (menu,) = listed.findChildren(QMenu)
    assert menu.isVisible()
    next(entry for entry in menu.actions() if entry.text() == "Clear").trigger()
    menu.close()
    assert signals(chosen) == [[wanted, ()]]


def test_a_screen_reader_is_told_actions_with_their_keys(listed: ShortcutList) -> None:
    access = QAccessible.queryAccessibleInterface(listed)
    names = [access.child(number).text(QAccessible.Text.Name) for number in range(access.childCount())]
    assert {"Export WAV: Ctrl E", "Light theme: no key"} <= set(names)
    press(listed, "export")
    assert access.child(row(listed, "export").row()).text(QAccessible.Text.Name) == "Export WAV press keys"
