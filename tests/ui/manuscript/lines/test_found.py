# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the letters of a hit are, in either direction."""

from __future__ import annotations

import pytest

from studio.core.marks import Mark
from studio.core.project import Paragraph
from studio.ui.manuscript.lines.found import hit_boxes
from studio.ui.manuscript.text.editor import ManuscriptEditor
from studio.ui.theme import Theme
from tests.ui.conftest import Show

pytestmark = pytest.mark.display
HEBREW = "הוא אמר שלום לי ולך"


def editor_with(show: Show, theme: Theme, *paragraphs: Paragraph) -> ManuscriptEditor:
    editor = ManuscriptEditor(theme)
    editor.show_paragraphs(paragraphs)
    show(editor, 840, 400)
    return editor


def test_a_hit_behind_a_chip_is_marked_where_it_is_seen(show: Show, theme: Theme) -> None:
    editor = editor_with(show, theme, Paragraph("a", "the light", (Mark("pause", 4, 4, "0.5"),)))
    block = editor.document().begin()
    editor.block_area(block)
    (box,) = hit_boxes(block, editor.rows[0], 4, 9)
    chip = editor.lines.chip_box(0, 4)
    assert box.left() + 3 >= chip.right() - editor.block_area(block).left() - editor.document().documentMargin()


def test_a_hit_from_right_to_left_has_a_box_around_its_letters(show: Show, theme: Theme) -> None:
    editor = editor_with(show, theme, Paragraph("a", HEBREW))
    block = editor.document().begin()
    editor.block_area(block)
    start = HEBREW.index("שלום")
    (whole,) = hit_boxes(block, editor.rows[0], 0, len(HEBREW))
    (box,) = hit_boxes(block, editor.rows[0], start, start + 4)
    assert 10 < box.width() < whole.width() / 2
    assert whole.left() < box.left() < box.right() < whole.right()


def test_a_hit_across_both_directions_has_a_box_for_each_stretch(show: Show, theme: Theme) -> None:
    text = "abc שלום def"
    editor = editor_with(show, theme, Paragraph("a", text))
    block = editor.document().begin()
    editor.block_area(block)
    boxes = list(hit_boxes(block, editor.rows[0], 2, 6))
    assert len(boxes) == 2
    assert all(box.width() > 6 for box in boxes)


def test_a_paragraph_from_right_to_left_and_its_caret_begin_at_the_right(show: Show, theme: Theme) -> None:
    editor = editor_with(show, theme, Paragraph("a", "Left"), Paragraph("b", HEBREW))
    block = editor.document().findBlockByNumber(1)
    area = editor.block_area(block)
    line = block.layout().lineAt(0)
    assert line.naturalTextRect().right() == pytest.approx(area.width(), abs=1)
    carets = []
    for place in (0, len(HEBREW)):
        cursor = editor.textCursor()
        cursor.setPosition(block.position() + place)
        carets.append(editor.cursorRect(cursor).x())
    assert carets[0] == pytest.approx(area.right(), abs=3)
    assert carets[1] == pytest.approx(area.left() + line.naturalTextRect().left(), abs=3)
