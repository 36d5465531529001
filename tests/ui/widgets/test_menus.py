# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from studio.ui.widgets.menus import empty

pytestmark = pytest.mark.display


def test_a_menu_that_is_filled_again_and_again_keeps_nothing_of_before(holder: QWidget) -> None:
    menu = QMenu(holder)

    def held() -> int:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        return len(menu.findChildren(QObject))

    def fill() -> None:
        empty(menu)
        menu.addMenu("More").addAction("Deep")
        group = QActionGroup(menu)
        for name in ("One", "Two"):
            group.addAction(menu.addAction(name))

    fill()
    once = held()
    for _ in range(5):
        fill()
    assert held() == once
    assert [action.text() for action in menu.actions()] == ["More", "One", "Two"]
    empty(menu)
    held()
    assert menu.actions() == []
    assert not menu.findChildren(QMenu)
    assert not menu.findChildren(QActionGroup)
