# SPDX-License-Identifier: GPL-3.0-or-later
"""A clip that is recorded from what the sound path plays becomes a voice, by keys alone and by mouse, on the real
program. The search is answered by hand, since the tone engine has no voices to blend; all else is real."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from studio.app.voices.recording import PEAK_S
from studio.client.cloning import FoundBlend, Recording
from studio.client.speech.client import AsyncSpeechClient
from studio.core.pcm import Samples
from studio.core.voices import MixPart
from studio.engine.base import Utterance
from studio.engine.stop import Stop
from studio.engine.tone import ToneEngine
from studio.ui.voices.cloning.page import CloningPage
from studio.ui.voices.cloning.recorder import TO_READ
from tests.e2e.test_mixer import heard_changed, loops, mixed, own, tab_to
from tests.e2e.test_stories import CTRL, holds, press
from tests.support.pointing import move_pointer
from tests.support.program import Program, run_program
from tests.support.screen import Display
from tests.support.signals import islands
from tests.support.sound import SoundPath, somebody_speaks

# Not marked as of sound, see test_sittings.
pytestmark = pytest.mark.display

LEFT = Qt.MouseButton.LeftButton
SPOKEN = "One two three four five six seven eight nine ten. " * 3
LONG_ENOUGH_S, LOUD_S, LOUD = 8.0, 4.0, 0.01


def speech() -> tuple[Samples, int]:
    """What somebody says, and its rate."""
    engine = ToneEngine(words_per_s=4.0)
    pieces = engine.speak(Utterance(SPOKEN, (MixPart(engine.voices()[1].id, 1.0),)), Stop())
    return np.tile(np.concatenate([piece.samples for piece in pieces]), 3), engine.sample_rate_hz


@pytest.fixture(autouse=True)
def search(monkeypatch: pytest.MonkeyPatch) -> list[Recording]:
    """The recordings that were searched for; found are two voices."""
    asked: list[Recording] = []

    async def find(
        self: AsyncSpeechClient,
        recording: Recording,
        progress: Callable[[float], object],
        _closer: Callable[[FoundBlend], object],
    ) -> FoundBlend:
        asked.append(recording)
        progress(0.5)
        named = {voice.name: voice for voice in await self.voices()}
        parts = MixPart(named["Newsman"].id, 0.6), MixPart(named["Reed"].id, 0.4)
        embedding = await self.mix(parts)
        return FoundBlend(embedding, 0.87, 0.1, 0.0, parts, "It is not a copy.", "ab" * 32)

    monkeypatch.setattr(AsyncSpeechClient, "find_blend", find)
    return asked


class Keys:
    """All by keys."""

    def __init__(self, program: Program) -> None:
        self.program = program

    def press(self, control: QWidget) -> None:
        """Use a button or a check box."""
        tab_to(self.program, control)
        press(self.program, Qt.Key.Key_Space)

    async def open(self) -> None:
        self.press(self.program.window.voices.from_clip)

    def trim(self, page: CloningPage) -> None:
        tab_to(self.program, page.lane.grips[1])
        for _ in range(5):
            QTest.keyClick(page.lane.grips[1], Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)

    def switch(self, _page: CloningPage) -> None:
        press(self.program, Qt.Key.Key_B, CTRL)

    def save(self, page: CloningPage) -> None:
        tab_to(self.program, page.make_found().name)
        QTest.keyClicks(page.make_found().name, "Grandfather")
        press(self.program, Qt.Key.Key_Return)


class Mouse(Keys):
    """All by the mouse, but for what is typed."""

    def press(self, control: QWidget) -> None:
        QTest.mouseClick(control, LEFT, pos=control.rect().center())

    def trim(self, page: CloningPage) -> None:
        grip = page.lane.grips[1]
        QTest.mousePress(grip, LEFT, pos=grip.rect().center())
        move_pointer(grip, grip.rect().center() - grip.rect().topRight() / 2)
        QTest.mouseRelease(grip, LEFT)

    def switch(self, page: CloningPage) -> None:
        other = next(each for each in page.make_found().switch.segments if not each.isChecked())
        self.press(other)

    def save(self, page: CloningPage) -> None:
        self.press(page.make_found().name)
        QTest.keyClicks(page.make_found().name, "Grandfather")
        self.press(page.make_found().save)


async def recorded(program: Program, hands: Keys, page: CloningPage) -> None:
    """A clip of what somebody says meanwhile."""
    cloning = program.studio.cloning

    def enough() -> bool:
        # Who speaks may begin late.
        now = cloning.recording
        loud = sum(peak > LOUD for peak in now.peaks) if now is not None else 0
        return now is not None and now.recorded_s > LONG_ENOUGH_S and loud * PEAK_S > LOUD_S

    hands.press(page.recorder.count_in)
    with somebody_speaks(*speech()):
        hands.press(page.recorder.button)
        await holds(enough, "enough")
        assert not program.studio.hearing.active, "nothing is played into the microphone"
        hands.press(page.recorder.button)
        await holds(lambda: cloning.clip is not None and cloning.recording is None, "the clip")
    assert cloning.clip is not None
    assert len(islands(cloning.clip.samples, cloning.clip.rate_hz // 100)) > 4, "its words are in it"


async def heard_in_turn(program: Program, hands: Keys, page: CloningPage, sound: SoundPath) -> None:
    """The clip and the voice, one going on where the other was."""
    hearing = program.studio.clip_hearing
    await holds(lambda: hearing.both is not None and not hearing.speaking, "the voice has spoken")
    with sound.record() as recording:
        before = recording.frames
        hands.press(page.make_found().rows["clip"].play)
        await holds(lambda: page.make_found().rows["clip"].wave.heard > 0.2, "the clip is heard")
        hands.switch(page)
        await holds(lambda: page.make_found().rows["voice"].wave.heard > 0.25, "the voice from there on")
        assert page.make_found().rows["clip"].wave.heard < 0
        await holds(lambda: np.abs(recording.samples[before:]).max(initial=0.0) > LOUD, "sound")
        hands.press(page.make_found().rows["voice"].play)
        await holds(lambda: program.studio.hearing.view().phase == "paused", "paused")


@pytest.mark.parametrize("by", [Keys, Mouse], ids=["by keys alone", "by the mouse"])
def test_a_clip_is_recorded_found_compared_saved_and_heard_in_the_mixer(
    display: Display, sound: SoundPath, data_dir: object, search: list[Recording], by: type[Keys]
) -> None:
    async def scenario(program: Program) -> None:
        window, studio = program.window, program.studio
        hands = by(program)
        await loops(program)
        await hands.open()
        page = window.findChild(CloningPage)
        assert isinstance(page, CloningPage)
        await recorded(program, hands, page)
        hands.trim(page)
        clip = studio.cloning.clip
        assert clip is not None
        assert clip.kept_s < clip.length_s
        assert not page.find_voice.isEnabled()
        hands.press(page.agreed)
        hands.press(page.find_voice)
        await holds(lambda: studio.cloning.found is not None, "the voice")
        assert [(asked.said, asked.language) for asked in search] == [(TO_READ, "en-US")]
        assert mixed(program) == ["Newsman", "Reed"]
        await heard_in_turn(program, hands, page, sound)
        hands.save(page)
        await holds(lambda: own(program) == ["Grandfather"], "saved")
        assert window.manuscript.isVisible()
        press(program, Qt.Key.Key_L, CTRL)
        await holds(lambda: studio.hearing.looped and studio.hearing.view().word, "the sentence in the voice")
        row = window.design.mix.rows[0].percent
        tab_to(program, row)
        QTest.keyClicks(row, "30")
        press(program, Qt.Key.Key_Return)
        await heard_changed(program, "the mixer is heard")
        press(program, Qt.Key.Key_Escape)

    run_program(scenario, "tone")
