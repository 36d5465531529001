# SPDX-License-Identifier: GPL-3.0-or-later
"""The map: its point is moved by mouse and keys, voices are found by pointer and Tab, ten thousand are drawn."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication

from studio.app.voices.voice_map import Placed, load_voice_map
from studio.engine.kokoro.voices.stock import stock_voices
from studio.ui.theme import Theme
from studio.ui.voices.map.marks import Mark
from studio.ui.voices.map.point import Ghost
from studio.ui.voices.map.shown import group_hues
from studio.ui.voices.map.view import MapView, VoiceMapView
from tests.support.pace import slowed_down
from tests.support.pointing import double_click, move_pointer
from tests.ui.conftest import Pump, Show

pytestmark = pytest.mark.display

MAP = load_voice_map()
LEFT = Qt.MouseButton.LeftButton
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
MARKS = tuple(
    Mark(stock.voice.id, stock.voice.name, MAP.stock[stock.voice.id], "#2f6f92", stock.voice.sex, False)
    for stock in stock_voices()
)
FIRST, SECOND = MARKS[0], MARKS[1]
POINT = 500.0, 300.0
SHOWN = MapView(MARKS, {FIRST.voice_id: 0.7, SECOND.voice_id: 0.3}, POINT, Ghost("A", (200.0, 200.0)))


@pytest.fixture
def view(theme: Theme, show: Show, pump: Pump) -> VoiceMapView:
    made = VoiceMapView(theme, MAP)
    hues = group_hues(MAP, theme)
    made.show_view(MapView(SHOWN.marks, SHOWN.mix, SHOWN.point, SHOWN.ghost, hues))
    show(made, 1120, 600)
    pump(lambda: made.whole)
    return made


def at(view: VoiceMapView, place: tuple[float, float]) -> QPoint:
    return view.seen(place).toPoint()


def test_the_point_is_dragged(view: VoiceMapView) -> None:
    moved = QSignalSpy(view.point_moved)
    QTest.mousePress(view, LEFT, pos=at(view, POINT))
    move_pointer(view, at(view, (560.0, 340.0)))
    QTest.mouseRelease(view, LEFT, pos=at(view, (560.0, 340.0)))
    x, y, keep = moved.at(moved.count() - 1)
    assert (x, y) == pytest.approx((560.0, 340.0), abs=1.0)
    assert not keep
    move_pointer(view, at(view, (100.0, 100.0)))
    assert moved.count() <= 2


@pytest.mark.parametrize(("held", "step"), [(Qt.KeyboardModifier.NoModifier, 4.0), (SHIFT, 20.0), (ALT, 0.4)])
def test_arrows_move_the_point(view: VoiceMapView, held: Qt.KeyboardModifier, step: float) -> None:
    moved = QSignalSpy(view.point_moved)
    view.setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Up):
        QTest.keyClick(view, key, held)
    assert moved.at(0) == pytest.approx([POINT[0] + step, POINT[1], False])
    assert moved.at(1) == pytest.approx([POINT[0], POINT[1] - step, False])


def test_the_point_keeps_the_mixs_voices_with_control_and_stays_on_the_map(view: VoiceMapView) -> None:
    moved = QSignalSpy(view.point_moved)
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Left, CTRL)
    assert moved.at(0)[2] is True
    view.show_view(MapView(MARKS, {}, (1.0, 1.0), hues=group_hues(MAP, view._theme)))
    QTest.keyClick(view, Qt.Key.Key_Left)
    assert moved.at(1)[:2] == [0.0, 1.0]


def test_a_point_that_cannot_be_moved_is_not(view: VoiceMapView) -> None:
    view.show_view(MapView(MARKS, {}, POINT, hues=group_hues(MAP, view._theme), movable=False))
    moved = QSignalSpy(view.point_moved)
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Left)
    QTest.mousePress(view, LEFT, pos=at(view, POINT))
    move_pointer(view, at(view, (560.0, 340.0)))
    QTest.mouseRelease(view, LEFT, pos=at(view, (560.0, 340.0)))
    assert moved.count() == 0


def test_tab_goes_through_the_voices_by_nearness_and_leaves_the_map(view: VoiceMapView) -> None:
    order = Placed(MAP.stock).nearest(POINT, len(MAP.stock))
    selected = QSignalSpy(view.selected)
    view.setFocus()
    for _ in range(3):
        QTest.keyClick(view, Qt.Key.Key_Tab)
    QTest.keyClick(view, Qt.Key.Key_Backtab)
    assert [selected.at(number)[0] for number in range(4)] == [*order[:3], order[1]]
    assert next(mark.name for mark in MARKS if mark.voice_id == order[1]) in view.accessibleDescription()
    view.select(order[-1])
    assert not view.focusNextPrevChild(True) or view.selected_id == ""


def test_space_plays_and_enter_adds_the_selected_voice(view: VoiceMapView) -> None:
    heard, added = QSignalSpy(view.listen_requested), QSignalSpy(view.add_requested)
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert heard.count() == 0
    view.select(FIRST.voice_id)
    QTest.keyClick(view, Qt.Key.Key_Space)
    QTest.keyClick(view, Qt.Key.Key_Return)
    double_click(view, LEFT, pos=at(view, SECOND.place))
    assert heard.at(0) == [FIRST.voice_id]
    assert [added.at(0), added.at(1)] == [[FIRST.voice_id], [SECOND.voice_id]]


def test_the_pointer_finds_a_voice_once_it_rests_there(view: VoiceMapView, pump: Pump) -> None:
    hovered = QSignalSpy(view.hovered)
    move_pointer(view, at(view, SECOND.place))
    pump(lambda: hovered.count() == 1)
    move_pointer(view, at(view, (5.0, 5.0)))
    assert [hovered.at(0), hovered.at(1)] == [[SECOND.voice_id], [""]]


def test_a_press_beside_all_voices_moves_the_enlarged_map(view: VoiceMapView) -> None:
    view.zoom(2.0)
    before = view.seen(POINT)
    QTest.mousePress(view, LEFT, pos=QPoint(20, 20))
    move_pointer(view, QPoint(60, 50))
    QTest.mouseRelease(view, LEFT, pos=QPoint(60, 50))
    assert view.seen(POINT) - before == QPointF(40, 30)
    view.show_all()
    assert view.seen(POINT).toPoint() == QPoint(500, 300)


def test_wheel_and_keys_enlarge_the_map(view: VoiceMapView) -> None:
    spot = QPointF(300, 200)
    turned = QWheelEvent(
        spot, view.mapToGlobal(spot), QPoint(), QPoint(0, 240), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    width = view.seen((600.0, 0.0)).x() - view.seen((500.0, 0.0)).x()
    QApplication.sendEvent(view, turned)
    assert view.seen((600.0, 0.0)).x() - view.seen((500.0, 0.0)).x() == pytest.approx(width * 1.25**2)
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_0)
    QTest.keyClick(view, Qt.Key.Key_Plus)
    assert view.seen((600.0, 0.0)).x() - view.seen((500.0, 0.0)).x() == pytest.approx(width * 1.25)
    QTest.keyClick(view, Qt.Key.Key_Minus)
    assert view.seen((600.0, 0.0)).x() - view.seen((500.0, 0.0)).x() == pytest.approx(width)


def test_the_whole_map_stays_seen_when_the_window_changes(view: VoiceMapView) -> None:
    view.resize(700, 500)
    corner, end = view.seen((0.0, 0.0)), view.seen(MAP.size)
    assert (corner.x(), end.x()) == pytest.approx((0.0, 700.0))


def test_the_first_picture_is_painted_in_slices_and_the_next_at_once(theme: Theme, show: Show, pump: Pump) -> None:
    """Ground and letters are drawn for the first time then."""
    view = VoiceMapView(theme, MAP)
    shown = replace(SHOWN, hues=group_hues(MAP, theme))
    view.show_view(shown)
    view.resize(1120, 600)
    empty = view.grab().toImage()
    assert not view.stills.whole
    show(view)
    pump(lambda: view.whole)
    assert view.grab().toImage() != empty
    view.show_view(replace(shown, marks=tuple(replace(mark, off=True) for mark in MARKS)))
    view.grab()
    assert view.stills.whole


def many_view(theme: Theme, show: Show, pump: Pump) -> tuple[VoiceMapView, MapView]:
    """The map of ten thousand own voices, painted, and what it shows."""
    places = np.random.default_rng(2).uniform((0, 0), MAP.size, (10_000, 2)).tolist()
    many = tuple(Mark(f"v{n}", f"Voice {n}", (x, y), "#2f6f92", "male", True) for n, (x, y) in enumerate(places))
    view = VoiceMapView(theme, MAP)
    shown = MapView(many, {"v1": 1.0}, POINT, None, group_hues(MAP, theme))
    view.show_view(shown)
    show(view, 1120, 600)
    view.grab()
    pump(lambda: view.whole)
    return view, shown


def test_a_dragged_point_among_ten_thousand_voices_is_drawn_in_time(theme: Theme, show: Show, pump: Pump) -> None:
    """Also where it comes to other voices."""
    view, shown = many_view(theme, show, pump)
    took_s = []
    for step in range(20):
        mix = {f"v{step}": 0.5, f"v{step + 1}": 0.5}
        view.show_view(replace(shown, mix=mix, point=(POINT[0] + step, POINT[1])))
        begun_s = time.thread_time()
        view.grab()
        took_s.append(time.thread_time() - begun_s)
    assert float(np.median(took_s)) / slowed_down() < 0.016


def test_ten_thousand_voices_are_painted_anew_in_slices_and_the_last_picture_is_shown_until_then(
    theme: Theme, show: Show, pump: Pump
) -> None:
    view, shown = many_view(theme, show, pump)
    before = view.grab().toImage()
    off = tuple(replace(mark, off=True) for mark in shown.marks)
    view.show_view(replace(shown, marks=off))
    assert view.grab().toImage() == before
    assert not view.whole
    pump(lambda: view.whole)
    assert view.grab().toImage() != before


def test_a_moved_map_of_ten_thousand_voices_is_painted_anew_once_it_rests(theme: Theme, show: Show, pump: Pump) -> None:
    view, _shown = many_view(theme, show, pump)
    view.zoom(2.0)
    moving = view.grab().toImage()
    assert not view.whole
    pump(lambda: view.whole)
    resting = view.grab().toImage()
    assert moving != resting
    assert view.grab().toImage() == resting


def test_a_share_stands_beside_the_word_of_a_direction(view: VoiceMapView) -> None:
    view.grab()
    still = view.stills.shown
    assert still is not None
    word = min(still.words, key=lambda room: room.top())
    at = QPointF(word.center().x(), word.bottom() + 20)
    below = QPointF(at.x(), at.y() + 200)
    assert not view.share_room("Emma 60 %", at, below).intersects(word)
    free = at + QPointF(0, 100)
    assert view.share_room("Emma 60 %", free, below + QPointF(0, 100)).bottom() < free.y()
