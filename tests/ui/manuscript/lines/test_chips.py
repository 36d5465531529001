# SPDX-License-Identifier: GPL-3.0-or-later
"""Chips in the line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent, QGuiApplication, QInputMethodEvent, QMouseEvent
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication

from studio.core.hues import HUES
from studio.core.marks import Mark
from studio.core.project import new_paragraph
from studio.ui.manuscript.lines.chip_hits import Hit, end_box, hit_at
from studio.ui.manuscript.lines.chips import ChipPainter, Named, chip_label, chip_words, chips_of
from studio.ui.manuscript.lines.text_lines import cursor_x as line_x
from studio.ui.manuscript.lines.text_lines import underlines
from studio.ui.manuscript.text.clipboard import MIME_TYPE
from studio.ui.manuscript.text.editor import ManuscriptEditor
from studio.ui.theme import Theme
from tests.support.paragraphs import show_text
from tests.support.pointing import double_click, move_pointer
from tests.ui.conftest import InWindow, Open, Pump

pytestmark = pytest.mark.display

BACK, DELETE = Qt.Key.Key_Backspace, Qt.Key.Key_Delete
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
LEFT, HAND = Qt.MouseButton.LeftButton, Qt.CursorShape.PointingHandCursor
PAUSE = Mark("pause", 7, 7, "0.5")
CURIOUS = Mark("emotion", 11, 19, "curiosity:high")


@pytest.fixture
def editor(theme: Theme, show: Callable[..., None]) -> ManuscriptEditor:
    made = ManuscriptEditor(theme)
    show(made, 840, 500)
    made.setFocus()
    show_text(made, "knees. My name is Anders.\nNext", PAUSE, CURIOUS)
    return made


@pytest.mark.parametrize(
    ("mark", "sign", "text", "words"),
    [
        (PAUSE, "pause-fill", "0.5 s", "Pause: 0.5 s"),
        (CURIOUS, "sparkle", "Curiosity · high", "Emotion: Curiosity · high"),
        (Mark("emotion", 0, 1, "happy"), "sparkle", "Happy", "Emotion: Happy"),
        (Mark("speed", 0, 1, "1.2"), "gauge", "1.2×", "Speed: 1.2×"),
        (Mark("volume", 0, 1, "0.8"), "speaker-low", "0.8×", "Volume: 0.8×"),
        (Mark("ipa", 0, 1, "nˈaɪf"), "speaker-high", "nˈaɪf", "Said as: nˈaɪf"),
        (Mark("spell", 0, 1), "text-aa", "Spelled", "Spelled"),
        (Mark("language", 0, 1, "fr"), "globe", "French", "Language: French"),
        (Mark("unknown", 0, 0, "<laugh/>"), "", "<laugh/>", "Unknown tag: <laugh/>"),
        (Mark("whisper", 0, 1, "soft"), "", "whisper soft", "whisper: whisper soft"),
    ],
)
def test_a_chip_tells_its_marks_kind_and_value(mark: Mark, sign: str, text: str, words: str) -> None:
    label = chip_label(mark)
    assert (label.icon, label.text, chip_words(mark)) == (sign, text, words)


def test_a_quotations_chip_tells_who_says_it() -> None:
    cast = {"k": Named("Keeper", HUES[1])}
    said, gone = Mark("speaker", 0, 4, "k"), Mark("speaker", 0, 4, "x")
    label = chip_label(said, cast)
    assert (label.text, label.hue, label.icon, chip_words(said, cast)) == ("Keeper", HUES[1], "", "Speaker: Keeper")
    label = chip_label(gone, cast)
    assert (label.text, label.hue, label.icon) == ("Unknown speaker", "", "quotes")


def test_a_long_name_is_elided_on_its_chip(theme: Theme) -> None:
    painter = ChipPainter(theme)
    painter.cast = {"a": Named("Al", HUES[0]), "b": Named("A name that goes on and on " * 3, HUES[0])}
    short, long = (painter.width(Mark("speaker", 0, 1, each)) for each in "ab")
    assert short < 70
    assert 120 < long < 170


def test_chips_stand_where_their_mark_begins_and_respellings_behind_their_word() -> None:
    marks = (Mark("emotion", 4, 9, "happy"), Mark("ipa", 0, 4, "x"), Mark("pause", 4, 4, "1"), Mark("pause", 4, 4, "2"))
    assert [(chip.place, chip.mark.kind, chip.mark.value) for chip in chips_of(marks)] == [
        (4, "ipa", "x"), (4, "pause", "1"), (4, "pause", "2"), (4, "emotion", "happy"),
    ]  # fmt: skip


def test_the_document_holds_a_letter_for_each_chip_and_the_text_none(editor: ManuscriptEditor) -> None:
    assert editor.toPlainText() == "knees. \ufffcMy n\ufffcame is Anders.\nNext"
    assert editor.text == "knees. My name is Anders.\nNext"
    editor.select(7, 7)
    assert editor.caret() == 7
    assert editor.textCursor().position() == 8
    editor.select(0, len(editor.text))
    assert editor.selected() == (0, len(editor.text))


def test_a_chip_takes_its_width_of_the_line_and_is_18_px_high(editor: ManuscriptEditor) -> None:
    box = editor.lines.chip_box(0, 7)
    assert box.width() > 30
    picture = editor.viewport().grab().toImage()
    page, x = picture.pixelColor(2, 2), round(box.center().x())
    rows = [y for y in range(round(box.top()) - 8, round(box.bottom()) + 8) if picture.pixelColor(x, y) != page]
    assert 17 <= rows[-1] - rows[0] + 1 <= 19


def test_a_spans_text_is_underlined_from_its_begin_to_its_end(editor: ManuscriptEditor) -> None:
    picture = editor.viewport().grab().toImage()
    page, top = picture.pixelColor(2, 2), round(editor.block_area(editor.document().firstBlock()).top())

    def inked(start: int, end: int) -> int:
        left, right = (cursor_x(editor, editor.rows.to_document(at)) for at in (start, end))
        return sum(picture.pixelColor(x, y) != page for x in range(left, right) for y in (top + 24, top + 25))

    assert inked(11, 19) > 20
    assert inked(20, 24) == 0


def cursor_x(editor: ManuscriptEditor, position: int) -> int:
    cursor = editor.textCursor()
    cursor.setPosition(position)
    return editor.cursorRect(cursor).center().x()


def test_the_caret_tells_a_chip_that_it_passes(editor: ManuscriptEditor) -> None:
    said = QSignalSpy(editor.announced)
    editor.select(6, 6)
    for _ in range(3):
        QTest.keyClick(editor, Qt.Key.Key_Right)
    assert [said.at(number)[0] for number in range(said.count())] == ["Pause: 0.5 s"]


def at_the_pause(it: Open) -> ManuscriptEditor:
    it.studio.editing.replace_text('One two. <break time="0.5s"/>Three <emotion value="happy">four five</emotion> six.')
    editor = it.window.manuscript.editor
    editor.setFocus()
    return editor


def marks(it: Open) -> list[tuple[str, int, int]]:
    return [(mark.kind, mark.start, mark.end) for mark in it.studio.editing.project.paragraphs[0].marks]


def test_letters_typed_before_and_behind_a_chip_stay_there(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        editor = at_the_pause(it)
        editor.select(9, 9)
        QTest.keyClicks(editor, "x")
        assert editor.toPlainText().startswith("One two. \ufffcxThree")
        QTest.keyClick(editor, Qt.Key.Key_Left)
        QTest.keyClick(editor, Qt.Key.Key_Left)
        QTest.keyClicks(editor, "y")
        await it.settled()
        assert editor.toPlainText().startswith("One two. y\ufffcxThree")
        assert editor.text == it.studio.editing.project.text
        assert marks(it) == [("pause", 10, 10), ("emotion", 17, 26)]

    in_window(body)


def test_letters_typed_behind_the_chip_of_a_span_belong_to_it_and_before_it_do_not(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        editor = at_the_pause(it)
        editor.select(15, 15)
        QTest.keyClicks(editor, "very ")
        assert editor.toPlainText() == "One two. \ufffcThree \ufffcvery four five six."
        assert marks(it)[-1] == ("emotion", 15, 29)
        QTest.keyClick(editor, Qt.Key.Key_Home)
        editor.select(15, 15)
        QTest.keyClick(editor, Qt.Key.Key_Left)
        QTest.keyClicks(editor, "so ")
        await it.settled()
        assert editor.toPlainText() == "One two. \ufffcThree so \ufffcvery four five six."
        assert marks(it)[-1] == ("emotion", 18, 32)

    in_window(body)


def test_a_text_composed_beside_chips_moves_them_and_their_lines_with_it(editor: ManuscriptEditor, pump: Pump) -> None:
    editor.select(3, 3)
    pause, span = (editor.lines.chip_box(0, place) for place in (7, 12))
    QApplication.sendEvent(editor, QInputMethodEvent("日本", []))
    pump()
    layout = editor.document().firstBlock().layout()
    line = layout.lineAt(0)
    wide = line_x(line, 5) - line_x(line, 3)
    assert wide > 10
    composed = [editor.lines.chip_at(place + 2) for place in (7, 12)]
    assert [chip.mark if chip is not None else None for chip in composed] == [PAUSE, CURIOUS]
    picture = editor.viewport().grab().toImage()
    top = round(editor.block_area(editor.document().firstBlock()).top())
    for box in (pause, span):
        x = round(box.center().x() + wide)
        assert picture.pixelColor(x - round(box.width() / 2) + 8, top + 14) != picture.pixelColor(2, 2)
    done = QInputMethodEvent()
    done.setCommitString("日本")
    QApplication.sendEvent(editor, done)
    assert editor.toPlainText().startswith("kne日本es. \ufffcMy")
    assert editor.text.startswith("kne日本es. My")


def test_chips_in_a_text_from_right_to_left_stand_where_a_click_finds_them(editor: ManuscriptEditor) -> None:
    text = "שלום עולם טוב"
    show_text(editor, text, Mark("pause", 5, 5, "2"), Mark("emotion", 5, 9, "happy"))
    pause, happy = editor.lines.chip_box(0, 5), editor.lines.chip_box(0, 6)
    assert happy.right() <= pause.left() + 1
    assert pause.width() > 30
    for place, box in ((5, pause), (6, happy)):
        QTest.mouseClick(editor.viewport(), LEFT, pos=box.center().toPoint())
        cursor = editor.textCursor()
        assert (cursor.selectionStart(), cursor.selectionEnd()) == (place, place + 1)
    for index in (0, 2, 7, 12):
        cursor = editor.textCursor()
        cursor.setPosition(editor.rows.to_document(index))
        assert editor.rows.to_text(editor.cursorForPosition(editor.cursorRect(cursor).center()).position()) == index


def test_in_a_text_from_right_to_left_figure_and_ends_are_where_they_are_seen(editor: ManuscriptEditor) -> None:
    text = "שלום עולם טוב"
    happy = Mark("emotion", 5, 9, "happy")
    show_text(editor, text, Mark("pause", 5, 5, "2"), happy)
    box = editor.lines.chip_box(0, 5)
    changed = QSignalSpy(editor.value_changed)
    start = QPoint(round(box.right()) - 14, round(box.center().y()))
    drag(editor, start, start + QPoint(50, 0))
    assert changed.at(0) == [0, 0, "2.5"]
    shown = editor.rows[0]
    begin, end = (end_box(editor.lines, shown, 0, happy, side) for side in ("begin", "end"))
    assert end.x() < begin.x() - 20
    assert hit_at(editor.lines, editor.rows, QPointF(end.x(), end.bottom() - 4)) == Hit(0, 1, "end")
    layout = editor.document().firstBlock().layout()
    (line,) = underlines(layout, shown, shown.marks)
    assert sorted(line[:2]) == sorted((begin.x() - 16, end.x() - 16))


def test_a_selection_reaches_over_chips_and_paragraphs(editor: ManuscriptEditor) -> None:
    editor.select(2, 27)
    assert editor.selected() == (2, 27)
    assert editor.textCursor().selectedText() == "ees. \ufffcMy n\ufffcame is Anders.\u2029N"
    QTest.keyClicks(editor, "x")
    assert editor.text == "knxext"
    assert editor.toPlainText() == "knxext"


@pytest.mark.parametrize("keys", ["back", "delete", "select"])
def test_a_chip_is_deleted_by_a_key_beside_it_and_undone(in_window: InWindow, keys: str) -> None:
    async def body(it: Open) -> None:
        editor = at_the_pause(it)
        before = editor.toPlainText()
        for place, left in ((9, [("emotion", 15, 24)]), (15, [("pause", 9, 9)])):
            editor.select(place, place)
            if keys != "back":
                QTest.keyClick(editor, Qt.Key.Key_Left)
            if keys == "select":
                QTest.keyClick(editor, Qt.Key.Key_Right, SHIFT)
            QTest.keyClick(editor, BACK if keys == "back" else DELETE)
            await it.settled()
            assert marks(it) == left
            assert editor.text == it.studio.editing.project.text == "One two. Three four five six."
            QTest.keyClick(editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
            await it.settled()
            assert editor.toPlainText() == before

    in_window(body)


def test_a_selection_deleted_takes_the_pauses_in_it_along(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        editor = at_the_pause(it)
        editor.select(4, 9)
        # To behind the chip.
        QTest.keyClick(editor, Qt.Key.Key_Right, SHIFT)
        QTest.keyClick(editor, DELETE)
        await it.settled()
        assert (editor.text, marks(it)) == ("One Three four five six.", [("emotion", 10, 19)])
        assert editor.toPlainText() == "One Three \ufffcfour five six."

    in_window(body)


def test_a_typed_tag_becomes_a_chip_at_once_and_typing_goes_on_behind_it(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        editor = it.window.manuscript.editor
        it.studio.editing.replace_text("One two.")
        editor.setFocus()
        editor.select(4, 4)
        QTest.keyClicks(editor, '<break time="1s"/>x')
        await it.settled()
        assert editor.toPlainText() == "One \ufffcxtwo."
        assert marks(it) == [("pause", 4, 4)]
        assert editor.text == it.studio.editing.project.text == "One xtwo."

    in_window(body)


def test_a_part_with_marks_is_cut_and_pasted_with_them_and_is_tags_outside(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        editor = at_the_pause(it)
        before = editor.toPlainText()
        editor.select(4, 19)
        QTest.keyClick(editor, Qt.Key.Key_X, CTRL)
        await it.settled()
        assert (editor.text, marks(it)) == ("One  five six.", [("emotion", 4, 9)])
        outside = QGuiApplication.clipboard().text()
        assert outside == 'two. <break time="0.5s"/>Three <emotion value="happy">four</emotion>'
        editor.select(len(editor.text), len(editor.text))
        QTest.keyClick(editor, Qt.Key.Key_V, CTRL)
        await it.settled()
        assert editor.text == "One  five six.two. Three four"
        assert marks(it) == [("emotion", 4, 9), ("pause", 19, 19), ("emotion", 25, 29)]
        for _ in range(2):
            QTest.keyClick(editor, Qt.Key.Key_Z, CTRL)
        await it.settled()
        assert editor.toPlainText() == before

    in_window(body)


def test_what_another_program_gives_back_as_tags_is_marks_again(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        editor = at_the_pause(it)
        wanted = marks(it)
        editor.select(0, len(editor.text))
        QTest.keyClick(editor, Qt.Key.Key_C, CTRL)
        outside = QMimeData()
        outside.setText(QGuiApplication.clipboard().text())
        QGuiApplication.clipboard().setMimeData(outside)
        it.studio.editing.replace_text("Before.\n")
        await it.until(lambda: editor.text == "Before.\n", "another text")
        editor.select(8, 8)
        QTest.keyClick(editor, Qt.Key.Key_V, CTRL)
        await it.settled()
        assert editor.text == "Before.\nOne two. Three four five six."
        second = it.studio.editing.project.paragraphs[1].marks
        assert [(mark.kind, mark.start, mark.end) for mark in second] == wanted

    in_window(body)


def test_a_chip_alone_is_cut_and_pasted(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        editor = at_the_pause(it)
        for place, kind, wanted in ((9, "pause", ("pause", 0, 0)), (15, "emotion", ("emotion", 0, 29))):
            editor.select(place, place)
            QTest.keyClick(editor, Qt.Key.Key_Left, SHIFT)
            QTest.keyClick(editor, Qt.Key.Key_X, CTRL)
            await it.settled()
            assert kind not in {mark[0] for mark in marks(it)}
            editor.select(0, 0)
            QTest.keyClick(editor, Qt.Key.Key_Home)
            QTest.keyClick(editor, Qt.Key.Key_V, CTRL)
            await it.settled()
            assert wanted in marks(it)
            assert editor.text == "One two. Three four five six."

    in_window(body)


def test_what_another_program_puts_under_our_name_is_taken_as_text(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        editor = at_the_pause(it)
        for junk in (b"no json", b'[{"text": "a"}]', b'[{"text": "a", "marks": [["pause", 5, 9, ""]], "holding": []}]'):
            data = QMimeData()
            data.setText("x")
            data.setData(MIME_TYPE, junk)
            QGuiApplication.clipboard().setMimeData(data)
            editor.select(0, 0)
            QTest.keyClick(editor, Qt.Key.Key_V, CTRL)
        await it.settled()
        assert it.studio.editing.project.text == "xxxOne two. Three four five six."

    in_window(body)


def box_of(editor: ManuscriptEditor, place: int, row: int = 0) -> QPoint:
    """Where a chip's sign is in the view."""
    box = editor.lines.chip_box(row, place)
    return QPoint(round(box.left()) + 14, round(box.center().y()) - editor.verticalScrollBar().value())


def drag(editor: ManuscriptEditor, start: QPoint, end: QPoint) -> None:
    QTest.mousePress(editor.viewport(), LEFT, pos=start)
    move_pointer(editor.viewport(), start + QPoint(8, 0))
    move_pointer(editor.viewport(), end)
    QTest.mouseRelease(editor.viewport(), LEFT, pos=end)


def test_a_press_on_a_chip_selects_it_and_a_key_deletes_it(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        editor = at_the_pause(it)
        QTest.mouseClick(editor.viewport(), LEFT, pos=box_of(editor, 9))
        assert editor.textCursor().selectedText() == "\ufffc"
        QTest.keyClick(editor, DELETE)
        await it.settled()
        assert marks(it) == [("emotion", 15, 24)]

    in_window(body)


def test_chips_are_dragged_to_another_place_and_another_paragraph_in_one_step(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        editor = at_the_pause(it)
        it.studio.editing.edit_text(len(it.studio.editing.project.text), 0, "\nSeven eight.")
        before = editor.toPlainText()

        def at(index: int) -> QPoint:
            cursor = editor.textCursor()
            cursor.setPosition(editor.rows.to_document(index))
            return editor.cursorRect(cursor).center()

        drag(editor, box_of(editor, 9), at(4))
        await it.settled()
        assert marks(it)[0] == ("pause", 4, 4)
        drag(editor, box_of(editor, 4), at(36))
        await it.settled()
        assert marks(it) == [("emotion", 15, 24)]
        assert [(mark.kind, mark.start) for mark in it.studio.editing.project.paragraphs[1].marks] == [("pause", 6)]
        drag(editor, box_of(editor, 15), at(20))
        await it.settled()
        assert marks(it) == [("emotion", 20, 24)]
        for _ in range(3):
            QTest.keyClick(editor, Qt.Key.Key_Z, CTRL)
        await it.settled()
        assert editor.toPlainText() == before

    in_window(body)


def test_a_dragged_part_of_the_text_takes_its_marks_along(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        editor = at_the_pause(it)
        editor.select(4, 15)
        data = editor.createMimeDataFromSelection()
        end = editor.cursorRect(editor.textCursor()).center()
        cursor = editor.textCursor()
        cursor.setPosition(editor.rows.to_document(29))
        end = editor.cursorRect(cursor).center()
        move = Qt.DropAction.MoveAction
        # A drag of the display's would need its pointer; Qt gives its end to the editor like this.
        drop = FromItself(editor, QPointF(end), move, data)
        editor.dropEvent(drop)
        await it.settled()
        assert editor.text == it.studio.editing.project.text == "One four five six.two. Three "
        assert marks(it) == [("emotion", 4, 13), ("pause", 23, 23)]
        QTest.keyClick(editor, Qt.Key.Key_Z, CTRL)
        await it.settled()
        assert editor.text == "One two. Three four five six."

    in_window(body)


class FromItself(QDropEvent):
    """A drop of what was dragged out of *editor*."""

    def __init__(self, editor: ManuscriptEditor, at: QPointF, action: Qt.DropAction, data: QMimeData) -> None:
        super().__init__(at, action, data, LEFT, Qt.KeyboardModifier.NoModifier)
        self._editor = editor

    def source(self) -> QObject:
        return self._editor


WORD = Mark("respelling", 3, 9, "SKEH-ree", told=True)


@pytest.fixture
def told(editor: ManuscriptEditor, pump: Pump) -> ManuscriptEditor:
    """A text in which a dictionary says a word that is in it three times."""
    lines = [new_paragraph("To Skerry, by Skerry.", (Mark("pause", 2, 2, "0.5"),)), new_paragraph("no Skerry now")]
    editor.show_paragraphs(lines)
    words = (WORD, replace(WORD, start=14, end=20)), (WORD,)
    editor.lines.show_told(
        tuple(replace(line, marks=(*line.marks, *said)) for line, said in zip(lines, words, strict=True))
    )
    pump()
    return editor


def test_a_word_that_a_dictionary_says_has_a_chip_without_a_place_in_the_text(told: ManuscriptEditor) -> None:
    assert told.toPlainText() == "To\ufffc Skerry, by Skerry.\nno Skerry now"
    assert [len(told.lines.looks.glossed(told.rows[row])) for row in (0, 1)] == [1, 0]
    assert [len(told.lines.looks.told(told.rows[row])) for row in (0, 1)] == [2, 1]
    box = told.lines.gloss_box(0, WORD)
    assert box.width() > 50
    # The letters keep clear of it, and it is no part of its word.
    assert cursor_x(told, told.rows.to_document(10)) >= box.right() - 1
    told.playing.show_word(3, 9, 0)
    assert told.playing.boxes()[-1].right() == pytest.approx(box.left() + 3, abs=1)
    picture = told.viewport().grab().toImage()
    page = picture.pixelColor(2, 2)
    inked = [
        x
        for x in range(round(box.left()), round(box.right()))
        if picture.pixelColor(x, round(box.center().y())) != page
    ]
    assert len(inked) > 40


def test_such_a_chip_is_pressed_to_hear_the_word_and_twice_to_change_it(told: ManuscriptEditor) -> None:
    pressed, opened = QSignalSpy(told.word_pressed), QSignalSpy(told.word_opened)
    there = told.lines.gloss_box(0, WORD).center().toPoint()
    before = told.selected()
    QTest.mouseClick(told.viewport(), LEFT, pos=there)
    assert (pressed.count(), pressed.at(0)) == (1, [0, WORD])
    assert told.selected() == before
    double_click(told.viewport(), LEFT, pos=there)
    assert (opened.count(), opened.at(0)) == (1, [0, WORD])
    for place, shape in ((there + QPoint(0, 90), Qt.CursorShape.IBeamCursor), (there, HAND)):
        none, at = Qt.MouseButton.NoButton, QPointF(told.viewport().mapToGlobal(place))
        keys = Qt.KeyboardModifier.NoModifier
        QApplication.sendEvent(
            told.viewport(), QMouseEvent(QEvent.Type.MouseMove, QPointF(place), at, none, none, keys)
        )
        assert told.viewport().cursor().shape() == shape
    assert "Skerry" in told.tip_at(QPointF(there))
    # A drag from it is none of the text.
    QTest.mousePress(told.viewport(), LEFT, pos=there)
    move_pointer(told.viewport(), there + QPoint(60, 0))
    QTest.mouseRelease(told.viewport(), LEFT, pos=there + QPoint(60, 0))
    assert told.selected() == before


def test_a_word_without_a_chip_tells_how_it_is_said_where_it_is_pointed_at(told: ManuscriptEditor) -> None:
    at = told.block_area(told.document().findBlockByNumber(1)).topLeft()
    x = (cursor_x(told, told.rows.to_document(25)) + cursor_x(told, told.rows.to_document(31))) / 2
    assert "is said as “SKEH-ree”" in told.tip_at(QPointF(x, at.y() + 14))
    assert told.tip_at(QPointF(x, at.y() + 200)) == ""
    assert told.tip_at(QPointF(at.x() + 4, at.y() + 14)) == ""
    told.select(26, 26)
    assert told.word_in_hand == (1, WORD)
    told.select(33, 33)
    assert told.word_in_hand is None


def test_a_chip_stays_at_its_word_while_letters_are_typed_and_composed_before_it(told: ManuscriptEditor) -> None:
    before = told.lines.gloss_box(0, WORD)
    told.select(0, 0)
    QApplication.sendEvent(told, QInputMethodEvent("日本", []))
    QApplication.processEvents()
    assert told.lines.gloss_box(0, WORD).left() > before.left() + 20
    done = QInputMethodEvent()
    done.setCommitString("")
    QApplication.sendEvent(told, done)
    assert told.lines.gloss_box(0, WORD).left() == pytest.approx(before.left(), abs=1)
