# SPDX-License-Identifier: GPL-3.0-or-later
"""The panels follow what is heard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.conftest import InWindow, Open

pytestmark = pytest.mark.display


def test_space_plays_and_pauses_and_escape_stops(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        it.beside_the_text()
        QTest.keyClick(it.window, Qt.Key.Key_Space)
        await it.until(lambda: it.window.manuscript.editor.playing.boxes(), "a word is marked")
        QTest.keyClick(it.window, Qt.Key.Key_Space)
        await it.until(lambda: it.phase == "paused", "paused")
        QTest.keyClick(it.window, Qt.Key.Key_Space)
        await it.until(lambda: it.phase == "playing", "playing again")
        QTest.keyClick(it.window, Qt.Key.Key_Escape)
        await it.until(lambda: it.phase == "stopped", "stopped")
        await it.until(lambda: not it.window.manuscript.editor.playing.boxes(), "no word is marked")

    in_window(body)
