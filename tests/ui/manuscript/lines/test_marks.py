# SPDX-License-Identifier: GPL-3.0-or-later
"""How the heard word and its sentence are marked."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest

from studio.core.timeline import word_spans
from studio.ui.manuscript.text.editor import ManuscriptEditor
from studio.ui.theme import Theme
from tests.support.paragraphs import show_text

pytestmark = pytest.mark.display

TEXT = "The tape had lain in the lamp room. It was old.\nOn the last evening the light went out."


@pytest.fixture
def editor(theme: Theme, show: Callable[..., None]) -> ManuscriptEditor:
    made = ManuscriptEditor(theme)
    show(made, 840, 500)
    made.setFocus()
    show_text(made, TEXT)
    return made


def cursor_box(editor: ManuscriptEditor, index: int) -> QRectF:
    cursor = QTextCursor(editor.document())
    cursor.setPosition(index)
    return QRectF(editor.cursorRect(cursor))


def test_the_heard_words_box_is_where_the_word_is(editor: ManuscriptEditor) -> None:
    for word in word_spans(TEXT):
        editor.show_heard(word.start, word.end, 0)
        (box,) = editor.heard_boxes()
        left, right = cursor_box(editor, word.start), cursor_box(editor, word.end)
        assert abs(box.left() + 3 - left.left()) <= 1.5, word
        assert abs(box.right() - 3 - right.left()) <= 2.5, word
        assert abs(box.center().y() - left.center().y()) <= 1.5, word


def test_the_box_is_painted_in_amber_under_dark_ink(
    editor: ManuscriptEditor, theme: Theme, pump: Callable[..., None]
) -> None:
    start = TEXT.index("last")
    editor.show_heard(start, start + 4, TEXT.index("On"))
    pump()
    (box,) = editor.heard_boxes()
    picture = editor.viewport().grab().toImage()
    assert picture.pixelColor(QPoint(int(box.left()) + 2, int(box.center().y()))) == theme.color("accent")


def test_only_the_heard_part_of_the_sentence_dims(editor: ManuscriptEditor, theme: Theme) -> None:
    start, sentence = TEXT.index("evening"), TEXT.index("On the")
    editor.show_heard(start, start + 7, sentence)
    ink, dim = editor.extraSelections()
    assert (ink.cursor.selectionStart(), ink.cursor.selectionEnd()) == (start, start + 7)
    assert (dim.cursor.selectionStart(), dim.cursor.selectionEnd()) == (sentence, start - 1)
    assert dim.format.foreground().color() == theme.color("heard_text")


def test_the_highlight_changes_no_layout_and_goes_away(editor: ManuscriptEditor) -> None:
    before = editor.document().size()
    editor.show_heard(4, 8, 0)
    assert editor.document().size() == before
    editor.clear_heard()
    assert editor.heard_boxes() == []
    assert editor.extraSelections() == []


def test_the_word_being_heard_may_be_deleted(editor: ManuscriptEditor, pump: Callable[..., None]) -> None:
    show_text(editor, "One line.\nAnother line.")
    editor.show_heard(10, 17, 10)
    editor.show_resume((10, 17))
    editor.select(5, len(editor.text))
    QTest.keyClick(editor, Qt.Key.Key_Delete)
    assert editor.text == "One l"
    editor.repaint()
    assert editor.heard_boxes() == []
    editor.show_heard(0, 3, 0)
    assert len(editor.heard_boxes()) == 1
