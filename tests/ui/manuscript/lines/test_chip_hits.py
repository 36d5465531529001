# SPDX-License-Identifier: GPL-3.0-or-later
"""What of a mark is at a place of the text."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF

from studio.core.marks import Mark
from studio.ui.manuscript.lines.chip_hits import Hit, end_box, hit_at
from studio.ui.manuscript.text.editor import ManuscriptEditor
from studio.ui.theme import Theme
from tests.support.paragraphs import show_text
from tests.ui.conftest import Show

pytestmark = pytest.mark.display

PAUSE = Mark("pause", 7, 7, "0.5")
CURIOUS = Mark("emotion", 11, 19, "curiosity:high")


@pytest.fixture
def editor(theme: Theme, show: Show) -> ManuscriptEditor:
    made = ManuscriptEditor(theme)
    show(made, 840, 500)
    show_text(made, "knees. My name is Anders.\nNext", PAUSE, CURIOUS)
    return made


def hit(editor: ManuscriptEditor, x: float, y: float) -> Hit | None:
    return hit_at(editor.lines, editor.rows, QPointF(x, y))


def test_a_chips_sign_and_its_figure_are_told_apart(editor: ManuscriptEditor) -> None:
    box = editor.lines.chip_box(0, 7)
    middle = box.center().y()
    assert hit(editor, box.left() + 12, middle) == Hit(0, 0, "chip", 7)
    assert hit(editor, box.right() - 12, middle) == Hit(0, 0, "figure", 7)
    emotion = editor.lines.chip_box(0, 12)
    assert hit(editor, emotion.right() - 12, middle) == Hit(0, 1, "chip", 12)
    assert hit(editor, box.left() - 12, middle) is None
    assert hit(editor, box.left() + 12, middle + 60) is None


def test_the_ends_of_a_span_are_below_its_letters(editor: ManuscriptEditor) -> None:
    shown = editor.rows[0]
    end, begin = (end_box(editor.lines, shown, 0, CURIOUS, side) for side in ("end", "begin"))
    assert end.x() > begin.x() + 40
    assert hit(editor, end.x() + 3, end.bottom() - 4) == Hit(0, 1, "end")
    assert hit(editor, begin.x() + 3, begin.bottom() - 4) == Hit(0, 1, "begin")
    assert hit(editor, end.x(), end.top() + 6) is None
    assert hit(editor, end.x() + 9, end.bottom() - 4) is None


def test_the_end_of_a_span_at_the_end_of_a_line_is_there_and_not_on_the_next(editor: ManuscriptEditor) -> None:
    text = "word " * 40
    show_text(editor, text)
    line = editor.document().firstBlock().layout().lineAt(0)
    at = line.textLength()
    mark = Mark("speed", 0, at, "1.2")
    show_text(editor, text, mark)
    editor.viewport().grab()
    shown = editor.rows[0]
    box = end_box(editor.lines, shown, 0, mark, "end")
    first = editor.lines.area(editor.document().firstBlock())
    chip = editor.lines.chip_box(0, 0).width()
    # The chip pushes the last words into the next line.
    assert box.x() > first.left() + 20
    assert box.top() in (first.top(), first.top() + 28)
    assert chip > 20
    assert hit(editor, box.x(), box.bottom() - 4) == Hit(0, 0, "end")
