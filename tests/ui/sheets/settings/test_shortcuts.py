# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QSignalSpy, QTest

from studio.ui.keys import resolved
from studio.ui.sheets.settings.shortcut_list import listed_actions
from studio.ui.sheets.settings.shortcut_rows import ID_ROLE
from studio.ui.sheets.settings.shortcuts import ShortcutsPanel
from studio.ui.theme import Theme
from tests.ui.conftest import Show

pytestmark = pytest.mark.display


@pytest.fixture
def panel(theme: Theme, show: Show) -> ShortcutsPanel:
    made = ShortcutsPanel(theme)
    made.show_keys(resolved({}))
    show(made, 320, 600)
    made.search.setFocus()
    return made


def shown(panel: ShortcutsPanel) -> set[str]:
    rows = panel.list.model()
    return {rows.index(number, 0).data(ID_ROLE) for number in range(rows.rowCount())} - {""}


def test_actions_are_found_by_name_and_by_pressing_a_key(panel: ShortcutsPanel) -> None:
    assert shown(panel) == {spec.id for spec in listed_actions()}
    QTest.keyClicks(panel.search, "TEXT save as")
    assert shown(panel) == {"save_text_as"}
    QTest.keySequence(panel.search, QKeySequence("Ctrl+E"))
    assert (panel.search.text(), shown(panel)) == ("Ctrl E", {"export"})
    QTest.keySequence(panel.search, QKeySequence("Ctrl+Return"))
    assert shown(panel) == {"play_all"}
    QTest.keyClick(panel.search, Qt.Key.Key_Return)
    assert panel.list.hasFocus()
    assert panel.list.currentIndex().data(ID_ROLE) == "play_all"


def test_editing_the_search_is_no_pressed_key(panel: ShortcutsPanel) -> None:
    QTest.keyClicks(panel.search, "save")
    QTest.keySequence(panel.search, QKeySequence("Ctrl+A"))
    assert panel.search.selectedText() == "save"
    QTest.keySequence(panel.search, QKeySequence("F12"))
    assert (panel.search.text(), shown(panel), panel.none.isVisible()) == ("F12", set(), True)
    assert panel.close_innermost()
    assert (panel.search.text(), panel.none.isVisible()) == ("", False)
    assert not panel.close_innermost()


def test_all_as_shipped_is_there_while_something_is_not(panel: ShortcutsPanel) -> None:
    asked = QSignalSpy(panel.reset_requested)
    assert (panel.reset.isEnabled(), panel.reset.toolTip()) == (False, "All keys are as shipped.")
    panel.show_keys(resolved({"quit": []}))
    QTest.mouseClick(panel.reset, Qt.MouseButton.LeftButton)
    assert asked.count() == 1


def test_waiting_for_a_key_is_ended_before_the_search(panel: ShortcutsPanel) -> None:
    QTest.keyClicks(panel.search, "quit")
    panel.list.setFocus()
    panel.list.begin()
    assert panel.close_innermost()
    assert (panel.list.waiting_for, panel.search.text()) == ("", "quit")
