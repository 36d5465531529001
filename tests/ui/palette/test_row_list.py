# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of the palette's rows."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QSignalSpy, QTest

from studio.ui.palette.row_list import RowList, spoken
from studio.ui.palette.row_painter import HEADING_PX, ROW_PX, arrow_box, slider_box
from studio.ui.palette.rows import Row, Value
from studio.ui.theme import Theme
from tests.support.pointing import move_pointer
from tests.ui.conftest import Show

pytestmark = pytest.mark.display
LEFT = Qt.MouseButton.LeftButton


def test_rows_stand_below_headings_and_the_first_that_can_be_done_is_selected(show: Show, theme: Theme) -> None:
    shown = RowList(theme)
    shown.show_rows([Row("a", "A", reason="Not now."), Row("b", "B"), Row("c", "C", "Text")])
    show(shown, 400, 300)
    assert shown.wanted_height == 2 * HEADING_PX + 3 * ROW_PX
    assert shown.current is not None
    assert shown.current.id == "b"
    for by, wanted in ((1, "c"), (1, "a"), (-1, "c"), (-8, "a"), (8, "c")):
        shown.step(by)
        assert shown.current.id == wanted
    assert shown.viewport().grab().toImage().pixelColor(2, 2) is not None


def test_a_click_chooses_or_changes_the_value(show: Show, theme: Theme) -> None:
    now = [50]
    value = Value((0, 100), lambda: now[0], lambda: f"{now[0]} %", lambda step: now.__setitem__(0, step), stride=5)
    shown = RowList(theme)
    shown.show_rows([Row("do", "Do it"), Row("v", "Volume", value=value)])
    show(shown, 600, 200)
    chosen = QSignalSpy(shown.chosen)
    port = shown.viewport()
    QTest.mouseClick(port, LEFT, pos=QPoint(60, HEADING_PX + 10))
    assert chosen.count() == 1
    box = shown.visualRect(shown.model().index(2, 0))
    QTest.mouseClick(port, LEFT, pos=arrow_box(box, True).center())
    QTest.mouseClick(port, LEFT, pos=arrow_box(box, True).center())
    QTest.mouseClick(port, LEFT, pos=arrow_box(box, False).center())
    assert now == [55]
    slider = slider_box(box)
    QTest.mousePress(port, LEFT, pos=QPoint(slider.left(), slider.center().y()))
    assert now == [0]
    move_pointer(port, QPoint(slider.right() + 20, slider.center().y()))
    QTest.mouseRelease(port, LEFT, pos=QPoint(slider.right() + 20, slider.center().y()))
    assert now == [100]
    assert chosen.count() == 1


def test_a_row_is_told_with_value_keys_and_reason() -> None:
    value = Value((0, 1), lambda: 0, lambda: "off", lambda _step: None)
    assert spoken(Row("a", "Anger", about="of the voice", value=value)) == "Anger, of the voice, off"
    assert spoken(Row("a", "Export", keys="Ctrl E", reason="There is no text.")) == "Export, Ctrl E, There is no text."
