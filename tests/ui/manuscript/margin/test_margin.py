# SPDX-License-Identifier: GPL-3.0-or-later
"""The margin beside the text."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible, QHelpEvent, QTextBlock
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QToolTip

from studio.ui.manuscript.margin.margin_places import PLAY_SIDE
from studio.ui.manuscript.margin.states import ParagraphState
from studio.ui.manuscript.text.editor import ManuscriptEditor
from studio.ui.theme import Theme
from tests.support.paragraphs import show_text
from tests.support.pointing import move_pointer
from tests.support.stepped_output import Steps
from tests.ui.conftest import InWindow, Open, Pump

pytestmark = pytest.mark.display

LEFT = Qt.MouseButton.LeftButton
TEXT = "One two three.\n***\nFour five six.\n" + "\n".join(["Seven eight."] * 40)
STATES = {0: ParagraphState("ready"), 2: ParagraphState("rendering", 0.5)}


@pytest.fixture
def editor(theme: Theme, show: Callable[..., None], pump: Pump) -> ManuscriptEditor:
    made = ManuscriptEditor(theme)
    show(made, 840, 500)
    show_text(made, TEXT)
    made.show_place(0, 0)
    made.margin.follow(lambda row: None if row == 1 else STATES.get(row, ParagraphState()))
    pump(lambda: not made.margin.play_area(2).isEmpty())
    return made


def play(editor: ManuscriptEditor, row: int) -> QPoint:
    return editor.margin.play_area(row).center().toPoint()


def test_each_paragraph_that_says_something_has_a_play_button_on_its_first_line(editor: ManuscriptEditor) -> None:
    margin = editor.margin
    for row in (0, 2, 3):
        block = editor.document().findBlockByNumber(row)
        area = margin.play_area(row)
        assert area.center().y() == editor.block_area(block).top() + 14
        assert (area.width(), area.right()) == (PLAY_SIDE, 184 - 15)
    assert margin.play_area(1).isEmpty()
    assert margin.play_area(35).isEmpty()


def test_a_press_asks_to_play_its_paragraph_and_leaves_the_keyboard(editor: ManuscriptEditor) -> None:
    asked = QSignalSpy(editor.margin.play_requested)
    editor.setFocus()
    QTest.mouseClick(editor.margin, LEFT, pos=play(editor, 2))
    QTest.mouseClick(editor.margin, LEFT, pos=QPoint(30, play(editor, 2).y()))
    QTest.mousePress(editor.margin, LEFT, pos=play(editor, 2))
    QTest.mouseRelease(editor.margin, LEFT, pos=play(editor, 3))
    assert [asked.at(number)[0] for number in range(asked.count())] == [2]
    assert editor.hasFocus()


def test_it_follows_scrolling_and_edits(editor: ManuscriptEditor, pump: Pump) -> None:
    before = editor.margin.play_area(3).top()
    editor.setFocus()
    editor.select(0, 0)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    pump(lambda: editor.margin.play_area(3).top() != before)
    editor.verticalScrollBar().setValue(120)
    pump(lambda: editor.margin.play_area(5).top() == editor.block_area(block_of(editor, 5)).top() + 1)


def block_of(editor: ManuscriptEditor, row: int) -> QTextBlock:
    return editor.document().findBlockByNumber(row)


def test_keys_lead_from_paragraph_to_paragraph_and_play(editor: ManuscriptEditor, pump: Pump) -> None:
    margin = editor.margin
    editor.setFocus()
    editor.select(0, 0)
    asked = QSignalSpy(margin.play_requested)
    QTest.keyClick(editor, Qt.Key.Key_Tab)
    assert margin.hasFocus()
    told = QAccessible.queryAccessibleInterface(margin)
    assert (told.role(), told.text(QAccessible.Text.Name)) == (QAccessible.Role.Button, "Play paragraph 1")
    assert told.text(QAccessible.Text.Description) == "Ready"
    QTest.keyClick(margin, Qt.Key.Key_Down)
    assert told.text(QAccessible.Text.Name) == "Play paragraph 3"
    assert told.text(QAccessible.Text.Description) == "Rendering 50 %"
    QTest.keyClick(margin, Qt.Key.Key_Space)
    told.actionInterface().doAction(told.actionInterface().pressAction())
    for _ in range(30):
        QTest.keyClick(margin, Qt.Key.Key_Down)
    QTest.keyClick(margin, Qt.Key.Key_Return)
    assert [asked.at(number)[0] for number in range(asked.count())] == [2, 2, 32]
    pump(lambda: not margin.play_area(32).isEmpty())
    assert margin.rect().contains(play(editor, 32))


def test_the_pointer_over_a_button_shows_a_hand_and_says_what_it_does(editor: ManuscriptEditor, pump: Pump) -> None:
    margin = editor.margin
    move_pointer(margin, play(editor, 2))
    pump(lambda: margin.cursor().shape() == Qt.CursorShape.PointingHandCursor)
    spot = play(editor, 2)
    QApplication.sendEvent(margin, QHelpEvent(QEvent.Type.ToolTip, spot, margin.mapToGlobal(spot)))
    assert QToolTip.text() == "Play this paragraph"
    spot = QPoint(60, spot.y())
    QApplication.sendEvent(margin, QHelpEvent(QEvent.Type.ToolTip, spot, margin.mapToGlobal(spot)))
    assert QToolTip.text() == "It is being rendered"
    QToolTip.hideText()
    move_pointer(margin, QPoint(30, 300))
    pump(lambda: margin.cursor().shape() == Qt.CursorShape.ArrowCursor)


def test_beside_a_chapters_heading_the_chapter_is_played(editor: ManuscriptEditor, pump: Pump) -> None:
    margin = editor.margin
    margin.follow(lambda _row: ParagraphState("ready", chapter="4:12"))
    editor.select(0, 0)
    assert margin.accessibleName() == "Play the chapter of paragraph 1"
    assert margin.accessibleDescription() == "Chapter · 4:12"
    pump(lambda: not margin.play_area(0).isEmpty())
    spot = play(editor, 0)
    QApplication.sendEvent(margin, QHelpEvent(QEvent.Type.ToolTip, spot, margin.mapToGlobal(spot)))
    assert QToolTip.text() == "Play this chapter"
    QToolTip.hideText()


def test_a_state_is_painted_by_shape_and_words(editor: ManuscriptEditor, theme: Theme, pump: Pump) -> None:
    picture = editor.margin.grab().toImage()
    top = editor.block_area(editor.document().firstBlock()).top()
    assert picture.pixelColor(28, int(top) + 14) == theme.color("ready")
    words = [picture.pixelColor(x, y) for x in range(40, 75) for y in range(int(top) + 6, int(top) + 22)]
    page = picture.pixelColor(2, 2)
    assert sum(color != page for color in words) > 40


def test_a_paragraph_is_played_paused_and_resumed_by_its_button(in_window: InWindow) -> None:
    steps = Steps()

    async def body(it: Open) -> None:
        editor = it.window.manuscript.editor
        it.studio.editing.replace_text("One two three.\nFour five six.\nSeven eight.")
        await it.until(lambda: not editor.margin.play_area(1).isEmpty(), "the second paragraph is shown")

        def said() -> str:
            return QAccessible.queryAccessibleInterface(editor.margin).text(QAccessible.Text.Description)

        assert said() == "Not rendered"
        QTest.mouseClick(editor.margin, LEFT, pos=play(editor, 1))
        heard: list[str] = []

        async def until(phase: str, until_word: str = "") -> None:
            def reached() -> bool:
                if steps.fed:
                    steps.step()
                    it.presenter.tick()
                    word = it.studio.hearing.view().word
                    if word is not None:
                        heard.append(editor.text[word.start : word.end])
                return it.phase == phase and (not until_word or until_word in heard)

            await it.until(reached, phase)

        await until("playing", "five")
        QTest.mouseClick(editor.margin, LEFT, pos=play(editor, 1))
        await until("paused")
        QTest.mouseClick(editor.margin, LEFT, pos=play(editor, 1))
        await until("stopped")
        assert set(heard) == {"Four", "five", "six."}
        editor.select(16, 16)
        await it.until(lambda: said() == "Ready", "the state is shown")
        editor.setFocus()
        QTest.keyClicks(editor, "x")
        await it.until(lambda: said() == "Text changed", "the new state is shown")

    in_window(body, lambda _device: steps.open())
