# SPDX-License-Identifier: GPL-3.0-or-later
"""The program opens as it was closed."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.conftest import InWindow, Open

pytestmark = pytest.mark.display


def test_it_opens_with_the_sample_ready_to_play(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        assert it.window.manuscript.editor.text.startswith("Welcome to Speech Studio.")
        await it.until(lambda: it.window.transport.play.hasFocus(), "Play has the keyboard")
        assert it.window.voices.count.text() == str(len(it.studio.voices.all))
        assert "ready" in it.window.status.text.whole_text()

    in_window(body)


def test_what_was_there_at_close_is_there_again(
    in_window: InWindow, app: QApplication, capsys: pytest.CaptureFixture[str]
) -> None:
    async def first(it: Open) -> None:
        editor = it.window.manuscript.editor
        editor.setFocus()
        editor.selectAll()
        QTest.keyClicks(editor, "Kept")
        it.studio.designing.set_speed(0.5)

    async def second(it: Open) -> None:
        assert it.window.manuscript.editor.text == "Kept"
        assert it.window.design.expression.speed.value() == 50

    in_window(first)
    in_window(second)
