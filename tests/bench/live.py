# SPDX-License-Identifier: GPL-3.0-or-later
"""A control that is moved while it reads: how soon it is heard, and whether the sound goes on without a gap.

By Kokoro on the real program, over the real sound path. A trial moves a control of the mix, the speed or an emotion at
some moment of a sentence that loops. How soon it is heard is told by the player, whose place is that of the sound at
the device; what the path itself takes is measured and taken off. What is recorded meanwhile is searched for digital
silence, which a gap is and a sentence of the model is not: only between sentences it is silent to the last bit.
"""

from __future__ import annotations

import asyncio
import random
import statistics
import time

import numpy as np
from numpy.typing import NDArray
from PySide6.QtWidgets import QApplication

from studio.core.emotions import EMOTIONS
from tests.bench import ab_levels, dragging, seams
from tests.bench.figures import Figure
from tests.bench.hearing import TimedApplication
from tests.bench.project.ready import path_delays_s
from tests.bench.switching import switched
from tests.support.program import Program, run_program
from tests.support.sound import RATE_HZ, Recording, SoundPath
from tests.support.waiting import wait_until_async

TRIALS, STEPPED = 50, 30
MEDIAN_S, MOST_S = 0.15, 0.40
GAP_MS = 5.0
BEGINS, BEGINS_S = 10, 0.12
_HEARD = 1e-3
TEXT = (
    "So I carried the recorder up, all one hundred and twelve steps, and pressed the only key that still moved, though "
    "nobody below had told me what was on the tape or why it had to be tonight."
)


def measure(sound: SoundPath, minutes: float) -> list[Figure]:
    """All figures; for *minutes* controls are dragged."""
    app = QApplication.instance() or TimedApplication()
    assert isinstance(app, TimedApplication)
    path_s, told_s = path_delays_s(sound)
    soon: list[float] = []
    first: list[float] = []
    heard: list[NDArray[np.float32]] = []
    begins: list[Figure] = []
    drags: list[Figure] = []

    async def scenario(program: Program) -> None:
        await program.ready()
        studio = program.studio
        studio.editing.replace_text(TEXT)
        voices = [voice.id for voice in studio.voices.all if voice.available and voice.language == "en-US"][:3]
        studio.designing.choose_voice(voices[0])
        for voice in voices[1:]:
            studio.designing.add_to_mix(voice)
        with sound.record() as recording:
            studio.hearing.loop(0, len(TEXT))
            await wait_until_async(lambda: studio.hearing.view().word is not None, 60.0, "the first word")
            chance = random.Random(1)
            for _ in range(TRIALS):
                await asyncio.sleep(chance.uniform(0.8, 2.5))
                await _move(program, voices, chance)
                soon.append(studio.live.took_s)
                first.append(studio.live.first_sound_s)
            heard.append(_played(recording))
        with sound.record() as recording:
            await _step_by_step(program, random.Random(3))
            heard.append(_played(recording))
        begins.append(await switched(program, sound, TEXT, path_s))
        studio.hearing.stop()
        await program.stopped()
        begins.append(await _begins(program, sound, path_s))
        for voice in voices[1:]:
            studio.designing.add_to_mix(voice)
        drags.extend(await dragging.dragged(program, TEXT, minutes))

    run_program(scenario)
    name = "Delay of the sound path itself, taken off below: recorded, and as the device tells it to the player"
    told = Figure(name, f"{1000 * path_s:.0f} and {1000 * told_s:.0f} ms")
    heard_at = [told, _latency([each - told_s for each in soon], first), _gaps("it", heard[0])]
    heard_at.append(_gaps("small steps of the speed, one after the other", heard[1]))
    drags.append(dragging.drop_figure(TEXT))
    return [*heard_at, *begins, *drags, *seams.measure(TEXT), *ab_levels.measure(TEXT)]


async def _move(program: Program, voices: list[str], chance: random.Random) -> None:
    designing, hearing = program.studio.designing, program.studio.hearing
    before = hearing.view().seam
    way = chance.randrange(3)
    if way == 0:
        designing.set_share(chance.choice(voices), chance.uniform(0.1, 0.9))
    elif way == 1:
        designing.set_speed(chance.uniform(-0.6, 0.6))
    else:
        designing.set_emotion(chance.choice(list(EMOTIONS)), chance.randrange(6))
    if hearing.view().tuning:
        await wait_until_async(
            lambda: not hearing.view().tuning and hearing.view().seam != before, 30.0, "the new sound"
        )


async def _step_by_step(program: Program, chance: random.Random) -> None:
    """Somebody who taps a key: some steps, then a moment of listening."""
    designing, speed = program.studio.designing, 0.0
    for _ in range(STEPPED):
        for _ in range(chance.randrange(2, 8)):
            speed = min(max(speed + chance.choice((-0.05, 0.05)), -0.6), 0.6)
            designing.set_speed(speed)
            await asyncio.sleep(chance.uniform(0.08, 0.22))
        await asyncio.sleep(chance.uniform(0.2, 0.9))


async def _begins(program: Program, sound: SoundPath, path_s: float) -> Figure:
    """From Play to the recorded sound of a text that is not rendered, beyond its first audio from the engine."""
    studio = program.studio
    beyond: list[float] = []
    for number in range(BEGINS):
        studio.editing.replace_text(f"{number} times so far. {TEXT}")
        with sound.record() as recording:
            until = recording.frames + RATE_HZ // 2
            await wait_until_async(lambda: recording.frames >= until, 10.0, "silence")  # noqa: B023
            before, pressed_s = recording.frames, time.monotonic()
            program.presenter.actions["play_all"].trigger()

            def sounding() -> bool:
                return bool(np.abs(recording.samples[before:]).max(initial=0.0) > _HEARD)  # noqa: B023

            await wait_until_async(sounding, 60.0, "sound")
            first = before + int(np.argmax(np.abs(recording.samples[before:]) > _HEARD))
            heard_s = recording.start_s + first / RATE_HZ - pressed_s
        beyond.append(heard_s - path_s - studio.live.first_sound_s)
        studio.hearing.stop()
        await program.stopped()
    median = statistics.median(beyond)
    name = f"Play of a text not rendered, to its recorded sound, beyond its first audio ({BEGINS} times)"
    told = f"median {median:+.2f} s, {min(beyond):+.2f} to {max(beyond):+.2f} s"
    return Figure(name, told, f"+{BEGINS_S:.2f} s", median <= BEGINS_S)


def _played(recording: Recording) -> NDArray[np.float32]:
    samples = recording.samples
    sounding = np.flatnonzero(np.abs(samples) > 1e-3)
    return samples[sounding[0] : sounding[-1]]


def _latency(soon: list[float], first: list[float]) -> Figure:
    beyond = [heard_s - first_s for heard_s, first_s in zip(soon, first, strict=True)]
    median, most = statistics.median(beyond), float(np.percentile(beyond, 95))
    name = f"A control moved while it reads, to its sound, beyond the sentence's first audio ({len(soon)} times)"
    told = f"median {statistics.median(soon):.2f} s, first audio {statistics.median(first):.2f} s"
    measured = f"median +{median:.2f} s, 95 % +{most:.2f} s ({told})"
    return Figure(name, measured, f"+{MEDIAN_S:.2f} s, 95 % +{MOST_S:.2f} s", median <= MEDIAN_S and most <= MOST_S)


def _gaps(what: str, heard: NDArray[np.float32]) -> Figure:
    silent = np.concatenate(([0], (np.abs(heard) < 1e-7).astype(np.int8), [0]))
    begins, ends = (np.flatnonzero(np.diff(silent) == step) for step in (1, -1))
    longest_ms = float((ends - begins).max(initial=0)) * 1000 / RATE_HZ
    name = f"Longest digital silence in {len(heard) / RATE_HZ:.0f} s of {what}"
    return Figure(name, f"{longest_ms:.1f} ms", f"{GAP_MS:.0f} ms", longest_ms <= GAP_MS)
