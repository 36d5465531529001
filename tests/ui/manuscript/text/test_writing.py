# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import random
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QClipboard, QDropEvent, QGuiApplication, QTextCursor
from PySide6.QtTest import QTest

from studio.core.dictionary import Entry
from studio.ui.manuscript.lines.rows import row_of
from studio.ui.manuscript.lines.told_words import ToldWords
from studio.ui.manuscript.text.editor import ManuscriptEditor
from tests.support.paragraphs import show_text
from tests.ui.conftest import InWindow, Open
from tests.ui.manuscript.conftest import TEXT

CTRL = Qt.KeyboardModifier.ControlModifier
pytestmark = pytest.mark.display

LEFT = Qt.MouseButton.LeftButton


def applied(text: str, edits: list[tuple[int, int, str]]) -> str:
    for position, removed, added in edits:
        text = text[:position] + added + text[position + removed :]
    return text


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
    show_text(editor, "😀😀 ab")
    editor.select(4, 4)
    QTest.keyClicks(editor, "x")
    assert edits == [(4, 0, "x")]
    assert editor.text == "😀😀 axb"
    assert editor.caret() == 5


def test_its_own_undo_is_off(editor: ManuscriptEditor) -> None:
    QTest.keyClicks(editor, "x")
    assert not editor.document().isUndoAvailable()


def test_a_dropped_text_file_is_told_and_not_pasted(editor: ManuscriptEditor, tmp_path: Path) -> None:
    file = tmp_path / "story.txt"
    file.write_text("Once.", "utf-8")
    dropped: list[Path] = []
    editor.files_dropped.connect(dropped.extend)
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


PIECES = (
    "a",
    " b",
    "one ab ",
    "# One\nab",
    ". ",
    "\n",
    "🙂",
    '<break time="1s"/>',
    "x <speed ratio='1.2'>y z</speed> w",
    "\n\n",
)
KEYS = (Qt.Key.Key_Backspace, Qt.Key.Key_Delete, Qt.Key.Key_Return)


def test_whatever_is_done_the_editor_shows_the_projects_paragraphs(in_window: InWindow) -> None:
    drawn = random.Random(17)

    async def body(it: Open) -> None:
        editor = it.window.manuscript.editor
        it.studio.editing.replace_text(
            'One <break time="1s"/>two <emotion value="happy">three</emotion>.\n\nFour 🙂 five.'
        )
        editor.setFocus()
        for _ in range(150):
            act(it, editor, drawn)
            if drawn.random() < 0.5:
                await it.settled()
                paragraphs = it.studio.editing.project.paragraphs
                assert editor.rows.between(0, len(editor.rows)) == [row_of(each) for each in paragraphs]
                assert editor.toPlainText() == "\n".join(row_of(each).shown for each in paragraphs)
                assert editor.text == it.studio.editing.project.text
                words = ToldWords()
                words.follow(it.studio.designing.spoken_project.paragraphs)
                for row in editor.rows.between(0, len(editor.rows)):
                    assert editor.lines.looks.told(row) == words.marks(row.id)
                    assert editor.lines.looks.glossed(row) == words.chips(row.id)

    in_window(body)


def act(it: Open, editor: ManuscriptEditor, drawn: random.Random) -> None:
    cursor = editor.textCursor()
    cursor.setPosition(anywhere(editor, drawn))
    if drawn.random() < 0.5:
        for _ in range(drawn.randint(0, 9)):
            cursor.movePosition(QTextCursor.MoveOperation.NextCharacter, QTextCursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)
    kind = drawn.random()
    dictionaries = it.studio.dictionaries
    if kind < 0.08:
        dictionaries.put(Entry(drawn.choice(("one", "ab", "b. Two", "🙂")), drawn.choice(("x", "/wˈʌn/", "WUN-un"))))
    elif kind < 0.12 and dictionaries.project:
        dictionaries.remove(drawn.choice(dictionaries.project))
    elif kind < 0.35:
        QTest.keyClick(editor, drawn.choice(KEYS))
    elif kind < 0.5:
        QTest.keyClick(editor, Qt.Key.Key_Z, drawn.choice((CTRL, CTRL | Qt.KeyboardModifier.ShiftModifier)))
    elif kind < 0.65:
        QTest.keyClick(editor, Qt.Key.Key_C if drawn.random() < 0.5 else Qt.Key.Key_X, CTRL)
        cursor.setPosition(anywhere(editor, drawn))
        editor.setTextCursor(cursor)
        QTest.keyClick(editor, Qt.Key.Key_V, CTRL)
    elif kind < 0.8:
        QGuiApplication.clipboard().setText(drawn.choice(PIECES))
        QTest.keyClick(editor, Qt.Key.Key_V, CTRL)
    else:
        QTest.keyClicks(editor, drawn.choice(("a", " ", "ab", "<spell>q</spell>")))


def anywhere(editor: ManuscriptEditor, drawn: random.Random) -> int:
    """A place in the document where the caret can be: not within an emoji."""
    number = drawn.randrange(len(editor.rows))
    row = editor.rows[number]
    return editor.rows.document_start(number) + row.units(drawn.randint(0, len(row.shown)))
