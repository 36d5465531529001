# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest

from studio.ui.sheets.start.card import Card
from studio.ui.sheets.start.panel import StartSheet
from studio.ui.theme import Theme
from tests.ui.conftest import Show

pytestmark = pytest.mark.display
LEFT = Qt.MouseButton.LeftButton
CARDS = (Card(Path("/tape"), "Tape", words="tape lamp room"), Card(Path("/ice"), "Ice", words="ice cold lamp"))


@pytest.fixture
def sheet(theme: Theme, show: Show) -> StartSheet:
    made = StartSheet(theme, [("tape.json", "The tape", "sample, 2 speakers")], leaves=True)
    made.show_cards(CARDS)
    show(made, 1440, 700)
    made.begin()
    return made


def main_of(sheet: StartSheet) -> tuple[str, str, str]:
    assert sheet.main is not None
    return sheet.main.text, sheet.main.reason, sheet.main.tip


def test_the_main_action_opens_the_card_that_is_current(sheet: StartSheet) -> None:
    opened, told = QSignalSpy(sheet.list.open_requested), QSignalSpy(sheet.main_changed)
    assert sheet.list.hasFocus()
    assert main_of(sheet) == ("Open", "", "Open Tape")
    QTest.keyClick(sheet.list, Qt.Key.Key_Right)
    assert main_of(sheet) == ("Open", "", "Open Ice")
    assert told.count() > 0
    assert sheet.main is not None
    sheet.main.act()
    assert [opened.at(number) for number in range(opened.count())] == [["/ice"]]
    sheet.show_cards([Card(Path("/gone"), "Gone", state="gone")])
    assert main_of(sheet)[1] == "Its file is not there any more."
    sheet.search.setText("nobody")
    assert main_of(sheet) == ("Open", "No project matches.", "")
    sheet.search.clear()
    begun = QSignalSpy(sheet.new_requested)
    sheet.show_cards([])
    assert main_of(sheet)[:2] == ("New text", "")
    sheet.main.act()
    assert begun.count() == 1


def test_the_search_finds_titles_and_words(sheet: StartSheet) -> None:
    sheet.focus_search()
    QTest.keyClicks(sheet.search, "LAMP ice")
    assert (sheet.list.model().rowCount(), sheet.count.text(), main_of(sheet)[2]) == (1, "1 of 2", "Open Ice")
    QTest.keyClick(sheet.search, Qt.Key.Key_Return)
    assert sheet.list.hasFocus()
    sheet.focus_search()
    QTest.keyClicks(sheet.search, "nobody")
    assert (sheet.none.isVisible(), sheet.none.text(), sheet.list.isVisible()) == (True, "No project matches.", False)
    assert sheet.close_innermost()
    assert (sheet.list.isVisible(), sheet.count.text()) == (True, "2")
    assert not sheet.close_innermost()


def test_renaming_is_closed_before_the_search(sheet: StartSheet) -> None:
    sheet.list.begin_rename()
    assert sheet.close_innermost()
    assert not sheet.list.name_field.isVisible()
    assert not sheet.close_innermost()


def test_what_can_be_begun_is_at_the_left_and_in_the_menu_of_a_narrow_window(sheet: StartSheet) -> None:
    asked = [
        QSignalSpy(signal)
        for signal in (sheet.new_requested, sheet.open_requested, sheet.settings_requested, sheet.sample_requested)
    ]
    for row in (sheet.new, sheet.open, sheet.settings, sheet.samples["tape.json"]):
        QTest.mouseClick(row, LEFT)
    for entry in sheet.menu.actions():
        entry.trigger()
    assert [spy.count() for spy in asked] == [2, 2, 2, 2]
    assert asked[3].at(0) == ["tape.json"]


def test_without_a_project_the_keyboard_begins_at_the_new_text(theme: Theme, show: Show) -> None:
    sheet = StartSheet(theme, [], leaves=False)
    sheet.show_cards([])
    show(sheet, 1440, 700)
    sheet.begin()
    assert sheet.new.hasFocus()
    assert not sheet.back.isVisible()
    assert sheet.none.text() == "Nothing was open lately: begin a new text, or open one."
    for row in (sheet.new, sheet.open, sheet.paste, sheet.settings, *sheet.samples.values()):
        assert row.toolTip()
