# SPDX-License-Identifier: GPL-3.0-or-later
"""Dots under unsure words, where their letters are."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QImage

from studio.core.marks import Mark
from studio.core.project import Paragraph
from studio.ui.manuscript.text.editor import ManuscriptEditor
from studio.ui.saying.word_box import word_box
from studio.ui.theme import Theme
from tests.ui.conftest import Show

pytestmark = pytest.mark.display


def changed_columns(one: QImage, other: QImage) -> set[int]:
    return {x for x in range(one.width()) for y in range(0, one.height(), 1) if one.pixel(x, y) != other.pixel(x, y)}


def test_words_are_underlined_where_they_are_and_no_more_once_they_are_hidden(show: Show, theme: Theme) -> None:
    editor = ManuscriptEditor(theme)
    editor.show_paragraphs((Paragraph("a", "the light", (Mark("pause", 4, 4, "0.5"),)), Paragraph("b", "no")))
    show(editor, 840, 200)
    plain = editor.viewport().grab().toImage()
    editor.under_words.show_unsure({0: ((4, 9),), 1: ()}.__getitem__, range(2))
    lined = editor.viewport().grab().toImage()
    ratio = lined.devicePixelRatio()
    columns, box = changed_columns(plain, lined), word_box(editor, 4, 9)
    assert columns
    assert box.left() <= min(columns) / ratio <= max(columns) / ratio <= box.right() + 1
    editor.under_words.show_unsure({0: ((4, 90),), 1: ()}.__getitem__, range(1))
    assert editor.viewport().grab().toImage() == plain
    editor.under_words.show_unsure(None, range(2))
    assert editor.viewport().grab().toImage() == plain
