# SPDX-License-Identifier: GPL-3.0-or-later
"""The popover of an unsure word by itself."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget

from studio.app.saying.pronouncing import Suggestion, Unsure
from studio.core.doubts import Doubt
from studio.ui.saying.unsure_popover import UnsurePopover
from studio.ui.theme import Theme
from tests.ui.conftest import Pump, Show

pytestmark = pytest.mark.display
KEY = Qt.Key
FOUND = Unsure("ɹˈid", Doubt.HETERONYM, (Suggestion("/ɹˈɛd/", "ɹˈɛd", "past"), Suggestion("/x/", "x", "letters")))


class Heard:
    def __init__(self, popover: UnsurePopover) -> None:
        self.heard: list[str] = []
        self.used: list[str] = []
        popover.heard.connect(self.heard.append)
        popover.used.connect(self.used.append)


def opened(show: Show, theme: Theme, blocker: str = "", focus: bool = True) -> tuple[UnsurePopover, Heard]:
    window = QWidget()
    window.first = QPushButton("first", window)  # type: ignore[attr-defined]
    show(window, 700, 500)
    # Where it rests on a way, that is heard too.
    QCursor.setPos(window.mapToGlobal(QPoint(2, 2)))
    popover = UnsurePopover(theme, window, "read")
    heard = Heard(popover)
    popover.hang(window, QRect(300, 60, 40, 20), focus=focus)
    popover.show_ways(FOUND, "a reason", "here", blocker)
    return popover, heard


def test_the_way_as_now_is_heard_at_once_and_others_by_arrows(show: Show, theme: Theme, pump: Pump) -> None:
    popover, told = opened(show, theme)
    pump(lambda: popover.ways[0].hasFocus())
    assert told.heard == [""]
    assert popover.reason.text() == "A reason."
    assert (popover.use.text(), popover.where.isEnabled()) == ("It is right", False)
    QTest.keyClick(popover.ways[0], KEY.Key_Down)
    assert popover.chosen is popover.ways[1]
    assert told.heard == ["", "/ɹˈɛd/"]
    assert (popover.use.text(), popover.where.isEnabled(), popover.chosen_where) == ("Use", True, "here")
    QTest.keyClick(popover.ways[1], KEY.Key_Return)
    assert told.used == ["/ɹˈɛd/"]
    assert popover.ways[1].accessibleName() == "past: ɹˈɛd"


def test_a_press_is_heard_and_chooses_and_use_uses(show: Show, theme: Theme) -> None:
    popover, told = opened(show, theme, focus=False)
    assert told.heard == []
    QTest.mouseClick(popover.ways[2], Qt.MouseButton.LeftButton)
    assert (told.heard, told.used) == (["/x/"], [])
    QTest.mouseClick(popover.use, Qt.MouseButton.LeftButton)
    assert told.used == ["/x/"]


def test_enter_on_the_way_as_now_finds_it_right(show: Show, theme: Theme, pump: Pump) -> None:
    popover, told = opened(show, theme)
    pump(lambda: popover.ways[0].hasFocus())
    QTest.keyClick(popover.ways[0], KEY.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    assert told.used == [""]


def test_what_cannot_be_used_is_heard_all_the_same(show: Show, theme: Theme, pump: Pump) -> None:
    popover, told = opened(show, theme, blocker="The project can only be read.")
    pump(lambda: popover.ways[0].hasFocus())
    QTest.keyClick(popover.ways[0], KEY.Key_Return)
    assert (told.heard, told.used) == ([""], [])
    assert (popover.use.isEnabled(), popover.use.toolTip()) == (False, "The project can only be read.")


def test_all_of_it_is_shown(show: Show, theme: Theme) -> None:
    popover, _told = opened(show, theme)
    rows = [*popover.ways, popover.where, popover.use]
    assert all(popover.rect().contains(each.geometry()) for each in rows)
    assert all(one.geometry().bottom() < other.geometry().top() for one, other in pairwise(rows))
