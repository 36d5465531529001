# SPDX-License-Identifier: GPL-3.0-or-later
"""The palette is made when it is asked for."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from studio.ui.palette.panel import PalettePanel
from tests.ui.conftest import InWindow, Open

pytestmark = pytest.mark.display


def test_it_is_made_when_it_is_first_asked_for_and_once(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        assert it.window.findChild(PalettePanel) is None
        for _ in range(2):
            it.presenter.actions["palette"].trigger()
            assert [each.isVisible() for each in it.window.findChildren(PalettePanel)] == [True]
            QTest.keyClick(it.app.focusWidget() or it.window, Qt.Key.Key_Escape)
            assert [each.isVisible() for each in it.window.findChildren(PalettePanel)] == [False]

    in_window(body)
