# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QClipboard, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest

from studio.ui.manuscript.editor import ManuscriptEditor
from studio.ui.manuscript.layout import LINE_HEIGHT
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
