# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from PySide6.QtGui import QTextCursor

from studio.core.word_diff import ComparedParagraph, Run
from studio.ui.sheets.versions.panel import VersionsSheet
from studio.ui.sheets.versions.version_list import VersionRow
from studio.ui.theme import Theme
from studio.ui.widgets.form import CONTENT_WIDTH
from tests.ui.conftest import Show

pytestmark = pytest.mark.display
SAME = ComparedParagraph((Run("same", "As it was."),))
CHANGED = ComparedParagraph((Run("same", "One "), Run("removed", "two "), Run("added", "2 ")))


@pytest.fixture
def sheet(theme: Theme, show: Show) -> VersionsSheet:
    made = VersionsSheet(theme)
    show(made, 1366, 600)
    made.show_rows([VersionRow(1, "First", "today")])
    return made


def test_its_lines_are_no_longer_than_the_manuscripts(sheet: VersionsSheet) -> None:
    margin = sheet.text.document().documentMargin()
    assert sheet.text.viewport().width() - 2 * margin == CONTENT_WIDTH
    sheet.resize(700, 600)
    assert sheet.text.viewport().width() >= sheet.text.width() - 16


def styles(sheet: VersionsSheet) -> dict[str, tuple[bool, bool]]:
    """Each word of the text with whether it is struck out and underlined."""
    found: dict[str, tuple[bool, bool]] = {}
    cursor = QTextCursor(sheet.text.document())
    while cursor.movePosition(QTextCursor.MoveOperation.NextWord, QTextCursor.MoveMode.KeepAnchor):
        style = cursor.charFormat()
        found[cursor.selectedText().strip()] = style.fontStrikeOut(), style.fontUnderline()
        cursor.clearSelection()
    return found


def test_words_that_went_are_struck_out_and_new_ones_underlined(sheet: VersionsSheet) -> None:
    sheet.show_compared([CHANGED, SAME])
    shown = styles(sheet)
    assert shown["One"] == (False, False)
    assert shown["two"] == (True, False)
    assert shown["2"] == (False, True)
    assert sheet.said.text() == "1 paragraph has changed since"


def test_only_what_is_beside_a_change_is_shown(sheet: VersionsSheet) -> None:
    far = [ComparedParagraph((Run("same", f"Far {number}."),)) for number in range(9)]
    sheet.show_compared([*far, CHANGED, *far])
    assert sheet.text.toPlainText().split("\n") == ["…", "Far 8.", "One two 2 ", "Far 0."]


def test_other_marks_and_nothing_new_are_said(sheet: VersionsSheet) -> None:
    sheet.show_compared([ComparedParagraph((Run("same", "Words."),), manner=True)])
    assert "other marks" in sheet.text.toPlainText()
    sheet.show_compared([SAME])
    assert sheet.said.text() == "Nothing has changed since."
    assert sheet.text.toPlainText() == ""
