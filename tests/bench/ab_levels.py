# SPDX-License-Identifier: GPL-3.0-or-later
"""A and B of a speaker, heard in turn in a sentence that loops: how far apart in loudness, recorded at the device.

For each pair it loops in A; then B is switched to, of which nothing is rendered, and A again. A pass is recorded from
each seam on, and one of B when it is rendered. The device's time goes on when its sound is there, so that a busy
machine changes nothing.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from studio.app.voices.designing import Designing
from studio.audio.loudness import integrated_lufs
from studio.client.local.engine import LocalEngine, server_command
from studio.core.engines import KOKORO
from tests.bench.figures import Figure
from tests.support.desk import Desk, step_until
from tests.support.stepped_output import RATE_HZ, STEP_FRAMES, Steps

MOST_LU = 0.5
MOST_AT_FIRST_LU = 2.0
PATIENCE_S = 300.0


@dataclass(frozen=True, slots=True)
class Apart:
    """By how much B was louder than A, in LU: as it was rendered, and when A was gone back to."""

    name: str
    first: float
    after: float


def pairs(ids: dict[str, str]) -> dict[str, Callable[[Designing], object]]:
    """What makes B of a copy of A; *ids* are those of voices by their names."""

    def blend(*names: str) -> Callable[[Designing], object]:
        def make(designing: Designing) -> None:
            designing.choose_voice(ids[names[0]])
            for name in names[1:]:
                designing.add_to_mix(ids[name])

        return make

    return {
        "Nova": blend("Nova"),
        "Sarah": blend("Sarah"),
        "George": blend("George"),
        "Adam": blend("Adam"),
        "Heart + George": blend("Heart", "George"),
        "Nova + Adam + Bella": blend("Nova", "Adam", "Bella"),
        "anger 5": lambda it: it.set_emotion("anger", 5),
        "sadness 5": lambda it: it.set_emotion("sadness", 5),
        "positivity 3": lambda it: it.set_emotion("positivity", 3),
        "slow": lambda it: it.set_speed(-0.8),
        "fast": lambda it: it.set_speed(0.8),
        "Adam, sadness 3, fast": lambda it: (
            it.choose_voice(ids["Adam"]), it.set_emotion("sadness", 3), it.set_speed(0.5)
        ),
    }  # fmt: skip


async def heard_apart(desk: Desk, steps: Steps, text: str) -> list[Apart]:
    """Each pair, heard."""
    studio = desk.studio
    ids = {voice.name: voice.id for voice in studio.voices.all if voice.available}
    found: list[Apart] = []
    studio.editing.replace_text(text)
    for name, change in pairs(ids).items():
        studio.hearing.stop()
        await step_until(desk, lambda: not studio.hearing.active, "the end", PATIENCE_S)
        if studio.designing.letter == "B":
            studio.designing.exchange()
        studio.designing.choose_voice(ids["Heart"])
        studio.designing.reset_expression()
        studio.designing.copy_to_other()
        studio.hearing.loop(0, len(text))
        await step_until(desk, lambda: studio.hearing.view().word is not None, "the first word", PATIENCE_S)
        await _pass_of(desk, steps)
        reference = await _pass_of(desk, steps)
        studio.designing.switch()
        change(studio.designing)
        await step_until(desk, lambda: not studio.hearing.view().tuning, "B", PATIENCE_S)
        first, later = [await _pass_of(desk, steps) for _ in range(2)]
        studio.designing.switch()
        await step_until(desk, lambda: not studio.hearing.view().tuning, "A again", PATIENCE_S)
        _, again = [await _pass_of(desk, steps) for _ in range(2)]
        found.append(Apart(name, first - reference, later - again))
    studio.hearing.stop()
    return found


async def _pass_of(desk: Desk, steps: Steps) -> float:
    """Loudness of what is heard from now on for as long as a pass takes."""
    begin, length = len(steps.blocks), 0

    def passed() -> bool:
        nonlocal length
        session = desk.studio.playback.session
        assert session is not None
        _, frames, complete = session.playlist._bounds(session.playlist.items[-1])
        length = frames * RATE_HZ // session.playlist.sample_rate_hz
        return complete and (len(steps.blocks) - begin) * STEP_FRAMES >= length

    await step_until(desk, passed, "a pass", PATIENCE_S)
    return integrated_lufs(np.concatenate(steps.blocks[begin:])[:length], RATE_HZ)


def measure(text: str) -> list[Figure]:
    """All figures, by Kokoro."""

    async def heard() -> list[Apart]:
        with tempfile.TemporaryDirectory() as folder:
            steps = Steps()
            desk = Desk(Path(folder), steps, lambda: LocalEngine(server_command(KOKORO.option)))
            await desk.open(PATIENCE_S)
            try:
                return await heard_apart(desk, steps, text)
            finally:
                steps.unplug()
                await desk.studio.close()

    return figures(asyncio.run(heard()))


def figures(found: list[Apart]) -> list[Figure]:
    told = ", ".join(f"{each.name} {each.first:+.1f} / {each.after:+.1f}" for each in found)
    at_first, after = (np.abs([getattr(each, name) for each in found]) for name in ("first", "after"))
    return [
        Figure(
            f"A and B of {len(found)} pairs, loudness apart once both are rendered ({told})",
            f"at most {after.max():.2f} LU",
            f"{MOST_LU} LU",
            bool(after.max() <= MOST_LU),
        ),
        Figure(
            "The same in the pass in which B is rendered",
            f"median {np.median(at_first):.2f}, at most {at_first.max():.2f} LU",
            f"{MOST_AT_FIRST_LU} LU",
            bool(at_first.max() <= MOST_AT_FIRST_LU),
        ),
    ]
