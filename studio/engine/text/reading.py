# SPDX-License-Identifier: GPL-3.0-or-later
"""How words of one text are read that are not read as written: by tags, by a pronunciation dictionary, by a setting."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from studio.core.markup import Saying
from studio.core.timeline import WordSpan

# Letters that are said for one that is spelt, and for an emoji that is named.
_SPELT, _NAMED = 4, 12


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text's own reading rules are told.

    Attributes:
        sayings: In order of their places in the text, not overlapping.
        name_emoji: Say what an emoji shows, where espeak-ng knows its name; otherwise it is skipped.
    """

    sayings: tuple[Saying, ...] = ()
    name_emoji: bool = False

    def of(self, word: WordSpan) -> Saying | None:
        """The first saying that touches *word*, if any."""
        if not self.sayings:
            return None
        at = max(0, bisect_right(self.sayings, word.start, key=lambda saying: saying.start) - 1)
        for saying in self.sayings[at : at + 2]:
            if saying.start < word.end and saying.end > word.start:
                return saying
        return None

    def weight(self, word: WordSpan) -> int:
        """About how many letters are said for *word*."""
        saying = self.of(word)
        said = 0 if saying is None else _SPELT * len(word.text) if saying.how == "spell" else len(saying.said)
        return said + len(word.text) * (_NAMED if self.name_emoji else 1)

    def part(self, start: int, end: int) -> Reading:
        """The reading of the text's part from *start* to *end*."""
        first, last = self._touched(start, end)
        return Reading(tuple(saying.shifted(-start) for saying in self.sayings[first:last]), self.name_emoji)

    def touches(self, start: int, end: int) -> bool:
        """Whether a saying touches the text's part from *start* to *end*."""
        first, last = self._touched(start, end)
        return first < last

    def with_found(self, found: Iterable[Saying]) -> Reading:
        """The reading with sayings that were *found* in a dictionary; those that are here go before them."""
        new = (saying for saying in found if not self.touches(saying.start, saying.end))
        return Reading(tuple(sorted((*self.sayings, *new), key=lambda saying: saying.start)), self.name_emoji)

    def _touched(self, start: int, end: int) -> tuple[int, int]:
        first = bisect_right(self.sayings, start, key=lambda saying: saying.end)
        return first, bisect_left(self.sayings, end, lo=first, key=lambda saying: saying.start)
