# SPDX-License-Identifier: GPL-3.0-or-later
"""Hits and unsure words, marked in the text."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QImage

from studio.app.text.hits import Hit
from studio.ui.manuscript.text.editor import ManuscriptEditor
from tests.support.paragraphs import show_text

pytestmark = pytest.mark.display


def picture(editor: ManuscriptEditor) -> QImage:
    return editor.viewport().grab().toImage()


def test_hits_are_marked_and_the_current_one_is_outlined(editor: ManuscriptEditor) -> None:
    show_text(editor, "the light and the lamp\nno")
    plain = picture(editor)
    hits = {0: ((4, 9), (18, 22)), 1: ()}
    editor.under_words.show_found(hits.__getitem__, None)
    marked = picture(editor)
    editor.under_words.show_found(hits.__getitem__, Hit(0, 4, 9))
    outlined = picture(editor)
    assert plain != marked != outlined != plain
    editor.under_words.show_found(None, None)
    assert picture(editor) == plain


def test_hits_and_unsure_words_are_marked_beside_each_other(editor: ManuscriptEditor) -> None:
    show_text(editor, "the light and the lamp\nno")
    plain = picture(editor)
    editor.under_words.show_unsure({0: ((4, 9),), 1: ()}.__getitem__, range(2))
    lined = picture(editor)
    editor.under_words.show_found({0: ((18, 22),), 1: ()}.__getitem__, None)
    both = picture(editor)
    assert plain != lined != both
    editor.under_words.show_found(None, None)
    assert picture(editor) == lined
    editor.under_words.show_unsure(None, range(2))
    assert picture(editor) == plain
