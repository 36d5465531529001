# SPDX-License-Identifier: GPL-3.0-or-later
"""Unsure words in the window, by keyboard and by mouse."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from studio.app.saying.pronouncing import WORD
from studio.core.dictionary import Entry
from studio.ui.saying.unsure_popover import UnsurePopover
from studio.ui.saying.unsure_presenter import _HIDDEN, _NONE
from studio.ui.saying.word_box import word_box
from tests.ui.conftest import InWindow, Open

pytestmark = pytest.mark.display
KEY, SHIFT = Qt.Key, Qt.KeyboardModifier.ShiftModifier
TEXT = "Then Kvothe came.\nThey read it.\nAll is well, Kvothe's lamp."


async def shown(it: Open, text: str = TEXT) -> None:
    editor = it.window.manuscript.editor
    it.studio.editing.replace_text(text)
    await it.until(lambda: editor.text == text, "shown")
    editor.setFocus()
    it.presenter.actions["show_unsure"].trigger()
    await it.until(lambda: not it.studio.unsure.busy, "the words are known")


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    now = QApplication.focusWidget()
    assert isinstance(now, QWidget)
    QTest.keyClick(now, key, modifier)


async def popover(it: Open) -> UnsurePopover:
    await it.until(lambda: it.presenter.panels.unsure.popover is not None, "it is open")
    found = it.presenter.panels.unsure.popover
    assert found is not None
    await it.until(lambda: found.ways, "the ways")
    return found


def status(it: Open) -> str:
    return it.window.status.doing.text()


def test_f8_goes_from_word_to_word_which_are_heard_and_chosen_by_keys_alone(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        editor = it.window.manuscript.editor
        press(KEY.Key_F8)
        assert status(it) == _HIDDEN
        await shown(it)
        assert it.presenter.actions["show_unsure"].text() == "Hide unsure words"
        editor.select(0, 0)
        heard: list[str] = []
        it.studio.hearing.changed.connect(lambda view: heard.append(view.audition_voice_id))
        press(KEY.Key_F8)
        first = await popover(it)
        assert editor.selected() == (5, 11)
        await it.until(lambda: first.ways[0].hasFocus(), "the way as now has the keyboard")
        assert WORD + "Kvothe" in heard
        assert status(it).startswith("“Kvothe”: a name")
        assert first.chosen_where == "project"
        press(KEY.Key_Down)
        other = first.ways[1].alias
        press(KEY.Key_Return)
        assert it.studio.dictionaries.project == (Entry("Kvothe", other, "en", True),)
        assert editor.hasFocus()
        assert "Kvothe" not in status(it)
        # The dictionary says it at its other place, too.
        press(KEY.Key_F8)
        second = await popover(it)
        at = TEXT.index("read")
        assert editor.selected() == (at, at + 4)
        assert second.chosen_where == "here"
        press(KEY.Key_Down)
        press(KEY.Key_Return)
        assert [mark.value for mark in it.studio.editing.project.paragraphs[1].marks] == [second.ways[1].alias[1:-1]]
        press(KEY.Key_F8)
        assert it.presenter.panels.unsure.popover is None
        assert status(it) == _NONE
        it.studio.editing.undo()
        it.studio.editing.undo()
        editor.select(at, at)
        press(KEY.Key_F8, SHIFT)
        third = await popover(it)
        assert editor.selected() == (5, 11)
        await it.until(lambda: third.ways[0].hasFocus(), "the way as now has the keyboard")
        press(KEY.Key_Return)
        assert it.studio.editing.project.sure_words == ("Kvothe",)
        press(KEY.Key_F8)
        fourth = await popover(it)
        assert editor.selected() == (at, at + 4)
        press(KEY.Key_Escape)
        assert not fourth.is_open
        assert editor.hasFocus()

    in_window(body)


def test_what_is_read_goes_on_while_one_looks_and_is_broken_off_by_a_way_that_is_heard(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        await shown(it, f"{'One two three four five. ' * 40}\n{TEXT}")
        it.studio.hearing.play_all()
        await it.until(lambda: it.studio.hearing.view().word, "it is read")
        press(KEY.Key_F8)
        found = await popover(it)
        await it.until(lambda: found.ways[0].hasFocus(), "the way as now has the keyboard")
        assert it.studio.hearing.reading
        press(KEY.Key_Down)
        assert it.studio.hearing.view().audition_voice_id == WORD + "Kvothe"
        press(KEY.Key_Escape)

    in_window(body)


def test_a_press_on_an_unsure_word_opens_its_popover_and_leaves_the_keyboard_in_the_text(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        await shown(it)
        editor = it.window.manuscript.editor
        at = TEXT.index("Kvothe's")
        place = word_box(editor, at, at + 8).center()
        QTest.mouseClick(editor.viewport(), Qt.MouseButton.LeftButton, pos=place)
        found = await popover(it)
        assert editor.hasFocus()
        assert not it.studio.hearing.view().audition_voice_id
        QTest.mouseClick(found.ways[1], Qt.MouseButton.LeftButton)
        assert it.studio.hearing.view().audition_voice_id == WORD + "Kvothe"
        QTest.mouseClick(found.where.segments[0], Qt.MouseButton.LeftButton)
        QTest.mouseClick(found.use, Qt.MouseButton.LeftButton)
        (mark,) = it.studio.editing.project.paragraphs[2].marks
        assert TEXT.split("\n")[2][mark.start : mark.end] == "Kvothe"
        QTest.mouseClick(editor.viewport(), Qt.MouseButton.LeftButton, pos=word_box(editor, 0, 4).center())
        assert it.presenter.panels.unsure.popover is None
        QTest.mouseClick(editor.viewport(), Qt.MouseButton.LeftButton, pos=word_box(editor, 5, 11).center())
        again = await popover(it)
        QTest.keyClicks(editor, "x")
        assert not again.is_open
        await it.until(lambda: "x" in it.studio.editing.project.text, "it was typed")

    in_window(body)


def test_saying_it_otherwise_goes_on_in_the_popover_of_say_as_and_hiding_takes_the_lines_away(
    in_window: InWindow,
) -> None:
    async def body(it: Open) -> None:
        await shown(it)
        editor = it.window.manuscript.editor
        lined = editor.viewport().grab().toImage()
        editor.select(0, 0)
        press(KEY.Key_F8)
        QTest.mouseClick((await popover(it)).say_as, Qt.MouseButton.LeftButton)
        saying = it.presenter.panels.saying.popover
        assert saying is not None
        assert saying.word.whole_text() == "Kvothe"
        press(KEY.Key_Escape)
        editor.select(0, 0)
        it.presenter.actions["show_unsure"].trigger()
        assert not it.studio.preferences.now.show_unsure
        await it.settled()
        assert editor.viewport().grab().toImage() != lined
        press(KEY.Key_F8)
        assert status(it) == _HIDDEN

    in_window(body)
