# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest

from studio.ui.theme import Theme
from studio.ui.widgets.popover_row import HEIGHT
from studio.ui.widgets.popover_rows import ButtonRow, PopoverRows
from tests.ui.conftest import Show

pytestmark = pytest.mark.display

LEFT = Qt.MouseButton.LeftButton


def test_rows_are_as_high_as_they_are_up_to_some_of_them(theme: Theme, show: Show) -> None:
    rows = PopoverRows(280)
    show(rows, 280, 100)
    heights = []
    for count in (0, 2, 8, 60):
        rows.show_count(count)
        heights.append(rows.sizeHint().height())
    assert heights == [0, 2 * HEIGHT, 8 * HEIGHT, 8 * HEIGHT]
    assert rows.minimumSizeHint().height() == 3 * HEIGHT


def test_a_press_at_the_right_is_the_buttons_and_elsewhere_the_rows(theme: Theme, show: Show) -> None:
    row = ButtonRow(theme, "Heart", "play-fill", key="en-US")
    show(row, 240, HEIGHT)
    pressed, clicked = QSignalSpy(row.button_pressed), QSignalSpy(row.clicked)
    QTest.mouseClick(row, LEFT, pos=row.button_place().center().toPoint())
    assert (pressed.count(), clicked.count()) == (1, 0)
    QTest.mouseClick(row, LEFT)
    assert (pressed.count(), clicked.count()) == (1, 1)


def test_the_button_is_seen_while_it_works_and_with_the_keyboard(theme: Theme, show: Show) -> None:
    row = ButtonRow(theme, "Heart", "play-fill", key="en-US")
    show(row, 240, HEIGHT)
    row.clearFocus()
    # Where the pointer of the display stands is not this test's alone.
    row.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, False)

    def colours() -> set[str]:
        picture = row.grab(row.button_place().toRect()).toImage()
        return {picture.pixelColor(x, HEIGHT // 2).name() for x in range(4, 20)}

    resting = colours()
    row.show_button("stop-fill", works=True)
    assert theme.color("accent_text").name() in colours() - resting
    row.show_button("play-fill", works=False)
    row.setFocus(Qt.FocusReason.TabFocusReason)
    assert colours() != resting
