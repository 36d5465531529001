# SPDX-License-Identifier: GPL-3.0-or-later
"""The selection's bar by itself."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QWidget

from studio.ui.manuscript.marking.selection_bar import SelectionBar
from studio.ui.manuscript.marking.selection_place import BAR_HEIGHT
from studio.ui.theme import Theme
from studio.ui.widgets.card import SHADOW
from tests.ui.conftest import Pump, Show

pytestmark = pytest.mark.display

LEFT, RIGHT, TAB = Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Tab


@pytest.fixture
def bar(theme: Theme, show: Show) -> SelectionBar:
    window = QWidget()
    made = SelectionBar(theme, window)
    show(window, 800, 300)
    made.place(400, 40, 0, 800)
    made.show()
    made.activateWindow()
    return made


def in_hand(bar: SelectionBar) -> str:
    return next(name for name, button in bar.buttons.items() if button.hasFocus())


def test_it_is_32_high_and_its_middle_is_where_it_was_put(bar: SelectionBar) -> None:
    assert bar.height() - 2 * SHADOW == BAR_HEIGHT
    assert bar.y() + SHADOW == 40
    assert abs(bar.geometry().center().x() - 400) <= 1


def test_arrows_go_round_its_buttons_and_over_those_that_are_disabled(bar: SelectionBar) -> None:
    bar.show_reasons({"spell": "Not now."}, {})
    bar.enter()
    met = []
    for key in (RIGHT, RIGHT, RIGHT, RIGHT, RIGHT, LEFT):
        met.append(in_hand(bar))
        QTest.keyClick(bar.buttons[met[-1]], key)
    assert met == ["pause", "say_as", "emotion", "speed", "volume", "play"]
    assert in_hand(bar) == "volume"
    assert bar.buttons["spell"].toolTip() == "Not now."


def test_tab_leaves_it(bar: SelectionBar) -> None:
    left = QSignalSpy(bar.left)
    bar.enter()
    QTest.keyClick(bar.buttons["pause"], TAB)
    assert left.count() == 1


def test_a_button_tells_what_was_pressed_and_a_menu_what_was_chosen(bar: SelectionBar, pump: Pump) -> None:
    pressed, chosen = QSignalSpy(bar.pressed), QSignalSpy(bar.chosen)
    bar.show_values({"speed": "1.2", "spell": None})
    QTest.mouseClick(bar.buttons["spell"], Qt.MouseButton.LeftButton)
    assert pressed.at(0) == ["spell"]
    QTest.mouseClick(bar.buttons["speed"], Qt.MouseButton.LeftButton)
    pump(bar.menu.isVisible)
    assert [action.text() for action in bar.menu.actions() if action.isChecked()] == ["1.2×  faster"]
    bar.menu.actions()[0].trigger()
    bar.menu.close()
    assert chosen.at(0) == ["speed", "0.6"]


def test_in_a_narrow_column_its_buttons_are_icons(bar: SelectionBar) -> None:
    wide = bar.width()
    bar.place(100, 40, 0, 560)
    texts = bar.buttons["say_as"].width() > 60, bar.buttons["volume"].width() > 60
    assert texts == (True, False)
    bar.place(100, 40, 0, 400)
    assert bar.width() < wide
    assert bar.buttons["say_as"].sizeHint().width() < 40
    assert bar.x() + SHADOW == 8
    assert bar.geometry().right() - SHADOW <= 400 - 8


@pytest.mark.parametrize("words_below", [True, False])
def test_a_menu_opens_away_from_the_words(bar: SelectionBar, pump: Pump, words_below: bool) -> None:
    bar.window().move(40, 300)
    pump()
    bar.place(400, 150, 0, 800, words_below)
    bar.open_menu("speed")
    pump(bar.menu.isVisible)
    button = bar.buttons["speed"].mapToGlobal(bar.buttons["speed"].rect().topLeft()).y()
    menu = bar.menu.geometry()
    bar.menu.close()
    assert menu.bottom() < button if words_below else menu.top() > button + 20
