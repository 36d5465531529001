# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from studio.ui.sheets.importing.chapter_list import ChapterList, ChapterRow
from studio.ui.theme import Theme
from tests.ui.conftest import Show

pytestmark = pytest.mark.display
ROWS = [ChapterRow(title, "4 words", "≈ 0:02") for title in ("One", "Two", "Three")]


def test_chapters_are_chosen_by_mouse_and_keys(theme: Theme, show: Show) -> None:
    listed = ChapterList(theme)
    told: list[frozenset[int]] = []
    listed.chosen_changed.connect(lambda: told.append(listed.chosen))
    listed.show_rows(ROWS)
    show(listed, 700, 200)
    listed.setFocus()
    assert listed.chosen == {0, 1, 2}
    place = listed.visualRect(listed.model().index(1, 0)).center()
    QTest.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    assert listed.chosen == {0, 2}
    QTest.keyClick(listed, Qt.Key.Key_Down)
    QTest.keyClick(listed, Qt.Key.Key_Space)
    assert listed.chosen == {0}
    QTest.keyClick(listed, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert listed.chosen == {0, 1, 2}
    QTest.keyClick(listed, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert listed.chosen == frozenset()
    assert told[-1] == frozenset()
    assert listed.model().index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "2, Two, 4 words, ≈ 0:02"


def test_the_choice_stays_while_there_are_as_many(theme: Theme, show: Show) -> None:
    listed = ChapterList(theme)
    listed.show_rows(ROWS)
    show(listed, 700, 200)
    QTest.keyClick(listed, Qt.Key.Key_Space)
    listed.show_rows(ROWS)
    assert listed.chosen == {1, 2}
    listed.show_rows(ROWS[:2])
    assert listed.chosen == {0, 1}
