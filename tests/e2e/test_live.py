# SPDX-License-Identifier: GPL-3.0-or-later
"""Somebody who drags, switches, loops, stops, edits and deletes while a voice changes, and an engine that is killed."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from random import Random

import psutil
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.support.dragging import drag
from tests.support.program import READY_S, Program, run_program
from tests.support.screen import Display
from tests.support.sound import SoundPath
from tests.support.waiting import wait_until_async

# Not marked as of sound, see test_sittings.
pytestmark = pytest.mark.display

CTRL, NONE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier
LINES = (
    "One two three four five. Six seven eight.",
    "Nine ten eleven twelve, thirteen and fourteen.",
    "Ann said one more time that she would not.",
)
DEEDS, LONG_DEEDS = 45, 600

Deed = Callable[[], Awaitable[object] | object]


class Breaker:
    """Does what may break a voice that changes while it speaks; *random* decides what."""

    def __init__(self, program: Program, random: Random) -> None:
        self._program = program
        self._studio = program.studio
        self._random = random
        self._deeds: tuple[tuple[int, Deed], ...] = (
            (8, self.drag),
            (4, self.switch),
            (3, self.loop),
            (3, self.loop_a_word),
            (2, self.stop),
            (4, self.play),
            (2, self.pause),
            (3, self.edit),
            (3, self.undo),
            (1, self.delete_the_paragraph),
            (2, self.other_reader),
            (1, self.delete_the_speaker),
            (1, self.mark),
            (1, self.match),
            (1, self.other_device),
            (1, self.kill_the_engine),
        )

    async def act(self) -> str:
        """Do one thing; what it was."""
        weights, deeds = zip(*self._deeds, strict=True)
        deed = self._random.choices(deeds, weights)[0]
        done = deed()
        if isinstance(done, Awaitable):
            await done
        return str(deed.__name__)

    async def drag(self) -> None:
        await drag(self._program.window.design, self._random, self._random.randint(1, 8), 0.01)

    def switch(self) -> None:
        self._key(Qt.Key.Key_B, CTRL)

    def loop(self) -> None:
        self._key(Qt.Key.Key_L, CTRL)

    def loop_a_word(self) -> None:
        text, at = self._studio.editing.project.text, self._place()
        self._studio.hearing.loop(at, min(len(text), at + self._random.randint(1, 12)))

    def stop(self) -> None:
        self._key(Qt.Key.Key_Escape)

    def play(self) -> None:
        self._key(Qt.Key.Key_Return, CTRL)

    def pause(self) -> None:
        self._key(Qt.Key.Key_Space, CTRL)

    def edit(self) -> None:
        """Write where it is heard."""
        editor = self._program.window.manuscript.editor
        editor.setFocus()
        here = min(self._studio.hearing.here + self._random.randint(0, 8), len(editor.text))
        editor.select(here, here)
        QTest.keyClicks(editor, self._random.choice(("a", " and", ". Then ", "x ")))

    def undo(self) -> None:
        for _ in range(self._random.choice((1, 1, 2, 6))):
            self._key(Qt.Key.Key_Z, CTRL)

    def delete_the_paragraph(self) -> None:
        editor, text = self._program.window.manuscript.editor, self._studio.editing.project.text
        here = self._studio.hearing.here
        start, end = text.rfind("\n", 0, here) + 1, text.find("\n", here)
        editor.setFocus()
        editor.select(start, len(text) if end < 0 else end + 1)
        self._key(Qt.Key.Key_Delete)

    def other_reader(self) -> None:
        """A new speaker reads a paragraph, or one that is there."""
        speakers, paragraph = self._studio.speakers, self._random.choice(self._studio.editing.project.paragraphs)
        if len(speakers.all) < 4:
            speakers.add("", [paragraph.id])
        else:
            speakers.give({paragraph.id: self._random.choice(speakers.all).id})

    def delete_the_speaker(self) -> None:
        """The one that is shown, who is heard or was."""
        speakers = self._studio.speakers
        if speakers.several:
            other = next(each.id for each in speakers.all if each.id != speakers.shown.id)
            speakers.remove(speakers.shown.id, other)

    def mark(self) -> None:
        at = self._place()
        self._studio.marking.choose(at, at + 8, "emotion", self._random.choice(("anger:high", "sadness:low")))

    def match(self) -> None:
        preferences = self._studio.preferences
        preferences.change(match_levels=not preferences.now.match_levels)

    def other_device(self) -> None:
        self._studio.sound.set_device(self._random.choice(("", "no such device", "")))

    async def kill_the_engine(self) -> None:
        for each in psutil.Process().children():
            if "studio.server" in " ".join(each.cmdline()):
                each.kill()
        await asyncio.sleep(0)

    def _place(self) -> int:
        return self._random.randrange(max(1, len(self._studio.editing.project.text)))

    def _key(self, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(self._program.window.focusWidget() or self._program.window, key, held)


async def sound_after_all(program: Program, did: list[str]) -> None:
    """Once everything is there again, a text is played, changed and stopped as ever."""
    studio = program.studio
    studio.sound.set_device("")
    studio.hearing.stop()
    await program.stopped()

    def ready() -> bool:
        if studio.engine.state.phase == "failed":
            studio.engine.restart()  # killed again and again, it waits to be asked for
        return not studio.engine.blocker()

    await wait_until_async(ready, READY_S, f"the engine, after {did[-12:]}")
    text = "Alpha beta gamma delta epsilon zeta eta theta."
    studio.editing.replace_text(text)
    studio.hearing.loop(0, len(text))
    await wait_until_async(lambda: studio.hearing.view().word is not None, READY_S, f"a word, after {did[-12:]}")
    studio.designing.set_speed(-studio.designing.shown_design.controls.speed or 0.5)
    await wait_until_async(
        lambda: not studio.hearing.view().tuning and studio.hearing.view().phase == "playing",
        READY_S,
        f"the new sound, after {did[-12:]}",
    )
    studio.hearing.stop()
    await program.stopped()


def test_nothing_that_is_done_while_it_changes_ends_the_sound_for_good(
    display: Display, sound: SoundPath, data_dir: Path, seed: int, long_form: bool
) -> None:
    """Repeated by --seed."""
    print("seed", seed)
    random, did = Random(seed), list[str]()

    async def scenario(program: Program) -> None:
        await program.ready()
        studio = program.studio
        for number in range(LONG_DEEDS if long_form else DEEDS):
            if number % 15 == 0:
                studio.editing.replace_text("\n".join(LINES))
                studio.hearing.loop(0, len(LINES[0]))
            breaker = Breaker(program, random)
            did.append(await breaker.act())
            await asyncio.sleep(random.uniform(0.0, 0.25))
            if number % 15 == 14:
                await sound_after_all(program, did)
        await sound_after_all(program, did)

    try:
        run_program(scenario, engine="tone")
    finally:
        print(*did)
