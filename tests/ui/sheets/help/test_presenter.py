# SPDX-License-Identifier: GPL-3.0-or-later
"""The help in the running program."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from studio.ui.sheets.help.panel import HelpSheet
from tests.ui.conftest import InWindow, Open

pytestmark = pytest.mark.display


def test_f1_opens_the_help_with_the_keys_as_they_are_and_escape_goes_back(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        editor = it.window.manuscript.editor
        editor.setFocus()
        it.studio.preferences.change(shortcuts={"rewind": ["Ctrl+J"]})
        QTest.keyClick(editor, Qt.Key.Key_F1)
        sheet = it.window.stage.sheet
        assert isinstance(sheet, HelpSheet)
        assert sheet.search.hasFocus()
        assert "Ctrl J" in sheet.text.toPlainText()
        it.studio.preferences.change(shortcuts={})
        assert "Ctrl J" not in sheet.text.toPlainText()
        await it.until(lambda: it.studio.help.pages, "the pages are read")
        sheet.show_page("cast")
        assert "Who reads a paragraph" in sheet.text.toPlainText()
        sheet.list.setFocus()
        it.presenter.actions["help"].trigger()
        assert (it.window.stage.sheet, sheet.search.hasFocus()) == (sheet, True)
        QTest.keyClick(sheet.search, Qt.Key.Key_Escape)
        assert it.window.stage.sheet is None
        assert editor.hasFocus()

    in_window(body)
