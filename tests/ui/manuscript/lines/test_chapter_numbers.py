# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QTextCursor
from PySide6.QtTest import QTest

from studio.core.project import Paragraph
from studio.ui.manuscript.lines.layout import COLUMN
from studio.ui.manuscript.lines.text_lines import cursor_x
from studio.ui.manuscript.text.editor import ManuscriptEditor
from studio.ui.theme import Theme

pytestmark = pytest.mark.display

HEBREW = "\u05d4\u05e1\u05d3\u05e7"


def heading(number: int, text: str, level: int = 1) -> Paragraph:
    return Paragraph(f"h{number}", text, kind="heading", level=level)


@pytest.fixture
def editor(theme: Theme, show: Callable[..., None]) -> ManuscriptEditor:
    made = ManuscriptEditor(theme)
    show(made, 1000, 500)
    long = "A title that is so long that it takes more than one line of the column " * 2
    texts = (heading(0, "One"), Paragraph("p", "Words."), heading(1, long), heading(2, "Part", 2), heading(3, HEBREW))
    made.show_paragraphs(texts)
    return made


def line_x(editor: ManuscriptEditor, row: int, number: int = 0) -> float:
    """Where a line of a row begins, from the column's begin on."""
    block = editor.document().findBlockByNumber(row)
    editor.block_area(block)
    line = block.layout().lineAt(number)
    return cursor_x(line, line.textStart())


def test_lines_of_a_heading_begin_behind_its_number(editor: ManuscriptEditor) -> None:
    assert [line_x(editor, row) for row in range(4)] == [0, 0, 0, 0]
    editor.lines.number_chapters({"h0": 9, "h1": 10, "h2": 3, "h3": 11})
    one, words, long, part = (line_x(editor, row) for row in range(4))
    assert 20 < one < long < 60
    assert line_x(editor, 2, 1) == long
    assert (words, part) == (0, 0)
    assert line_x(editor, 4) == pytest.approx(COLUMN - long, abs=6)
    editor.lines.number_chapters({"h1": 10})
    assert (line_x(editor, 0), line_x(editor, 2)) == (0, long)


def test_a_number_is_painted_in_the_room_before_its_heading(editor: ManuscriptEditor, theme: Theme) -> None:
    def inked(picture: QImage, row: int, begin: float, end: float) -> bool:
        area = editor.block_area(editor.document().findBlockByNumber(row))
        left, top = area.left() + editor.viewport().x(), area.top() + editor.viewport().y() - editor.scrolling.begins_at
        columns = range(round(left + begin), round(left + end))
        page = picture.pixelColor(round(left + COLUMN / 2), round(top) - 2)
        return any(picture.pixelColor(x, y) != page for x in columns for y in range(round(top) + 4, round(top) + 30))

    editor.lines.number_chapters({"h0": 9, "h3": 11})
    left = line_x(editor, 0)
    picture = editor.grab().toImage()
    assert inked(picture, 0, 2, left - 8)
    assert not inked(picture, 0, left - 6, left - 2)
    assert inked(picture, 4, COLUMN - 24, COLUMN - 2)


def test_a_click_on_the_number_is_before_the_first_letter(editor: ManuscriptEditor) -> None:
    editor.lines.number_chapters({"h0": 9})
    cursor = QTextCursor(editor.document())
    cursor.setPosition(1)
    place = editor.cursorRect(cursor).center()
    QTest.mouseClick(editor.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert editor.caret() == 1
    place.setX(round(editor.block_area(editor.document().firstBlock()).left()) + 4)
    QTest.mouseClick(editor.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert editor.caret() == 0
