# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from studio.ui.sheets.importing.chapter_list import ChapterRow
from studio.ui.sheets.importing.panel import ImportSheet
from studio.ui.theme import Theme
from tests.ui.conftest import Show

pytestmark = pytest.mark.display
ROWS = [ChapterRow(title, "4 words", "≈ 0:02") for title in ("One", "Two")]


def test_the_main_action_says_how_many_chapters(theme: Theme, show: Show) -> None:
    sheet = ImportSheet(theme, [("footnotes", "Footnotes", "Leaves out notes")])
    switched: list[tuple[str, bool]] = []
    sheet.switched.connect(lambda name, on: switched.append((name, on)))
    sheet.show_book("The Ice", "2 chapters", ROWS, {"footnotes"})
    show(sheet, 1300, 400)
    assert sheet.main is not None
    assert (sheet.main.text, sheet.main.reason, sheet.all.isChecked()) == ("Import 2", "", True)
    sheet.list.choose_all(False)
    assert (sheet.main.text, sheet.main.reason) == ("Import", "Choose at least one chapter.")
    assert not sheet.all.isChecked()
    assert sheet.switches["footnotes"].isChecked()
    sheet.switches["footnotes"].click()
    # Where the window is narrow, a menu stands for the column.
    sheet.menu.actions()[0].trigger()
    assert switched == [("footnotes", False), ("footnotes", False)]


def test_return_imports_what_is_chosen(theme: Theme, show: Show) -> None:
    sheet = ImportSheet(theme, [])
    sheet.show_book("The Ice", "2 chapters", ROWS, ())
    show(sheet, 1300, 400)
    asked: list[None] = []
    sheet.import_requested.connect(lambda: asked.append(None))
    QTest.keyClick(sheet.list, Qt.Key.Key_Return)
    sheet.list.choose_all(False)
    QTest.keyClick(sheet.list, Qt.Key.Key_Return)
    assert len(asked) == 1
