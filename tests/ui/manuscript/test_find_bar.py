# SPDX-License-Identifier: GPL-3.0-or-later
"""The bar that finds and replaces: what it shows, and where it has room."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QWidget

from studio.ui.manuscript.find_bar import HEIGHT, FindBar
from studio.ui.theme import Theme
from tests.ui.conftest import Pump, Show

pytestmark = pytest.mark.display


def top_of(bar: FindBar, control: QWidget) -> int:
    return control.mapTo(bar, QPoint()).y()


def test_what_replaces_is_beside_what_finds_where_there_is_room_and_else_below(
    show: Show, theme: Theme, pump: Pump
) -> None:
    bar = FindBar(theme)
    show(bar, 840, 60)
    bar.open(True)
    assert bar.height() == HEIGHT
    pump(lambda: top_of(bar, bar.put) == top_of(bar, bar.field))
    bar.resize(580, bar.height())
    assert bar.height() > HEIGHT
    pump(lambda: top_of(bar, bar.put) > top_of(bar, bar.field) + bar.field.height())
    bar.open(False)
    assert bar.height() == HEIGHT
    assert not bar.put.isVisible()


def test_what_cannot_be_done_says_why(show: Show, theme: Theme) -> None:
    bar = FindBar(theme)
    show(bar, 840, 60)
    bar.open(True)
    bar.show_count("none", none=True)
    bar.show_replacing("All", "Nothing is found.")
    assert not any(each.isEnabled() for each in (bar.up, bar.down, bar.replace, bar.all))
    assert bar.all.toolTip() == "Nothing is found."
    bar.show_keys("Previous (Shift+F3)", "Next (F3)")
    bar.show_count("3 of 5", none=False)
    bar.show_replacing("All 5", "")
    assert (bar.down.toolTip(), bar.count.text(), bar.all.text()) == ("Next (F3)", "3 of 5", "All 5")
    spies = [QSignalSpy(signal) for signal in (bar.previous_asked, bar.next_asked, bar.replace_asked, bar.all_asked)]
    for button in (bar.up, bar.down, bar.replace, bar.all):
        button.click()
    assert [spy.count() for spy in spies] == [1, 1, 1, 1]
