# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from studio.ui.theme import Theme
from studio.ui.widgets.search_field import SearchField
from tests.ui.conftest import Show

pytestmark = pytest.mark.display


def test_escape_empties_it_first_and_is_the_windows_then(theme: Theme, show: Show) -> None:
    window, stopped = QWidget(), list[str]()
    field = SearchField(theme, "Search", "Search here")
    QVBoxLayout(window).addWidget(field)
    stop = QAction("stop", window)
    stop.setShortcut(QKeySequence("Esc"))
    stop.triggered.connect(lambda: stopped.append("stopped"))
    window.addAction(stop)
    show(window, 300, 80)
    field.setFocus()
    QTest.keyClicks(field, "x")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert (field.text(), stopped) == ("", [])
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert stopped == ["stopped"]


def test_the_key_that_leads_to_it_stands_within_it_at_any_width(theme: Theme, show: Show) -> None:
    field = SearchField(theme, "Search", "Search here")
    field.show_key("Ctrl K")
    show(field, 200, 32)
    key = next(label for label in field.findChildren(QLabel) if label.text() == "Ctrl K")
    for width in (200, 320):
        field.resize(width, 32)
        assert field.rect().contains(key.geometry())
        assert key.x() > width / 2
    assert (field.accessibleName(), field.placeholderText()) == ("Search", "Search here")
