# SPDX-License-Identifier: GPL-3.0-or-later
"""The palette in the window, by keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from studio.ui.palette.panel import PalettePanel
from studio.ui.palette.rows import RECENT
from tests.ui.conftest import InWindow, Open

pytestmark = pytest.mark.display
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def opened(it: Open) -> PalettePanel:
    QTest.keyClick(it.app.focusWidget() or it.window, Qt.Key.Key_P, CTRL | SHIFT)
    panel = it.window.findChild(PalettePanel)
    assert panel is not None
    assert panel.isVisible()
    assert panel.field.hasFocus()
    return panel


def test_a_few_letters_and_enter_do_it_and_what_was_done_comes_first_then(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        editor = it.window.manuscript.editor
        editor.setFocus()
        panel = opened(it)
        QTest.keyClicks(panel.field, "larger")
        size = it.studio.preferences.now.text_px
        QTest.keyClick(panel.field, Qt.Key.Key_Return)
        assert not panel.isVisible()
        assert editor.hasFocus()
        assert it.studio.preferences.now.text_px == size + 1
        opened(it)
        assert panel.list.current is not None
        assert (panel.list.current.id, panel.list.current.group) == ("text_larger", RECENT)
        QTest.keyClick(panel.field, Qt.Key.Key_Escape)
        assert not panel.isVisible()
        assert editor.hasFocus()

    in_window(body)


def test_arrows_change_a_value_there_and_then_and_undo_takes_it_back(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        panel = opened(it)
        QTest.keyClicks(panel.field, "speed of")
        QTest.keyClick(panel.field, Qt.Key.Key_A, CTRL)
        QTest.keyClicks(panel.field, "spee")
        QTest.keyClick(panel.field, Qt.Key.Key_Left)
        QTest.keyClick(panel.field, Qt.Key.Key_Left)
        assert it.studio.editing.project.design.controls.speed == -0.1
        assert it.window.design.expression.speed.value() == -10
        assert panel.isVisible()
        QTest.keyClick(panel.field, Qt.Key.Key_Return)
        assert panel.isVisible()
        panel.closed.emit()
        it.presenter.actions["undo"].trigger()
        assert it.studio.editing.project.design.controls.speed == 0

    in_window(body)


def test_what_cannot_be_done_says_why_and_is_not_done(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        it.studio.editing.replace_text("")
        await it.until(lambda: not it.presenter.actions["export"].isEnabled(), "nothing to export")
        panel = opened(it)
        QTest.keyClicks(panel.field, "export")
        row = panel.list.current
        assert row is not None
        assert row.reason == it.presenter.actions["export"].toolTip()
        QTest.keyClick(panel.field, Qt.Key.Key_Return)
        assert panel.isVisible()
        assert it.file_dialog is None

    in_window(body)


def test_the_text_is_gone_to_and_searched_where_nothing_else_is_found(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        it.studio.editing.replace_text("In the lamp room.\nA zyx.")
        editor = it.window.manuscript.editor
        await it.until(lambda: "zyx" in editor.text, "the text")
        panel = opened(it)
        QTest.keyClicks(panel.field, "zyx")
        QTest.keyClick(panel.field, Qt.Key.Key_Return)
        assert editor.textCursor().selectedText() == "zyx"
        assert editor.hasFocus()
        opened(it)
        QTest.keyClicks(panel.field, "qqqq")
        (row,) = panel.list.rows()
        assert row.title == "Search the text for “qqqq”"
        QTest.keyClick(panel.field, Qt.Key.Key_Return)
        bar = it.window.manuscript.find_bar
        assert bar.isVisible()
        assert bar.field.line.text() == "qqqq"

    in_window(body)
