# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from studio.ui.columns.side import LEFT
from studio.ui.sheets.sheet import HEAD_HEIGHT, WIDE, Sheet
from studio.ui.theme import Theme
from tests.ui.conftest import Pump, Show

pytestmark = pytest.mark.display


def test_below_1280_the_left_column_is_a_menu_in_the_header(theme: Theme, show: Show, pump: Pump) -> None:
    sheet = Sheet(theme, "Settings")
    listed, middle = QWidget(), QWidget()
    sheet.left.addWidget(listed, 1)
    sheet.middle.addWidget(middle, 1)
    show(sheet, WIDE, 400)
    assert (sheet.narrow, listed.isVisible(), sheet.go_to.isVisible()) == (False, True, False)
    assert middle.mapTo(sheet, QPoint()) == QPoint(LEFT.usual_px, 0)
    sheet.resize(WIDE - 1, 400)
    pump(lambda: middle.width() == WIDE - 1)
    assert (sheet.narrow, listed.isVisible(), sheet.go_to.isVisible(), sheet.back.isVisible()) == (
        True, False, True, True,
    )  # fmt: skip
    assert middle.mapTo(sheet, QPoint()) == QPoint(0, HEAD_HEIGHT)
    sheet.resize(WIDE, 400)
    pump(lambda: middle.width() == WIDE - LEFT.usual_px)
    assert (listed.isVisible(), sheet.back.isVisible()) == (True, True)


def test_its_columns_take_other_widths_and_the_middle_is_told(theme: Theme, show: Show) -> None:
    class Told(Sheet):
        told = 0

        def fit_middle(self, width_px: int) -> None:
            self.told = width_px

    sheet = Told(theme, "Settings", right=True)
    middle = QWidget()
    sheet.middle.addWidget(middle, 1)
    show(sheet, 1440, 400)
    assert sheet.told == sheet.middle_px == middle.width() == 1440 - 280 - 320
    sheet.show_widths(400, 360)
    assert sheet.told == sheet.middle_px == 1440 - 400 - 360
    sheet.resize(WIDE - 1, 400)
    assert sheet.told == sheet.middle_px == WIDE - 1 - 360
