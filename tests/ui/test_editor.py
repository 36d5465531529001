# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QRectF, Qt, QUrl
from PySide6.QtGui import QClipboard, QDropEvent, QGuiApplication, QTextCursor
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QPushButton

from studio.core.timeline import word_spans
from studio.ui.manuscript.editor import ManuscriptEditor
from studio.ui.manuscript.layout import LINE_HEIGHT, PARAGRAPH_GAP
from studio.ui.theme import Theme

pytestmark = pytest.mark.display
LEFT = Qt.MouseButton.LeftButton
TEXT = "The tape had lain in the lamp room. It was old.\nOn the last evening the light went out."


@pytest.fixture
def editor(theme: Theme, show: Callable[..., None]) -> ManuscriptEditor:
    made = ManuscriptEditor(theme)
    show(made, 840, 500)
    made.setFocus()
    made.show_text(TEXT)
    return made


@pytest.fixture
def edits(editor: ManuscriptEditor) -> list[tuple[int, int, str]]:
    heard: list[tuple[int, int, str]] = []
    editor.edited.connect(lambda position, removed, added: heard.append((position, removed, added)))
    return heard


def applied(text: str, edits: list[tuple[int, int, str]]) -> str:
    for position, removed, added in edits:
        text = text[:position] + added + text[position + removed :]
    return text


def cursor_box(editor: ManuscriptEditor, index: int) -> QRectF:
    cursor = QTextCursor(editor.document())
    cursor.setPosition(index)
    return QRectF(editor.cursorRect(cursor))


def test_lines_are_28_px_apart_and_paragraphs_24_more(editor: ManuscriptEditor) -> None:
    editor.show_text("word " * 60 + "\nnext")
    first = editor.document().findBlockByNumber(0)
    layout = first.layout()
    tops = [layout.lineAt(number).y() for number in range(layout.lineCount())]
    assert len(tops) > 2
    assert {round(b - a) for a, b in pairwise(tops)} == {LINE_HEIGHT}
    step = editor.blockBoundingGeometry(first.next()).top() - editor.blockBoundingGeometry(first).top()
    assert round(step) == layout.lineCount() * LINE_HEIGHT + PARAGRAPH_GAP


def test_an_empty_line_between_paragraphs_is_the_gap(editor: ManuscriptEditor) -> None:
    editor.show_text("one\n\ntwo")
    assert round(cursor_box(editor, 5).top() - cursor_box(editor, 0).top()) == LINE_HEIGHT + PARAGRAPH_GAP


def test_the_column_is_600_px_and_centred(editor: ManuscriptEditor) -> None:
    editor.show_text("word " * 100)
    viewport = editor.viewport().geometry()
    assert viewport.width() - 2 * editor.document().documentMargin() == 600
    assert abs(viewport.center().x() - editor.width() / 2) <= 1


def test_showing_a_text_tells_no_edit(editor: ManuscriptEditor, edits: list[tuple[int, int, str]]) -> None:
    editor.show_text("Something else.")
    assert edits == []
    assert editor.toPlainText() == "Something else."


def test_typing_deleting_and_new_paragraphs_are_told(
    editor: ManuscriptEditor, edits: list[tuple[int, int, str]]
) -> None:
    editor.select(4, 8)
    QTest.keyClicks(editor, "reel")
    QTest.keyClick(editor, Qt.Key.Key_Backspace)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QTest.keyClick(editor, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(editor, "!")
    QTest.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert applied(TEXT, edits) == editor.text == editor.toPlainText()
    assert edits[0] == (4, 4, "r")
    assert editor.text.startswith("The ree\n had lain")
    assert editor.text.endswith("out.!\n")


def test_everything_replaced_by_a_paste_is_one_edit_of_plain_text(
    editor: ManuscriptEditor, edits: list[tuple[int, int, str]]
) -> None:
    data = QMimeData()
    data.setHtml("<b>Bold</b><p>second</p>")
    data.setText("Bold\r\nsecond\u2028third")
    QGuiApplication.clipboard().setMimeData(data, QClipboard.Mode.Clipboard)
    QTest.keyClick(editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(editor, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert editor.text == editor.toPlainText() == "Bold\nsecond\nthird"
    assert applied(TEXT, edits) == editor.text


def test_positions_count_characters_also_behind_emoji(
    editor: ManuscriptEditor, edits: list[tuple[int, int, str]]
) -> None:
    editor.show_text("😀😀 ab")
    editor.select(4, 4)
    QTest.keyClicks(editor, "x")
    assert edits == [(4, 0, "x")]
    assert editor.text == "😀😀 axb"
    assert editor.caret() == 5


def test_its_own_undo_is_off(editor: ManuscriptEditor) -> None:
    QTest.keyClicks(editor, "x")
    assert not editor.document().isUndoAvailable()


def test_the_heard_words_box_is_where_the_word_is(editor: ManuscriptEditor) -> None:
    for word in word_spans(TEXT):
        editor.show_heard(word.start, word.end, 0)
        (box,) = editor.heard_boxes()
        left, right = cursor_box(editor, word.start), cursor_box(editor, word.end)
        assert abs(box.left() + 3 - left.left()) <= 1.5, word
        assert abs(box.right() - 3 - right.left()) <= 2.5, word
        assert abs(box.center().y() - left.center().y()) <= 1.5, word


def test_the_box_is_painted_in_amber_under_dark_ink(
    editor: ManuscriptEditor, theme: Theme, pump: Callable[..., None]
) -> None:
    start = TEXT.index("last")
    editor.show_heard(start, start + 4, TEXT.index("On"))
    pump()
    (box,) = editor.heard_boxes()
    picture = editor.viewport().grab().toImage()
    assert picture.pixelColor(QPoint(int(box.left()) + 2, int(box.center().y()))) == theme.color("accent")


def test_only_the_heard_part_of_the_sentence_dims(editor: ManuscriptEditor, theme: Theme) -> None:
    start, sentence = TEXT.index("evening"), TEXT.index("On the")
    editor.show_heard(start, start + 7, sentence)
    ink, dim = editor.extraSelections()
    assert (ink.cursor.selectionStart(), ink.cursor.selectionEnd()) == (start, start + 7)
    assert (dim.cursor.selectionStart(), dim.cursor.selectionEnd()) == (sentence, start - 1)
    assert dim.format.foreground().color() == theme.color("heard_text")


def test_the_highlight_changes_no_layout_and_goes_away(editor: ManuscriptEditor) -> None:
    before = editor.document().size()
    editor.show_heard(4, 8, 0)
    assert editor.document().size() == before
    editor.clear_heard()
    assert editor.heard_boxes() == []
    assert editor.extraSelections() == []


def test_a_heard_word_out_of_sight_is_scrolled_into_view(editor: ManuscriptEditor) -> None:
    text = "\n".join(f"Paragraph {number} of many, long enough to fill a line." for number in range(200))
    editor.show_text(text)
    start = text.index("Paragraph 150")
    editor.show_heard(start, start + 9, start)
    (box,) = editor.heard_boxes()
    assert 0 <= box.top() < editor.viewport().height() - LINE_HEIGHT


def test_it_does_not_scroll_away_from_someone_who_types(editor: ManuscriptEditor) -> None:
    text = "\n".join(f"Paragraph {number} of many." for number in range(200))
    editor.show_text(text)
    editor.select(0, 0)
    editor.verticalScrollBar().setValue(0)
    QTest.keyClicks(editor, "x")
    start = text.index("Paragraph 150")
    editor.show_heard(start, start + 9, start)
    assert editor.verticalScrollBar().value() == 0


def told(spy: QSignalSpy) -> list[object]:
    return [spy.at(number)[0] for number in range(spy.count())]


def place_of(editor: ManuscriptEditor, word: str) -> QPoint:
    return cursor_box(editor, TEXT.index(word) + 2).center().toPoint()


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
    QTest.mouseMove(editor.viewport(), end)
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
    editor.show_text("word " * 40)
    editor.select(0, 0)
    editor.show_playing(True)
    sought = QSignalSpy(editor.seek_requested)
    box = cursor_box(editor, 32)
    place = QPoint(int(box.left()), int(box.top()) - 4)
    QTest.mousePress(editor.viewport(), LEFT, pos=place)
    QTest.mouseMove(editor.viewport(), place + QPoint(1, 0))
    QTest.mouseRelease(editor.viewport(), LEFT, pos=place + QPoint(1, 0))
    assert told(sought) == [32]
    assert editor.selected() == (0, 0)


def test_a_click_below_the_text_while_playing_seeks_nothing(editor: ManuscriptEditor) -> None:
    editor.show_playing(True)
    sought = QSignalSpy(editor.seek_requested)
    QTest.mouseClick(editor.viewport(), LEFT, pos=QPoint(100, editor.viewport().height() - 5))
    assert sought.count() == 0


def test_a_click_between_two_lines_hits_the_nearer_one(editor: ManuscriptEditor) -> None:
    editor.show_text("word " * 40)
    box = cursor_box(editor, 12)
    QTest.mouseClick(editor.viewport(), LEFT, pos=QPoint(int(box.left()), int(box.top()) - 3))
    assert editor.caret() == 12


def test_a_dropped_text_file_is_told_and_not_pasted(editor: ManuscriptEditor, tmp_path: Path) -> None:
    file = tmp_path / "story.txt"
    file.write_text("Once.", "utf-8")
    dropped: list[Path] = []
    editor.file_dropped.connect(dropped.append)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    actions, none = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    editor.dropEvent(QDropEvent(QPointF(100, 50), actions, data, LEFT, none))
    assert dropped == [file]
    assert editor.text == TEXT


def test_replacing_a_passage_by_itself_is_no_edit(editor: ManuscriptEditor, edits: list[tuple[int, int, str]]) -> None:
    editor.select(4, 8)
    QGuiApplication.clipboard().setText("tape")
    QTest.keyClick(editor, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert edits == []
    assert editor.text == TEXT


def test_the_word_being_heard_may_be_deleted(editor: ManuscriptEditor, pump: Callable[..., None]) -> None:
    editor.show_text("One line.\nAnother line.")
    editor.show_heard(10, 17, 10)
    editor.show_resume((10, 17))
    editor.select(5, len(editor.text))
    QTest.keyClick(editor, Qt.Key.Key_Delete)
    assert editor.text == "One l"
    editor.repaint()
    assert editor.heard_boxes() == []
    editor.show_heard(0, 3, 0)
    assert len(editor.heard_boxes()) == 1
