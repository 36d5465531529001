# SPDX-License-Identifier: GPL-3.0-or-later
"""The program opens as it was closed."""

from __future__ import annotations

import os
import sys

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.support.programs import finished
from tests.support.session_bus import ROOT, desktop, running_bus
from tests.ui.conftest import InWindow, Open

pytestmark = pytest.mark.display


def test_it_opens_with_the_sample_ready_to_play(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        assert it.window.manuscript.editor.text.startswith("Welcome to Speech Studio.")
        await it.until(lambda: it.window.transport.play.hasFocus(), "Play has the keyboard")
        assert it.window.voices.head.count.text() == str(len(it.studio.voices.all))
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


def test_media_keys_work_the_window_and_show_in_it(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        async with desktop(os.environ["DBUS_SESSION_BUS_ADDRESS"]) as keys:
            await keys.players(1)
            await keys.do("PlayPause")
            await it.until(lambda: it.phase == "playing", "playing")
            assert it.window.transport.play.accessibleName() == "Pause"
            await keys.do("Stop")
            assert it.phase == "stopped"
            await keys.put("Volume", "d", 0.4)
            await keys.put("Rate", "d", 1.25)
            assert it.window.transport.volume.value() == 40
            assert it.window.transport.speed.text() == "1.25×"
            await keys.put("Volume", "d", 1.0)
            it.window.showMinimized()
            await keys.do("Raise", interface=ROOT)
            await it.until(lambda: not it.window.isMinimized(), "it is there again")

    with running_bus():
        in_window(body)


def test_the_window_is_shown_before_anything_heavy_is_loaded() -> None:
    """What is imported for the panels. Each of these takes longer than all panels together."""
    heavy = (
        "numpy",
        "qtawesome",
        "qtpy",
        "httpx",
        "sounddevice",
        "dbus_fast",
        "markdown_it",
        "studio.client",
        "sqlite3",
    )
    program = (
        "import sys, studio.ui.main, studio.ui.accessible, studio.ui.main_window, studio.app.desktop.handing_over;"
        f"print([name for name in {heavy} if name in sys.modules])"
    )
    told = finished([sys.executable, "-c", program], 60.0)
    assert told.stdout.strip() == "[]", told.stdout + told.stderr
