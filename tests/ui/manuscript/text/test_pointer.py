# SPDX-License-Identifier: GPL-3.0-or-later
"""What a click in the text means."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QPushButton

from studio.ui.manuscript.text.editor import ManuscriptEditor
from tests.support.paragraphs import show_text
from tests.support.pointing import move_pointer
from tests.ui.manuscript.conftest import TEXT, cursor_box

pytestmark = pytest.mark.display

LEFT = Qt.MouseButton.LeftButton


def place_of(editor: ManuscriptEditor, word: str) -> QPoint:
    return cursor_box(editor, TEXT.index(word) + 2).center().toPoint()


def told(spy: QSignalSpy) -> list[object]:
    return [spy.at(number)[0] for number in range(spy.count())]


def test_a_click_puts_the_caret_and_seeks_nothing_while_nothing_plays(editor: ManuscriptEditor) -> None:
    sought = QSignalSpy(editor.seek_requested)
    QTest.mouseClick(editor.viewport(), LEFT, pos=place_of(editor, "lamp"))
    assert sought.count() == 0
    assert abs(editor.caret() - TEXT.index("lamp") - 2) <= 1


@pytest.mark.parametrize("selection", [(4, 8), (8, 4), (6, 6)])
@pytest.mark.parametrize("in_the_text", [True, False])
def test_a_click_that_seeks_leaves_keyboard_caret_and_selection(
    editor: ManuscriptEditor,
    edits: list[tuple[int, int, str]],
    selection: tuple[int, int],
    in_the_text: bool,
) -> None:
    editor.select(*selection)
    holder = editor if in_the_text else QPushButton("Elsewhere", editor)
    holder.show()
    holder.setFocus()
    editor.show_playing(True)
    sought, paused = QSignalSpy(editor.seek_requested), QSignalSpy(editor.pause_requested)
    QTest.mouseClick(editor.viewport(), LEFT, pos=place_of(editor, "lamp"))
    (place,) = told(sought)
    assert TEXT.index("lamp") <= int(str(place)) <= TEXT.index("lamp") + 4
    assert (editor.textCursor().anchor(), editor.textCursor().position()) == selection
    assert holder.hasFocus()
    QTest.keyClick(editor, Qt.Key.Key_Space)
    if selection[0] == selection[1]:
        assert (edits, paused.count()) == ([(6, 0, " ")], 0)
    else:
        assert (edits, paused.count()) == ([], 1)


def test_space_types_over_a_selection_made_after_the_click_that_sought(
    editor: ManuscriptEditor, edits: list[tuple[int, int, str]]
) -> None:
    editor.show_playing(True)
    editor.select(0, 3)
    QTest.mouseClick(editor.viewport(), LEFT, pos=place_of(editor, "lamp"))
    QTest.keyClick(editor, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(editor, Qt.Key.Key_Space)
    assert edits == [(0, 4, " ")]


def test_a_double_click_while_playing_selects_and_takes_the_keyboard(editor: ManuscriptEditor) -> None:
    other = QPushButton("Elsewhere", editor)
    other.show()
    other.setFocus()
    editor.show_playing(True)
    QTest.mouseDClick(editor.viewport(), LEFT, pos=place_of(editor, "lamp"))
    assert editor.textCursor().selectedText() == "lamp"
    assert editor.hasFocus()
    QTest.mousePress(editor.viewport(), LEFT, pos=place_of(editor, "lamp"))
    QTest.mouseRelease(editor.viewport(), LEFT, pos=place_of(editor, "lamp"))
    assert editor.textCursor().selectedText().rstrip("\u2029") == TEXT.partition("\n")[0]


def test_dragging_and_shift_click_while_playing_select_and_seek_nothing(editor: ManuscriptEditor) -> None:
    editor.show_playing(True)
    sought = QSignalSpy(editor.seek_requested)
    start, end = (cursor_box(editor, index).center().toPoint() for index in (4, 20))
    QTest.mousePress(editor.viewport(), LEFT, pos=start)
    move_pointer(editor.viewport(), end)
    QTest.mouseRelease(editor.viewport(), LEFT, pos=end)
    assert editor.selected() == (4, 20)
    shift = Qt.KeyboardModifier.ShiftModifier
    QTest.mouseClick(editor.viewport(), LEFT, shift, cursor_box(editor, 30).center().toPoint())
    assert editor.selected() == (4, 30)
    assert sought.count() == 0


def test_control_click_asks_to_play_from_the_word_and_moves_no_caret(editor: ManuscriptEditor) -> None:
    asked = QSignalSpy(editor.play_requested)
    editor.select(4, 8)
    editor.clearFocus()
    for playing in (False, True):
        editor.show_playing(playing)
        QTest.mouseClick(editor.viewport(), LEFT, Qt.KeyboardModifier.ControlModifier, place_of(editor, "lamp"))
    assert [TEXT.index("lamp") <= int(str(place)) <= TEXT.index("lamp") + 4 for place in told(asked)] == [True, True]
    assert editor.selected() == (4, 8)
    assert not editor.hasFocus()


def test_a_click_between_two_lines_whose_hand_trembles_seeks_too(editor: ManuscriptEditor) -> None:
    show_text(editor, "word " * 40)
    editor.select(0, 0)
    editor.show_playing(True)
    sought = QSignalSpy(editor.seek_requested)
    box = cursor_box(editor, 32)
    place = QPoint(int(box.left()), int(box.top()) - 4)
    QTest.mousePress(editor.viewport(), LEFT, pos=place)
    move_pointer(editor.viewport(), place + QPoint(1, 0))
    QTest.mouseRelease(editor.viewport(), LEFT, pos=place + QPoint(1, 0))
    assert told(sought) == [32]
    assert editor.selected() == (0, 0)


def test_a_click_below_the_text_while_playing_seeks_nothing(editor: ManuscriptEditor) -> None:
    editor.show_playing(True)
    sought = QSignalSpy(editor.seek_requested)
    QTest.mouseClick(editor.viewport(), LEFT, pos=QPoint(100, editor.viewport().height() - 5))
    assert sought.count() == 0


def test_a_click_between_two_lines_hits_the_nearer_one(editor: ManuscriptEditor) -> None:
    show_text(editor, "word " * 40)
    box = cursor_box(editor, 12)
    QTest.mouseClick(editor.viewport(), LEFT, pos=QPoint(int(box.left()), int(box.top()) - 3))
    assert editor.caret() == 12
