# SPDX-License-Identifier: GPL-3.0-or-later
"""An editor with two paragraphs."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QTextCursor

from studio.ui.manuscript.text.editor import ManuscriptEditor
from studio.ui.theme import Theme
from tests.support.paragraphs import show_text
from tests.ui.conftest import Show

TEXT = "The tape had lain in the lamp room. It was old.\nOn the last evening the light went out."


@pytest.fixture
def editor(theme: Theme, show: Show) -> ManuscriptEditor:
    made = ManuscriptEditor(theme)
    show(made, 840, 500)
    made.setFocus()
    show_text(made, TEXT)
    return made


@pytest.fixture
def edits(editor: ManuscriptEditor) -> list[tuple[int, int, str]]:
    """What the editor has told: position, number of letters removed, and the text put there."""
    told: list[tuple[int, int, str]] = []
    editor.edited.connect(lambda edit: told.append((edit.position, edit.removed, edit.added)))
    return told


def cursor_box(editor: ManuscriptEditor, index: int) -> QRectF:
    cursor = QTextCursor(editor.document())
    cursor.setPosition(index)
    return QRectF(editor.cursorRect(cursor))
