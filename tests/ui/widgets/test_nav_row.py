# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QSignalSpy, QTest

from studio.ui.theme import Theme
from studio.ui.widgets.nav_row import NavRow
from tests.ui.conftest import Show

pytestmark = pytest.mark.display


def test_a_row_shows_its_key_at_the_right_and_has_its_second_line_as_description(theme: Theme, show: Show) -> None:
    row = NavRow(theme, "The tape", second="sample, 2 speakers")
    show(row, 260, 52)
    right = QRect(200, 0, 60, 52)
    without = row.grab(right).toImage()
    row.show_key("Ctrl N")
    assert row.grab(right).toImage() != without
    assert (row.accessibleName(), row.accessibleDescription()) == ("The tape", "sample, 2 speakers")


def test_a_row_has_a_note_in_place_of_a_key_and_is_lit_while_what_it_opens_is_shown(theme: Theme, show: Show) -> None:
    # Of a light row that is lit a bare window's ground has the colour.
    theme.use("dark")
    row = NavRow(theme, "New voice from clip…", "microphone", inset=0)
    show(row, 400, 40)
    row.show_note("10 to 30 seconds")
    assert row.accessibleDescription() == "10 to 30 seconds"
    row.show_current(True)
    assert row.grab().toImage().pixelColor(200, 20) == theme.color("row_selected")
    assert row.accessibleDescription() == "shown"
    row.show_current(False)
    assert row.grab().toImage().pixelColor(200, 20) != theme.color("row_selected")


def test_a_note_that_is_too_long_leaves_the_text_as_it_is(theme: Theme, show: Show) -> None:
    row = NavRow(theme, "Blend two voices into a new one", "microphone", inset=0)
    show(row, 400, 40)
    text = QRect(0, 0, 240, 40)
    alone = row.grab(text).toImage()
    row.show_note("start with American English woman + British English woman")
    assert row.grab(text).toImage() == alone
    assert row.grab(QRect(240, 0, 160, 40)).toImage() != alone


def test_a_row_is_pressed_by_mouse_and_keys_and_dimmed_where_it_cannot_be(theme: Theme, show: Show) -> None:
    row = NavRow(theme, "Settings", "gear")
    show(row, 260, 40)
    pressed = QSignalSpy(row.clicked)
    QTest.mouseClick(row, Qt.MouseButton.LeftButton)
    row.setFocus()
    QTest.keyClick(row, Qt.Key.Key_Space)
    assert pressed.count() == 2
    before = row.grab().toImage()
    row.setEnabled(False)
    assert row.grab().toImage() != before
