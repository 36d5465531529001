# SPDX-License-Identifier: GPL-3.0-or-later
"""The upper lane: seeking in the whole, and its box, which shows another page below."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QSignalSpy, QTest

from studio.ui.transport import TransportPanel
from tests.support.pointing import move_pointer

pytestmark = pytest.mark.display

LEFT = Qt.MouseButton.LeftButton


def test_a_click_in_the_overview_seeks_there(panel: TransportPanel) -> None:
    asked = QSignalSpy(panel.seek_requested)
    lane = panel.overview
    QTest.mouseClick(lane, LEFT, pos=QPoint(lane.width() // 2, 16))
    assert asked.count() == 1
    assert asked.at(0)[0] == pytest.approx(10.0, abs=0.1)


def test_dragging_seeks_once_where_it_ends(panel: TransportPanel) -> None:
    asked = QSignalSpy(panel.seek_requested)
    lane = panel.overview
    end = QPoint(lane.width() // 4 * 3, 16)
    QTest.mousePress(lane, LEFT, pos=QPoint(lane.width() - 10, 16))
    move_pointer(lane, QPoint(300, 16))
    move_pointer(lane, end)
    QTest.mouseRelease(lane, LEFT, pos=end)
    assert asked.count() == 1
    assert asked.at(0)[0] == pytest.approx(15.0, abs=0.1)


def test_arrow_keys_seek_by_five_seconds(panel: TransportPanel) -> None:
    asked = QSignalSpy(panel.seek_requested)
    panel.show_position(12.0, True)
    panel.overview.setFocus()
    QTest.keyClick(panel.overview, Qt.Key.Key_Left)
    QTest.keyClick(panel.overview, Qt.Key.Key_Right)
    assert [asked.at(0)[0], asked.at(1)[0]] == [7.0, 17.0]


def test_the_box_is_dragged_and_shows_another_page_within_the_whole(panel: TransportPanel) -> None:
    asked = QSignalSpy(panel.seek_requested)
    lane, length_s = panel.overview, panel.detail.span()[1]
    grip = lane.box().center().toPoint()
    QTest.mousePress(lane, LEFT, pos=grip)
    move_pointer(lane, grip + QPoint(lane.width() // 4, 0))
    assert panel.detail.span()[0] == pytest.approx(5.0, abs=0.1)
    assert lane.box().left() == pytest.approx(lane.width() / 4, abs=2)
    move_pointer(lane, grip + QPoint(lane.width(), 0))
    assert panel.detail.span() == pytest.approx((20.0 - length_s, 20.0))
    move_pointer(lane, grip - QPoint(lane.width(), 0))
    QTest.mouseRelease(lane, LEFT, pos=grip)
    assert panel.detail.span()[0] == pytest.approx(0.0, abs=0.1)
    assert asked.count() == 0


def test_a_press_in_the_box_that_moves_nothing_goes_there(panel: TransportPanel) -> None:
    asked = QSignalSpy(panel.seek_requested)
    lane = panel.overview
    place = lane.box().center().toPoint()
    QTest.mouseClick(lane, LEFT, pos=place)
    assert asked.count() == 1
    assert asked.at(0)[0] == pytest.approx(lane.time_at(place.x()))
