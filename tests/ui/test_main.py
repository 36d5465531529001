# SPDX-License-Identifier: GPL-3.0-or-later
"""The program opens as it was closed."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from studio.app.desktop.handing_over import place_of, take_or_hand_over
from studio.app.keeping.data_folder import DataFolder
from studio.core.paths import data_dir
from studio.project.preset_file import Preset, write_presets
from tests.support.programs import finished
from tests.support.session_bus import ROOT, desktop, running_bus
from tests.support.waiting import HANGS_S
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


def own(it: Open) -> list[str]:
    return [voice.name for voice in it.studio.voices.all if voice.own]


def test_a_voice_or_a_preset_that_the_program_is_given_is_added(in_window: InWindow, tmp_path: Path) -> None:
    voice, preset = tmp_path / "Ann.voice.json", tmp_path / "Night.design.json"
    texts: list[str] = []

    def there(it: Open) -> None:
        assert it.studio.editing.project.text == texts[0]

    async def first(it: Open) -> None:
        texts.append(it.studio.editing.project.text)
        it.studio.voice_files.write(it.studio.voices.all[0].id, voice)
        await it.until(voice.exists, "the voice's file")
        write_presets(preset, [Preset("Night", it.studio.editing.project.design)])

    async def given_at_the_start(it: Open) -> None:
        await it.until(lambda: len(own(it)) == 1, "the voice")
        there(it)

    async def given_by_a_second_start(it: Open) -> None:
        assert it.studio.presets.all == ()
        place = place_of(it.app.platformName(), os.environ)
        folder = DataFolder(data_dir())
        assert await asyncio.to_thread(take_or_hand_over, folder, place, [preset], HANGS_S) == "handed over"
        await it.until(lambda: [each.name for each in it.studio.presets.all] == ["Night"], "the preset")
        there(it)

    in_window(first)
    in_window(given_at_the_start, files=[voice])
    in_window(given_by_a_second_start)


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
