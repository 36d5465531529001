# SPDX-License-Identifier: GPL-3.0-or-later
"""Two takes as one source, between which the listener goes back and forth at the same word."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

import numpy as np

from studio.app.takes.gain import Gain
from studio.app.takes.playlist import Playlist, PlaylistItem
from studio.app.takes.takes import LiveTake
from studio.audio.loudness import integrated_lufs
from studio.core.pcm import Samples
from studio.core.timeline import WordTiming

Places = tuple[Sequence[float], Sequence[float]]
"""Seconds of two takes, both rising."""


class Comparison(Playlist):
    """Both takes one after the other, each with its end; what is heard is told by the place in it.

    The louder one is turned down to the loudness of the other.

    Args:
        first, second: All that is said by each take, complete and of one sample rate.
        lufs: Loudness of each, see `loudness_of`.
        places: Seconds of both at which they are at the same place; None for what their words tell.
    """

    def __init__(
        self, first: PlaylistItem, second: PlaylistItem, lufs: tuple[float, float], places: Places | None = None
    ) -> None:
        rate_hz = first.take.sample_rate_hz
        # A frame between them keeps the end of the first apart from the begin of the second.
        gains = _gains(*lufs)
        items = (replace(first, gain=Gain(gains[0])), replace(second, gain=Gain(gains[1])))
        super().__init__(items, rate_hz, pause_s=1 / rate_hz)
        self._begin = first.take.frames + 1
        self._knots = places or same_places(first.take, second.take)
        self.chosen = 0

    def read(self, start: int, count: int) -> Samples:
        end = self._begin - 1 if start < self._begin else start + count
        return super().read(start, max(min(count, end - start), 0))

    def finished(self, at: int) -> bool:
        """Whether frame *at* is the end of either take."""
        return at == self._begin - 1 or super().finished(at)

    def sought(self) -> Iterator[tuple[int, PlaylistItem]]:
        yield self.chosen, self.items[self.chosen]

    def place_of(self, number: int, take_s: float) -> float:
        """The second of this source at which take *number* is at *take_s* seconds."""
        return take_s + (self._begin / self.sample_rate_hz if number else 0.0)

    def first_s(self, t_s: float) -> float:
        """The second of the first take that is at the same place as *t_s* seconds of this source."""
        begin_s = self._begin / self.sample_rate_hz
        return t_s if t_s < begin_s else float(np.interp(t_s - begin_s, *self._knots[::-1]))

    def switch(self) -> Callable[[float], float]:
        """Choose the other take; returns what gives a place of this source by it, in seconds."""
        self.chosen = 1 - self.chosen
        begin_s, chosen = self._begin / self.sample_rate_hz, self.chosen
        mine, other = self._knots

        def same(t_s: float) -> float:
            if chosen == (t_s >= begin_s):
                return t_s
            if chosen:
                return begin_s + float(np.interp(t_s, mine, other))
            return float(np.interp(t_s - begin_s, other, mine))

        return same


def loudness_of(take: LiveTake) -> float:
    """Integrated loudness of a complete take in LUFS; minus infinity for silence. Takes some time."""
    return integrated_lufs(take.read(0, take.frames), take.sample_rate_hz)


def same_places(first: LiveTake, second: LiveTake) -> Places:
    """Seconds of both takes at which they are at the same place: begin, end, and those of each word that both say."""
    mine, other = [0.0], [0.0]
    here_said, there_said = ([word.text for word in take.words] for take in (first, second))
    for block in SequenceMatcher(None, here_said, there_said, autojunk=False).get_matching_blocks():
        for number in range(block.size):
            here, there = first.words[block.a + number], second.words[block.b + number]
            _add(mine, other, here, there)
    _add_place(mine, other, first.duration_s, second.duration_s)
    return mine, other


def _add(mine: list[float], other: list[float], here: WordTiming, there: WordTiming) -> None:
    _add_place(mine, other, here.start_s, there.start_s)
    _add_place(mine, other, here.end_s, there.end_s)


def _add_place(mine: list[float], other: list[float], here_s: float, there_s: float) -> None:
    # Words may overlap by a moment; a way back in one of the takes would be none in the other.
    if here_s > mine[-1] and there_s > other[-1]:
        mine.append(here_s)
        other.append(there_s)


def _gains(first_lufs: float, second_lufs: float) -> tuple[float, float]:
    """Factors that bring both to the loudness of the softer one, so that nothing is cut off."""
    if math.isinf(first_lufs) or math.isinf(second_lufs):
        return 1.0, 1.0
    softer = min(first_lufs, second_lufs)
    return 10 ** ((softer - first_lufs) / 20), 10 ** ((softer - second_lufs) / 20)
