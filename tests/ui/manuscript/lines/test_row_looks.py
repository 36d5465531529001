# SPDX-License-Identifier: GPL-3.0-or-later
"""Letters that look otherwise than usual."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from studio.core.changes import Edit
from studio.core.marks import Mark
from studio.core.project import Project, new_paragraph
from studio.project.edits import edit_text
from studio.ui.manuscript.text.editor import ManuscriptEditor
from tests.support.paragraphs import show_text
from tests.ui.manuscript.conftest import TEXT

pytestmark = pytest.mark.display


def slanted(editor: ManuscriptEditor, row: int = 0) -> list[str]:
    block = editor.document().findBlockByNumber(row)
    text = block.text()
    return [
        text[each.start : each.start + each.length] for each in block.layout().formats() if each.format.fontItalic()
    ]


def test_what_is_emphasised_is_slanted_and_has_neither_chip_nor_line(editor: ManuscriptEditor) -> None:
    plain = editor.viewport().grab().toImage()
    show_text(editor, TEXT, Mark("emphasis", 4, 8), Mark("pause", 4, 4, "1"))
    assert slanted(editor) == ["tape"]
    assert editor.toPlainText().count("\ufffc") == 1
    assert editor.viewport().grab().toImage() != plain
    show_text(editor, TEXT, Mark("emphasis", 0, 3))
    assert slanted(editor) == ["The"]
    show_text(editor, TEXT)
    assert slanted(editor) == []
    editor.select(0, 0)
    assert editor.viewport().grab().toImage() == plain


def test_what_is_emphasised_in_a_heading_is_as_large_as_the_heading(editor: ManuscriptEditor) -> None:
    heading = replace(new_paragraph("The answer", (Mark("emphasis", 4, 7),)), kind="heading", level=1)
    editor.show_paragraphs((heading, new_paragraph("Text.")))
    formats = editor.document().firstBlock().layout().formats()
    assert [(each.start, each.length, each.format.font().pixelSize()) for each in formats] == [
        (0, 4, 24), (4, 3, 24), (7, 3, 24),
    ]  # fmt: skip
    assert slanted(editor) == ["ans"]


def test_emphasis_stays_on_its_letters_while_the_text_is_typed_and_composed(editor: ManuscriptEditor) -> None:
    marked = new_paragraph("One two three", (Mark("emphasis", 4, 7),))
    editor.show_paragraphs((marked,))

    def adopt(edit: Edit) -> None:
        project = edit_text(Project(paragraphs=(marked,)), edit.position, edit.removed, edit.added, edit.points)
        editor.show_paragraphs(project.paragraphs)

    editor.edited.connect(adopt)
    editor.select(0, 0)
    QTest.keyClicks(editor, "x")
    assert slanted(editor) == ["two"]
    QApplication.sendEvent(editor, QInputMethodEvent("日本", []))
    editor.viewport().grab()
    (look,) = editor.document().firstBlock().layout().formats()[-1:]
    assert look.format.fontItalic()
    assert (look.start, look.length) == (7, 3)
