# SPDX-License-Identifier: GPL-3.0-or-later
"""Projects in the window: kept, saved elsewhere, left, and opened again where they were."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from tests.support.projects import reading
from tests.ui.conftest import InWindow, Open

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


async def choose(it: Open, path: Path) -> None:
    dialog = it.file_dialog
    assert isinstance(dialog, QFileDialog)
    await it.until(dialog.isVisible, "the dialog is open")
    dialog.setDirectory(str(path.parent))
    dialog.selectFile(str(path))
    dialog.accept()


def told(it: Open) -> str:
    return " ".join(card.text.text() for card in it.window.notices.cards())


def test_a_project_is_left_and_opened_again_where_it_was(in_window: InWindow, tmp_path: Path) -> None:
    story = tmp_path / "story.speech"

    async def body(it: Open) -> None:
        editor = it.window.manuscript.editor
        it.studio.editing.replace_text("\n".join(f"Line {number}." for number in range(200)), title="Lines")
        await it.until(lambda: editor.text.startswith("Line 0."), "shown")
        it.beside_the_text()
        QTest.keyClick(it.window, Qt.Key.Key_S, CTRL)
        await it.until(lambda: len(it.studio.projects.versions) == 1, "a version is kept without a question")
        assert it.file_dialog is None
        QTest.keyClick(it.window, Qt.Key.Key_S, CTRL | SHIFT)
        await choose(it, story)
        await it.until(lambda: it.studio.projects.path == story, "it goes on there")
        it.studio.editing.edit_text(0, 4, "Verse")
        await it.until(lambda: editor.text.startswith("Verse 0."), "shown")
        editor.show_place(700, 60.0)
        it.studio.hearing.seek_to_char(450)
        it.beside_the_text()
        it.window.activateWindow()
        await it.until(it.window.isActiveWindow, "the window has the keyboard again")
        QTest.keyClick(it.window, Qt.Key.Key_N, CTRL)
        await it.until(lambda: editor.text == "" and editor.hasFocus(), "a new project, to write in")
        assert reading(story).text.startswith("Verse 0.")
        assert (it.studio.editing.undo_label, it.studio.hearing.resume_at) == ("", None)
        QTest.keyClick(it.window, Qt.Key.Key_O, CTRL)
        await choose(it, story)
        await it.until(lambda: editor.text.startswith("Verse 0."), "opened again")
        assert (editor.caret(), round(editor.scrolling.begins_at, 2), it.studio.hearing.resume_at) == (700, 60.0, 450)
        it.studio.editing.undo()
        await it.until(lambda: editor.text.startswith("Line 0."), "its steps are there too")
        await it.until(lambda: it.studio.projects.versions, "its versions are read")
        kept = it.studio.projects.versions[0].number
        it.studio.projects.bring_back(kept)
        await it.until(lambda: "as it was in that version already" in told(it), "nothing has changed since")
        it.studio.editing.edit_text(0, 4, "Other")
        it.studio.projects.bring_back(kept)
        await it.until(lambda: it.studio.editing.undo_label == "bringing a version back", "brought back")

    in_window(body)
    assert reading(story).text.startswith("Line 0.")


def test_a_project_that_is_open_elsewhere_can_only_be_read_until_it_is_saved_as_another(
    in_window: InWindow, tmp_path: Path
) -> None:
    from tests.support.projects import created

    story, other = tmp_path / "story.speech", tmp_path / "other.speech"
    holder = created(story)

    async def body(it: Open) -> None:
        editor = it.window.manuscript.editor
        it.studio.projects.open(story)
        await it.until(lambda: it.studio.projects.path == story, "opened")
        await it.until(lambda: it.window.windowTitle() == "Read only", "it says so")
        assert editor.isReadOnly()
        it.studio.projects.save_as(other)
        await it.until(lambda: it.studio.projects.path == other, "saved elsewhere")
        await it.until(lambda: not editor.isReadOnly(), "and written to there")

    in_window(body)
    holder.close()
    assert reading(other).paragraphs == reading(story).paragraphs
