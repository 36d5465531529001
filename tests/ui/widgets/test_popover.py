# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QTextEdit, QWidget

from studio.ui.theme import Theme
from studio.ui.widgets.card import SHADOW
from studio.ui.widgets.line_field import LineField
from studio.ui.widgets.popover import Popover
from studio.ui.widgets.popover_row import PopoverRow
from tests.ui.conftest import Pump, Show

pytestmark = pytest.mark.display

LEFT = Qt.MouseButton.LeftButton


class Window(QWidget):
    """A window with a text, a button that opens a popover below it, and another button."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.text = QTextEdit(self)
        self.text.setGeometry(200, 20, 180, 60)
        self.opens = QPushButton("Opens", self)
        self.opens.setGeometry(20, 20, 80, 30)
        self.other = QPushButton("Other", self)
        self.other.setGeometry(300, 300, 80, 30)
        for button in (self.opens, self.other):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def popover(self, *texts: str, lasting: bool = False) -> Popover:
        made = Popover(self.theme, self, "Choices", lasting=lasting)
        for text in texts or ("One", "Two", "Three"):
            made.body.addWidget(PopoverRow(self.theme, text))
        return made


@pytest.fixture
def window(theme: Theme, show: Show) -> Window:
    made = Window(theme)
    show(made, 400, 400)
    made.text.setFocus()
    return made


def rows(popover: Popover) -> list[PopoverRow]:
    return popover.findChildren(PopoverRow)


def card(popover: Popover) -> QRect:
    return popover.geometry().adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)


def test_it_hangs_below_its_anchor_and_takes_the_keyboard(window: Window) -> None:
    popover = window.popover()
    popover.hang(window.opens)
    assert popover.isVisible()
    assert card(popover).topLeft() == window.opens.geometry().bottomLeft() + QPoint(0, 9)
    assert card(popover).height() == 4 + 3 * 32 + 4
    assert rows(popover)[0].geometry().left() == SHADOW + 4
    assert rows(popover)[0].hasFocus()


def test_a_part_of_the_anchor_can_carry_it_and_another_is_spared(window: Window) -> None:
    popover = window.popover()
    word = QRect(10, 30, 60, 20)
    popover.hang(window.text, QRect(10, 5, 60, 20), avoid=[word])
    assert not card(popover).intersects(word.translated(window.text.pos()))
    assert not card(popover).intersects(QRect(10, 5, 60, 20).translated(window.text.pos()))


def test_escape_closes_it_and_the_keyboard_goes_back(window: Window, pump: Pump) -> None:
    popover = window.popover()
    closed, escaped = QSignalSpy(popover.closed), QSignalSpy(window.text.textChanged)
    popover.hang(window.opens)
    QTest.keyClick(rows(popover)[0], Qt.Key.Key_Escape)
    assert (closed.count(), escaped.count()) == (1, 0)
    assert window.text.hasFocus()
    pump(lambda: not window.findChildren(Popover))


def test_escape_closes_one_that_has_not_the_keyboard(window: Window) -> None:
    popover = window.popover(lasting=True)
    popover.hang(window.opens, focus=False)
    assert window.text.hasFocus()
    QTest.keyClick(window.text, Qt.Key.Key_A)
    assert popover.isVisible()
    QTest.keyClick(window.text, Qt.Key.Key_Escape)
    assert not popover.isVisible()
    assert window.text.hasFocus()
    popover.hang(window.opens, focus=False)
    assert popover.isVisible()
    popover.enter()
    assert rows(popover)[0].hasFocus()


def test_a_press_elsewhere_closes_it_and_is_heard(window: Window) -> None:
    popover = window.popover()
    pressed = QSignalSpy(window.other.clicked)
    popover.hang(window.opens)
    QTest.mouseClick(window.other, LEFT)
    assert not popover.is_open
    assert pressed.count() == 1


def test_a_press_on_its_anchor_only_closes_it(window: Window) -> None:
    popover = window.popover()
    pressed = QSignalSpy(window.opens.clicked)
    popover.hang(window.opens)
    QTest.mouseClick(window.opens, LEFT)
    assert not popover.is_open
    assert pressed.count() == 0
    again = window.popover()
    again.hang(window.opens, toggles=False)
    QTest.mouseClick(window.opens, LEFT)
    assert not again.is_open
    assert pressed.count() == 1


def test_a_press_within_it_leaves_it_open(window: Window) -> None:
    popover = window.popover()
    popover.hang(window.opens)
    QTest.mouseClick(popover, LEFT, pos=QPoint(SHADOW + 1, SHADOW + 1))
    pressed = QSignalSpy(rows(popover)[1].clicked)
    QTest.mouseClick(rows(popover)[1], LEFT)
    assert pressed.count() == 1
    assert popover.is_open


def test_tab_goes_round_within_it_and_arrows_along_it(window: Window, theme: Theme) -> None:
    popover = Popover(theme, window, "Choices")
    field = LineField("Find")
    popover.body.addWidget(field)
    for text in ("One", "Two"):
        popover.body.addWidget(PopoverRow(theme, text))
    popover.hang(window.opens)
    one, two = rows(popover)
    assert field.hasFocus()
    for now, key, then in (
        (field, Qt.Key.Key_Tab, one),
        (one, Qt.Key.Key_Tab, two),
        (two, Qt.Key.Key_Tab, field),
        (field, Qt.Key.Key_Backtab, two),
        (two, Qt.Key.Key_Up, one),
        (one, Qt.Key.Key_Up, field),
        (field, Qt.Key.Key_Down, one),
    ):
        QTest.keyClick(now, key)
        assert then.hasFocus(), key
    one.setEnabled(False)
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Down)
    assert two.hasFocus()


def test_a_row_of_buttons_is_walked_sideways(window: Window, theme: Theme) -> None:
    popover = Popover(theme, window, "Choices", Qt.Orientation.Horizontal)
    for text in ("One", "Two"):
        popover.body.addWidget(PopoverRow(theme, text))
    popover.hang(window.opens)
    one, two = rows(popover)
    QTest.keyClick(one, Qt.Key.Key_Right)
    assert two.hasFocus()
    QTest.keyClick(two, Qt.Key.Key_Right)
    assert one.hasFocus()


def test_it_begins_at_the_chosen_row(window: Window) -> None:
    popover = window.popover()
    row = rows(popover)[2]
    row.setCheckable(True)
    row.setChecked(True)
    popover.hang(window.opens)
    assert row.hasFocus()


def test_it_closes_when_the_keyboard_goes_elsewhere_and_leaves_it_there(window: Window) -> None:
    popover = window.popover()
    popover.hang(window.opens)
    window.other.setFocus()
    assert not popover.is_open
    assert window.other.hasFocus()


def test_one_that_hangs_within_it_is_a_part_of_it(window: Window) -> None:
    outer = window.popover()
    outer.hang(window.opens)
    inner = window.popover("Small", "Large")
    inner.hang(rows(outer)[1], sides=("right",))
    assert (outer.is_open, inner.is_open) == (True, True)
    QTest.mouseClick(rows(inner)[1], LEFT)
    assert (outer.is_open, inner.is_open) == (True, True)
    QTest.keyClick(rows(inner)[1], Qt.Key.Key_Escape)
    assert (outer.is_open, inner.is_open) == (True, False)
    assert rows(outer)[0].hasFocus()
    QTest.keyClick(rows(outer)[0], Qt.Key.Key_Escape)
    assert not outer.is_open
    assert window.text.hasFocus()


def test_a_press_elsewhere_closes_those_within_it_too(window: Window) -> None:
    outer = window.popover()
    outer.hang(window.opens)
    inner = window.popover("Small")
    inner.hang(rows(outer)[1], sides=("right",))
    QTest.mouseClick(window.other, LEFT)
    assert (outer.is_open, inner.is_open) == (False, False)


def test_a_menu_over_it_has_its_own_escape(window: Window, pump: Pump) -> None:
    popover = window.popover()
    popover.hang(window.opens)
    menu = QMenu(window)
    menu.addAction("Nothing")
    menu.popup(window.mapToGlobal(QPoint(200, 200)))
    pump(menu.isVisible)
    QTest.keyClick(menu, Qt.Key.Key_Escape)
    assert not menu.isVisible()
    assert popover.is_open


def test_it_closes_when_the_window_is_resized(window: Window, pump: Pump) -> None:
    popover = window.popover()
    popover.hang(window.opens)
    window.resize(420, 410)
    pump(lambda: not popover.is_open)


def test_it_is_moved_while_it_is_open(window: Window) -> None:
    popover = window.popover()
    popover.hang(window.opens)
    rows(popover)[1].setFocus()
    popover.hang(window.opens, QRect(0, 40, 80, 30), focus=False)
    assert card(popover).topLeft() == QPoint(20, 98)
    assert rows(popover)[1].hasFocus()
    QTest.keyClick(rows(popover)[1], Qt.Key.Key_Escape)
    assert window.text.hasFocus()


def test_one_that_is_too_high_stays_within_the_window(window: Window) -> None:
    popover = window.popover(*(f"Row {number}" for number in range(30)))
    popover.hang(window.opens)
    assert window.rect().contains(card(popover))


@pytest.mark.parametrize("name", ["light", "dark"])
def test_it_has_the_notices_tone(window: Window, theme: Theme, name: str, app: QApplication) -> None:
    theme.use(name)
    popover = window.popover()
    popover.hang(window.opens)
    image: QImage = popover.grab().toImage()
    assert image.pixelColor(SHADOW + 2, image.height() // 2) == theme.color("notice")
    lit = image.pixelColor(image.width() - SHADOW - 4 - 6, SHADOW + 4 + 16)
    assert lit == theme.color("row_hover"), "the row with the keyboard"
