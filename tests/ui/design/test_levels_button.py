# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether A and B are equally loud, told and switched in the design panel."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.conftest import InWindow, Open

pytestmark = pytest.mark.display


def test_it_is_there_with_a_second_design_and_switches_matching(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        button, preferences = it.window.design.levels, it.studio.preferences
        assert not button.isVisible()
        it.studio.designing.switch()
        await it.until(button.isVisible, "the words")
        assert button.text() == "Levels matched"
        assert not button.icon().isNull()
        assert button.font().pixelSize() == 11
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        await it.until(lambda: button.text() == "Not matched", "the other words")
        assert not preferences.now.match_levels
        assert button.icon().isNull()
        assert button.accessibleName() == "Levels of A and B not matched"
        button.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClick(button, Qt.Key.Key_Space)
        await it.until(lambda: preferences.now.match_levels, "matched again, by the keyboard")
        preferences.undo()
        await it.until(lambda: button.text() == "Not matched", "what was undone")
        it.studio.editing.undo()
        await it.until(lambda: not button.isVisible(), "one design")

    in_window(body)
