# SPDX-License-Identifier: GPL-3.0-or-later
"""A ready passage: from Play, or a seek, to its first frame at the device, over the real sound path.

The path itself takes a while from the callback that hands a frame over to where the recording has it. That is measured
on a stream of its own, and taken off. A stream that was opened only now holds less of what is to come: its first frame
may be heard sooner than that, so that what is left is below zero.
"""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from studio.audio.output import open_output
from studio.core.pcm import Samples
from tests.bench.figures import Figure
from tests.support.program import Program, run_program
from tests.support.sound import Recording, SoundPath
from tests.support.waiting import wait_until, wait_until_async

TIMES = 20
RESTS = 6
REST_S = 30.0
MEDIAN_MS, MOST_MS = 60.0, 90.0
TEXT = "One.\n" + "\n".join(f"Number {number} is a passage of some seven words." for number in range(8))
_CLICKS = 20
_CLICK_EVERY_S = 0.25
_SILENT = 1e-3
_QUIET_S = 0.2


def measure(sound: SoundPath) -> list[Figure]:
    """All figures, by the tone engine."""
    path_s, _ = path_delays_s(sound)
    waits: dict[str, list[float]] = {}

    async def scenario(program: Program) -> None:
        await program.ready()
        program.studio.editing.replace_text(TEXT)
        await _play(program, sound)  # renders it
        await wait_until_async(lambda: not program.studio.overview.estimated, 60.0, "all of it ready")
        waits["Play"] = [await _play(program, sound) for _ in range(TIMES)]
        waits["Seek while playing"] = [await _seek(program, sound) for _ in range(TIMES)]
        waits[f"Play {REST_S:.0f} s after the last sound"] = [await _play(program, sound, REST_S) for _ in range(RESTS)]

    run_program(scenario, "tone")
    name = f"Delay of the sound path itself, taken off below (median of {_CLICKS})"
    return [Figure(name, f"{1000 * path_s:.0f} ms"), *(_figure(what, waits[what], path_s) for what in waits)]


def _figure(what: str, waits_s: Sequence[float], path_s: float) -> Figure:
    own_ms = [1000 * (wait_s - path_s) for wait_s in waits_s]
    median, most = statistics.median(own_ms), float(np.percentile(own_ms, 95))
    name = f"{what}, ready passage, to its first frame at the device ({len(own_ms)} times)"
    measured = f"median {median:.0f} ms, 95 % {most:.0f} ms ({min(own_ms):.0f} to {max(own_ms):.0f})"
    met = median <= MEDIAN_MS and most <= MOST_MS
    return Figure(name, measured, f"median {MEDIAN_MS:.0f} ms, 95 % {MOST_MS:.0f} ms", met)


async def _play(program: Program, sound: SoundPath, rest_s: float = 0.0) -> float:
    """Seconds from Play to its first frame in a recording, after *rest_s* without sound."""
    program.studio.hearing.stop()
    await program.stopped()
    await asyncio.sleep(rest_s)
    # A recording of its own each time, since the path's clock is not the one of time.monotonic().
    with sound.record() as recording:
        return await _begun(program, recording)


async def _begun(program: Program, recording: Recording) -> float:
    await wait_until_async(lambda: _quiet(recording), 30.0, "silence")
    before, pressed_s = recording.frames, time.monotonic()
    program.presenter.actions["play_all"].trigger()
    return await _first_sound_s(recording, before) - pressed_s


async def _seek(program: Program, sound: SoundPath) -> float:
    """Seconds from a seek out of the pause behind the first paragraph to its first frame in a recording."""
    hearing = program.studio.hearing
    first, second = program.studio.overview.parts[:2]
    hearing.stop()
    await program.stopped()
    with sound.record() as recording:
        await _begun(program, recording)
        await wait_until_async(lambda: first.duration_s <= hearing.view().elapsed_s < second.start_s, 30.0, "the pause")
        await wait_until_async(lambda: _quiet(recording, 0.05), 30.0, "silence")
        before, pressed_s = recording.frames, time.monotonic()
        hearing.seek_to_char(TEXT.index("Number 5"))
        return await _first_sound_s(recording, before) - pressed_s


async def _first_sound_s(recording: Recording, before: int) -> float:
    """When the first sound behind frame *before* was heard, on time.monotonic()."""
    await wait_until_async(lambda: _loud(recording.samples[before:]).any(), 30.0, "sound")
    first = before + int(np.argmax(_loud(recording.samples[before:])))
    return recording.start_s + first / recording.rate_hz


def _loud(samples: Samples) -> NDArray[np.bool_]:
    return np.abs(samples) > _SILENT


def _quiet(recording: Recording, seconds: float = _QUIET_S) -> bool:
    lately = recording.samples[-round(seconds * recording.rate_hz) :]
    return len(lately) >= seconds * recording.rate_hz and not _loud(lately).any()


def path_delays_s(sound: SoundPath) -> tuple[float, float]:
    """Seconds from the callback that hands a frame over to that frame in a recording, and to when the device says that
    it is heard: medians of some clicks."""
    handed_s: list[float] = []
    told_s: list[float] = []

    def click(out: Samples, heard_at_s: float) -> None:
        out[:] = 0.0
        now_s = time.monotonic()
        if len(handed_s) < _CLICKS + 1 and (not handed_s or now_s - handed_s[-1] > _CLICK_EVERY_S):
            handed_s.append(now_s)
            told_s.append(heard_at_s - (output.time_s() or heard_at_s))
            out[0] = 0.5

    output = open_output(None)
    try:
        with sound.record() as recording:
            output.start(click)
            wait_until(lambda: len(handed_s) > _CLICKS, 60.0, "clicks")
            until = recording.frames + recording.rate_hz
            wait_until(lambda: recording.frames >= until, 10.0, "the last click")
            loud = np.flatnonzero(_loud(recording.samples))
            start_s, rate_hz = recording.start_s, recording.rate_hz
    finally:
        output.close()
    heard = loud[np.diff(loud, prepend=-rate_hz) > rate_hz * _CLICK_EVERY_S / 2]
    assert len(heard) == len(handed_s), f"{len(heard)} of {len(handed_s)} clicks were heard"
    # The first click comes while the stream fills its buffers.
    delays_s = [start_s + frame / rate_hz - at_s for frame, at_s in zip(heard, handed_s, strict=True)][1:]
    return float(statistics.median(delays_s)), float(statistics.median(told_s[1:]))
