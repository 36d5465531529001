# SPDX-License-Identifier: GPL-3.0-or-later
"""Minutes of dragging all controls of a design while a sentence loops, by Kokoro on the real program.

And what an engine does whose speech is given up, as it is for each newer setting of a control that is dragged: how long
until it is idle.
"""

from __future__ import annotations

import asyncio
import random
import time

import numpy as np
import psutil

from studio.core.engines import KOKORO
from studio.core.speech import controls
from studio.core.voices import MixPart
from studio.server.limits import Limits
from studio.server.rendering.engine_host import EngineHost
from studio.server.rendering.engines import load_engine
from studio.server.rendering.outs import AudioOut
from studio.server.rendering.speaker import Speaker
from studio.server.wire.formats.pcm import RawFormat
from tests.bench.figures import Figure, at_most
from tests.bench.hearing import event_times
from tests.support.dragging import drag
from tests.support.program import Program
from tests.support.waiting import wait_until_async

WARM_S = 60.0
MOST_EVENT_MS, MOST_MORE_MB, MOST_DROP_MS = 17.0, 20.0, 50.0
DROPS = 40
_LOOKS = 10
_LOOK_EVERY_S = 1.0


async def dragged(program: Program, text: str, minutes: float) -> list[Figure]:
    """Drag for as long as asked, in the mix that is there. The design is another one afterwards."""
    studio, panel, chance = program.studio, program.window.design, random.Random(2)
    studio.hearing.loop(0, len(text))
    await wait_until_async(lambda: studio.hearing.view().word is not None, 60.0, "the first word")
    window = psutil.Process()
    engine = next(each for each in window.children() if "studio.server" in " ".join(each.cmdline()))
    begun_s, looked_s, longest_queue, drags = time.monotonic(), 0.0, 0, 0
    looks_mb: list[tuple[float, float]] = []
    with event_times() as events:
        while (now_s := time.monotonic()) < begun_s + 60.0 * minutes:
            await drag(panel, chance)
            drags += 1
            longest_queue = max(longest_queue, len(studio.playback.tuner.asked))
            warm = now_s - begun_s >= min(WARM_S, 6.0 * minutes)
            if warm and now_s - looked_s >= _LOOK_EVERY_S:
                looked_s = now_s
                looks_mb.append((window.memory_info().rss / 2**20, engine.memory_info().rss / 2**20))
    studio.hearing.stop()
    await program.stopped()
    more = np.median(looks_mb[-_LOOKS:], axis=0) - np.median(looks_mb[:_LOOKS], axis=0)
    cpu_ms = 1000 * np.array(events.cpu_s)
    name = f"{minutes:g} minutes of dragging, {drags} times, while a sentence loops"
    percent = float(np.percentile(cpu_ms, 99))
    return [
        at_most(f"{name}: CPU of one Qt event, 99 % of {len(cpu_ms)}", percent, MOST_EVENT_MS, "ms", 1),
        at_most("The same: memory of the window, more after the first minute", float(more[0]), MOST_MORE_MB, "MB", 0),
        at_most("The same: memory of the engine, more after the first minute", float(more[1]), MOST_MORE_MB, "MB", 0),
        at_most("The same: settings on their way at once, the newest included", longest_queue, 2, "", 0),
    ]


def drop_figure(text: str) -> Figure:
    """How long an engine goes on that is told to stop."""
    took_ms = 1000 * np.array(asyncio.run(_drops(text)))
    name = f"Speech given up, to the engine's idleness, 95 % of {len(took_ms)} (median {np.median(took_ms):.0f} ms)"
    return at_most(name, float(np.percentile(took_ms, 95)), MOST_DROP_MS, "ms", 0)


async def _drops(text: str) -> list[float]:
    host = EngineHost(lambda: load_engine(KOKORO.option, None), Limits())
    host.start()
    try:
        await host.ready()
        chance, took_s = random.Random(4), list[float]()
        ids = [voice.id for voice in host.voices if voice.available and voice.language == "en-US"]
        for _ in range(DROPS):
            voice, asked = chance.choice(ids), controls(chance.uniform(-0.5, 0.5))
            speaker = Speaker(lambda _engine, voice=voice: (MixPart(voice, 1.0),), "en-US", asked)  # type: ignore[misc]
            render = host.open(speaker, RawFormat("pcm_f32le", host.sample_rate_hz))
            render.add(text)
            render.finish()
            if chance.random() < 0.5:
                while not isinstance(await render.next(), AudioOut):
                    pass
            await asyncio.sleep(chance.uniform(0.0, 0.3))
            begun_s = time.monotonic()
            render.cancel()
            await wait_until_async(lambda: render.ended, 30.0, "idleness")  # noqa: B023
            took_s.append(time.monotonic() - begun_s)
        return took_s
    finally:
        host.close(5.0)
