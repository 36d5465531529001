# SPDX-License-Identifier: GPL-3.0-or-later
"""The bar that finds and replaces: what it shows, and where it has room."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QWidget

from studio.ui.manuscript.finding.find_bar import HEIGHT, FindBar
from studio.ui.theme import Theme
from tests.ui.conftest import Pump, Show

pytestmark = pytest.mark.display


def top_of(bar: FindBar, control: QWidget) -> int:
    return control.mapTo(bar, QPoint()).y()


def test_what_replaces_is_beside_what_finds_where_there_is_room_and_else_below(
    show: Show, theme: Theme, pump: Pump
) -> None:
    # Within a window, since a window manager has its say about the size of one.
    window, bar = QWidget(), FindBar(theme)
    bar.setParent(window)
    bar.resize(840, 60)
    show(window, 900, 200)
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


def test_enter_in_what_finds_goes_on_or_replaces_and_takes_out_nothing_unseen(show: Show, theme: Theme) -> None:
    bar = FindBar(theme)
    show(bar, 840, 60)
    line = bar.field.line
    went, replaced = QSignalSpy(bar.next_asked), QSignalSpy(bar.replace_asked)

    def press(control: QWidget) -> tuple[int, int]:
        QTest.keyClick(control, Qt.Key.Key_Return)
        return went.count(), replaced.count()

    bar.open(False)
    bar.show_replacing("All 5", "")
    line.setFocus()
    assert press(line) == (1, 0)
    bar.open(True)
    assert press(line) == (1, 0)
    assert bar.put.hasFocus()
    assert press(bar.put) == (1, 1)
    bar.put.setText("lamp")
    line.setFocus()
    assert press(line) == (1, 2)
    assert line.hasFocus()
    bar.show_replacing("All 5", "This project may only be read.")
    assert press(line) == (2, 2)
