# SPDX-License-Identifier: GPL-3.0-or-later
"""The palette's card and field."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from studio.ui.palette.panel import FIELD_PX, TOP, WIDTH, PalettePanel
from studio.ui.palette.rows import Row, Value
from studio.ui.theme import Theme
from tests.ui.conftest import Pump, Show

pytestmark = pytest.mark.display


def opened(show: Show, theme: Theme, rows: list[Row]) -> PalettePanel:
    root, over = QWidget(), QWidget()
    QVBoxLayout(root).addWidget(over)
    panel = PalettePanel(theme, root, over)
    show(root, 1180, 640)
    panel.open("Ctrl Shift P")
    panel.show_rows(rows)
    return panel


def test_the_card_is_where_it_is_drawn_and_follows_the_size(show: Show, theme: Theme, pump: Pump) -> None:
    panel = opened(show, theme, [Row(str(number), f"Row {number}") for number in range(50)])
    card = panel.card.geometry()
    assert (card.top(), card.width(), panel.field.height()) == (TOP, WIDTH, FIELD_PX)
    assert card.bottom() < panel.height()
    assert abs(card.center().x() - panel.width() / 2) <= 1
    panel.window().resize(900, 600)
    pump(lambda: abs(panel.card.geometry().center().x() - panel.width() / 2) <= 1 and panel.width() < 900)


def test_keys_move_change_and_choose(show: Show, theme: Theme) -> None:
    now = [1]
    value = Value((0, 9), lambda: now[0], lambda: str(now[0]), lambda step: now.__setitem__(0, step))
    panel = opened(show, theme, [Row("a", "A"), Row("v", "V", value=value)])
    chosen, closed = QSignalSpy(panel.chosen), QSignalSpy(panel.closed)
    field = panel.field
    assert field.hasFocus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Tab):
        QTest.keyClick(field, key)
    assert now == [2]
    QTest.keyClicks(field, "ab")
    QTest.keyClick(field, Qt.Key.Key_Left)
    assert field.cursorPosition() == 1
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert chosen.at(0)[0].id == "a"
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert closed.count() == 1


def test_a_press_beside_the_card_closes_and_one_on_it_does_not(show: Show, theme: Theme) -> None:
    panel = opened(show, theme, [Row("a", "A")])
    closed = QSignalSpy(panel.closed)
    QTest.mouseClick(panel, Qt.MouseButton.LeftButton, pos=panel.card.geometry().topLeft() + QPoint(5, 5))
    assert closed.count() == 0
    QTest.mouseClick(panel, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert closed.count() == 1
