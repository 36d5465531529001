# SPDX-License-Identifier: GPL-3.0-or-later
"""A name fixed for the whole book on the real program and heard, by keys alone and by the mouse."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from studio.core.dictionary import Entry
from studio.core.takes import Take
from studio.ui.manuscript.lines.marks import word_boxes
from studio.ui.saying.popover import SayAsPopover
from tests.support.program import Program, run_program
from tests.support.screen import Display
from tests.support.sound import SoundPath
from tests.support.waiting import wait_until_async

# Not marked as of sound, see test_sittings.
pytestmark = pytest.mark.display

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
TEXT = "It was late. My name is Voll.\nNobody came.\nThen Voll spoke. All slept."


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    now = QApplication.focusWidget()
    assert isinstance(now, QWidget)
    QTest.keyClick(now, key, modifiers)


async def popover_of(program: Program) -> SayAsPopover:
    await wait_until_async(lambda: program.presenter.panels.saying.popover is not None, what="the popover is open")
    popover = program.presenter.panels.saying.popover
    assert popover is not None
    await wait_until_async(lambda: popover.now.whole_text(), what="how it is said now")
    return popover


async def by_keys(program: Program) -> None:
    program.window.manuscript.editor.setFocus()
    press(Qt.Key.Key_Home, CTRL)
    press(Qt.Key.Key_End)
    press(Qt.Key.Key_A, CTRL | SHIFT)
    popover = await popover_of(program)
    assert popover.field.hasFocus()
    QTest.keyClicks(popover.field, "FOH-luh")
    await wait_until_async(popover.use.isEnabled, what="its sounds")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_F5)


async def by_mouse(program: Program) -> None:
    editor, bar = program.window.manuscript.editor, program.window.manuscript.selection_bar
    block, at = editor.document().firstBlock(), TEXT.index("Voll")
    word = word_boxes(block, at, at + 4)[0].translated(editor.block_area(block).topLeft())
    QTest.mouseClick(editor.viewport(), LEFT, NONE, word.center().toPoint())
    QTest.mouseDClick(editor.viewport(), LEFT, NONE, word.center().toPoint())
    await wait_until_async(bar.isVisible, what="the selection's bar")
    QTest.mouseClick(bar.buttons["say_as"], LEFT, NONE, QPoint(8, 8))
    popover = await popover_of(program)
    await wait_until_async(lambda: popover.suggestions.chips, what="suggestions")
    popover.field.setText("FOH-luh")
    await wait_until_async(popover.use.isEnabled, what="its sounds")
    QTest.mouseClick(popover.where.segments[1], LEFT)
    QTest.mouseClick(popover.use, LEFT)
    QTest.mouseClick(program.window.manuscript.render_changed, LEFT)


@pytest.mark.parametrize("said", [by_keys, by_mouse], ids=["by keys alone", "by the mouse"])
def test_a_name_is_said_otherwise_in_the_whole_book_and_heard(
    display: Display, sound: SoundPath, data_dir: Path, said: Callable[[Program], Awaitable[None]]
) -> None:
    async def scenario(program: Program) -> None:
        studio = program.studio
        await program.ready()
        studio.editing.replace_text(TEXT)
        await wait_until_async(lambda: program.window.manuscript.editor.text == TEXT, what="the text is shown")
        studio.rendering.render_changed()
        await wait_until_async(lambda: not studio.rendering.active, what="it is rendered")

        def newest() -> list[Take]:
            return [studio.taking.takes_of(each)[-1] for each in studio.editing.project.paragraphs]

        before = newest()
        await said(program)
        await wait_until_async(lambda: studio.rendering.pending() == 0, what="the name is rendered")
        assert studio.dictionaries.project == (Entry("Voll", "FOH-luh", "en", True),)
        after = newest()
        assert [one.id == other.id for one, other in zip(before, after, strict=True)] == [False, True, False]
        # Of the paragraphs with the name, the sentence without it keeps its sound.
        for row, kept in ((0, 0), (2, -1)):
            assert after[row].spans[kept].clip == before[row].spans[0].clip
            assert len(after[row].spans) == 2
        sounds = [studio.taking.sounds.of(take) for take in (before[0], after[0])]
        assert all(sounds)
        first, second = (np.asarray(each.peaks[:20]) for each in sounds if each is not None)
        assert np.allclose(first, second, atol=0.02)
        assert await program.all_lit(studio.hearing.play_all) == TEXT.split()

    run_program(scenario, engine="tone")
