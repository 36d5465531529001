# SPDX-License-Identifier: GPL-3.0-or-later
"""Clips of people: how much nearer than the nearest stock voice the search comes to another recording of them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from studio.engine.clip.comparison_text import ComparisonText, text_of_clip
from studio.engine.clip.features import VoicePrint
from studio.engine.clip.mel import RATE_HZ
from tests.bench.clip.bench import ELSEWHERE, FIRST_S, LONGEST_S, Bench, counted, note
from tests.bench.clip.people import PEOPLE, Person
from tests.bench.clip.recordings import Recordings, recordings_of
from tests.bench.figures import Figure, at_most

HALF = 0.5
_TRIED = 3
_SPEAKER = 256


@dataclass(frozen=True, slots=True)
class Found:
    """What a search has found for a person.

    Attributes:
        person: Whose clip it was.
        stock: The nearest stock voice's distance (1 less similarity) to another recording than the clip.
        found: That of what the search found.
        own: That of the clip.
        away_st: Semitones by which what was found speaks higher than the other recording.
        first_s: Seconds until the first answer.
        took_s: Seconds in all.
    """

    person: Person
    stock: float
    found: float
    own: float
    away_st: float
    first_s: float
    took_s: float

    @property
    def ratio(self) -> float:
        return self.found / self.stock


@dataclass(slots=True)
class StockVoices:
    """Stock voices as they say one text; each is rendered once."""

    bench: Bench
    _heard: dict[str, VoicePrint] = field(default_factory=dict)

    def nearest(self, clip: VoicePrint) -> tuple[str, VoicePrint]:
        """The one most similar to *clip*, of the three that are by their shipped prints."""
        speakers = np.maximum(self.bench.stock.traits[:, :_SPEAKER], 0)
        alike = speakers @ clip.speaker / np.linalg.norm(speakers, axis=1)
        keys = [self.bench.stock.keys[index] for index in np.argsort(-alike)[:_TRIED]]
        heard = {key: self._print(key) for key in keys}
        return max(heard.items(), key=lambda item: item[1].similarity(clip))

    def _print(self, key: str) -> VoicePrint:
        if key not in self._heard:
            self._heard[key] = self.bench.hear(self.bench.say({key: 1.0}, ELSEWHERE))
        return self._heard[key]


def humans(bench: Bench, every: int) -> Iterator[Figure]:
    """Of each *every*-th person, first with the words not known, then with words where they are."""
    stock = StockVoices(bench)
    recordings = {person: recordings_of(person) for person in PEOPLE[::every]}
    not_known = [_searched(bench, stock, person, each, None) for person, each in recordings.items()]
    yield from _figures("words not known", not_known)
    saids = {person: text_of_clip(each.said, person.language) for person, each in recordings.items()}
    known = [_searched(bench, stock, person, recordings[person], said) for person, said in saids.items() if said]
    if known:
        yield from _figures("words known", known)


def _searched(
    bench: Bench, stock: StockVoices, person: Person, recordings: Recordings, said: ComparisonText | None
) -> Found:
    clip = bench.hear(recordings.worded if said else recordings.first, RATE_HZ)
    other = bench.hear(recordings.second, RATE_HZ)
    key, nearest = stock.nearest(clip)
    told_s: list[float] = []
    began_s = bench.clock()
    found = bench.find(clip, said=said, closer=lambda _found: told_s.append(bench.clock() - began_s))
    took_s = bench.clock() - began_s
    note(f"human, words {'known' if said else 'not known'}", person.name, found)
    heard = bench.say_found(found, ELSEWHERE)
    measured = Found(
        person,
        1 - nearest.similarity(other),
        1 - heard.similarity(other),
        1 - clip.similarity(other),
        heard.semitones_above(other),
        min([*told_s, took_s]),
        took_s,
    )
    print(
        f"  {measured.ratio:.2f} | stock {measured.stock:.3f} ({key}) found {measured.found:.3f}"
        f" own {measured.own:.3f}"
        f" | to the clip: stock {1 - nearest.similarity(clip):.3f} found {1 - heard.similarity(clip):.3f}"
        f" | {clip.pitch_hz:.0f} Hz, stock {nearest.semitones_above(other):+.2f} found {measured.away_st:+.2f} st"
        f" | {measured.first_s:.1f} s {measured.took_s:.1f} s",
        file=sys.stderr,
        flush=True,
    )
    return measured


def _figures(words: str, measured: list[Found]) -> Iterator[Figure]:
    where, count = f"people, {words}", len(measured)
    women = sum(one.person.sex == "female" for one in measured)
    name = f"{where}: distance halved from the nearest stock voice's ({women} women, {count - women} men)"
    yield counted(name, sum(one.ratio <= HALF for one in measured), count, count)
    ratios = [one.ratio for one in measured]
    median = float(np.median(ratios))
    told = f"{median:.2f}, {min(ratios):.2f} to {max(ratios):.2f}"
    yield Figure(f"{where}: share of the distance left, median and all", told, f"{HALF}", median <= HALF)
    distances = np.median([(one.stock, one.found, one.own) for one in measured], axis=0)
    told = ", ".join(f"{value:.3f}" for value in distances)
    yield Figure(f"{where}: distance of the stock voice, the found one, the person's own clip, medians", told)
    within = sum(one.own <= HALF * one.stock for one in measured)
    yield Figure(f"{where}: own clip at most half as far as the stock voice", f"{within} of {count}")
    away_st = [abs(one.away_st) for one in measured]
    name = f"{where}: pitch within a semitone of the other recording (median {np.median(away_st):.2f})"
    yield Figure(name, f"{sum(value <= 1 for value in away_st)} of {count}")
    yield at_most(f"{where}: first answer, longest", max(one.first_s for one in measured), FIRST_S, "s", 1)
    yield at_most(f"{where}: search, longest", max(one.took_s for one in measured), LONGEST_S, "s", 1)
