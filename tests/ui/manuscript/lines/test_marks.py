# SPDX-License-Identifier: GPL-3.0-or-later
"""Boxes behind words."""

from __future__ import annotations

import pytest

from studio.core.timeline import word_spans
from studio.ui.manuscript.lines.marks import word_boxes
from studio.ui.manuscript.text.editor import ManuscriptEditor
from tests.ui.manuscript.conftest import TEXT, cursor_box

pytestmark = pytest.mark.display


def test_the_box_of_a_word_is_where_the_word_is(editor: ManuscriptEditor) -> None:
    for word in word_spans(TEXT):
        block = editor.document().findBlock(word.start)
        (box,) = word_boxes(block, word.start - block.position(), word.end - block.position())
        box.translate(editor.block_area(block).topLeft())
        left, right = cursor_box(editor, word.start), cursor_box(editor, word.end)
        assert abs(box.left() + 3 - left.left()) <= 1.5, word
        assert abs(box.right() - 3 - right.left()) <= 2.5, word
        assert abs(box.center().y() - left.center().y()) <= 1.5, word
