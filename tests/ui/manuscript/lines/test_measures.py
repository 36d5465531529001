# SPDX-License-Identifier: GPL-3.0-or-later
"""Sizes of rows."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QTextDocument

from studio.core.project import Paragraph
from studio.ui.manuscript.lines.measures import HEADING_GAP, LINE_HEIGHT, PARAGRAPH_GAP, Measures, line_height
from studio.ui.manuscript.lines.rows import Rows, row_of
from studio.ui.manuscript.text.editor import ManuscriptEditor
from studio.ui.theme import font
from tests.support.paragraphs import show_text
from tests.ui.manuscript.conftest import cursor_box

pytestmark = pytest.mark.display


PARAGRAPHS = (
    Paragraph("h", "Title", kind="heading", level=1), Paragraph("a", "one"), Paragraph("b", ""), Paragraph("c", "two"),
)  # fmt: skip


def measures(px: int = 16) -> Measures:
    document, rows = QTextDocument(), Rows()
    document.setDefaultFont(font(px))
    rows.replace(0, len(rows), [row_of(each) for each in PARAGRAPHS])
    return Measures(document, rows)


def test_an_empty_line_between_paragraphs_is_the_gap(editor: ManuscriptEditor) -> None:
    show_text(editor, "one\n\ntwo")
    assert round(cursor_box(editor, 5).top() - cursor_box(editor, 0).top()) == LINE_HEIGHT + PARAGRAPH_GAP


def test_gaps_are_between_paragraphs_and_none_is_beside_an_empty_line() -> None:
    sizes = measures()
    assert [sizes.gap_below(row) for row in range(4)] == [HEADING_GAP, 0, 0, PARAGRAPH_GAP]
    assert [sizes.pitch(row) for row in range(4)] == [34, LINE_HEIGHT, PARAGRAPH_GAP, LINE_HEIGHT]
    assert sizes.height(3, 2) == 2 * LINE_HEIGHT + PARAGRAPH_GAP


def test_letters_and_lines_grow_with_the_text() -> None:
    sizes = measures(24)
    assert [sizes.letters(row_of(each)) for each in PARAGRAPHS[:2]] == [36, 24]
    assert [sizes.pitch(row) for row in range(2)] == [51, 42]
    assert sizes.height(1, 1) == 42


def test_room_is_kept_below_a_paragraph_until_it_is_given_back() -> None:
    sizes = measures()
    assert sizes.keep_below({"a": 100.0}) == {"a"}
    assert (sizes.below(0), sizes.below(1)) == (0.0, 100.0)
    assert sizes.keep_below({"a": 100.0}) == frozenset()
    assert sizes.height(1, 1) == LINE_HEIGHT + 100.0
    assert sizes.keep_below({}) == {"a"}
    assert sizes.below(1) == 0.0


def test_a_wider_column_has_fewer_lines() -> None:
    sizes = measures()
    (narrow,), (wide,) = (sizes.estimated(0, 1, width) for width in (16.0, 600.0))
    assert (narrow, wide) == (3 * 34 + HEADING_GAP, 34 + HEADING_GAP)


def test_lines_are_as_high_as_the_documents_letters_ask_for() -> None:
    document = QTextDocument()
    document.setDefaultFont(font(24))
    assert line_height(document) == 42
