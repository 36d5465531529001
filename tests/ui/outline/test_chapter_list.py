# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from studio.ui.outline.chapter_list import ChapterList
from studio.ui.outline.rows import OutlineRow
from studio.ui.theme import Theme
from tests.ui.conftest import Show

pytestmark = pytest.mark.display
ROWS = [
    OutlineRow(0, "One", "1:00", "ready"),
    OutlineRow(1, "Two", "≈ 1:00", "failed", failed="Paragraph 2 failed · Try again"),
    OutlineRow(2, "Three", "≈ 1:00"),
]


@pytest.fixture
def listed(theme: Theme, show: Show) -> ChapterList:
    made = ChapterList(theme)
    made.show_rows(ROWS, True)
    show(made, 280, 200)
    made.setFocus()
    return made


def click(listed: ChapterList, row: int, x: int) -> None:
    rect = listed.visualRect(listed.rows.index(row))
    place = QPoint(x, rect.center().y())
    QTest.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)


def test_keys_show_render_and_move(listed: ChapterList) -> None:
    asked: list[tuple[object, ...]] = []
    listed.show_requested.connect(lambda number: asked.append(("show", number)))
    listed.render_requested.connect(lambda number: asked.append(("render", number)))
    listed.move_requested.connect(lambda number, to: asked.append(("move", number, to)))
    QTest.keyClick(listed, Qt.Key.Key_Return)
    QTest.keyClick(listed, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(listed, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(listed, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert listed.currentIndex().row() == 1
    QTest.keyClick(listed, Qt.Key.Key_Down)
    assert listed.currentIndex().row() == 2
    assert asked == [("show", 0), ("render", 0), ("move", 0, 1)]
    listed.show_rows(ROWS, False)
    QTest.keyClick(listed, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert len(asked) == 3


def test_a_press_shows_and_try_again_renders(listed: ChapterList) -> None:
    asked: list[tuple[str, int]] = []
    listed.show_requested.connect(lambda number: asked.append(("show", number)))
    listed.render_requested.connect(lambda number: asked.append(("render", number)))
    click(listed, 2, 80)
    click(listed, 2, 250)
    click(listed, 1, 80)
    click(listed, 1, 240)
    assert asked == [("show", 2), ("show", 2), ("show", 1), ("render", 1)]


def test_the_menu_does_the_same(listed: ChapterList) -> None:
    asked: list[tuple[int, int]] = []
    listed.move_requested.connect(lambda number, to: asked.append((number, to)))
    menu = listed.menu_for(2)
    acts = {action.text(): action for action in menu.actions()}
    assert not acts["Move down"].isEnabled()
    acts["Move up"].trigger()
    assert asked == [(2, 1)]
    menu.close()
