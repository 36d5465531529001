# SPDX-License-Identifier: GPL-3.0-or-later
"""The map of voices while a sentence loops, on the real program: its point is moved, heard, and brought back; by keys
alone, and by the mouse."""

from __future__ import annotations

import math
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from studio.app.voices.voice_map import Place, load_voice_map
from studio.audio.playout import Playout
from studio.core.pcm import Samples
from studio.core.timeline import word_spans
from studio.core.voices import MixPart
from studio.engine.tone import ToneEngine, tone_hz
from studio.ui.voices.map.panel import VoiceMapPanel
from studio.ui.voices.map.view import VoiceMapView
from tests.e2e.test_mixer import SENTENCE, loops, mixed, own
from tests.e2e.test_stories import CTRL, holds, press
from tests.support.pointing import move_pointer
from tests.support.program import Program, run_program
from tests.support.screen import Display
from tests.support.signals import islands
from tests.support.sound import RATE_HZ, Recording, SoundPath, tried_again_when_starved

# Not marked as of sound, see test_sittings.
pytestmark = pytest.mark.display

LEFT = Qt.MouseButton.LeftButton
SHIFT, NONE = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier
ALTO = "Alto"
PAUSE_S = 0.06
"""Between two words of the tone engine."""
GAP_S = 0.005
WORD_S = 0.14
ALIKE_HZ = 2.0


class Keys:
    """All by keys."""

    def __init__(self, program: Program) -> None:
        self.program = program

    @property
    def view(self) -> VoiceMapView:
        found = self.program.window.findChild(VoiceMapView)
        assert found is not None
        return found

    def open(self) -> None:
        press(self.program, Qt.Key.Key_M, CTRL)

    def select(self, name: str) -> None:
        """Go on to a voice."""
        for _ in range(len(self.program.studio.voices.all)):
            press(self.program, Qt.Key.Key_Tab)
            if named(self.program, self.view.selected_id) == name:
                return
        raise AssertionError(f"Tab does not reach {name}")

    def take(self) -> None:
        """Begin to move the point."""

    def move(self, place: Place) -> None:
        """Bring the point near *place*."""
        for axis, keys in enumerate(((Qt.Key.Key_Left, Qt.Key.Key_Right), (Qt.Key.Key_Up, Qt.Key.Key_Down))):
            while abs(away := place[axis] - self._point()[axis]) >= 20.0:
                press(self.program, keys[away > 0], SHIFT)

    def let_go(self) -> None:
        """Move it no more."""

    def back(self) -> None:
        press(self.program, Qt.Key.Key_Escape)

    def _point(self) -> Place:
        assert self.view.view.point is not None
        return self.view.view.point


class Mouse(Keys):
    """All by the mouse, but for what has only a key."""

    def open(self) -> None:
        self._click(self.program.window.voices.shown_as.segments[1])

    def select(self, name: str) -> None:
        mark = next(each for each in self.view.view.marks if each.name == name)
        QTest.mouseClick(self.view, LEFT, NONE, self.view.seen(mark.place).toPoint())

    def take(self) -> None:
        QTest.mousePress(self.view, LEFT, NONE, self._seen().toPoint())

    def move(self, place: Place) -> None:
        begin, end = self._seen(), self.view.seen(place)
        for step in range(1, 11):
            move_pointer(self.view, (begin + (end - begin) * step / 10).toPoint())

    def let_go(self) -> None:
        QTest.mouseRelease(self.view, LEFT, NONE, self._seen().toPoint())

    def back(self) -> None:
        panel = self.program.window.findChild(VoiceMapPanel)
        assert panel is not None
        self._click(panel.shown_as.segments[0])

    def _seen(self) -> QPointF:
        assert self.view.point is not None
        return self.view.point

    def _click(self, control: QWidget) -> None:
        QTest.mouseClick(control, LEFT, NONE, control.rect().center())


def named(program: Program, voice_id: str) -> str:
    voice = program.studio.voices.get(voice_id)
    return voice.name if voice is not None else ""


def in_list(program: Program) -> str:
    """The voice that is selected in the list."""
    shown = program.window.voices.list
    voice = shown.voice_at(shown.currentIndex())
    return voice.name if voice is not None else ""


def place_between(program: Program, *names: str) -> Place:
    """The mean of the places of voices."""
    places = load_voice_map().places(program.studio.voices.all)
    found = [place for voice_id, place in places.items() if named(program, voice_id) in names]
    return float(np.mean([x for x, _y in found])), float(np.mean([y for _x, y in found]))


def shares_by_distance(program: Program, point: Place) -> dict[str, float]:
    """Of the three voices nearest to *point*, by the inverse of their distances."""
    places = load_voice_map().places(program.studio.voices.all)
    near = sorted((math.dist(point, place), named(program, voice_id)) for voice_id, place in places.items())[:3]
    total = math.fsum(1 / distance for distance, _name in near)
    return {name: 1 / distance / total for distance, name in near}


def shares(program: Program) -> dict[str, float]:
    return {named(program, part.voice_id): part.weight for part in program.studio.designing.spoken_design.mix}


def tones_hz(program: Program) -> list[float]:
    """The tones of the sentence's words in the present design."""
    parts = [((MixPart(part.voice_id, 1.0),), part.weight) for part in program.studio.designing.spoken_design.mix]
    embedding = ToneEngine().mix(parts)
    return [tone_hz(span.text, embedding) for span in word_spans(SENTENCE)]


def heard_hz(samples: Samples) -> list[float]:
    """The tone of each word that is heard whole."""
    whole = [part for part in islands(samples)[1:-1] if part[1] - part[0] > WORD_S * RATE_HZ * 0.9]
    return [_loudest_hz(samples[begin:end]) for begin, end in whole]


def _loudest_hz(samples: Samples) -> float:
    """The strongest frequency, to a fraction of a Hz."""
    count = 1 << 18
    strength = np.abs(np.fft.rfft(samples * np.hanning(len(samples)), count))
    return float(np.argmax(strength)) * RATE_HZ / count


def longest_pause_s(samples: Samples) -> float:
    """Between two words."""
    return max(begin - end for (_begin, end), (begin, _end) in pairwise(islands(samples, RATE_HZ // 1000))) / RATE_HZ


async def hears_it(program: Program, recording: Recording, what: str) -> None:
    """The present design is what is heard, and nothing else is waited for."""
    await holds(lambda: not program.studio.hearing.view().tuning, what)
    assert program.studio.hearing.looped
    wanted, since = tones_hz(program), max(0, recording.frames - RATE_HZ // 2)

    def heard() -> bool:
        newest = heard_hz(recording.samples[since:])[-3:]
        return len(newest) == 3 and all(min(abs(hz - each) for each in wanted) < ALIKE_HZ for hz in newest)

    await holds(heard, f"its tones are heard, {what}")


def sent_to_the_device(monkeypatch: pytest.MonkeyPatch) -> list[Samples]:
    """What the program gives to the device from now on, block by block."""
    blocks: list[Samples] = []
    render = Playout.render

    def noting(playout: Playout, out: Samples, heard_at_s: float) -> None:
        render(playout, out, heard_at_s)
        blocks.append(out.copy())

    monkeypatch.setattr(Playout, "render", noting)
    return blocks


@pytest.mark.parametrize("by", [Keys, Mouse], ids=["by keys alone", "by the mouse"])
@tried_again_when_starved
def test_the_point_is_moved_over_the_map_heard_and_brought_back(
    display: Display, sound: SoundPath, data_dir: Path, monkeypatch: pytest.MonkeyPatch, by: type[Keys]
) -> None:
    heard: list[Samples] = []
    given: list[Samples] = []
    sent = sent_to_the_device(monkeypatch)

    async def scenario(program: Program) -> None:
        window, studio, hands = program.window, program.studio, by(program)
        await loops(program)
        before, number = studio.editing.project, len(studio.voices.all)
        with sound.record() as recording:
            first = len(sent)
            hands.open()
            await holds(lambda: hands.view.isVisible() and hands.view.whole, "the map")
            assert hands.view.hasFocus()
            await hears_it(program, recording, "the map is shown")
            hands.select("Reed")
            assert in_list(program) == "Reed"
            assert mixed(program) == [ALTO], "to select is not to choose"
            hands.take()
            for names in (("Newsman", "Reed"), ("Campana", "Flûte", "Reed")):
                hands.move(place_between(program, *names))
                point = hands.view.view.point
                assert point is not None
                assert shares(program) == pytest.approx(shares_by_distance(program, point))
                assert sorted(mixed(program)) == sorted(shares(program))
                await hears_it(program, recording, f"near {' and '.join(names)}")
            hands.let_go()
            assert own(program) == []
            assert len(studio.voices.all) == number
            for _ in range(1 if by is Mouse else 20):
                if studio.editing.project.design == before.design:
                    break
                press(program, Qt.Key.Key_Z, CTRL)
            assert studio.editing.project.design == before.design
            assert mixed(program) == [ALTO]
            await hears_it(program, recording, "the voice before")
            hands.back()
            assert window.voices.list.isVisible()
            assert window.manuscript.isVisible()
            assert in_list(program) == "Reed"
            await hears_it(program, recording, "the list again")
            assert studio.hearing.looped
            heard.append(recording.samples)
            given.extend(sent[first:])
        press(program, Qt.Key.Key_Escape)
        await program.stopped()

    run_program(scenario, "tone")
    made_s, heard_s = longest_pause_s(np.concatenate(given)), longest_pause_s(heard[0])
    assert made_s < PAUSE_S + GAP_S, "the program makes a gap"
    assert heard_s < PAUSE_S + GAP_S, "a gap is heard"
