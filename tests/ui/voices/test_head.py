# SPDX-License-Identifier: GPL-3.0-or-later
"""The browser's head by itself: chips, order, count, and taking all of it back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest

from studio.ui.theme import Theme
from studio.ui.voices.filters import VoiceFilter
from studio.ui.voices.head import BrowserHead

pytestmark = pytest.mark.display

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def head(theme: Theme, show: Callable[..., None]) -> BrowserHead:
    made = BrowserHead(theme)
    made.offer_languages(("en", "pt"))
    show(made, 280, 200)
    return made


def choose(head: BrowserHead, text: str) -> None:
    head.menu.aboutToShow.emit()
    next(action for action in head.menu.actions() if action.text() == text).trigger()


def test_the_count_says_of_how_many_while_something_is_filtered(head: BrowserHead) -> None:
    head.show_count(54, 54)
    assert head.count.text() == "54"
    assert not head.clear_button.isVisible()
    head.language.chosen.emit("en")
    head.show_count(28, 54)
    assert head.count.text() == "28 of 54"
    assert (head.language.text(), head.language.property("on")) == ("English", True)
    assert head.clear_button.isVisible()


def test_a_press_on_mine_takes_back_any_kind_that_was_chosen(head: BrowserHead) -> None:
    choose(head, "From a clip")
    assert (head.filter.source, head.mine.text(), head.mine.isChecked()) == ("clip", "From a clip", True)
    QTest.mouseClick(head.mine, LEFT)
    assert (head.filter.source, head.mine.text(), head.mine.isChecked()) == ("all", "Mine", False)
    head.mine.setFocus()
    QTest.keyClick(head.mine, Qt.Key.Key_Space)
    assert (head.filter.source, head.mine.text()) == ("mine", "Mine")


def test_all_of_it_is_taken_back_at_once_and_the_keyboard_stays(head: BrowserHead) -> None:
    changes = QSignalSpy(head.filtered)
    QTest.keyClicks(head.search, "warm")
    QTest.mouseClick(head.stars, LEFT)
    head.sex.chosen.emit("male")
    assert head.filter == VoiceFilter(words="warm", sex="male", stars=True)
    before = changes.count()
    head.clear_button.setFocus()
    QTest.keyClick(head.clear_button, Qt.Key.Key_Space)
    assert head.filter == VoiceFilter()
    assert (head.search.text(), head.stars.isChecked(), head.sex.text()) == ("", False, "Sex")
    assert changes.count() == before + 1
    assert head.search.hasFocus()


def test_an_order_is_chosen_and_told_also_the_one_that_there_is(head: BrowserHead) -> None:
    chosen = QSignalSpy(head.ordered)
    for text in ("By name", "By likeness to the design", "By likeness to the design"):
        choose(head, text)
    assert [chosen.at(number)[0] for number in range(chosen.count())] == ["name", "likeness", "likeness"]
    assert "by likeness" in head.sort.toolTip()
    checked = [action.text() for action in head.menu.actions() if action.isChecked()]
    head.menu.aboutToShow.emit()
    assert "By likeness to the design" in [action.text() for action in head.menu.actions() if action.isChecked()]
    assert checked


def test_what_is_shown_is_kept_while_a_search_goes_on(head: BrowserHead) -> None:
    head.search.setText("heart")
    head.show_look("recent", VoiceFilter(language="pt", source="blended"))
    assert head.filter == VoiceFilter(words="heart", language="pt", source="blended")
    assert (head.order, head.mine.text(), head.language.text()) == ("recent", "Blended", "Portuguese")


def test_chips_that_have_no_room_stand_in_a_second_line(head: BrowserHead, pump: Callable[..., None]) -> None:
    chips = (head.language, head.sex, head.stars, head.mine)
    pump(lambda: len({chip.y() for chip in chips}) == 1)
    head.show_look("usual", VoiceFilter(language="pt", sex="female", source="clip"))
    pump(lambda: len({chip.y() for chip in chips}) == 2)
    assert all(chip.geometry().right() < 264 for chip in chips)
    head.clear()
    pump(lambda: len({chip.y() for chip in chips}) == 1)


def test_the_voice_that_was_deleted_last_is_offered(head: BrowserHead) -> None:
    asked = QSignalSpy(head.bring_back_requested)
    head.menu.aboutToShow.emit()
    assert not [action for action in head.menu.actions() if action.text().startswith("Bring back")]
    head.show_deleted("Evening")
    choose(head, "Bring back Evening")
    assert asked.count() == 1
