# SPDX-License-Identifier: GPL-3.0-or-later
"""The outline in the running program."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from studio.core.project import Paragraph, Project
from tests.ui.conftest import InWindow, Open

pytestmark = pytest.mark.display
TOLD = ("# One", "A few words.", "# Two", "Some more words.", "# Three", "And the last ones.")


def book(told: tuple[str, ...] = TOLD) -> Project:
    rows = []
    for number, each in enumerate(told):
        heading = each.startswith("# ")
        rows.append(
            Paragraph(f"p{number}", each.removeprefix("# "), (), "heading" if heading else "text", int(heading))
        )
    return Project(tuple(rows), title="Ice")


async def opened(it: Open) -> None:
    it.studio.projects.begin_from(book())
    await it.until(lambda: it.window.left.side == "chapters", "the chapters are shown")
    it.window.outline.list.setFocus()


def titles(it: Open) -> list[str]:
    rows = it.window.outline.list.rows
    return [rows.index(number).data() for number in range(rows.rowCount())]


def test_chapters_are_shown_moved_and_rendered_by_keys(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        await opened(it)
        outline, listed = it.window.outline, it.window.outline.list
        assert (titles(it), it.window.left.count.text()) == (["One", "Two", "Three"], "3")
        assert outline.ready.text() == "0 of 3 ready"
        QTest.keyClick(listed, Qt.Key.Key_End)
        QTest.keyClick(listed, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
        assert titles(it) == ["One", "Three", "Two"]
        assert listed.currentIndex().row() == 1
        it.presenter.actions["undo"].trigger()
        assert titles(it) == ["One", "Two", "Three"]
        QTest.keyClick(listed, Qt.Key.Key_Return)
        editor = it.window.manuscript.editor
        assert editor.caret() == it.studio.editing.project.text.index("Two")
        row = listed.rows.row(listed.rows.index(1))
        assert row is not None
        assert row.current
        # Words are counted a moment later.
        figures = it.window.manuscript.figures
        await it.until(lambda: figures.whole_text().startswith("Chapter 2 of 3  ·  13 words"), "its count")
        QTest.keyClick(listed, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
        await it.until(lambda: outline.ready.text() == "3 of 3 ready", "all is rendered")
        await it.until(lambda: outline.button.toolTip() == "Everything is rendered.", "it has ended")

    in_window(body)


def test_rendering_is_paused_and_goes_on_by_the_button(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        await opened(it)
        button, rendering = it.window.outline.button, it.studio.rendering
        assert button.toolTip() == "Render what changed (F5)"
        button.click()
        assert rendering.active
        button.click()
        assert rendering.paused
        assert (button.toolTip(), it.window.outline.left.text()) == ("Go on rendering (Ctrl F5)", "paused")
        assert it.studio.keeping.settings.rendering_paused
        button.click()
        await it.until(lambda: not rendering.active, "all is rendered")
        assert not it.studio.keeping.settings.rendering_paused

    in_window(body)


def test_the_chapter_that_is_heard_is_the_current_one(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        await opened(it)
        rows = it.window.outline.list.rows
        # Long, so that it is still heard when a busy machine looks at it.
        it.studio.editing.edit_text(len(it.studio.editing.project.text), 0, " word" * 300)
        it.studio.hearing.play_from(it.studio.editing.project.text.index("And the last"))

        def current() -> list[str]:
            shown = [rows.row(rows.index(number)) for number in range(rows.rowCount())]
            return [each.title for each in shown if each is not None and each.current]

        await it.until(lambda: current() == ["Three"], "the third chapter is the current one")
        it.studio.hearing.stop()

    in_window(body)


def test_control_f_finds_a_chapter_in_the_list_of_chapters_and_words_elsewhere(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        action = it.presenter.actions["find_chapter"]
        assert not action.isEnabled()
        assert action.toolTip() == "Chapters are listed from 3 of them on."
        await opened(it)
        outline, bar = it.window.outline, it.window.manuscript.find_bar
        assert outline.search._key.text() == "Ctrl F"
        control = Qt.KeyboardModifier.ControlModifier
        QTest.keyClick(outline.list, Qt.Key.Key_F, control)
        assert outline.search.hasFocus()
        QTest.keyClicks(outline.search, "thr")
        QTest.keyClick(outline.search, Qt.Key.Key_Return)
        assert (titles(it), outline.list.hasFocus()) == (["Three"], True)
        QTest.keyClick(outline.list, Qt.Key.Key_H, control)
        assert (bar.isVisible(), bar.field.line.hasFocus()) == (True, True)
        bar.close_button.click()
        it.window.manuscript.editor.setFocus()
        QTest.keyClick(it.window.manuscript.editor, Qt.Key.Key_F, control)
        assert bar.field.line.hasFocus()
        it.window.left.show_side("voices")
        action.trigger()
        assert (it.window.left.side, outline.search.hasFocus()) == ("chapters", True)
        it.window.manuscript.editor.setFocus()
        it.presenter.actions["fold_left"].trigger()
        await it.until(lambda: not outline.isVisible(), "the left panel is folded")
        action.trigger()
        assert outline.search.hasFocus()
        assert outline.isVisible()

    in_window(body)
