# SPDX-License-Identifier: GPL-3.0-or-later
"""The designs A and B in the design panel's header."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.conftest import InWindow, Open

pytestmark = pytest.mark.display

LEFT = Qt.MouseButton.LeftButton


def test_b_begins_as_a_copy_and_differs_once_it_is_changed(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        designing, panel = it.studio.designing, it.window.design
        header = panel.header
        assert not header.swap.isEnabled()
        assert "begins as a copy" in header.swap.toolTip()
        QTest.mouseClick(header.letters.segments[1], LEFT)
        await it.until(lambda: designing.letter == "B", "B")
        assert header.swap.isEnabled()
        assert not panel.differing.isVisible()
        designing.set_speed(0.5)
        await it.until(panel.differing.isVisible, "the difference")
        assert panel.differing.text() == "changed from A"
        QTest.keyClick(it.window, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
        await it.until(lambda: header.letters.segments[0].isChecked(), "A")
        assert panel.expression.speed.value() == 0
        assert panel.differing.text() == "changed from B"
        QTest.mouseClick(header.swap, LEFT)
        await it.until(lambda: header.letters.segments[1].isChecked(), "A that is called B")
        assert panel.expression.speed.value() == 0, "what is heard stays"
        it.presenter.actions["copy_ab"].trigger()
        assert not designing.differs
        for _ in range(5):
            it.studio.editing.undo()
        await it.until(lambda: designing.letter == "A" and not header.swap.isEnabled(), "all undone")

    in_window(body)
