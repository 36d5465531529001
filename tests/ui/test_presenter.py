# SPDX-License-Identifier: GPL-3.0-or-later
"""Frames and theme of the whole window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from studio.ui.presenter import FRAME_MS, IDLE_MS
from tests.ui.conftest import InWindow, Open

pytestmark = pytest.mark.display


def test_the_meter_falls_at_its_pace_also_when_nothing_is_heard_any_more(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        meter = it.window.transport.meter
        it.beside_the_text()
        QTest.keyClick(it.window, Qt.Key.Key_Space)
        await it.until(lambda: not meter.resting, "a level is shown")
        QTest.keyClick(it.window, Qt.Key.Key_Escape)
        assert it.phase == "stopped"
        assert not meter.resting
        assert it.presenter.frame_ms == FRAME_MS
        await it.until(lambda: meter.resting, "the meter is empty")
        assert it.presenter.frame_ms == IDLE_MS

    in_window(body)


def test_the_theme_is_changed_while_open_and_remembered(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        # The tests' environment asks for the light theme, which another setting leaves alone.
        it.studio.preferences.change(less_motion=True)
        assert it.window.grab().toImage().pixelColor(5, 5).name() == "#f6f4f0"
        it.presenter.actions["dark_theme"].trigger()
        assert it.window.grab().toImage().pixelColor(5, 5).name() == "#161513"
        assert it.studio.keeping.settings.theme == "dark"

    in_window(body)
