# SPDX-License-Identifier: GPL-3.0-or-later
"""The time that a search has."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from studio.engine.clip.comparison_text import ComparisonText


class Pace:
    """Times of renders, so that none is begun that would probably not end in time."""

    def __init__(self, clock: Callable[[], float], search_s: float) -> None:
        self._clock = clock
        self._ends_s = clock() + search_s
        self._length, self._took_s = 0, 0.0

    def has_time_for(self, *texts: ComparisonText) -> bool:
        """True before the first render, whose time nobody knows."""
        expected_s = self._took_s / max(self._length, 1) * sum(words.length for words in texts)
        return self._clock() + expected_s <= self._ends_s

    @contextmanager
    def rendering(self, words: ComparisonText) -> Iterator[None]:
        began_s = self._clock()
        yield
        self._took_s += self._clock() - began_s
        self._length += words.length
