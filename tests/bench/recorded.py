# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures voices that are made of recordings: spoken, recorded from the sound path, found, saved and heard.

python -m tests.bench.recorded                      a known voice, a blend, and espeak-ng
python -m tests.bench.recorded --only blend

By Kokoro on the real program. What is played to the microphone is the text that the page has the person read aloud;
the saved voice reads that text and another one, and is recorded too. Likenesses are those of the speaker encoder.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from studio.core.paths import DATA_DIR_VARIABLE, data_dir
from studio.core.pcm import Samples
from studio.core.voices import MixPart
from studio.engine.base import Utterance
from studio.engine.stop import Stop
from studio.ui.voices.cloning.page import CloningPage
from studio.ui.voices.cloning.recorder import TO_READ
from tests.bench.clip.bench import ELSEWHERE, FIRST_S, LONGEST_S, Bench, open_bench
from tests.bench.clip.machines import ALIKE
from tests.bench.figures import Figure, at_most, table
from tests.bench.kokoro import FOLDER
from tests.support.program import Program, run_program
from tests.support.screen import running_display
from tests.support.signals import islands
from tests.support.sitting import engines
from tests.support.sound import RATE_HZ, SoundPath, running_sound, somebody_speaks
from tests.support.waiting import wait_until_async

WITHIN_S = 1800.0
TEXTS = (TO_READ, ELSEWHERE)
_ON_ITS_WAY_S = 0.5
_LEFT = Qt.MouseButton.LeftButton


@dataclass(slots=True)
class Made:
    """What became of a recording.

    Attributes:
        first_s, took_s: Seconds until the first answer, and in all, as a person waits for them.
        first_cpu_s, cpu_s: The engine's processor time of the same.
        told: The likeness that the page tells.
        clip: What was recorded, and its rate.
        heard: What the saved voice was heard to say, a recording for each of TEXTS.
    """

    first_s: float = 0.0
    took_s: float = 0.0
    first_cpu_s: float = 0.0
    cpu_s: float = 0.0
    told: float = 0.0
    clip: tuple[Samples, int] = field(default_factory=lambda: (np.zeros(0, np.float32), RATE_HZ))
    heard: list[Samples] = field(default_factory=list)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.recorded", description=__doc__.partition("\n")[0])
    parser.add_argument("--only", choices=list(SPEAKERS), action="append", help="measure only this; may be repeated")
    asked = parser.parse_args()
    models, bench = data_dir() / "models", open_bench(FOLDER, time.monotonic)
    figures: list[Figure] = []
    with running_display(), running_sound() as sound:
        for name in asked.only or SPEAKERS:
            with tempfile.TemporaryDirectory() as folder:
                (Path(folder) / "models").symlink_to(models, target_is_directory=True)
                os.environ[DATA_DIR_VARIABLE] = folder
                figures += _measured(name, bench, make(*SPEAKERS[name](bench), sound))
    print(table(figures))
    return 0 if all(figure.met for figure in figures) else 1


def make(speech: Samples, rate_hz: int, sound: SoundPath) -> Made:
    """Record *speech* in the program, have its voice found and saved, and hear that."""
    made = Made()

    async def scenario(program: Program) -> None:
        await program.ready()
        await _find(program, speech, rate_hz, made)
        await _save(program)
        for text in TEXTS:
            made.heard.append(await _hear(program, text, sound))

    run_program(scenario)
    return made


async def _find(program: Program, speech: Samples, rate_hz: int, made: Made) -> None:
    cloning, window = program.studio.cloning, program.window
    _click(window.voices.from_clip)
    page = window.findChild(CloningPage)
    assert page is not None
    page.recorder.count_in.setChecked(False)
    length_s = len(speech) / rate_hz
    _click(page.recorder.button)
    await _until(lambda: cloning.recording is not None and cloning.recording.recorded_s > 0, "the microphone")
    with somebody_speaks(speech, rate_hz):
        await _until(
            lambda: cloning.recording is None or cloning.recording.recorded_s > length_s + 1.0, "all is recorded"
        )
    if cloning.recording is not None:
        _click(page.recorder.button)
    await _until(lambda: cloning.clip is not None and cloning.recording is None, "the clip")
    assert cloning.clip is not None
    made.clip = cloning.clip.kept, cloning.clip.rate_hz
    engine, begun_cpu_s = engines()[0], _cpu_s()
    assert engine.is_running()
    _click(page.agreed)
    _click(page.find_voice)
    await _until(lambda: cloning.found is not None or cloning.trouble, "the first answer")
    assert cloning.found is not None, cloning.trouble
    made.first_s, made.first_cpu_s = cloning.found.took_s, _cpu_s() - begun_cpu_s
    await _until(lambda: cloning.progress is None, "the end of the search")
    made.took_s, made.cpu_s = cloning.found.took_s, _cpu_s() - begun_cpu_s
    made.told = float(page.make_found().likeness.text())
    print(
        f"first answer {made.first_s:.1f} s, last {made.took_s:.1f} s, told {made.told:.2f}",
        file=sys.stderr,
        flush=True,
    )


async def _save(program: Program) -> None:
    page = program.window.findChild(CloningPage)
    assert page is not None
    QTest.keyClicks(page.make_found().name, "Grandfather")
    _click(page.make_found().save)
    voices = program.studio.voices
    await _until(lambda: [each.name for each in voices.all if each.own] == ["Grandfather"], "it is saved")
    saved = next(each for each in voices.all if each.own)
    program.studio.designing.choose_voice(saved.id)


async def _hear(program: Program, text: str, sound: SoundPath) -> Samples:
    """What is heard of *text*, which is rendered before, so that a busy machine puts no gap into it."""
    studio = program.studio
    studio.editing.replace_text(text)
    program.presenter.actions["render_changed"].trigger()
    await _until(lambda: not studio.rendering.active and not studio.rendering.pending(), "it is rendered")
    with sound.record() as recording:
        program.presenter.actions["play_all"].trigger()
        await _until(lambda: studio.hearing.active, "it is played")
        await program.stopped(WITHIN_S)
        enough_s = recording.seconds + _ON_ITS_WAY_S
        await _until(lambda: recording.seconds >= enough_s, "its end")
        heard = recording.samples
    sounding = islands(heard)
    return heard[sounding[0][0] : sounding[-1][1]]


def _measured(name: str, bench: Bench, made: Made) -> Iterator[Figure]:
    samples, rate_hz = made.clip
    clip = bench.hear(samples, rate_hz)
    same, other = (bench.hear(heard, RATE_HZ).similarity(clip) for heard in made.heard)
    recorded = f"{name}, recorded {len(samples) / rate_hz:.1f} s"
    waited = f"{made.first_cpu_s:.1f} s of the engine's processor time"
    yield at_most(f"{recorded}: first answer ({waited})", made.first_s, FIRST_S, "s", 1)
    yield at_most(f"{recorded}: best answer ({made.cpu_s:.1f} s)", made.took_s, LONGEST_S, "s", 1)
    yield Figure(f"{recorded}: likeness told", f"{made.told:.2f}")
    yield Figure(
        f"{recorded}: of the saved voice as it is heard, the same text", f"{same:.3f}", f"{ALIKE}", same >= ALIKE
    )
    yield Figure(f"{recorded}: of the saved voice as it is heard, another text", f"{other:.3f}")


def _known(bench: Bench) -> tuple[Samples, int]:
    return bench.say({"am_fenrir": 1.0}, TO_READ), bench.engine.sample_rate_hz


def _blend(bench: Bench) -> tuple[Samples, int]:
    return bench.say({"bf_emma": 0.6, "af_nicole": 0.4}, TO_READ), bench.engine.sample_rate_hz


def _espeak(_bench: Bench) -> tuple[Samples, int]:
    from studio.engine.espeak.engine import EspeakEngine

    engine = EspeakEngine()
    pieces = engine.speak(Utterance(TO_READ, (MixPart(engine.voices()[0].id, 1.0),), "en-US"), Stop())
    return np.concatenate([piece.samples for piece in pieces]), engine.sample_rate_hz


SPEAKERS: dict[str, Callable[[Bench], tuple[Samples, int]]] = {
    "a known voice": _known,
    "a blend": _blend,
    "espeak-ng": _espeak,
}


def _cpu_s() -> float:
    user_s, system_s = engines()[0].cpu_times()[:2]
    return float(user_s + system_s)


def _click(control: QWidget) -> None:
    QTest.mouseClick(control, _LEFT, pos=control.rect().center())


async def _until(condition: Callable[[], object], what: str) -> None:
    await wait_until_async(condition, WITHIN_S, what)


if __name__ == "__main__":
    sys.exit(main())
