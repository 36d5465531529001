# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtTest import QSignalSpy, QTest

from studio.app.help import PAGES, read_pages
from studio.ui.keys import resolved
from studio.ui.sheets.help.panel import HelpSheet
from studio.ui.theme import Theme
from tests.ui.conftest import Pump, Show

pytestmark = pytest.mark.display
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def sheet(theme: Theme, show: Show) -> HelpSheet:
    made = HelpSheet(theme)
    made.show_keys(resolved({}))
    made.show_pages(read_pages())
    show(made, 1440, 600)
    made.begin()
    return made


def listed(sheet: HelpSheet) -> list[str]:
    model = sheet.list.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount()) if not sheet.list.isRowHidden(row)]


def test_words_leave_the_pages_that_have_them_and_are_marked(sheet: HelpSheet) -> None:
    assert len(listed(sheet)) == len(PAGES)
    QTest.keyClicks(sheet.search, "respelling")
    assert "How words are said" in listed(sheet)
    assert len(listed(sheet)) < len(PAGES)
    assert sheet.list.current == listed(sheet)[0]
    marked = sheet.text.extraSelections()
    assert marked
    assert {mark.cursor.selectedText().casefold() for mark in marked} == {"respelling"}
    assert 0 <= sheet.text.cursorRect().top() < sheet.text.viewport().height()
    assert sheet.close_innermost()
    assert (len(listed(sheet)), sheet.text.extraSelections(), sheet.close_innermost()) == (len(PAGES), [], False)


def test_a_pressed_key_tells_what_it_does(sheet: HelpSheet) -> None:
    QTest.keyClick(sheet.search, Qt.Key.Key_B, CTRL)
    assert sheet.search.text() == "Ctrl B"
    assert "Switch between A and B" in sheet.text.toPlainText()
    sheet.show_keys(resolved({"switch_ab": [], "rewind": ["Ctrl+B"]}))
    assert "Back to the start" in sheet.text.toPlainText()
    assert "Switch between" not in sheet.text.toPlainText()


def test_nothing_found_says_so(sheet: HelpSheet) -> None:
    sheet.list.setFocus()
    sheet.search.setText("nobodyhasthis")
    assert (sheet.none.isVisible(), sheet.text.isVisible(), sheet.search.hasFocus()) == (True, False, True)


def test_links_go_to_pages_within_and_ask_for_those_elsewhere(sheet: HelpSheet) -> None:
    asked = QSignalSpy(sheet.link_requested)
    sheet.text.anchorClicked.emit(QUrl("keys.md#sliders"))
    assert sheet.page == "keys"
    assert sheet.text.verticalScrollBar().value() > 0
    sheet.text.anchorClicked.emit(QUrl("cast.md"))
    assert (sheet.page, sheet.list.current) == ("cast", "The cast")
    sheet.text.anchorClicked.emit(QUrl("view.md"))  # for those who build the program
    sheet.text.anchorClicked.emit(QUrl("https://example.org/"))
    assert (sheet.page, asked.count()) == ("cast", 1)


def test_keys_lead_from_the_search_to_the_list_and_the_page(sheet: HelpSheet, show: Show, pump: Pump) -> None:
    assert sheet.search.hasFocus()
    sheet.list.setFocus()
    QTest.keyClick(sheet.list, Qt.Key.Key_Down)
    assert sheet.page == PAGES[1]
    QTest.keyClick(sheet.list, Qt.Key.Key_Return)
    assert sheet.text.hasFocus()
    sheet.resize(1180, 600)
    pump(lambda: sheet.narrow)
    entry = next(each for each in sheet.menu.actions() if each.text() == "The cast")
    entry.trigger()
    assert (sheet.page, sheet.text.hasFocus()) == ("cast", True)


def test_another_theme_colours_the_page(sheet: HelpSheet, theme: Theme) -> None:
    sheet.show_page("keys")
    theme.use("dark")
    assert theme.palette.text_3 in sheet.text.document().defaultStyleSheet()
    theme.use("light")
