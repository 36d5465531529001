# SPDX-License-Identifier: GPL-3.0-or-later
"""How words of one text are read that are not read as written: by tags, by a pronunciation dictionary, by a setting."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from studio.core.markup import Saying
from studio.core.timeline import WordSpan


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

    def part(self, start: int, end: int) -> Reading:
        """The reading of the text's part from *start* to *end*."""
        touched = (saying.shifted(-start) for saying in self.sayings if saying.start < end and saying.end > start)
        return Reading(tuple(touched), self.name_emoji)
