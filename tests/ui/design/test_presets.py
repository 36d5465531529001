# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from studio.ui.design.presets import PresetsPopover
from tests.support.holding import hold
from tests.ui.conftest import InWindow, Open

pytestmark = pytest.mark.display

LEFT = Qt.MouseButton.LeftButton


def shown(popover: PresetsPopover) -> list[str]:
    return [row.text() for row in popover.rows]


def test_presets_are_kept_and_used_by_keys(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        it.window.activateWindow()
        QTest.mouseClick(it.window.design.mix.presets, LEFT)
        (popover,) = it.window.findChildren(PresetsPopover)
        assert popover.field.hasFocus()
        it.studio.designing.set_speed(0.5)
        QTest.keyClicks(popover.field, "Fast")
        QTest.keyClick(popover.field, Qt.Key.Key_Return)
        await it.until(lambda: shown(popover) == ["Fast"], "saved")
        QTest.keyClick(popover.field, Qt.Key.Key_Down)
        assert popover.rows[0].hasFocus()
        QTest.keyClick(popover.rows[0], Qt.Key.Key_F2)
        assert (popover.field.text(), popover.field.hasFocus()) == ("Fast", True)
        QTest.keyClicks(popover.field, "Faster")
        QTest.keyClick(popover.field, Qt.Key.Key_Return)
        await it.until(lambda: shown(popover) == ["Faster"], "renamed")
        it.studio.designing.reset_expression()
        popover.rows[0].setFocus()
        QTest.keyClick(popover.rows[0], Qt.Key.Key_Return)
        assert (popover.is_open, it.studio.editing.project.design.controls.speed) == (False, 0.5)
        it.presenter.actions["presets"].trigger()
        popover = next(each for each in it.window.findChildren(PresetsPopover) if each.is_open)
        popover.rows[0].setFocus()
        QTest.keyClick(popover.rows[0], Qt.Key.Key_Delete)
        await it.until(lambda: not popover.rows, "deleted")
        assert popover.is_open
        it.studio.editing.undo()
        await it.until(lambda: shown(popover) == ["Faster"], "back again")

    in_window(body)


def test_a_key_that_is_held_deletes_one_preset(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        for name in ("Fast", "Slow", "Usual"):
            it.studio.presets.save(name)
        await it.until(lambda: len(it.studio.presets.all) == 3, "saved")
        it.presenter.actions["presets"].trigger()
        (popover,) = it.window.findChildren(PresetsPopover)
        asked: list[str] = []
        popover.deleted.connect(asked.append)
        first = popover.rows[0]
        first.setFocus()
        hold(first, Qt.Key.Key_Delete)
        assert asked == [first.text()]
        await it.until(lambda: len(popover.rows) == 2, "deleted")

    in_window(body)


def test_a_preset_is_written_and_read_by_dialogs(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        it.studio.presets.save("Plain")
        await it.until(lambda: it.studio.presets.all, "saved")
        it.presenter.actions["presets"].trigger()
        (popover,) = it.window.findChildren(PresetsPopover)
        texts = {action.text(): action for action in popover.rows[0].menu().actions()}
        assert list(texts) == ["Apply", "Rename…", "Save to a file…", "Delete"]

        def asks(act: Callable[[], object]) -> str:
            act()
            dialog = it.file_dialog
            assert dialog is not None
            title = dialog.windowTitle()
            dialog.close()
            return title

        assert asks(texts["Save to a file…"].trigger) == "Save the design"
        it.presenter.actions["presets"].trigger()
        popover = next(each for each in it.window.findChildren(PresetsPopover) if each.is_open)
        assert asks(popover.read.click) == "Add presets"

    in_window(body)
