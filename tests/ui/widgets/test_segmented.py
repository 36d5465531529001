# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QSignalSpy, QTest

from studio.ui.theme import Theme
from studio.ui.widgets.segmented import Segmented
from tests.ui.conftest import Show

pytestmark = pytest.mark.display


@pytest.fixture
def choice(theme: Theme, show: Show) -> Segmented:
    made = Segmented(theme, "Theme", (("light", "Light"), ("dark", "Dark"), ("system", "System")))
    made.show_value("dark")
    show(made)
    return made


def test_a_click_anywhere_on_a_segment_chooses_it_and_no_other(choice: Segmented) -> None:
    told = QSignalSpy(choice.chosen)
    light = choice.segments[0]
    QTest.mouseClick(light, Qt.MouseButton.LeftButton, pos=light.rect().bottomRight())
    assert [segment.isChecked() for segment in choice.segments] == [True, False, False]
    assert (told.count(), told.at(0)) == (1, ["light"])


def test_showing_a_value_tells_nothing(choice: Segmented) -> None:
    told = QSignalSpy(choice.chosen)
    choice.show_value("system")
    assert choice.segments[2].isChecked()
    assert told.count() == 0


def test_arrows_choose_and_the_chosen_one_alone_is_reached_by_tab(choice: Segmented) -> None:
    def by_tab() -> list[bool]:
        return [bool(segment.focusPolicy() & Qt.FocusPolicy.TabFocus) for segment in choice.segments]

    choice.show_value("light")
    assert by_tab() == [True, False, False]
    choice.show_value("dark")
    told = QSignalSpy(choice.chosen)
    assert by_tab() == [False, True, False]
    choice.segments[1].setFocus()
    QTest.keyClick(choice.segments[1], Qt.Key.Key_Right)
    assert choice.segments[2].isChecked()
    assert choice.segments[2].hasFocus()
    assert [told.at(number) for number in range(told.count())] == [["system"]]
    assert by_tab() == [False, False, True]


def test_a_screen_reader_is_told_of_radio_buttons_in_their_group(choice: Segmented) -> None:
    told = [QAccessible.queryAccessibleInterface(segment) for segment in choice.segments]
    assert {access.role() for access in told} == {QAccessible.Role.RadioButton}
    assert [access.text(QAccessible.Text.Name) for access in told] == ["Theme: Light", "Theme: Dark", "Theme: System"]
    assert [bool(access.state().checked) for access in told] == [False, True, False]


def test_the_chosen_segment_stands_out_of_the_track(choice: Segmented, theme: Theme) -> None:
    picture = choice.grab().toImage()

    def ground(number: int) -> str:
        place = QRect(choice.segments[number].geometry())
        return picture.pixelColor(place.left() + 8, place.center().y()).name()

    assert ground(1) == theme.color("field").name()
    assert ground(0) == ground(2) != ground(1)
