# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from studio.ui.theme import Theme
from studio.ui.widgets.slider import GrooveSlider
from tests.support.pointing import double_click, move_pointer
from tests.ui.conftest import Show

pytestmark = pytest.mark.display
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def slider(theme: Theme, show: Show) -> GrooveSlider:
    """From -10 to 10, on a window of its own."""
    box, made = QWidget(), GrooveSlider(theme, "Speed", (-10, 10))
    box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    QVBoxLayout(box).addWidget(made)
    show(box, 240, 50)
    return made


@pytest.fixture
def chosen(slider: GrooveSlider) -> list[int]:
    values: list[int] = []
    slider.chosen.connect(values.append)
    return values


def place_of(slider: GrooveSlider, value: int) -> QPoint:
    before, blocked = slider.value(), slider.blockSignals(True)
    slider.setValue(value)
    place = slider.thumb_centre().toPoint()
    slider.setValue(before)
    slider.blockSignals(blocked)
    return place


@pytest.mark.parametrize("value", [-10, -3, 0, 7, 10])
def test_a_press_on_the_groove_sets_the_value_there(slider: GrooveSlider, chosen: list[int], value: int) -> None:
    slider.show_value(5 if value != 5 else 4)
    QTest.mouseClick(slider, LEFT, pos=place_of(slider, value))
    assert slider.value() == value
    assert chosen == [value]


def test_a_drag_beyond_the_ends_stays_at_them(slider: GrooveSlider, chosen: list[int]) -> None:
    QTest.mousePress(slider, LEFT, pos=place_of(slider, 5))
    move_pointer(slider, QPoint(slider.width() - 1, 5))
    move_pointer(slider, QPoint(0, 5))
    QTest.mouseRelease(slider, LEFT, pos=QPoint(0, 5))
    assert slider.value() == -10
    assert chosen[0] == 5
    assert not slider.isSliderDown()


def test_another_button_sets_nothing(slider: GrooveSlider, chosen: list[int]) -> None:
    QTest.mouseClick(slider, Qt.MouseButton.RightButton, pos=place_of(slider, 5))
    double_click(slider, Qt.MouseButton.RightButton, pos=place_of(slider, 5))
    assert (slider.value(), chosen) == (0, [])


def test_what_is_shown_is_not_chosen_and_not_taken_out_of_the_hand(slider: GrooveSlider, chosen: list[int]) -> None:
    slider.show_value(4)
    assert (slider.value(), chosen) == (4, [])
    QTest.mousePress(slider, LEFT, pos=place_of(slider, 7))
    slider.show_value(-4)
    assert slider.value() == 7
    QTest.mouseRelease(slider, LEFT, pos=place_of(slider, 7))
    slider.show_value(-4)
    assert (slider.value(), chosen) == (-4, [7])


def test_a_double_click_goes_home(slider: GrooveSlider, chosen: list[int]) -> None:
    slider.show_value(8)
    double_click(slider, LEFT, pos=place_of(slider, 8))
    assert (slider.value(), chosen) == (0, [0])


def test_without_a_home_a_double_click_only_asks(theme: Theme, holder: QWidget) -> None:
    slider, asked = GrooveSlider(theme, "Share", (0, 100), reset_to=None), []
    slider.setParent(holder)
    slider.reset_requested.connect(lambda: asked.append(True))
    slider.show_value(30)
    double_click(slider, LEFT)
    assert (slider.value(), asked) == (30, [True])


@pytest.mark.parametrize(("key", "value"), [(Qt.Key.Key_Right, 1), (Qt.Key.Key_Left, -1)])
def test_alt_and_an_arrow_step_by_one(slider: GrooveSlider, chosen: list[int], key: Qt.Key, value: int) -> None:
    slider.setSingleStep(5)
    slider.setFocus()
    QTest.keyClick(slider, key, Qt.KeyboardModifier.AltModifier)
    assert chosen == [value]
    QTest.keyClick(slider, key)
    assert chosen == [value, 6 * value]
    QTest.keyClick(slider, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert abs(slider.value()) <= 10


def test_the_wheel_turns_it_only_where_the_keyboard_is(slider: GrooveSlider, chosen: list[int]) -> None:
    def turn() -> bool:
        place = QPointF(slider.rect().center())
        none, phase = Qt.MouseButton.NoButton, Qt.ScrollPhase.NoScrollPhase
        keys = Qt.KeyboardModifier.NoModifier
        event = QWheelEvent(place, slider.mapToGlobal(place), QPoint(), QPoint(0, 120), none, keys, phase, False)
        QApplication.sendEvent(slider, event)
        return event.isAccepted()

    slider.window().setFocus()
    assert not turn()
    assert chosen == []
    slider.setFocus()
    turn()
    assert len(chosen) == 1
    assert chosen[0] > 0


def test_the_thumb_stands_within_at_both_ends(slider: GrooveSlider) -> None:
    assert place_of(slider, -10).x() == 6
    assert place_of(slider, 10).x() == slider.width() - 6
    assert place_of(slider, 0).x() == slider.width() // 2


def test_the_groove_is_filled_from_nought_to_the_value(slider: GrooveSlider, theme: Theme) -> None:
    def colour(value: int) -> QColor:
        place = place_of(slider, value)
        return slider.grab().toImage().pixelColor(place.x(), round(slider.height() / 2))

    line, groove = QColor(theme.palette.accent_line), QColor(theme.palette.groove)
    assert (colour(-4), colour(4)) == (groove, groove)
    slider.show_value(8)
    assert (colour(-4), colour(4)) == (groove, line)
    slider.show_value(-8)
    assert (colour(-4), colour(4)) == (line, groove)
    slider.setEnabled(False)
    assert (colour(-4), colour(4)) == (groove, groove)


def test_stops_are_drawn_where_nothing_is_filled(theme: Theme, show: Show) -> None:
    plain, stops = GrooveSlider(theme, "Anger", (0, 5)), GrooveSlider(theme, "Anger", (0, 5), stops=True)
    box = QWidget()
    layout = QVBoxLayout(box)
    layout.addWidget(plain)
    layout.addWidget(stops)
    show(box, 200, 80)
    stops.show_value(2)
    plain.show_value(2)
    edge, image = QColor(theme.palette.edge), stops.grab().toImage()
    assert image.pixelColor(place_of(stops, 4)) == edge
    assert image.pixelColor(place_of(stops, 1)) != edge
    assert plain.grab().toImage().pixelColor(place_of(plain, 4)) != edge
