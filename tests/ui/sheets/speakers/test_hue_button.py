# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from studio.core.hues import HUES
from studio.ui.sheets.speakers.hue_button import HueButton
from studio.ui.theme import Theme
from tests.ui.conftest import Show

pytestmark = pytest.mark.display


def test_presses_and_arrows_go_through_the_colours(theme: Theme, show: Show) -> None:
    button = HueButton(theme, "Ann", "Ann", HUES[-1])
    show(button, 32, 32)
    told: list[str] = []
    button.chosen.connect(told.append)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QTest.keyClick(button, Qt.Key.Key_Right)
    QTest.keyClick(button, Qt.Key.Key_Left)
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert told == [HUES[0], HUES[1], HUES[0], HUES[1]]
    assert button.accessibleName() == "Ann’s colour"
    assert button.accessibleDescription() == "Indigo"
    # A colour of one's own has no name, and the first of the twelve behind it.
    button.show_speaker("Bob", "#123456")
    assert (button.accessibleName(), button.accessibleDescription()) == ("Bob’s colour", "#123456")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert button.hue == HUES[0]
