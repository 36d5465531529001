# SPDX-License-Identifier: GPL-3.0-or-later
"""The legend: its kinds are left out and shown again by mouse and keys, and stay so while numbers change."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest

from studio.ui.theme import Theme
from studio.ui.voices.map.legend import Legend, LegendEntry
from tests.ui.conftest import Show

pytestmark = pytest.mark.display

ENTRIES = [
    LegendEntry("American", "American", 20, "disc", "#2f6f92"),
    LegendEntry("men", "Men", 25, "square"),
    LegendEntry("mine", "Mine", 1, "ring"),
]


def test_a_kind_is_left_out_by_mouse_and_by_keys(theme: Theme, show: Show) -> None:
    legend = Legend(theme)
    legend.show_entries(ENTRIES)
    show(legend, 500, 40)
    told = QSignalSpy(legend.changed)
    QTest.mouseClick(legend.items[0], Qt.MouseButton.LeftButton)
    assert legend.off == {"American"}
    legend.items[1].setFocus()
    QTest.keyClick(legend.items[1], Qt.Key.Key_Space)
    assert legend.off == {"American", "men"}
    assert told.count() == 2
    assert legend.items[0].accessibleName() == "American, 20"
    picture = legend.grab()
    QTest.mouseClick(legend.items[0], Qt.MouseButton.LeftButton)
    assert legend.grab() != picture


def test_what_was_left_out_stays_so_when_a_voice_comes(theme: Theme, show: Show) -> None:
    legend = Legend(theme)
    legend.show_entries(ENTRIES)
    show(legend, 500, 40)
    QTest.mouseClick(legend.items[2], Qt.MouseButton.LeftButton)
    legend.items[2].setFocus()
    legend.show_entries([*ENTRIES[:2], LegendEntry("mine", "Mine", 2, "ring")])
    assert legend.off == {"mine"}
    assert legend.items[2].hasFocus()
    assert legend.items[2].accessibleName() == "Mine, 2"
