# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QSignalSpy, QTest

from studio.ui.columns.edge import Edge
from studio.ui.theme import Theme
from tests.support.pointing import double_click, move_pointer
from tests.ui.conftest import Show

pytestmark = pytest.mark.display
LEFT = Qt.MouseButton.LeftButton
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def edge(theme: Theme, show: Show) -> Edge:
    made = Edge(theme, "Width of the left panel", 1)
    made.show_width(300, 280, 440)
    show(made, 40, 200)
    return made


def widths(spy: QSignalSpy) -> list[int]:
    return [spy.at(number)[0] for number in range(spy.count())]


def test_a_drag_asks_for_widths_and_settles_once(edge: Edge) -> None:
    wanted, settled = QSignalSpy(edge.wanted), QSignalSpy(edge.settled)
    QTest.mousePress(edge, LEFT, pos=QPoint(3, 50))
    for x in (13, 33):
        move_pointer(edge, QPoint(x, 50))
    assert settled.count() == 0
    QTest.mouseRelease(edge, LEFT, pos=QPoint(33, 50))
    assert widths(wanted)[-1] == 330
    assert settled.count() == 1
    move_pointer(edge, QPoint(20, 50))
    assert widths(wanted)[-1] == 330


@pytest.mark.parametrize(
    ("key", "shift", "asked"),
    [
        (Qt.Key.Key_Right, False, 308), (Qt.Key.Key_Left, False, 292), (Qt.Key.Key_Right, True, 340),
        (Qt.Key.Key_Home, False, 280), (Qt.Key.Key_End, False, 440),
    ],
)  # fmt: skip
def test_keys_ask_for_widths(edge: Edge, key: Qt.Key, shift: bool, asked: int) -> None:
    wanted, settled = QSignalSpy(edge.wanted), QSignalSpy(edge.settled)
    QTest.keyClick(edge, key, SHIFT if shift else Qt.KeyboardModifier.NoModifier)
    assert (widths(wanted), settled.count()) == ([asked], 1)


def test_the_edge_of_the_right_column_goes_the_other_way(theme: Theme, show: Show) -> None:
    edge = Edge(theme, "Width of the design panel", -1)
    edge.show_width(350, 320, 480)
    show(edge, 40, 200)
    wanted = QSignalSpy(edge.wanted)
    QTest.keyClick(edge, Qt.Key.Key_Left)
    QTest.keyClick(edge, Qt.Key.Key_Right)
    assert widths(wanted) == [358, 342]


def test_a_step_from_the_least_width_folds_and_one_from_the_folded_column_opens_it(edge: Edge) -> None:
    wanted = QSignalSpy(edge.wanted)
    edge.show_width(280, 280, 440)
    QTest.keyClick(edge, Qt.Key.Key_Left)
    edge.show_width(56, 280, 440)
    assert (edge.value(), edge.minimum()) == (56, 56)
    QTest.keyClick(edge, Qt.Key.Key_Right)
    assert widths(wanted) == [0, 280]


def test_a_double_click_and_return_reset(edge: Edge) -> None:
    asked, wanted = QSignalSpy(edge.reset_requested), QSignalSpy(edge.wanted)
    double_click(edge, LEFT, pos=QPoint(3, 50))
    QTest.keyClick(edge, Qt.Key.Key_Return)
    assert (asked.count(), wanted.count()) == (2, 0)


def test_a_screen_reader_sets_the_width(edge: Edge) -> None:
    wanted = QSignalSpy(edge.wanted)
    edge.setValue(400)
    assert widths(wanted) == [400]
