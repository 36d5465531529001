# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QWidget

from studio.ui.theme import Theme, avatar
from studio.ui.widgets.popover_row import HEIGHT, PopoverRow
from tests.ui.conftest import Show

pytestmark = pytest.mark.display


def test_it_is_pressed_by_the_mouse_and_by_space(theme: Theme, show: Show) -> None:
    row = PopoverRow(theme, "Same as above", icon_name="arrow-elbow-down-right", key="Alt 0")
    show(row, 240, HEIGHT)
    pressed = QSignalSpy(row.clicked)
    QTest.mouseClick(row, Qt.MouseButton.LeftButton)
    row.setFocus()
    QTest.keyClick(row, Qt.Key.Key_Space)
    assert pressed.count() == 2
    assert row.accessibleName() == "Same as above"


def test_picture_key_and_tick_are_seen_and_need_room(theme: Theme, holder: QWidget) -> None:
    plain, keyed = PopoverRow(theme, "Ida"), PopoverRow(theme, "Ida", key="Alt 1")
    for row in (plain, keyed):
        row.setParent(holder)
        row.resize(200, HEIGHT)
    assert keyed.sizeHint().width() > plain.sizeHint().width()
    before = keyed.grab().toImage()
    keyed.setCheckable(True)
    keyed.setChecked(True)
    ticked = keyed.grab().toImage()
    assert ticked != before
    keyed.show_picture(lambda: avatar("ida", "Ida", 20, 1.0))
    assert keyed.grab().toImage() != ticked
    assert keyed.sizeHint().height() == HEIGHT


def test_a_picture_is_drawn_when_the_row_is_seen(theme: Theme, holder: QWidget) -> None:
    asked: list[str] = []

    def picture() -> QPixmap:
        asked.append("Ida")
        return avatar("ida", "Ida", 20, 1.0)

    row = PopoverRow(theme, "Ida")
    row.setParent(holder)
    row.resize(200, HEIGHT)
    row.show_picture(picture)
    row.sizeHint()
    assert not asked
    row.grab()
    assert asked


def test_one_that_cannot_be_pressed_is_pale(theme: Theme, holder: QWidget) -> None:
    row = PopoverRow(theme, "Ida", hue="#23786E")
    row.setParent(holder)
    row.resize(200, HEIGHT)
    able = row.grab().toImage()
    row.setEnabled(False)
    assert row.grab().toImage() != able
