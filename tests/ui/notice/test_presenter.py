# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from studio.ui.door import connect
from tests.support.faults import expected
from tests.ui.conftest import InWindow, Open

pytestmark = pytest.mark.display


def test_what_fails_in_the_window_is_told_once_and_the_window_goes_on(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        def fails(_voice_id: str) -> None:
            raise ValueError("words of the text")

        def told() -> list[str]:
            return [card.text.text() for card in it.window.notices.cards() if card.notice.key == "fault"]

        connect(it.window.voices.audition_requested, fails)
        with expected():
            it.window.voices.audition_requested.emit("nobody")
            it.window.voices.audition_requested.emit("nobody")
            await it.until(told, "a notice")
            assert "fails" in told()[0]
            assert "words of the text" not in told()[0]
            it.window.notices.take_away("fault")
            it.window.voices.audition_requested.emit("nobody")
        it.beside_the_text()
        QTest.keyClick(it.window, Qt.Key.Key_Space)
        await it.until(lambda: it.window.manuscript.editor.playing.boxes(), "speech is heard")
        assert told() == []

    in_window(body)
