# SPDX-License-Identifier: GPL-3.0-or-later
"""A small switch within a field."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from studio.ui.theme import Theme
from studio.ui.widgets.toggle import Toggle
from tests.ui.conftest import Show

pytestmark = pytest.mark.display


def test_it_is_switched_by_pointer_and_by_keyboard_and_looks_different_then(show: Show, theme: Theme) -> None:
    around = QWidget()
    column = QVBoxLayout(around)
    letter, picture = Toggle(theme, "Aa", "Letters"), Toggle(theme, "selection", "Selection", icon=True)
    for each in (letter, picture):
        column.addWidget(each)
    show(around)
    for each in (letter, picture):
        off = each.grab().toImage()
        QTest.mouseClick(each, Qt.MouseButton.LeftButton)
        assert each.isChecked()
        assert each.grab().toImage() != off
        each.setFocus()
        QTest.keyClick(each, Qt.Key.Key_Space)
        assert not each.isChecked()
    assert letter.accessibleName() == letter.toolTip() == "Letters"
