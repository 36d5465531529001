# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QClipboard, QDropEvent, QGuiApplication, QTextCursor
from PySide6.QtTest import QTest

from studio.core.dictionary import Entry
from studio.core.marks import Mark
from studio.core.project import Paragraph, new_paragraph
from studio.ui.manuscript.lines.rows import row_of
from studio.ui.manuscript.lines.told_words import ToldWords
from studio.ui.manuscript.text.editor import ManuscriptEditor
from studio.ui.theme import Theme
from tests.support.paragraphs import show_text
from tests.ui.conftest import InWindow, Open, Pump
from tests.ui.manuscript.conftest import TEXT

CTRL = Qt.KeyboardModifier.ControlModifier
pytestmark = pytest.mark.display

LEFT = Qt.MouseButton.LeftButton


def applied(text: str, edits: list[tuple[int, int, str]]) -> str:
    for position, removed, added in edits:
        text = text[:position] + added + text[position + removed :]
    return text


def test_showing_a_text_tells_no_edit(editor: ManuscriptEditor, edits: list[tuple[int, int, str]]) -> None:
    show_text(editor, "Something else.")
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


LONG = tuple(new_paragraph(f"Paragraph {number} of some words that say nothing. " * 3) for number in range(1500))
MARKED = tuple(replace(each, marks=(Mark("speed", 0, 9, "1.2"),)) for each in LONG)


@pytest.fixture
def long(editor: ManuscriptEditor, pump: Pump) -> ManuscriptEditor:
    editor.show_paragraphs(LONG)
    pump()
    return editor


def shows(editor: ManuscriptEditor, paragraphs: tuple[Paragraph, ...]) -> bool:
    return list(editor.rows.between(0, len(editor.rows))) == [row_of(each) for each in paragraphs]


def test_a_mark_on_a_whole_book_is_seen_at_once_where_it_is_looked_at_and_then_everywhere(
    long: ManuscriptEditor, pump: Pump, monkeypatch: pytest.MonkeyPatch
) -> None:
    bar, at = long.verticalScrollBar(), LONG[0].text.index("words")
    long.select(at, at + 5)
    bar.setValue(bar.maximum() // 2)
    pump()
    seen = long.lines.block_at(bar.value() + 60).blockNumber()
    top = long.block_area(long.document().findBlockByNumber(seen)).top()
    shown: list[int] = []
    refresh = long.lines.refresh

    def noted(row: int, count: int) -> None:
        shown.append(row)
        refresh(row, count)

    monkeypatch.setattr(long.lines, "refresh", noted)
    long.show_paragraphs(MARKED)
    pump(lambda: shows(long, MARKED))
    assert len(shown) > 3
    assert shown[0] <= seen < shown[0] + 300
    assert long.toPlainText() == "\n".join(row_of(each).shown for each in MARKED)
    # Caret and view are where they were.
    assert long.selected() == (at, at + 5)
    assert abs(long.block_area(long.document().findBlockByNumber(seen)).top() - top) < 3 * 28
    moved = (*MARKED[40:], *MARKED[:40])
    long.show_paragraphs(moved)
    pump(lambda: shows(long, moved))
    assert long.text == "\n".join(each.text for each in moved)


@pytest.mark.parametrize("back", [LONG, MARKED[:700], (*MARKED[5:], *LONG[:5])])
def test_another_text_that_comes_before_all_is_shown_takes_its_place(
    long: ManuscriptEditor, pump: Pump, back: tuple[Paragraph, ...]
) -> None:
    long.show_paragraphs(MARKED)
    assert not shows(long, MARKED)
    long.show_paragraphs(back)
    pump(lambda: shows(long, back))
    assert long.toPlainText() == "\n".join(row_of(each).shown for each in back)


def test_what_is_typed_before_all_is_shown_is_typed_in_the_whole(
    long: ManuscriptEditor, edits: list[tuple[int, int, str]]
) -> None:
    last = len(long.text)
    long.select(last, last)
    long.show_paragraphs(MARKED)
    QTest.keyClicks(long, "x")
    assert edits == [(last, 0, "x")]
    assert list(long.rows.between(0, 1499)) == [row_of(each) for each in MARKED[:1499]]
    assert long.text == "\n".join(each.text for each in MARKED) + "x"
