# SPDX-License-Identifier: GPL-3.0-or-later
"""A place in a sound is asked for by the pointer and by keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QSignalSpy, QTest

from studio.ui.voices.cloning.sound_lane import SoundLane
from tests.support.pointing import move_pointer
from tests.ui.conftest import Show

pytestmark = pytest.mark.display

LEFT = Qt.MouseButton.LeftButton


class TenSeconds(SoundLane):
    """Of which those from 2 to 8 can be heard."""

    def stretch_s(self) -> tuple[float, float]:
        return 2.0, 8.0

    def second_at(self, x: float) -> float:
        return x / 10


@pytest.fixture
def lane(show: Show) -> TenSeconds:
    made = TenSeconds("The sound")
    show(made, 100, 30)
    made.tell(None)
    return made


def dragged(lane: TenSeconds) -> float | None:
    return lane.dragged_s


def asked(spy: QSignalSpy) -> list[float]:
    return [spy.at(number)[0] for number in range(spy.count())]


def test_a_drag_asks_for_where_it_ends(lane: TenSeconds) -> None:
    sought = QSignalSpy(lane.sought)
    QTest.mousePress(lane, LEFT, pos=QPoint(40, 15))
    move_pointer(lane, QPoint(95, 15))
    assert dragged(lane) == 8.0
    move_pointer(lane, QPoint(60, 15))
    QTest.mouseRelease(lane, LEFT, pos=QPoint(60, 15))
    assert dragged(lane) is None
    QTest.mouseClick(lane, LEFT, pos=QPoint(10, 15))
    QTest.mouseClick(lane, Qt.MouseButton.RightButton, pos=QPoint(50, 15))
    assert asked(sought) == [pytest.approx(6.0)]


def test_keys_ask_for_a_second_before_and_behind_and_for_the_begin(lane: TenSeconds) -> None:
    sought = QSignalSpy(lane.sought)
    lane.tell(4.5)
    assert sought.count() == 0
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home):
        QTest.keyClick(lane, key)
    lane.tell(7.5)
    QTest.keyClick(lane, Qt.Key.Key_Right)
    assert asked(sought) == [3.5, 5.5, 2.0], "there is nothing a second behind its end"


def test_for_a_screen_reader_it_is_a_slider_of_seconds(lane: TenSeconds) -> None:
    sought = QSignalSpy(lane.sought)
    lane.tell(4.5)
    assert (lane.minimum(), lane.value(), lane.maximum()) == (2, 4, 8)
    lane.setValue(6)
    assert asked(sought) == [6.0]
