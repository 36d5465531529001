# SPDX-License-Identifier: GPL-3.0-or-later
"""The unsure words of a text gone through on the real program by keys alone, and the text heard as it was chosen."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from studio.app.keeping.settings import load_settings
from studio.core.dictionary import Entry
from studio.ui.saying.unsure_popover import UnsurePopover
from tests.support.program import Program, run_program
from tests.support.screen import Display
from tests.support.sound import SoundPath
from tests.support.waiting import wait_until_async

# Not marked as of sound, see test_sittings.
pytestmark = pytest.mark.display

NONE, CTRL, SHIFT = (
    Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier,
)  # fmt: skip
TEXT = "It was late. Then Kvothe came.\nThey read it all.\nKvothe’s lamp, and Lindqvist’s."


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    now = QApplication.focusWidget()
    assert isinstance(now, QWidget)
    QTest.keyClick(now, key, modifiers)


async def next_word(program: Program) -> UnsurePopover:
    press(Qt.Key.Key_F8)
    await wait_until_async(lambda: program.presenter.panels.unsure.popover is not None, what="the popover is open")
    popover = program.presenter.panels.unsure.popover
    assert popover is not None
    await wait_until_async(lambda: popover.ways and popover.ways[0].hasFocus(), what="its ways")
    return popover


def test_unsure_words_are_gone_through_by_keys_alone_and_heard_as_they_were_chosen(
    display: Display, sound: SoundPath, data_dir: Path
) -> None:
    async def scenario(program: Program) -> None:
        studio, editor = program.studio, program.window.manuscript.editor
        await program.ready()
        studio.editing.replace_text(TEXT)
        await wait_until_async(lambda: editor.text == TEXT, what="the text is shown")
        editor.setFocus()
        press(Qt.Key.Key_P, CTRL | SHIFT)
        field = QApplication.focusWidget()
        assert isinstance(field, QWidget)
        QTest.keyClicks(field, "show unsure")
        press(Qt.Key.Key_Return)
        await wait_until_async(lambda: studio.unsure.shown and not studio.unsure.busy, what="the words are known")
        assert [len(studio.unsure.words_in(row)) for row in range(3)] == [1, 1, 2]
        await wait_until_async(editor.hasFocus, what="the keyboard is in the text")
        press(Qt.Key.Key_Home, CTRL)
        name = await next_word(program)
        press(Qt.Key.Key_Down)
        way = name.ways[1].alias
        await wait_until_async(lambda: studio.hearing.view().audition_voice_id, what="it is heard")
        press(Qt.Key.Key_Return)
        read = await next_word(program)
        assert "two ways" in program.window.status.doing.text()
        press(Qt.Key.Key_Down)
        press(Qt.Key.Key_Return)
        await next_word(program)
        press(Qt.Key.Key_Return)
        assert studio.dictionaries.project == (Entry("Kvothe", way, "en", True),)
        assert [mark.value for mark in studio.editing.project.paragraphs[1].marks] == [read.ways[1].alias[1:-1]]
        assert studio.editing.project.sure_words == ("Lindqvist",)
        press(Qt.Key.Key_F8)
        assert program.window.status.doing.text() == "No word is unsure."
        assert await program.all_lit(lambda: press(Qt.Key.Key_Return, CTRL)) == TEXT.split()

    run_program(scenario, engine="tone")
    assert load_settings(data_dir / "settings.json").show_unsure
