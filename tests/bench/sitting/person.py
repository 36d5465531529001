# SPDX-License-Identifier: GPL-3.0-or-later
"""Somebody who works at a voice while a sentence loops: each deed in turn, and the loop again after each."""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter
from collections.abc import Awaitable, Callable
from pathlib import Path
from random import Random

import numpy as np
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from studio.core.pcm import Samples
from studio.ui.voices.cloning.page import CloningPage
from studio.ui.voices.map.view import VoiceMapView
from tests.bench.live import TEXT
from tests.support.dragging import MOVE_S, drag, drag_control
from tests.support.program import Program
from tests.support.sound import somebody_speaks
from tests.support.waiting import wait_until_async

CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
NONE = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton
WITHIN_S = 120.0
PATIENT_S, PATIENT_WITH_A_SEARCH_S = 8.0, 240.0
"""After so long a person goes on with something else."""
_DRAGS, _MOVES = 5, 12
_VOICES = 3
_STEPS = 60
_RECORDED_S = 8.0
_NAME = "Evening"


class Person:
    """Works with mouse and keys.

    Args:
        program: Where.
        chance: Decides what and how far.
        did: Counts what was done.
        say: Told each deed before it is done.
        clip: A file with speech.
        speech: The same, to be recorded, and its rate in Hz.
    """

    def __init__(
        self,
        program: Program,
        chance: Random,
        did: Counter[str],
        say: Callable[[str], object],
        clip: Path,
        speech: tuple[Samples, int],
    ) -> None:
        self._program = program
        self._studio = program.studio
        self._window = program.window
        self._chance = chance
        self._did = did
        self._say = say
        self._clip = clip
        self._speech = speech
        self._number = 0
        self._deeds: tuple[Callable[[], Awaitable[None]], ...] = (
            self.choose_voices,
            self.drag_sliders,
            self.drag_the_pad,
            self.choose_emotions,
            self.switch_designs,
            self.drag_over_the_map,
            self.play_stop_and_seek,
            self.edit_and_undo,
            self.undo_and_redo,
            self.try_a_clip,
            self.save_and_delete_a_voice,
        )

    async def act(self) -> None:
        """Do the next thing, and have the sentence loop again."""
        deed = self._deeds[self._number % len(self._deeds)]
        self._number += 1
        self._say(deed.__name__)
        await deed()
        self._did[deed.__name__] += 1
        await self.loops()

    async def loops(self) -> None:
        """Have the sentence loop, whatever was done."""
        hearing, editing = self._studio.hearing, self._studio.editing
        if editing.project.text != TEXT:
            editing.replace_text(TEXT)
        if not (hearing.looped and hearing.view().phase in ("playing", "waiting")):
            hearing.stop()
            await self._until(lambda: not hearing.active, "playing has stopped")
            self._into_the_text(0)
            self._key(Qt.Key.Key_L, CTRL)
        await self._until(lambda: hearing.looped, "it loops")
        await self._patiently(lambda: hearing.view().phase == "playing")

    # --- deeds

    async def choose_voices(self) -> None:
        """Three voices, of which the first is pressed in the list."""
        english = [each for each in self._studio.voices.all if each.available and each.language.startswith("en")]
        first, *others = self._chance.sample(english, _VOICES)
        rows = self._window.voices.list
        index = rows.rows.index_of(first.id)
        rows.scrollTo(index)
        QTest.mouseClick(rows.viewport(), LEFT, NONE, rows.visualRect(index).center())
        for voice in others:
            await self._rest()
            self._studio.designing.add_to_mix(voice.id)
        await self._changed()

    async def drag_sliders(self) -> None:
        for _ in range(_DRAGS):
            await drag(self._window.design, self._chance, _MOVES)
            await self._rest()

    async def drag_the_pad(self) -> None:
        pad = self._window.design.mix.pad
        if pad.isVisible():
            for _ in range(_DRAGS):
                await drag_control(pad, self._chance, _MOVES)
                await self._rest()

    async def choose_emotions(self) -> None:
        rows = list(self._window.design.expression.emotions.values())
        for row in self._chance.sample(rows, 2):
            await drag_control(row.slider, self._chance, _MOVES)
            await self._rest()
        await drag_control(self._window.design.expression.speed, self._chance, _MOVES)
        await self._changed()
        self._click(self._window.design.expression.reset)
        await self._changed()

    async def switch_designs(self) -> None:
        for _ in range(4):
            self._key(Qt.Key.Key_B, CTRL)
            await self._rest()

    async def drag_over_the_map(self) -> None:
        """By the mouse, then by arrows; then a voice is pressed."""
        self._key(Qt.Key.Key_M, CTRL)
        view = self._window.findChild(VoiceMapView)
        assert view is not None
        await self._until(lambda: view.isVisible() and view.whole, "the map")
        point = view.point
        if point is not None:
            QTest.mousePress(view, LEFT, pos=point.toPoint())
            for number in range(_STEPS):
                turn = 2 * np.pi * number / _STEPS
                x, y = view.width() * (0.5 + 0.3 * np.cos(turn)), view.height() * (0.5 + 0.3 * np.sin(3 * turn))
                QTest.mouseMove(view, QPoint(round(x), round(y)))
                await asyncio.sleep(MOVE_S)
            QTest.mouseRelease(view, LEFT)
        for _ in range(10):
            QTest.keyClick(view, self._chance.choice((Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Right)), SHIFT)
            await asyncio.sleep(MOVE_S)
        voice = self._chance.choice(view.view.marks)
        QTest.mouseClick(view, LEFT, NONE, view.seen(voice.place).toPoint())
        await self._changed()
        self._key(Qt.Key.Key_Escape)
        await self._until(lambda: not view.isVisible(), "the list again")

    async def play_stop_and_seek(self) -> None:
        transport = self._window.transport
        self._key(Qt.Key.Key_Escape)
        self._key(Qt.Key.Key_Return, CTRL)
        await self._patiently(lambda: self._studio.hearing.view().word)
        for lane in (transport.overview, transport.detail) * 2:
            QTest.mouseClick(lane, LEFT, NONE, QPoint(self._chance.randrange(lane.width()), lane.height() // 2))
            await self._rest()
        for key, held in ((Qt.Key.Key_Left, ALT), (Qt.Key.Key_Right, ALT), (Qt.Key.Key_Space, CTRL)):
            self._key(key, held)
            await self._rest()
        self._key(Qt.Key.Key_Escape)

    async def edit_and_undo(self) -> None:
        editing = self._studio.editing
        self._into_the_text(self._chance.randrange(len(TEXT)))
        QTest.keyClicks(self._window.manuscript.editor, self._chance.choice((" and", " well,", ". Then ")))
        await self._rest()
        for _ in range(20):
            if editing.project.text == TEXT:
                break
            self._key(Qt.Key.Key_Z, CTRL)
        await self._rest()

    async def undo_and_redo(self) -> None:
        self._into_the_text(0)
        for held in (CTRL, CTRL, CTRL | SHIFT, CTRL | SHIFT):
            self._key(Qt.Key.Key_Z, held)
            await self._rest()

    async def try_a_clip(self) -> None:
        """One that is chosen or recorded; what is found for it is heard in turn with it and taken back."""
        cloning, hearing, window = self._studio.cloning, self._studio.clip_hearing, self._window
        before = self._studio.editing.project.design
        self._click(window.voices.from_clip)
        page = window.findChild(CloningPage)
        assert page is not None
        await self._until(page.isVisible, "the page")
        if self._did["try_a_clip"] % 2:
            await self._record(page)
        else:
            page.file_chosen.emit(self._clip)
        await self._until(lambda: cloning.clip is not None and cloning.recording is None, "the clip")
        self._click(page.agreed)
        self._click(page.find_voice)
        assert cloning.progress is not None, cloning.blocker
        if await self._patiently(lambda: cloning.found is not None, PATIENT_WITH_A_SEARCH_S):
            self._did["clip found"] += 1
            if self._chance.random() < 0.5:
                await self._patiently(lambda: cloning.progress is None, PATIENT_WITH_A_SEARCH_S)
            if cloning.progress is not None:
                self._click(page.cancel)
            await self._patiently(lambda: hearing.both is not None and not hearing.speaking)
            self._click(page.make_found().rows["clip"].play)
            await self._rest()
            self._key(Qt.Key.Key_B, CTRL)
            await self._rest()
        self._click(page.back)
        await self._until(lambda: not page.isVisible(), "the text again")
        self._into_the_text(0)
        for _ in range(3):
            if self._studio.editing.project.design == before:
                break
            self._key(Qt.Key.Key_Z, CTRL)
        assert self._studio.editing.project.design == before, "the found voice is taken back"

    async def save_and_delete_a_voice(self) -> None:
        design, voices = self._window.design, self._window.voices

        def own() -> list[str]:
            return [each.name for each in self._studio.voices.all if each.own]

        if not design.save.isEnabled():
            await self.choose_voices()
        self._click(design.save)
        QTest.keyClicks(design.save_name, _NAME)
        self._click(design.save_confirm)
        await self._until(lambda: own() == [_NAME], "the voice is saved")
        await self._rest()
        self._key(Qt.Key.Key_K, CTRL)
        QTest.keyClicks(voices.search, _NAME)
        self._key(Qt.Key.Key_Down)
        self._key(Qt.Key.Key_Delete)
        await self._until(lambda: not own(), "it is deleted")
        self._key(Qt.Key.Key_K, CTRL)
        voices.search.clear()

    # --- hands

    async def _record(self, page: CloningPage) -> None:
        cloning = self._studio.cloning
        page.recorder.count_in.setChecked(False)
        with somebody_speaks(*self._speech):
            self._click(page.recorder.button)
            await self._until(
                lambda: (now := cloning.recording) is not None and now.recorded_s > _RECORDED_S, "enough is recorded"
            )
            self._click(page.recorder.button)
            await self._until(lambda: cloning.recording is None, "the recording ends")

    async def _changed(self) -> None:
        """Until the reading has gone over to what was changed, or longer than that takes."""
        await self._patiently(lambda: not self._studio.hearing.view().tuning)
        await self._rest()

    async def _rest(self) -> None:
        await asyncio.sleep(self._chance.uniform(0.3, 1.2))

    async def _patiently(self, condition: Callable[[], object], within_s: float = PATIENT_S) -> bool:
        """Until *condition()* is true, or for *within_s* seconds; whether it is."""
        with contextlib.suppress(AssertionError):
            await wait_until_async(condition, within_s)
        return bool(condition())

    async def _until(self, condition: Callable[[], object], what: str) -> None:
        await wait_until_async(condition, WITHIN_S, what)

    def _into_the_text(self, place: int) -> None:
        editor = self._window.manuscript.editor
        editor.setFocus()
        editor.select(place, place)

    def _key(self, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(self._window.focusWidget() or self._window, key, held)

    def _click(self, control: QWidget) -> None:
        QTest.mouseClick(control, LEFT, NONE, control.rect().center())
