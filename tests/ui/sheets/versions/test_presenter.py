# SPDX-License-Identifier: GPL-3.0-or-later
"""The sheet of versions in the running program."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from shiboken6 import isValid

from studio.core.word_diff import ComparedParagraph
from studio.ui.sheets.versions.panel import VersionsSheet
from tests.ui.conftest import InWindow, Open

pytestmark = pytest.mark.display


def opened(it: Open) -> VersionsSheet:
    it.presenter.actions["versions"].trigger()
    sheet = it.window.stage.sheet
    assert isinstance(sheet, VersionsSheet)
    return sheet


def test_what_has_changed_since_a_version_is_shown_and_it_is_brought_back_and_undone(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        projects, editing = it.studio.projects, it.studio.editing
        editing.replace_text("One two three.\nFour.")
        projects.keep_version("First")
        await it.until(lambda: len(projects.versions) == 1, "the first version is kept")
        editing.edit_text(4, 3, "2")
        projects.keep_version()
        await it.until(lambda: len(projects.versions) == 2, "the second version is kept")
        editing.edit_text(0, 3, "1")
        sheet = opened(it)
        await it.until(lambda: "One 1" in sheet.text.toPlainText(), "the newest is compared")
        assert sheet.list.hasFocus()
        assert sheet.said.text() == "1 paragraph has changed since"
        QTest.keyClick(sheet.list, Qt.Key.Key_Down)
        await it.until(lambda: "One two 1 2 three." in sheet.text.toPlainText(), "the first is compared")
        # Where the window is narrow, a menu stands for the list.
        newest = sheet.menu.actions()[0]
        assert newest.text().startswith("Version 2 · today")
        newest.trigger()
        await it.until(lambda: "One 1" in sheet.text.toPlainText(), "the newest is compared again")
        sheet.menu.actions()[1].trigger()
        await it.until(lambda: "One two 1 2 three." in sheet.text.toPlainText(), "and the first")
        main = it.window.transport.main
        assert (main.text(), main.isEnabled()) == ("Bring back", True)
        QTest.mouseClick(main, Qt.MouseButton.LeftButton)
        assert it.window.stage.sheet is None
        await it.until(lambda: editing.project.text == "One two three.\nFour.", "it is brought back")
        assert main.text() == "Export…"
        editing.undo()
        assert editing.project.text == "1 2 three.\nFour."

    in_window(body)


def test_what_is_compared_once_the_sheet_is_closed_is_not_shown(
    in_window: InWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def body(it: Open) -> None:
        projects, answers = it.studio.projects, list[Callable[[tuple[ComparedParagraph, ...]], object]]()
        monkeypatch.setattr(projects, "compare_version", lambda _number, told: answers.append(told))
        it.studio.editing.replace_text("One.")
        projects.keep_version("First")
        await it.until(lambda: len(projects.versions) == 1, "the version is kept")
        sheet = opened(it)
        await it.until(lambda: bool(answers), "the question")
        it.window.stage.close_sheet()
        await it.until(lambda: not isValid(sheet.list), "the sheet is gone")
        answers[0](())

    in_window(body)


def test_without_a_version_the_sheet_says_how_to_keep_one(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        sheet = opened(it)
        assert "Ctrl+S" in sheet.said.text()
        assert not it.window.transport.main.isEnabled()
        QTest.keyClick(sheet.list, Qt.Key.Key_Escape)
        assert it.window.stage.sheet is None

    in_window(body)
