# SPDX-License-Identifier: GPL-3.0-or-later
"""Excerpts of units: the words of a unit that are spoken where not all are asked for, and the frames they take."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from studio.core.pcm import Samples, faded
from studio.core.timeline import WordRange
from studio.engine.kokoro.frames import SAMPLE_RATE_HZ, SAMPLES_PER_FRAME
from studio.engine.kokoro.units import GOES_ON, Unit
from studio.engine.kokoro.words import FrameSpan, PhonemeSpan

T = TypeVar("T")

LEAD_FRAMES = 2
TAIL_FRAMES = 3
"""Frames that are kept before the first sound and behind the last."""


@dataclass(frozen=True, slots=True)
class TimedUnit:
    """A unit with the places of its words.

    Attributes:
        words: Of each of the unit's marks, in frames.
        phonemes: Of each of *words*.
        begin, end: What is heard of it, in frames.
    """

    unit: Unit
    words: tuple[FrameSpan, ...]
    phonemes: tuple[tuple[PhonemeSpan, ...], ...]
    begin: float
    end: float

    @property
    def first(self) -> int:
        """The first frame that is heard, or a part of it."""
        return math.floor(self.begin)

    @property
    def last(self) -> int:
        """One after the last."""
        return math.ceil(self.end)

    @property
    def all_phonemes(self) -> tuple[PhonemeSpan, ...]:
        return tuple(phoneme for word in self.phonemes for phoneme in word)


def asked_for(
    units: Iterable[Unit], words: WordRange, *, from_first: bool = False
) -> Iterator[tuple[Unit, range, bool]]:
    """Those of *units* that say some of *words*: each with the indices of these among its own words, and with whether
    the last word of the unit before, which is one of them, goes on in it. With *from_first* also those before them,
    which say none."""
    count, goes_on = 0, False
    for unit in units:
        chosen = words.among(count, len(unit.words))
        count += len(unit.words)
        if chosen or goes_on:
            yield unit, chosen, goes_on
        elif words.end is not None and count >= words.end:
            return
        elif from_first:
            yield unit, range(0), False
        last = unit.marks[-1][0] if unit.marks else None
        goes_on = unit.is_cut and (goes_on if last == GOES_ON else last in chosen)


def is_whole(unit: Unit, chosen: range, goes_on: bool) -> bool:
    """Whether the words *chosen* are all of *unit*; *goes_on* as for `excerpt`."""
    return len(chosen) == len(unit.words) and (goes_on or all(index != GOES_ON for index, _ in unit.marks))


def excerpt(timed: TimedUnit, chosen: range, goes_on: bool) -> TimedUnit:
    """The words *chosen* of *timed*, with the frames from shortly before the first to shortly after the last, as far as
    no other word sounds there.

    Args:
        chosen: Indices of the unit's words.
        goes_on: Whether the last word of the unit before is wanted, too, where it goes on here.
    """
    unit = timed.unit
    kept = [at for at, (index, _) in enumerate(unit.marks) if index in chosen or (goes_on and index == GOES_ON)]
    marks = tuple(
        (index - chosen.start if index != GOES_ON else index, start) for index, start in _at(unit.marks, kept)
    )
    part = replace(
        unit,
        words=unit.words[chosen.start : chosen.stop],
        marks=marks,
        is_cut=unit.is_cut and chosen.stop == len(unit.words),
        ends_paragraph=unit.ends_paragraph and chosen.stop == len(unit.words),
    )
    if not kept:
        return TimedUnit(part, (), (), timed.begin, timed.begin)
    return TimedUnit(
        part, _at(timed.words, kept), _at(timed.phonemes, kept), _begin(timed, kept[0]), _end(timed, kept[-1])
    )


def heard(sound: Samples, timed: TimedUnit, whole: TimedUnit, first: int) -> Samples:
    """The part of *sound*, which begins with frame *first*, that *timed* has of *whole*; faded where it is cut off."""
    begin, end = (round((place - first) * SAMPLES_PER_FRAME) for place in (timed.begin, timed.end))
    begins, ends = begin >= 0 and timed.begin > whole.begin, end <= len(sound) and timed.end < whole.end
    return faded(sound[max(0, begin) : end], SAMPLE_RATE_HZ, begin=begins, end=ends)


def _begin(timed: TimedUnit, word: int) -> float:
    if not word:
        return timed.begin
    begin = timed.words[word].start
    return max(timed.begin, begin - LEAD_FRAMES, min(timed.words[word - 1].end, begin))


def _end(timed: TimedUnit, word: int) -> float:
    if word == len(timed.words) - 1:
        return timed.end
    end = timed.words[word].end
    return min(timed.end, end + TAIL_FRAMES, max(timed.words[word + 1].start, end))


def _at(values: Sequence[T], places: Sequence[int]) -> tuple[T, ...]:
    return tuple(values[at] for at in places)
