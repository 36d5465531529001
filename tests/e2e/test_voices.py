# SPDX-License-Identifier: GPL-3.0-or-later
"""A voice on the real program: found, tried twice, starred, copied, renamed, deleted, brought back, and kept."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QWidget

from studio.core.voices import Voice
from studio.ui.voices.delegate import play_rect, star_rect
from tests.support.program import Program, run_program
from tests.support.screen import Display
from tests.support.sound import SoundPath
from tests.support.waiting import wait_until_async

pytestmark = [pytest.mark.display, pytest.mark.sound]

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
CTRL, NONE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier
TEXT = "One two three four."
FOUND = "Campana"
COPY, NAMED = "Campana copy", "Evening bell"


def voices(program: Program) -> dict[str, Voice]:
    return {voice.name: voice for voice in program.studio.voices.all}


def listed(program: Program) -> list[str]:
    rows = program.window.voices.list.rows
    found = [rows.row(rows.index(number)).voice for number in range(rows.rowCount())]
    return [voice.name for voice in found if voice is not None]


def press(key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
    now = QApplication.focusWidget()
    assert now is not None
    QTest.keyClick(now, key, held)


def typed(text: str) -> None:
    now = QApplication.focusWidget()
    assert now is not None
    QTest.keyClicks(now, text)


class Keys:
    """All by keys."""

    def __init__(self, program: Program) -> None:
        self.program = program

    def find(self) -> None:
        press(Qt.Key.Key_K, CTRL)
        typed("camp")
        press(Qt.Key.Key_Down)

    def listen(self) -> None:
        press(Qt.Key.Key_Right)

    def star(self) -> None:
        typed("*")

    def filter_by_stars(self) -> None:
        press(Qt.Key.Key_K, CTRL)
        press(Qt.Key.Key_Escape)
        while QApplication.focusWidget() is not self.program.window.voices.head.stars:
            press(Qt.Key.Key_Tab)
        press(Qt.Key.Key_Space)

    def filter_no_more(self) -> None:
        press(Qt.Key.Key_Space)
        while QApplication.focusWidget() is not self.program.window.voices.list:
            press(Qt.Key.Key_Tab)

    async def duplicate(self) -> None:
        typed("camp")
        press(Qt.Key.Key_D, CTRL)

    async def rename(self) -> None:
        press(Qt.Key.Key_F2)
        typed(NAMED)
        press(Qt.Key.Key_Return)

    async def delete(self) -> None:
        press(Qt.Key.Key_Delete)

    def undo(self) -> None:
        press(Qt.Key.Key_Z, CTRL)


class Mouse(Keys):
    """All by the mouse, but for what is typed."""

    def _place(self, part: Callable[..., object] | None = None, name: str = FOUND) -> QPoint:
        shown = self.program.window.voices.list
        index = shown.rows.index_of(voices(self.program)[name].id)
        shown.scrollTo(index)
        box = shown.visualRect(index)
        return box.center() if part is None else part(box).center()  # type: ignore[attr-defined]

    def _click(self, widget: QWidget, at: QPoint | None = None) -> None:
        QTest.mouseClick(widget, LEFT, pos=at if at is not None else widget.rect().center())

    async def _choose(self, name: str, text: str) -> None:
        view, spot = self.program.window.voices.list.viewport(), self._place(name=name)
        asked = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, spot, view.mapToGlobal(spot))
        QApplication.sendEvent(view, asked)
        await wait_until_async(lambda: isinstance(QApplication.activePopupWidget(), QMenu), what="the menu")
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        action = next(each for each in menu.actions() if each.text() == text)
        self._click(menu, menu.actionGeometry(action).center())

    def find(self) -> None:
        self._click(self.program.window.voices.search)
        typed("camp")

    def listen(self) -> None:
        self._click(self.program.window.voices.list.viewport(), self._place(play_rect))

    def star(self) -> None:
        self._click(self.program.window.voices.list.viewport(), self._place(star_rect))

    def filter_by_stars(self) -> None:
        self._click(self.program.window.voices.head.clear_button)
        self._click(self.program.window.voices.head.stars)

    def filter_no_more(self) -> None:
        self._click(self.program.window.voices.head.clear_button)

    async def duplicate(self) -> None:
        await self._choose(FOUND, "Duplicate")

    async def rename(self) -> None:
        await self._choose(COPY, "Rename…")
        typed(NAMED)
        press(Qt.Key.Key_Return)

    async def delete(self) -> None:
        await self._choose(NAMED, "Delete")

    def undo(self) -> None:
        card = next(card for card in self.program.window.notices.cards() if "is deleted" in card.notice.text)
        button = next(each for each in card.findChildren(QPushButton) if each.text() == "Undo")
        self._click(button)


@pytest.mark.parametrize("by", [Keys, Mouse], ids=["by keys alone", "by the mouse"])
def test_a_voice_is_found_tried_starred_copied_renamed_deleted_brought_back_and_kept(
    display: Display, sound: SoundPath, data_dir: Path, by: type[Keys]
) -> None:
    kept: list[Voice] = []

    async def first(program: Program) -> None:
        await program.ready()
        hands, studio, head = by(program), program.studio, program.window.voices.head
        studio.editing.replace_text(TEXT)
        design = studio.editing.project.design
        hands.find()
        assert listed(program) == [FOUND]
        with sound.record() as recording:
            for _ in range(2):
                hands.listen()
                assert studio.hearing.view().audition_voice_id == voices(program)[FOUND].id
                assert program.window.voices.list.shown.reading == "Reading this sentence"
                await program.stopped()
            assert np.abs(recording.samples).max() > 0.01
        hands.star()
        hands.filter_by_stars()
        assert listed(program) == [FOUND]
        assert head.count.text() == f"1 of {len(studio.voices.all)}"
        hands.filter_no_more()
        assert len(listed(program)) == len(studio.voices.all)
        await hands.duplicate()
        await wait_until_async(lambda: COPY in listed(program), what="the copy")
        await hands.rename()
        await wait_until_async(lambda: NAMED in listed(program), what="its name")
        kept.append(voices(program)[NAMED])
        await hands.delete()
        await wait_until_async(lambda: program.said("deleted voice") != "", what="it is gone")
        assert NAMED not in listed(program)
        hands.undo()
        await wait_until_async(lambda: NAMED in listed(program), what="it is back")
        assert studio.editing.project.design == design, "nothing of it has chosen a voice"

    async def again(program: Program) -> None:
        await program.ready()
        assert voices(program)[NAMED] == kept[0]
        assert list(program.studio.browsing.starred) == [voices(program)[FOUND].id]

    for sitting in (first, again):
        _run(sitting)


def _run(scenario: Callable[[Program], Awaitable[None]]) -> None:
    run_program(scenario, "tone")
