# SPDX-License-Identifier: GPL-3.0-or-later
"""A and B of a speaker, heard in turn in a sentence that loops: how far apart in loudness, recorded at the sound path.

For each pair it loops in A; then B, of which nothing is rendered, is switched to, and a control of it moved. Each time
a pass is recorded from the seam on, while B is rendered, and the one after.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from studio.app.designing import Designing
from studio.audio.loudness import integrated_lufs
from tests.bench.figures import Figure
from tests.support.program import Program
from tests.support.sound import RATE_HZ, Recording, SoundPath
from tests.support.waiting import wait_until_async

MOST_LU = 0.5
MOST_AT_FIRST_LU = 2.0


@dataclass(frozen=True, slots=True)
class Apart:
    """By how much B was louder than A, in LU: in the pass in which it was rendered, and in the one after."""

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


async def heard_apart(program: Program, sound: SoundPath, text: str) -> list[Apart]:
    """Each pair, heard."""
    studio = program.studio
    ids = {voice.name: voice.id for voice in studio.voices.all if voice.available}
    found: list[Apart] = []
    for name, change in pairs(ids).items():
        studio.hearing.stop()
        await program.stopped()
        studio.editing.replace_text(text)
        if studio.designing.letter == "B":
            studio.designing.exchange()
        studio.designing.choose_voice(ids["Heart"])
        studio.designing.reset_expression()
        studio.designing.copy_to_other()
        with sound.record() as recording:
            studio.hearing.loop(0, len(text))
            await wait_until_async(lambda: studio.hearing.view().word is not None, 60.0, "the first word")
            await _pass_of(program, recording)
            reference = await _pass_of(program, recording)
            studio.designing.switch()
            change(studio.designing)
            await wait_until_async(lambda: not studio.hearing.view().tuning, 60.0, "B")
            first, after = [await _pass_of(program, recording) for _ in range(2)]
        found.append(Apart(name, first - reference, after - reference))
    studio.hearing.stop()
    return found


async def _pass_of(program: Program, recording: Recording) -> float:
    """Loudness of what is recorded from now on for as long as a pass takes."""
    begin = recording.frames
    hearing = program.studio.hearing

    def passed() -> bool:
        span_s = hearing.loop_span_s()
        return span_s is not None and recording.frames - begin >= (span_s[1] - span_s[0]) * RATE_HZ

    await wait_until_async(passed, 120.0, "a pass")
    return integrated_lufs(recording.samples[begin:], RATE_HZ)


def figures(found: list[Apart]) -> list[Figure]:
    told = ", ".join(f"{each.name} {each.first:+.1f} / {each.after:+.1f}" for each in found)
    at_first, after = (np.abs([getattr(each, name) for each in found]) for name in ("first", "after"))
    return [
        Figure(
            f"A and B of {len(found)} pairs, loudness apart once B is rendered ({told})",
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
