# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QSignalSpy, QTest

from studio.ui.theme import Theme, mixed
from studio.ui.widgets.check_box import CheckBox
from tests.ui.conftest import Show

pytestmark = pytest.mark.display


def test_a_click_anywhere_on_it_and_space_switch_it_and_showing_a_value_tells_nothing(theme: Theme, show: Show) -> None:
    box = CheckBox(theme, "Less motion")
    show(box)
    told = QSignalSpy(box.chosen)
    box.setChecked(True)
    box.setChecked(False)
    assert told.count() == 0
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=box.rect().bottomRight())
    assert box.isChecked()
    QTest.keyClick(box, Qt.Key.Key_Space)
    assert [told.at(number) for number in range(told.count())] == [[True], [False]]


def test_it_is_amber_while_on(theme: Theme, show: Show) -> None:
    box = CheckBox(theme, "Less motion")
    show(box)

    def ground() -> QColor:
        return box.grab().toImage().pixelColor(3, box.height() // 2)

    tinted = theme.color("accent_tint")
    assert ground() == theme.color("field")
    box.setChecked(True)
    wanted = mixed(theme.color("panel"), tinted, tinted.alphaF())
    assert (ground().rgb() & 0xFCFCFC) == (wanted.rgb() & 0xFCFCFC)
