# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest

from studio.core.hues import HUES
from studio.ui.manuscript.margin.hue_row import HueRow
from studio.ui.theme import Theme
from tests.ui.conftest import Show

pytestmark = pytest.mark.display

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def row(theme: Theme, show: Show) -> HueRow:
    made = HueRow(theme)
    show(made, 240, 26)
    return made


def test_a_press_on_a_disc_chooses_its_colour(row: HueRow) -> None:
    told = QSignalSpy(row.chosen)
    for number in (0, 7, 11):
        QTest.mouseClick(row, LEFT, pos=row.disc(number).center().toPoint())
    assert [told.at(number) for number in range(told.count())] == [[HUES[0]], [HUES[7]], [HUES[11]]]


def test_arrows_move_along_and_stay_at_the_ends(row: HueRow) -> None:
    told: list[str] = []

    def follow(hue: str) -> None:
        told.append(hue)
        row.show_hue(hue, "Ida")

    row.chosen.connect(follow)
    row.show_hue(HUES[10].lower(), "Ida")
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Home, Qt.Key.Key_Left):
        QTest.keyClick(row, key)
    assert told == [HUES[11], HUES[10], HUES[0]]
    assert row.accessibleName() == "Ida’s colour"
    assert row.accessibleDescription() == "Teal"


def test_a_colour_that_is_none_of_them_is_followed_by_the_first(row: HueRow) -> None:
    row.show_hue("#123456", "Ida")
    told = QSignalSpy(row.chosen)
    QTest.keyClick(row, Qt.Key.Key_Right)
    assert told.at(0) == [HUES[0]]
    assert row.accessibleDescription() == "#123456"
