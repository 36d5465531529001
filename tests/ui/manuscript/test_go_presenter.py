# SPDX-License-Identifier: GPL-3.0-or-later
"""Going to a place that is written, by keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from studio.ui.widgets.line_field import LineField
from tests.ui.conftest import InWindow, Open

pytestmark = pytest.mark.display
CTRL = Qt.KeyboardModifier.ControlModifier


def asked(it: Open) -> LineField:
    QTest.keyClick(it.app.focusWidget() or it.window, Qt.Key.Key_G, CTRL)
    field = it.app.focusWidget()
    assert isinstance(field, LineField)
    assert field.accessibleName().startswith("Go to")
    return field


def write(field: QWidget, text: str) -> None:
    QTest.keyClick(field, Qt.Key.Key_A, CTRL)
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


def test_a_paragraph_and_a_time_are_gone_to_and_a_wrong_one_says_what_there_is(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        it.studio.editing.replace_text("\n".join(f"Paragraph number {number} is here." for number in range(1, 41)))
        editor = it.window.manuscript.editor
        await it.until(lambda: editor.text.endswith("40 is here."), "the text")
        editor.setFocus()
        write(asked(it), "p 30")
        assert editor.hasFocus()
        assert editor.textCursor().block().text().startswith("Paragraph number 30")
        field = asked(it)
        note = it.presenter.panels.go._note
        write(field, "41")
        assert note.text() == "It must be a paragraph from 1 to 40."
        write(field, "somewhere")
        assert note.text().startswith("Write a time (3:14")
        await it.until(lambda: it.studio.overview.text_total_s > 10, "times")
        write(field, "0:10")
        assert editor.hasFocus()
        at = it.studio.hearing.resume_at
        assert at is not None
        assert editor.caret() == at > 0
        asked(it)
        QTest.keyClick(it.app.focusWidget() or it.window, Qt.Key.Key_Escape)
        assert editor.hasFocus()

    in_window(body)
