# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QTextCursor

from studio.ui.manuscript.editor import ManuscriptEditor
from studio.ui.manuscript.layout import LINE_HEIGHT, PARAGRAPH_GAP
from studio.ui.theme import Theme

pytestmark = pytest.mark.display

TEXT = "The tape had lain in the lamp room. It was old.\nOn the last evening the light went out."


@pytest.fixture
def editor(theme: Theme, show: Callable[..., None]) -> ManuscriptEditor:
    made = ManuscriptEditor(theme)
    show(made, 840, 500)
    made.setFocus()
    made.show_text(TEXT)
    return made


def cursor_box(editor: ManuscriptEditor, index: int) -> QRectF:
    cursor = QTextCursor(editor.document())
    cursor.setPosition(index)
    return QRectF(editor.cursorRect(cursor))


def test_lines_are_28_px_apart_and_paragraphs_24_more(editor: ManuscriptEditor) -> None:
    editor.show_text("word " * 60 + "\nnext")
    first = editor.document().findBlockByNumber(0)
    layout = first.layout()
    tops = [layout.lineAt(number).y() for number in range(layout.lineCount())]
    assert len(tops) > 2
    assert {round(b - a) for a, b in pairwise(tops)} == {LINE_HEIGHT}
    step = editor.blockBoundingGeometry(first.next()).top() - editor.blockBoundingGeometry(first).top()
    assert round(step) == layout.lineCount() * LINE_HEIGHT + PARAGRAPH_GAP


def test_an_empty_line_between_paragraphs_is_the_gap(editor: ManuscriptEditor) -> None:
    editor.show_text("one\n\ntwo")
    assert round(cursor_box(editor, 5).top() - cursor_box(editor, 0).top()) == LINE_HEIGHT + PARAGRAPH_GAP


def test_the_column_is_600_px_and_centred(editor: ManuscriptEditor) -> None:
    editor.show_text("word " * 100)
    viewport = editor.viewport().geometry()
    assert viewport.width() - 2 * editor.document().documentMargin() == 600
    assert abs(viewport.center().x() - editor.width() / 2) <= 1
