# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint

from studio.core.project import Paragraph
from studio.ui.manuscript.text.editor import ManuscriptEditor
from studio.ui.saying.word_box import word_box
from studio.ui.theme import Theme
from tests.ui.conftest import Show

pytestmark = pytest.mark.display


def test_the_box_is_where_the_word_is_pressed(show: Show, theme: Theme) -> None:
    editor = ManuscriptEditor(theme)
    editor.show_paragraphs((Paragraph("a", "One lamp"), Paragraph("b", "and two lamps"), Paragraph("c", "")))
    show(editor, 840, 400)
    start = editor.text.index("two")
    box = word_box(editor, start, start + 3)
    assert start <= editor.rows.to_text(editor.cursorForPosition(box.center()).position()) <= start + 3
    assert word_box(editor, 0, 3).bottom() < box.top()
    empty = word_box(editor, len(editor.text), len(editor.text))
    assert empty.contains(empty.topLeft() + QPoint(1, 1))
    assert empty.top() > box.top()
