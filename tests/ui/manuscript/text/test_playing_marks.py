# SPDX-License-Identifier: GPL-3.0-or-later
"""How the heard word, its sentence, and what is ahead are marked."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QPaintEvent, QRegion
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from studio.ui.manuscript.text.editor import ManuscriptEditor
from studio.ui.theme import Theme
from tests.support.paragraphs import show_text
from tests.ui.conftest import Pump
from tests.ui.manuscript.conftest import TEXT

pytestmark = pytest.mark.display


def test_the_box_is_painted_in_amber_under_dark_ink(editor: ManuscriptEditor, theme: Theme, pump: Pump) -> None:
    start = TEXT.index("last")
    editor.playing.show_word(start, start + 4, TEXT.index("On"))
    pump()
    (box,) = editor.playing.boxes()
    picture = editor.viewport().grab().toImage()
    assert picture.pixelColor(QPoint(int(box.left()) + 2, int(box.center().y()))) == theme.color("accent")


def test_only_the_heard_part_of_the_sentence_dims(editor: ManuscriptEditor, theme: Theme) -> None:
    start, sentence = TEXT.index("evening"), TEXT.index("On the")
    editor.playing.show_word(start, start + 7, sentence)
    ink, dim = editor.extraSelections()
    assert (ink.cursor.selectionStart(), ink.cursor.selectionEnd()) == (start, start + 7)
    assert (dim.cursor.selectionStart(), dim.cursor.selectionEnd()) == (sentence, start - 1)
    assert dim.format.foreground().color() == theme.color("heard_text")


def test_the_highlight_changes_no_layout_and_goes_away(editor: ManuscriptEditor) -> None:
    before = editor.document().size()
    editor.playing.show_word(4, 8, 0)
    assert editor.document().size() == before
    editor.playing.clear_word()
    assert editor.playing.boxes() == []
    assert editor.extraSelections() == []


def test_the_word_being_heard_may_be_deleted(editor: ManuscriptEditor, pump: Pump) -> None:
    show_text(editor, "One line.\nAnother line.")
    editor.playing.show_word(10, 17, 10)
    editor.playing.show_resume((10, 17))
    editor.select(5, len(editor.text))
    QTest.keyClick(editor, Qt.Key.Key_Delete)
    assert editor.text == "One l"
    editor.repaint()
    assert editor.playing.boxes() == []
    editor.playing.show_word(0, 3, 0)
    assert len(editor.playing.boxes()) == 1


def test_what_will_be_heard_in_a_changed_design_is_underlined_as_far_as_it_is_ahead(
    editor: ManuscriptEditor, theme: Theme
) -> None:
    amber = theme.color("accent_line").name()

    def lined() -> list[int]:
        picture = editor.viewport().grab().toImage()
        rows = [
            [x for x in range(picture.width()) if picture.pixelColor(x, y).name() == amber]
            for y in range(picture.height())
        ]
        return max(rows, key=len)

    start, end = TEXT.index("in the lamp"), TEXT.index(" It was")
    editor.playing.show_word(0, 3, 0)
    assert len(lined()) < 30, "the heard word's box alone"
    editor.playing.show_changed((start, end))
    whole = lined()
    editor.playing.show_word(TEXT.index("lamp"), TEXT.index("lamp") + 4, 0)
    rest = lined()
    assert 40 < len(rest) < len(whole)
    assert max(rest) == max(whole)
    assert min(rest) > min(whole)
    editor.playing.show_changed(None)
    assert len(lined()) < 60


def test_each_word_is_told_once(editor: ManuscriptEditor) -> None:
    told: list[tuple[int, int]] = []
    editor.playing.word_shown.connect(lambda start, end: told.append((start, end)))
    for start, end in ((0, 3), (0, 3), (4, 8)):
        editor.playing.show_word(start, end, 0)
    assert told == [(0, 3), (4, 8)]


class Painted(QObject):
    """What is painted of a widget from now on."""

    def __init__(self, watched: QWidget) -> None:
        super().__init__(watched)
        self.region = QRegion()
        watched.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.region = self.region.united(event.region())
        return False


def test_a_paragraph_that_is_heard_again_is_tinted_whole(editor: ManuscriptEditor, pump: Pump) -> None:
    editor.playing.show_word(4, 8, 0)
    pump()
    editor.playing.clear_word()
    pump()
    painted = Painted(editor.viewport())
    editor.playing.show_word(4, 8, 0)
    pump(lambda: not painted.region.isEmpty())
    area = editor.block_area(editor.document().firstBlock()).toAlignedRect()
    assert painted.region.boundingRect().contains(area.intersected(editor.viewport().rect()))
