# SPDX-License-Identifier: GPL-3.0-or-later
"""Going to a place of the text."""

from __future__ import annotations

import pytest

from studio.app.text.hits import Hit
from studio.ui.manuscript.lines.measures import LINE_HEIGHT
from studio.ui.manuscript.text.editor import ManuscriptEditor
from tests.support.paragraphs import show_text

pytestmark = pytest.mark.display


def test_a_heard_word_out_of_sight_is_scrolled_into_view(editor: ManuscriptEditor) -> None:
    text = "\n".join(f"Paragraph {number} of many, long enough to fill a line." for number in range(200))
    show_text(editor, text)
    start = text.index("Paragraph 150")
    editor.playing.show_word(start, start + 9, start)
    (box,) = editor.playing.boxes()
    assert 0 <= box.top() < editor.viewport().height() - LINE_HEIGHT


def test_the_current_hit_is_brought_into_view(editor: ManuscriptEditor) -> None:
    show_text(editor, "\n".join(f"Line {number} with words" for number in range(300)))
    editor.under_words.show_found(lambda row: ((0, 4),), Hit(250, 0, 4))
    area = editor.block_area(editor.document().findBlockByNumber(250))
    assert 0 <= area.top() < editor.viewport().height()
    at = editor.verticalScrollBar().value()
    editor.under_words.show_found(lambda row: ((0, 4),), Hit(251, 0, 4))
    assert editor.verticalScrollBar().value() == at


def test_the_view_begins_where_it_is_told_to(editor: ManuscriptEditor) -> None:
    show_text(editor, "\n".join(f"Line {number} " + "with words " * 30 for number in range(100)))
    editor.scrolling.begin_at(40.5)
    assert editor.scrolling.begins_at == pytest.approx(40.5, abs=0.05)
    editor.scrolling.begin_at(0.0)
    assert editor.scrolling.begins_at == 0.0


@pytest.mark.parametrize("row", [3, 60])
def test_a_paragraph_is_brought_into_view_from_either_side(editor: ManuscriptEditor, row: int) -> None:
    show_text(editor, "\n".join(f"Line {number} with words" for number in range(100)))
    editor.scrolling.begin_at(30.0)
    editor.scrolling.bring_row(row)
    top = editor.block_area(editor.document().findBlockByNumber(row)).top()
    assert 0 <= top <= editor.viewport().height() - 2 * LINE_HEIGHT
