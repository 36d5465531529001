# SPDX-License-Identifier: GPL-3.0-or-later
"""A text directed by hand on the real program: a pause put and made longer, a word spelled, an emotion."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from tests.support.pointing import move_pointer
from tests.support.program import Program, run_program
from tests.support.screen import Display
from tests.support.signals import islands
from tests.support.sound import RATE_HZ, SoundPath, tried_again_when_starved
from tests.support.waiting import wait_until_async

pytestmark = [pytest.mark.display, pytest.mark.sound]

LEFT = Qt.MouseButton.LeftButton
KEY = Qt.Key
CTRL, ALT, SHIFT = (getattr(Qt.KeyboardModifier, f"{name}Modifier") for name in ("Control", "Alt", "Shift"))
TEXT = "One two three. Four AB six."
THREE, FOUR, SPELLED = TEXT.index("three"), TEXT.index("Four"), TEXT.index("AB")
ON_ITS_WAY_S = 0.5


def focused() -> QWidget:
    now = QApplication.focusWidget()
    assert now is not None
    return now


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(focused(), key, modifiers)


def marks(program: Program) -> list[tuple[str, int, int, str]]:
    found = program.studio.editing.project.paragraphs[0].marks
    return [(mark.kind, mark.start, mark.end, mark.value) for mark in found]


async def menu_of(program: Program) -> QMenu:
    menu = program.window.manuscript.selection_bar.menu
    await wait_until_async(menu.isVisible, what="the menu")
    return menu


class ByKeys:
    """Words selected, marked and changed by the keyboard alone."""

    def __init__(self, program: Program) -> None:
        self._program = program

    async def select(self, start: int, end: int) -> None:
        press(KEY.Key_Home, CTRL)
        editor = self._program.window.manuscript.editor
        while editor.caret() < start:
            press(KEY.Key_Right)
        while editor.selected()[1] < end:
            press(KEY.Key_Right, SHIFT)

    async def button(self, name: str) -> None:
        press(KEY.Key_F6)
        bar = self._program.window.manuscript.selection_bar
        while not bar.buttons[name].hasFocus():
            press(KEY.Key_Right)
        press(KEY.Key_Return)

    async def high_curiosity(self, menu: QMenu) -> None:
        for _ in range(6):
            QTest.keyClick(menu, KEY.Key_Down)
        QTest.keyClick(menu, KEY.Key_Right)
        levels = menu.actions()[5].menu()
        assert isinstance(levels, QMenu)
        for _ in range(3):
            QTest.keyClick(levels, KEY.Key_Down)
        QTest.keyClick(levels, KEY.Key_Return)

    async def longer(self) -> None:
        press(KEY.Key_Escape)
        await self.select(FOUR, FOUR)
        press(KEY.Key_F2)
        QTest.keyClicks(focused(), "1.5")
        press(KEY.Key_Return)


class ByMouse:
    """The same by the mouse."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._editor = program.window.manuscript.editor

    def _at(self, index: int) -> QPoint:
        cursor = self._editor.textCursor()
        cursor.setPosition(self._editor.rows.to_document(index))
        return self._editor.cursorRect(cursor).center()

    async def select(self, start: int, end: int) -> None:
        view = self._editor.viewport()
        QTest.mousePress(view, LEFT, pos=self._at(start) + QPoint(1, 0))
        move_pointer(view, self._at(end))
        QTest.mouseRelease(view, LEFT, pos=self._at(end))
        bar = self._program.window.manuscript.selection_bar
        await wait_until_async(bar.isVisible, what="the bar")

    async def button(self, name: str) -> None:
        QTest.mouseClick(self._program.window.manuscript.selection_bar.buttons[name], LEFT)

    async def high_curiosity(self, menu: QMenu) -> None:
        levels = menu.actions()[5].menu()
        assert isinstance(levels, QMenu)
        QTest.mouseClick(menu, LEFT, pos=menu.actionGeometry(menu.actions()[5]).center())
        await wait_until_async(levels.isVisible, what="the levels")
        QTest.mouseClick(levels, LEFT, pos=levels.actionGeometry(levels.actions()[3]).center())

    async def longer(self) -> None:
        box, view = self._editor.chip_area(0, 0), self._editor.viewport()
        start = QPoint(round(box.right()) - 14, round(box.center().y()))
        QTest.mousePress(view, LEFT, pos=start)
        for px in (20, 60, 100):
            move_pointer(view, start + QPoint(px, 0))
        QTest.mouseRelease(view, LEFT, pos=start + QPoint(100, 0))


async def longest_silence_s(program: Program, sound: SoundPath) -> float:
    """Seconds of the longest silence between two words of the text as it is heard."""
    with sound.record() as recording:
        program.presenter.actions["play_all"].trigger()
        await wait_until_async(lambda: program.studio.hearing.active)
        await program.stopped()
        enough_s = recording.seconds + ON_ITS_WAY_S
        await wait_until_async(lambda: recording.seconds >= enough_s)
        words = islands(np.asarray(recording.samples, np.float32))
    return max((later[0] - earlier[1]) / RATE_HZ for earlier, later in pairwise(words))


@pytest.mark.parametrize("hands", [ByKeys, ByMouse], ids=["by keys alone", "by the mouse"])
@tried_again_when_starved
def test_a_pause_is_made_longer_and_heard_a_word_spelled_and_an_emotion_set(
    display: Display, sound: SoundPath, data_dir: Path, hands: Callable[[Program], ByKeys | ByMouse]
) -> None:
    async def scenario(program: Program) -> None:
        await program.ready()
        editor = program.window.manuscript.editor
        editor.setFocus()
        press(KEY.Key_A, CTRL)
        QTest.keyClicks(focused(), TEXT)
        await wait_until_async(lambda: editor.text == TEXT)
        with_hands = hands(program)
        await with_hands.select(THREE, THREE + 6)
        await with_hands.button("pause")
        assert marks(program) == [("pause", FOUR, FOUR, "0.5")]
        short_s = await longest_silence_s(program, sound)
        await with_hands.longer()
        assert marks(program) == [("pause", FOUR, FOUR, "1.5")]
        assert await longest_silence_s(program, sound) == pytest.approx(short_s + 1.0, abs=0.1)
        await with_hands.select(SPELLED, SPELLED + 2)
        await with_hands.button("spell")
        await with_hands.button("emotion")
        await with_hands.high_curiosity(await menu_of(program))
        assert marks(program)[1:] == [
            ("spell", SPELLED, SPELLED + 2, ""), ("emotion", SPELLED, SPELLED + 2, "curiosity:high"),
        ]  # fmt: skip
        assert program.studio.editing.undo_label == "marking an emotion"

    run_program(scenario, engine="tone")
