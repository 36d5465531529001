# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListWidget

from studio.ui.theme import Theme
from studio.ui.widgets.scroll_fade import HEIGHT, ScrollFade
from tests.ui.conftest import Show

pytestmark = pytest.mark.display


@pytest.fixture
def rows(show: Show) -> QListWidget:
    made = QListWidget()
    made.addItems([f"row {number}" for number in range(60)])
    show(made, 200, 200)
    return made


def test_it_covers_the_lower_edge_while_there_is_more_below(theme: Theme, rows: QListWidget) -> None:
    fade = ScrollFade(theme, rows)
    assert fade.isVisible()
    assert fade.geometry().bottom() == rows.viewport().geometry().bottom()
    assert fade.height() == HEIGHT
    rows.resize(200, 150)
    assert fade.geometry().bottom() == rows.viewport().geometry().bottom()
    bar = rows.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert not fade.isVisible()
    bar.setValue(0)
    rows.clear()
    rows.addItem("alone")
    rows.doItemsLayout()
    assert not fade.isVisible()


def test_it_fades_to_the_colour_behind_the_list(theme: Theme, rows: QListWidget) -> None:
    fade = ScrollFade(theme, rows)
    picture = rows.grab(fade.geometry()).toImage()
    assert picture.pixelColor(20, HEIGHT - 1) == theme.color("panel")
    assert picture.pixelColor(20, 0) != theme.color("panel")


def test_the_row_below_it_is_pressed(theme: Theme, rows: QListWidget) -> None:
    fade = ScrollFade(theme, rows)
    place = QPoint(20, rows.viewport().height() - 12)
    assert fade.geometry().translated(-rows.viewport().pos()).contains(place)
    assert rows.childAt(rows.viewport().pos() + place) is rows.viewport()
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert rows.currentRow() == rows.indexAt(place).row()
