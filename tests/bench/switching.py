# SPDX-License-Identifier: GPL-3.0-or-later
"""From one rendered design to the other, by the key: how soon the other one is in a recording of what is heard.

The recording is held against the take that was heard before the key: where the two part is the other design's first
frame. Keys within pauses, where nothing tells, and near the end of a pass are left out.
"""

from __future__ import annotations

import asyncio
import statistics
import time

import numpy as np
from numpy.typing import NDArray

from tests.bench.figures import Figure
from tests.support.align import Alignment, align
from tests.support.program import Program
from tests.support.signals import at_rate
from tests.support.sound import Recording, SoundPath
from tests.support.waiting import wait_until_async

MOST_MS = 60.0
TIMES, LEAST = 20, 8
_BEFORE_S, _BEHIND_S = 0.4, 0.4
_FITS_DB, _PARTED, _LOUD = -20.0, 0.3, 0.02
_STEP_S = 0.004

Wave = NDArray[np.float64]


async def switched(program: Program, sound: SoundPath, text: str, path_s: float) -> Figure:
    """The figure, the path's own delay of *path_s* taken off."""
    studio = program.studio
    studio.hearing.stop()
    await program.stopped()
    studio.designing.switch()
    studio.designing.set_speed(0.5)
    for _ in range(2):
        studio.rendering.render_changed()
        await wait_until_async(lambda: not studio.rendering.active and not studio.rendering.pending(), 120.0, "both")
        studio.designing.switch()
    takes = [await _wave(program, number) for number in (-2, -1)]
    pressed: list[float] = []
    with sound.record() as recording:
        studio.hearing.loop(0, len(text))
        await wait_until_async(lambda: studio.hearing.view().word is not None, 60.0, "the first word")
        for number in range(TIMES):
            await asyncio.sleep(1.0 + number % 7 / 10)
            pressed.append(time.monotonic())
            program.presenter.actions["switch_ab"].trigger()
            await wait_until_async(lambda: not studio.hearing.view().tuning, 30.0, "the other one")
        until = recording.frames + recording.rate_hz
        await wait_until_async(lambda: recording.frames >= until, 10.0, "the last of it")
        found = [_parted_s(recording, at_s, takes) for at_s in pressed]
    took_ms = [1000 * (parted_s - path_s) for parted_s in found if parted_s is not None]
    assert len(took_ms) >= LEAST, f"{len(took_ms)} of {TIMES} keys tell"
    median = statistics.median(took_ms)
    name = f"From A to B, both rendered, to the other one's first frame in a recording ({len(took_ms)} times)"
    return Figure(
        name, f"median {median:.0f} ms, at most {max(took_ms):.0f} ms", f"{MOST_MS:.0f} ms", median <= MOST_MS
    )


async def _wave(program: Program, number: int) -> Wave:
    taking = program.studio.taking
    await taking.settle()
    live = taking.sounds.to_play(taking.takes_of(program.studio.editing.project.paragraphs[0])[number])
    assert live is not None
    assert live.complete or await taking.sounds.fill(live)
    return at_rate(live.read(0, live.frames), live.sample_rate_hz, Recording.rate_hz).astype(np.float64)


def _parted_s(recording: Recording, pressed_s: float, takes: list[Wave]) -> float | None:
    """Seconds from the key until the recording is another sound than before; None where that cannot be told."""
    rate_hz, samples = recording.rate_hz, recording.samples.astype(np.float64)
    at = round((pressed_s - recording.start_s) * rate_hz)
    before, behind = round(_BEFORE_S * rate_hz), round(_BEHIND_S * rate_hz)
    heard = samples[at - before : at]
    fits = [align(heard, take, rate_hz) for take in takes]
    best = min(range(len(takes)), key=lambda number: fits[number].residual_db)
    if fits[best].residual_db > _FITS_DB:
        return None
    return _apart(samples[at : at + behind], takes[best], fits[best], before, rate_hz)


def _apart(heard: Wave, take: Wave, fit: Alignment, before: int, rate_hz: int) -> float | None:
    first = round(fit.delay_s * rate_hz) + before
    expected = take[first : first + len(heard)] / fit.gain
    step = round(_STEP_S * rate_hz)
    for begin in range(0, len(expected) - step, step // 4):
        mine, theirs = expected[begin : begin + step], heard[begin : begin + step]
        power = float(np.mean(mine**2))
        if power > _LOUD**2 and float(np.mean((theirs - mine) ** 2)) > _PARTED * power:
            # It was alike up to the last step.
            return (begin + step / 2) / rate_hz
    return None
