# SPDX-License-Identifier: GPL-3.0-or-later
"""The selection's bar in the window: it comes when a selection rests, and marks it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from studio.ui.manuscript.marking.selection_bar import SelectionBar
from studio.ui.manuscript.selection_presenter import RESTS_MS, editor_bands
from studio.ui.manuscript.text.editor import ManuscriptEditor
from studio.ui.widgets.card import SHADOW
from tests.support.pointing import move_pointer
from tests.support.stepped_output import Steps
from tests.ui.conftest import InWindow, Open

pytestmark = pytest.mark.display

CTRL, ALT, SHIFT = (getattr(Qt.KeyboardModifier, f"{name}Modifier") for name in ("Control", "Alt", "Shift"))
KEY = Qt.Key
TEXT = "One two three four.\n\nFive six seven.\nEight nine."


class HandTimer(QTimer):
    """A timer that is set going by hand."""

    def __init__(self) -> None:
        super().__init__()
        self.set_for: int | None = None

    def start(self, ms: int = 0) -> None:
        self.set_for = ms

    def stop(self) -> None:
        self.set_for = None

    def end(self) -> None:
        self.set_for = None
        self.timeout.emit()


async def opened(it: Open, text: str = TEXT) -> SelectionBar:
    it.studio.editing.replace_text(text)
    editor = it.window.manuscript.editor
    await it.until(lambda: editor.text == text, "shown")
    editor.setFocus()
    return it.window.manuscript.selection_bar


def with_hand_timer(it: Open) -> HandTimer:
    made, presenter = HandTimer(), it.presenter.panels.selection
    presenter._rest.timeout.disconnect()
    made.timeout.connect(presenter._rested)
    presenter._rest = made
    return made


def cursor_at(editor: ManuscriptEditor, index: int) -> QTextCursor:
    cursor = editor.textCursor()
    cursor.setPosition(index)
    return cursor


def marks(it: Open) -> list[tuple[int, str, int, int, str]]:
    return [
        (row, mark.kind, mark.start, mark.end, mark.value)
        for row, paragraph in enumerate(it.studio.editing.project.paragraphs)
        for mark in paragraph.marks
    ]


def test_the_bar_comes_when_a_selection_has_rested_and_goes_with_it(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        bar, timer, editor = await opened(it), with_hand_timer(it), it.window.manuscript.editor
        editor.select(4, 7)
        assert (timer.set_for, bar.isVisible()) == (RESTS_MS, False)
        timer.end()
        assert bar.isVisible()
        QTest.keyClick(editor, KEY.Key_Right, SHIFT)
        assert (timer.set_for, bar.isVisible()) == (RESTS_MS, False)
        timer.end()
        assert bar.isVisible()
        QTest.keyClick(editor, KEY.Key_Escape)
        assert not bar.isVisible()
        assert editor.selected() == (4, 8)
        editor.select(4, 4)
        assert (timer.set_for, bar.isVisible()) == (None, False)
        start, end = (editor.cursorRect(cursor_at(editor, index)).center() for index in (4, 12))
        QTest.mousePress(editor.viewport(), Qt.MouseButton.LeftButton, pos=start)
        move_pointer(editor.viewport(), end)
        assert timer.set_for == RESTS_MS
        timer.end()
        assert not bar.isVisible()
        QTest.mouseRelease(editor.viewport(), Qt.MouseButton.LeftButton, pos=end)
        assert timer.set_for == RESTS_MS
        timer.end()
        assert bar.isVisible()
        editor.select(0, 3)
        it.beside_the_text()
        timer.end()
        assert not bar.isVisible()

    in_window(body)


def test_it_covers_no_line_wherever_the_selection_is(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        bar = await opened(it, "\n".join(f"Paragraph {number} of some words. " * 4 for number in range(40)))
        editor = it.window.manuscript.editor
        scroll = editor.verticalScrollBar()
        for row, at in ((0, 0), (4, 0), (4, 150), (12, 420), (39, scroll.maximum())):
            start, _end = editor.paragraph_span(row)
            editor.select(start + 3, start + 9)
            scroll.setValue(at)
            QTest.keyClick(editor, KEY.Key_F6)
            await it.settled()
            assert bar.isVisible()
            top = editor.viewport().mapFromGlobal(bar.mapToGlobal(QPoint(0, SHADOW))).y()
            lines = [(band.top + 4, band.bottom - 4) for band in editor_bands(editor)]
            assert not [line for line in lines if line[0] < top + 32 and top < line[1]], row
            bar.left.emit()

    in_window(body)


@pytest.mark.parametrize("into", [(KEY.Key_F6, Qt.KeyboardModifier.NoModifier), (KEY.Key_Return, ALT)])
def test_a_key_goes_into_the_bar_and_escape_back_to_the_text(
    in_window: InWindow, into: tuple[Qt.Key, Qt.KeyboardModifier]
) -> None:
    async def body(it: Open) -> None:
        bar, editor = await opened(it), it.window.manuscript.editor
        editor.select(4, 7)
        QTest.keyClick(editor, *into)
        assert bar.isVisible()
        assert bar.buttons["pause"].hasFocus()
        QTest.keyClick(bar.buttons["pause"], KEY.Key_Right)
        QTest.keyClick(bar.buttons["say_as"], KEY.Key_Right)
        QTest.keyClick(bar.buttons["spell"], KEY.Key_Return)
        assert marks(it) == [(0, "spell", 4, 7, "")]
        assert (editor.selected(), bar.isVisible(), bar.buttons["spell"].hasFocus()) == ((4, 7), True, True)
        QTest.keyClick(bar.buttons["spell"], KEY.Key_Escape)
        assert editor.hasFocus()
        assert bar.isVisible()
        QTest.keyClick(editor, KEY.Key_Escape)
        assert not bar.isVisible()
        editor.select(10, 10)
        QTest.keyClick(editor, *into)
        assert editor.selected() == (8, 13)
        assert bar.buttons["pause"].hasFocus()

    in_window(body)


def test_its_buttons_mark_each_paragraph_and_again_take_the_mark_away(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        bar, editor = await opened(it), it.window.manuscript.editor
        editor.select(14, 30)
        QTest.keyClick(editor, KEY.Key_F6)
        for _ in range(2):
            before = marks(it)
            QTest.mouseClick(bar.buttons["emotion"], Qt.MouseButton.LeftButton)
            await it.until(bar.menu.isVisible, "the menu")
            levels = bar.menu.actions()[1].menu()
            assert isinstance(levels, QMenu)
            levels.actions()[2].trigger()
            bar.menu.close()
            await it.settled()
            assert editor.selected() == (14, 30)
            if not before:
                assert marks(it) == [(0, "emotion", 14, 19, "anger:medium"), (2, "emotion", 0, 8, "anger:medium")]
                assert bar.buttons["emotion"].accessibleDescription() == "on"
        assert marks(it) == []
        assert it.studio.editing.undo_label == "clearing an emotion"
        QTest.keyClick(editor, KEY.Key_Z, CTRL)
        assert len(marks(it)) == 2

    in_window(body)


def test_actions_mark_the_selection_and_put_a_pause_at_the_caret(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        bar, editor = await opened(it), it.window.manuscript.editor
        do = it.presenter.actions
        editor.select(8, 8)
        do["put_pause"].trigger()
        await it.settled()
        assert marks(it) == [(0, "pause", 8, 8, "0.5")]
        editor.select(0, 3)
        do["put_pause"].trigger()
        do["spell"].trigger()
        assert marks(it) == [(0, "spell", 0, 3, ""), (0, "pause", 4, 4, "0.5"), (0, "pause", 8, 8, "0.5")]
        do["choose_speed"].trigger()
        await it.until(bar.menu.isVisible, "the menu")
        bar.menu.actions()[0].trigger()
        bar.menu.close()
        assert (0, "speed", 0, 3, "0.6") in marks(it)
        do["clear_marks"].trigger()
        assert marks(it) == [(0, "pause", 8, 8, "0.5")]
        editor.select(1, 1)
        do["spell"].trigger()
        assert marks(it) == [(0, "pause", 8, 8, "0.5")]

    in_window(body)


def test_the_selection_is_played_and_tinted_in_the_wave_and_its_words(in_window: InWindow) -> None:
    steps = Steps()

    async def body(it: Open) -> None:
        bar, editor = await opened(it), it.window.manuscript.editor
        it.studio.hearing.play_all()
        await it.heard(steps, lambda: it.phase == "stopped", "heard")
        editor.select(21, 29)
        detail = it.window.transport.detail
        it.presenter.tick()
        ((begin_s, end_s),) = it.studio.overview.heard_in(21, 29, (0.0, 60.0))
        assert list(detail.selected) == [(begin_s, end_s)]
        words = dict(detail.written().values())
        picture = detail.grab().toImage()
        plain = picture.pixelColor(round(words["Eight"].center().x()), 3)
        assert picture.pixelColor(round(words["six"].center().x()), 3) != plain
        assert picture.pixelColor(round(words["seven."].center().x()), 3) == plain
        QTest.keyClick(editor, KEY.Key_F6)
        QTest.mouseClick(bar.buttons["play"], Qt.MouseButton.LeftButton)
        await it.heard(steps, lambda: it.studio.hearing.view().word is not None, "heard")
        word = it.studio.hearing.view().word
        assert word is not None
        assert 21 <= word.start < 29
        editor.select(0, 0)
        assert not detail.selected

    in_window(body, lambda _device: steps.open())


def test_its_values_are_found_out_anew_only_for_another_text_or_selection(
    in_window: InWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def body(it: Open) -> None:
        bar, marking, asked = await opened(it), it.studio.marking, list[str]()
        value = marking.value

        def noted(start: int, end: int, kind: str) -> str | None:
            asked.append(kind)
            return value(start, end, kind)

        monkeypatch.setattr(marking, "value", noted)
        it.window.manuscript.editor.select(0, 4)
        it.presenter.panels.selection.enter()
        assert bar.isVisible()
        kinds = len(asked)
        it.studio.designing.set_speed(0.5)
        it.studio.designing.set_volume(0.5)
        assert len(asked) == kinds
        it.presenter.panels.selection.choose("speed", "1.2")
        assert len(asked) > kinds
        assert it.presenter.panels.selection._values["speed"] == "1.2"

    in_window(body)


def test_what_cannot_be_done_is_disabled_with_its_reason(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        bar, editor = await opened(it), it.window.manuscript.editor
        it.studio.keeping._folder.read_only = "Read only: elsewhere."
        it.studio.projects.changed.emit(None)
        editor.select(0, 3)
        it.presenter.panels.selection.enter()
        assert bar.buttons["spell"].toolTip() == "The project can only be read."
        assert [name for name, button in bar.buttons.items() if button.isEnabled()] == ["play"]
        assert bar.buttons["play"].hasFocus()
        assert not it.presenter.actions["put_pause"].isEnabled()
        it.studio.keeping._folder.read_only = ""

    in_window(body)
