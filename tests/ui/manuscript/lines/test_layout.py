# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QAccessible, QImage, QInputMethodEvent, QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from studio.core.project import new_paragraph
from studio.ui.manuscript.lines.measures import LINE_HEIGHT, PARAGRAPH_GAP
from studio.ui.manuscript.text.editor import ManuscriptEditor
from studio.ui.theme import Theme
from tests.support.paragraphs import show_text
from tests.ui.conftest import Pump
from tests.ui.manuscript.conftest import TEXT, cursor_box

pytestmark = pytest.mark.display


def test_lines_are_28_px_apart_and_paragraphs_24_more(editor: ManuscriptEditor) -> None:
    show_text(editor, "word " * 60 + "\nnext")
    first = editor.document().findBlockByNumber(0)
    layout = first.layout()
    tops = [layout.lineAt(number).y() for number in range(layout.lineCount())]
    assert len(tops) > 2
    assert {round(b - a) for a, b in pairwise(tops)} == {LINE_HEIGHT}
    step = editor.block_area(first.next()).top() - editor.block_area(first).top()
    assert round(step) == layout.lineCount() * LINE_HEIGHT + PARAGRAPH_GAP


def test_larger_letters_have_their_lines_further_apart_in_the_whole_text_and_what_is_read_stays(
    editor: ManuscriptEditor, pump: Pump
) -> None:
    show_text(editor, "\n".join(f"Paragraph {number} " + "word " * 60 for number in range(60)))
    bar = editor.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    before = editor.lines.block_at(bar.value()).blockNumber()
    for px in (24, 12, 16):
        line = px * LINE_HEIGHT // 16
        editor.show_text_size(px)
        pump(lambda: editor.lines.laid_out)
        assert abs(editor.lines.block_at(bar.value()).blockNumber() - before) <= 1
        for block in (editor.document().firstBlock(), editor.lines.block_at(bar.value())):
            editor.lines.area(block)
            layout = block.layout()
            tops = [layout.lineAt(number).y() for number in range(layout.lineCount())]
            assert {round(b - a) for a, b in pairwise(tops)} <= {line}
            assert round(editor.block_area(block).height()) == layout.lineCount() * line + PARAGRAPH_GAP
            assert layout.lineAt(0).height() < line
    editor.playing.show_word(0, 9, 0)
    editor.show_text_size(24)
    assert {round(box.height()) for box in editor.playing.boxes()} == {24 * LINE_HEIGHT // 16 - 4}


@pytest.mark.parametrize(
    ("wide", "left", "text"), [(840, 184, 600), (1320, 184 + 240, 600), (800, 176, 600), (580, 156, 400)]
)
def test_the_text_is_600_px_at_most_right_of_a_margin_of_184(
    editor: ManuscriptEditor, wide: int, left: int, text: int
) -> None:
    editor.resize(wide, 500)
    show_text(editor, "word " * 100)
    first = editor.document().firstBlock()
    assert editor.viewport().x() + editor.block_area(first).left() == left
    assert editor.block_area(first).width() == pytest.approx(text, abs=12)
    assert editor.viewport().x() + editor.block_area(first).right() <= wide - 16
    assert editor.margin.geometry().right() + 1 + 16 == left


LONG = "\n".join(f"{number} " + "word and words " * (1 + number * 7 % 40) for number in range(2000))


def laid_out(editor: ManuscriptEditor) -> int:
    """Number of paragraphs that have lines."""
    document = editor.document()
    return sum(document.findBlockByNumber(number).layout().lineCount() > 0 for number in range(document.blockCount()))


def true_height(editor: ManuscriptEditor) -> float:
    """Height of the document if each paragraph is laid out."""
    document = editor.document()
    blocks = [document.findBlockByNumber(number) for number in range(document.blockCount())]
    return sum(editor.lines.area(block).height() for block in blocks) + 2 * document.documentMargin()


def test_only_what_is_seen_of_a_long_text_is_laid_out(editor: ManuscriptEditor, pump: Pump) -> None:
    show_text(editor, LONG)
    QApplication.processEvents()
    assert 1 < laid_out(editor) < 60


def test_estimated_heights_become_true(editor: ManuscriptEditor, pump: Pump) -> None:
    show_text(editor, LONG)
    guessed = editor.lines.documentSize().height()
    pump(lambda: editor.lines.documentSize().height() != guessed)
    pump(lambda: editor.lines.laid_out)
    settled = editor.lines.documentSize().height()
    assert settled == true_height(editor)
    assert settled != guessed
    bar = editor.verticalScrollBar()
    assert bar.maximum() == settled - editor.viewport().height()


def test_what_is_seen_stays_while_heights_above_become_true(editor: ManuscriptEditor, pump: Pump) -> None:
    show_text(editor, LONG)
    editor.verticalScrollBar().setValue(editor.verticalScrollBar().maximum() // 2)
    QApplication.processEvents()
    block = editor.lines.block_at(editor.verticalScrollBar().value() + 250)
    before = editor.block_area(block).top()
    pump(lambda: editor.lines.laid_out)
    assert abs(editor.block_area(block).top() - before) <= 1


def test_of_many_paragraphs_that_change_at_once_what_is_seen_is_laid_out_first_and_all_become_true(
    editor: ManuscriptEditor, pump: Pump
) -> None:
    shown = tuple(new_paragraph(f"Line {number} of the book.") for number in range(400))
    editor.show_paragraphs(shown)
    pump(lambda: editor.lines.laid_out)
    before = editor.lines.documentSize().height()
    editor.show_paragraphs([replace(each, kind="heading", level=1) for each in shown])
    assert laid_out(editor) < 60
    pump(lambda: editor.lines.laid_out)
    settled = editor.lines.documentSize().height()
    assert settled == true_height(editor)
    assert settled != before


@pytest.mark.parametrize("letters", ["WWW WWWW ", "ill lil "])
@pytest.mark.parametrize("place", [0.5, 1.0])
def test_a_caret_that_jumps_far_is_seen(editor: ManuscriptEditor, place: float, letters: str) -> None:
    text = "\n".join([letters * 40] * 500)
    show_text(editor, text)
    editor.show_place(0, 0)
    editor.select(int(len(text) * place), int(len(text) * place))
    assert editor.viewport().rect().contains(editor.cursorRect().center())
    QApplication.processEvents()
    assert editor.viewport().rect().contains(editor.cursorRect().center())


def test_a_paragraph_from_right_to_left_begins_at_the_right(editor: ManuscriptEditor) -> None:
    show_text(editor, "abc\nשלום עולם")
    assert cursor_box(editor, 0).left() < 20
    assert cursor_box(editor, 4).left() > 600
    assert cursor_box(editor, 13).left() < cursor_box(editor, 4).left()


def test_a_click_at_a_letter_is_there_also_from_right_to_left(editor: ManuscriptEditor) -> None:
    show_text(editor, "abc def\nשלום עולם")
    for index in (0, 4, 10, 13):
        assert editor.cursorForPosition(cursor_box(editor, index).center().toPoint()).position() == index


def test_composed_text_is_shown_and_not_yet_written(editor: ManuscriptEditor) -> None:
    editor.select(4, 4)
    before = editor.cursorRect()
    QApplication.sendEvent(editor, QInputMethodEvent("wide", []))
    QApplication.processEvents()
    assert editor.text == TEXT
    layout = editor.document().firstBlock().layout()
    assert (layout.preeditAreaText(), layout.preeditAreaPosition()) == ("wide", 4)
    assert editor.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle).top() == before.top()
    done = QInputMethodEvent()
    done.setCommitString("new ")
    QApplication.sendEvent(editor, done)
    assert editor.text == TEXT[:4] + "new " + TEXT[4:]


def test_a_selection_reaches_over_paragraphs(editor: ManuscriptEditor) -> None:
    editor.select(10, 10)
    QTest.keyClick(editor, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    start, end = editor.selected()
    assert start == 10
    assert TEXT.index("\n") < end
    QTest.keyClick(editor, Qt.Key.Key_Z)
    assert editor.text == TEXT[:10] + "z" + TEXT[end:]
    assert editor.lines.documentSize().height() == true_height(editor)


def test_a_screen_reader_finds_letters_by_place_and_scrolls_to_them(editor: ManuscriptEditor) -> None:
    show_text(editor, LONG)
    QApplication.processEvents()
    access = QAccessible.queryAccessibleInterface(editor).textInterface()
    assert access.characterCount() == len(LONG)
    there = LONG.index("30 word")
    access.scrollToSubstring(there, there + 2)
    QApplication.processEvents()
    box = access.characterRect(there)
    seen = editor.viewport().rect().translated(editor.viewport().mapToGlobal(QPoint()))
    assert seen.contains(box)
    assert access.offsetAtPoint(box.center()) == there


def test_edits_of_empty_lines_leave_what_the_same_text_has_at_once(
    editor: ManuscriptEditor, theme: Theme, show: Callable[..., None]
) -> None:
    show_text(editor, "one\ntwo\nthree")
    fresh = ManuscriptEditor(theme)
    show(fresh, 840, 500)
    returned, back = Qt.Key.Key_Return, Qt.Key.Key_Backspace
    editor.select(3, 3)
    for key in (returned, returned, back, Qt.Key.Key_Z, back, Qt.Key.Key_Delete, Qt.Key.Key_Delete, returned):
        QTest.keyClick(editor, key)
        # Not from the text before, of which most would stay as it is.
        show_text(fresh, "")
        show_text(fresh, editor.text)
        places = range(len(editor.text) + 1)
        assert [cursor_box(editor, at).top() for at in places] == [cursor_box(fresh, at).top() for at in places]


class Painted(QObject):
    """Heights of what is painted of a widget."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.heights: list[int] = []
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.heights.append(event.region().boundingRect().height())
        return super().eventFilter(watched, event)


def test_a_letter_paints_its_paragraph_alone(editor: ManuscriptEditor, pump: Pump) -> None:
    show_text(editor, "\n".join(["one", "two", "three", "four", "five"]))
    editor.select(9, 9)
    pump(lambda: editor.lines.laid_out)
    painted, highest = Painted(editor.viewport()), []
    for key in (Qt.Key.Key_A, Qt.Key.Key_B, Qt.Key.Key_C):
        painted.heights.clear()
        QTest.keyClick(editor, key)
        pump(lambda: painted.heights)
        highest.append(max(painted.heights))
    # The display may ask for all of it at any time, such as when another window has gone.
    assert min(highest) < 3 * (LINE_HEIGHT + PARAGRAPH_GAP)


def test_edits_leave_on_the_screen_what_painting_all_would_show(
    editor: ManuscriptEditor, pump: Pump, app: QApplication
) -> None:
    flash_ms = app.cursorFlashTime()
    app.setCursorFlashTime(0)
    try:
        show_text(editor, "one\ntwo " + "and more " * 30 + "\nthree\nfour")
        editor.select(3, 3)
        returned, back, delete = Qt.Key.Key_Return, Qt.Key.Key_Backspace, Qt.Key.Key_Delete
        for key in (returned, returned, Qt.Key.Key_Z, back, back, delete, delete, Qt.Key.Key_Y, returned):
            QTest.keyClick(editor, key)
            pump()
            left = on_screen(editor)
            editor.viewport().update()
            pump()
            assert left == on_screen(editor), key
    finally:
        app.setCursorFlashTime(flash_ms)


def on_screen(editor: ManuscriptEditor) -> QImage:
    """The widget as the display has it, not painted anew."""
    return editor.screen().grabWindow(editor.winId()).toImage()
