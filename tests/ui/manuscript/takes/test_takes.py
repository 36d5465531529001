# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of takes by itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QToolTip, QWidget

from studio.core.voices import MAX_NAME_CHARS
from studio.ui.manuscript.takes.take_painter import TakeRow
from studio.ui.manuscript.takes.takes import TakesList, TakesView
from studio.ui.theme import Theme
from tests.support.holding import hold
from tests.ui.conftest import Pump

pytestmark = pytest.mark.display

LEFT = Qt.MouseButton.LeftButton
ROWS = (
    TakeRow("c", "Take 3", used=True, age="2 min ago", length="11.4 s", bars=(0.5,) * 50, badge="A", starred=True),
    TakeRow("b", "Take 2", False, "Lewis 34 % → 52 %", "26 min ago", "11.9 s", (0.5,) * 50, badge="B", locked=True),
    TakeRow("a", "Take 1", False, "other words", "yesterday", "10.8 s", (0.5,) * 50),
)
VIEW = TakesView("p", ROWS)


@pytest.fixture
def shown(theme: Theme, show: Callable[..., None]) -> TakesList:
    around = QWidget()
    made = TakesList(theme, around)
    made.setGeometry(0, 0, 616, VIEW.height)
    made.show_view(VIEW)
    show(around, 640, 300)
    made.setFocus()
    return made


@pytest.fixture
def asked(shown: TakesList) -> list[tuple[str, str]]:
    heard: list[tuple[str, str]] = []
    shown.asked.connect(lambda what, take: heard.append((what, take)))
    return heard


def spot(shown: TakesList, what: str, row: int) -> QPoint:
    return next(each.area.center().toPoint() for each in shown.spots() if (each.what, each.row) == (what, row))


def press(shown: TakesList, what: str, row: int) -> None:
    QTest.mouseClick(shown, LEFT, pos=spot(shown, what, row))


def test_it_takes_44_px_for_each_take_and_room_for_the_switch() -> None:
    assert VIEW.height - TakesView("p", ROWS[:2]).height == 44


def test_each_place_that_is_pressed_asks_for_what_it_is(shown: TakesList, asked: list[tuple[str, str]]) -> None:
    for what in ("use", "play", "star", "lock"):
        press(shown, what, 2)
    press(shown, "badge", 2)
    press(shown, "compare", 0)
    press(shown, "compare", 1)
    press(shown, "restore", 2)
    wanted = [(what, "a") for what in ("use", "play", "star", "lock", "a")]
    assert asked == [*wanted, ("compare", "a"), ("compare", "b"), ("restore", "a")]


def test_a_press_that_is_let_go_elsewhere_asks_for_nothing(shown: TakesList, asked: list[tuple[str, str]]) -> None:
    QTest.mousePress(shown, LEFT, pos=spot(shown, "use", 0))
    QTest.mouseRelease(shown, LEFT, pos=spot(shown, "use", 1))
    assert asked == []


def test_keys_act_on_the_row_that_up_and_down_lead_to(shown: TakesList, asked: list[tuple[str, str]]) -> None:
    keys = {
        Qt.Key.Key_Return: "use",
        Qt.Key.Key_Space: "play",
        Qt.Key.Key_A: "a",
        Qt.Key.Key_B: "b",
        Qt.Key.Key_S: "star",
        Qt.Key.Key_L: "lock",
        Qt.Key.Key_Delete: "delete",
        Qt.Key.Key_Escape: "close",
    }
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up):
        QTest.keyClick(shown, key)
    for key in keys:
        QTest.keyClick(shown, key)
    assert asked == [(what, "b") for what in keys.values()]
    assert shown.accessibleDescription() == "Take 2, B, locked, Lewis 34 % → 52 %, 26 min ago, 11.9 s"


def test_a_key_that_is_held_acts_on_one_take(shown: TakesList, asked: list[tuple[str, str]]) -> None:
    shown.asked.connect(lambda _what, _take: shown.show_view(TakesView("p", ROWS[1:])))
    hold(shown, Qt.Key.Key_Delete)
    assert asked == [("delete", "c")]


def test_without_both_badges_there_is_nothing_to_switch(shown: TakesList) -> None:
    shown.show_view(TakesView("p", (ROWS[0], replace(ROWS[1], badge=""), ROWS[2])))
    assert "compare" not in {each.what for each in shown.spots()}


def test_the_current_row_stays_with_its_take_when_another_one_comes(shown: TakesList) -> None:
    QTest.keyClick(shown, Qt.Key.Key_Down)
    shown.show_view(TakesView("p", (TakeRow("d", "Take 4"), *ROWS)))
    assert shown.current.id == "b"
    shown.show_view(TakesView("p", (ROWS[2],)))
    assert shown.current.id == "a"


def test_f2_names_a_take_and_escape_leaves_its_name(shown: TakesList, pump: Pump) -> None:
    names: list[tuple[str, str]] = []
    shown.named.connect(lambda take, name: names.append((take, name)))
    for text, end in (("Warmer", Qt.Key.Key_Return), ("No", Qt.Key.Key_Escape)):
        QTest.keyClick(shown, Qt.Key.Key_F2)
        field = shown.findChild(QLineEdit)
        assert field is not None
        assert field.text() == "Take 3"
        QTest.keyClicks(field, text)
        QTest.keyClick(field, end)
        pump(lambda: shown.findChild(QLineEdit) is None)
        assert shown.hasFocus()
    assert names == [("c", "Warmer")]


def test_a_take_gets_no_longer_name_than_others_are_given(shown: TakesList) -> None:
    QTest.keyClick(shown, Qt.Key.Key_F2)
    field = shown.findChild(QLineEdit)
    assert field is not None
    field.insert("x" * 5000)
    assert len(field.text()) == MAX_NAME_CHARS


def test_the_menu_deletes_no_locked_take(shown: TakesList, asked: list[tuple[str, str]], pump: Pump) -> None:
    enabled = []
    for row in (1, 2):
        press(shown, "more", row)
        menu = shown.findChild(QMenu)
        assert menu is not None
        (delete,) = (action for action in menu.actions() if action.text().startswith("Delete"))
        enabled.append(delete.isEnabled())
        delete.trigger()
        menu.close()
        pump(lambda: shown.findChild(QMenu) is None)
    assert enabled == [False, True]
    assert asked == [("delete", "a")]


def test_each_place_says_what_it_does(shown: TakesList) -> None:
    at = spot(shown, "star", 0)
    QApplication.sendEvent(shown, QHelpEvent(QEvent.Type.ToolTip, at, shown.mapToGlobal(at)))
    assert QToolTip.text() == "Remove the star (S)"
    QToolTip.hideText()
