# SPDX-License-Identifier: GPL-3.0-or-later
"""Rows as they are painted."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from studio.ui.manuscript.text.editor import ManuscriptEditor
from tests.ui.manuscript.conftest import TEXT, cursor_box

pytestmark = pytest.mark.display


def test_a_selection_is_painted_where_its_letters_are(editor: ManuscriptEditor) -> None:
    start, end = TEXT.index("evening"), TEXT.index("evening") + len("evening")
    editor.select(start, end)
    QApplication.processEvents()
    picture = editor.viewport().grab().toImage()
    left, right = cursor_box(editor, start).center(), cursor_box(editor, end).center()

    def tinted(x: float) -> bool:
        return picture.pixelColor(int(x), int(left.y()) - 9) != picture.pixelColor(2, 2)

    assert not tinted(left.x() - 3)
    assert tinted(left.x() + 3)
    assert tinted(right.x() - 3)
    assert not tinted(right.x() + 3)
