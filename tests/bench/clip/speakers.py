# SPDX-License-Identifier: GPL-3.0-or-later
"""One or two people in a clip: how often it is told wrongly, and how often two are found."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import combinations

import numpy as np

from studio.engine.clip.mel import RATE_HZ
from tests.bench.clip.bench import ELSEWHERE, UNSEEN, Bench, Samples, counted
from tests.bench.clip.people import PEOPLE
from tests.bench.clip.recordings import recordings_of
from tests.bench.figures import Figure

PAIRS = 60
TURN_S = 3.0


def speakers(bench: Bench, every: int) -> Iterator[Figure]:
    """Each *every*-th stock voice, each *every*-th person by three recordings, and pairs of these people."""
    clips = [bench.say({key: 1.0}, f"{UNSEEN} {ELSEWHERE}") for key in bench.stock.keys[::every]]
    wrong = sum(bench.hear(each).two_speak for each in clips)
    yield counted("clips of one stock voice in which one is heard", len(clips) - wrong, len(clips), len(clips))
    people = [recordings_of(person) for person in PEOPLE[::every]]
    single = [clip for each in people for clip in (each.first, each.second, np.concatenate([each.first, each.second]))]
    right = sum(not _two(bench, each) for each in single)
    yield counted("recordings of one person in which one is heard", right, len(single), len(single))
    pairs = list(combinations([each.first for each in people], 2))
    pairs = random.Random(1).sample(pairs, min(PAIRS, len(pairs)))
    for name, joined in (("one after another", _halves), (f"by turns of {TURN_S:g} s", _turns)):
        found = sum(_two(bench, joined(one, other)) for one, other in pairs)
        yield Figure(f"clips of two people, {name}, in which two are heard", f"{found} of {len(pairs)}")


def _two(bench: Bench, samples: Samples) -> bool:
    return bench.hear(samples, RATE_HZ).two_speak


def _halves(one: Samples, other: Samples) -> Samples:
    half = min(len(one), len(other)) // 2
    return np.concatenate([one[:half], other[:half]])


def _turns(one: Samples, other: Samples) -> Samples:
    half, turn = min(len(one), len(other)) // 2, round(TURN_S * RATE_HZ)
    return np.concatenate([part[at : at + turn] for at in range(0, half, turn) for part in (one, other)])
