# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QScrollArea, QTextEdit

from studio.ui.first_start.page import FirstPage, FirstView
from studio.ui.theme import Theme
from tests.ui.conftest import Show

pytestmark = pytest.mark.display

VIEW = FirstView("v-heart", "Heart", "warm, unhurried · en-US", "Hello. I will read it to you.", "Emma")


@pytest.fixture
def covered(show: Show) -> QTextEdit:
    made = QTextEdit()
    show(made, 800, 560)
    return made


@pytest.fixture
def page(theme: Theme, covered: QTextEdit) -> FirstPage:
    made = FirstPage(theme, ("txt", "docx"), covered)
    made.show_first(VIEW)
    made.show_playing(False, "")
    made.show()
    made.play.setFocus()
    return made


def test_it_lies_over_the_text_whatever_its_size(page: FirstPage, covered: QTextEdit) -> None:
    assert page.geometry() == covered.rect()
    covered.resize(620, 480)
    assert page.geometry() == covered.rect()


def test_all_of_it_can_be_scrolled_to_where_there_is_little_room(page: FirstPage, covered: QTextEdit) -> None:
    covered.resize(620, 260)
    area = page.findChild(QScrollArea)
    assert area is not None
    area.ensureWidgetVisible(page.clip)
    assert page.rect().contains(page.clip.mapTo(page, page.clip.rect().center()))


def test_it_shows_the_keys_as_they_are_now(page: FirstPage) -> None:
    page.show_keys("P", "Ctrl+Shift+O")
    page.show_playing(True, "")
    assert page.play.toolTip() == "P"
    assert page.open.text() == "Open…\tCtrl+Shift+O"
    assert page.paste.text().endswith("Ctrl+V")


def test_a_letter_begins_to_write_and_nothing_gets_to_the_text_below(page: FirstPage, covered: QTextEdit) -> None:
    written = QSignalSpy(page.write_requested)
    QTest.keyClick(page.play, Qt.Key.Key_Return)
    QTest.keyClick(page.play, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(page.play, Qt.Key.Key_Down)
    assert written.count() == 0
    QTest.keyClick(page.play, Qt.Key.Key_B)
    QTest.keyClick(page.play, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert written.count() == 2
    assert covered.toPlainText() == ""


def test_it_tells_who_reads_and_what_can_be_begun(page: FirstPage) -> None:
    assert (page.name.text(), page.about.text()) == ("Heart", "warm, unhurried · en-US")
    assert page.text.accessibleDescription() == "txt, docx"
    assert page.blend.accessibleDescription() == "start with Heart + Emma"
    page.show_first(FirstView("v-heart", "Heart", "", VIEW.text, "Emma", "The engine cannot mix."))
    assert not page.blend.isEnabled()
    assert page.blend.toolTip() == "The engine cannot mix."
    page.show_playing(True, "")
    assert page.play.accessibleName() == "Pause"
    page.show_playing(False, "The engine failed.")
    assert not page.play.isEnabled()
    assert page.play.toolTip() == "The engine failed."


def test_each_row_asks_for_what_it_says(page: FirstPage) -> None:
    asked = {
        page.play: QSignalSpy(page.play_requested),
        page.sentence: QSignalSpy(page.write_requested),
        page.blend: QSignalSpy(page.blend_requested),
        page.clip: QSignalSpy(page.clip_requested),
    }
    for button, spy in asked.items():
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        assert spy.count() == 1
    opened = QSignalSpy(page.open_requested)
    page.open.trigger()
    page.paste.trigger()
    assert (opened.count(), asked[page.sentence].count()) == (1, 2)
