# SPDX-License-Identifier: GPL-3.0-or-later
"""The machine's present rendering speed, and the head start that it needs for playing without a gap."""

from __future__ import annotations

from collections.abc import Sequence

from studio.engine.base import NO_HEAD_START, HeadStart
from studio.engine.kokoro.frames import FRAME_S

_NEWEST_SHARE = 0.3
# Factor for all work besides the generator's.
_BESIDES = 1.03
# So many mean deviations are added to the mean pace, as to round-trip times in RFC 6298. There it is four, since no
# single packet may be late; here delays of several slices even out. One measurement alone says little.
_DEVIATIONS = 1.5
_FIRST_DEVIATION = 0.25
_MOST_BUFFER_S = 60.0
# Added to a wait: a player that only waits has nothing in reserve when the machine stumbles, one that gathers has.
_STUMBLE_S = 0.15


class Pace:
    """Seconds that the generator needs for a second of sound, estimated from its latest runs."""

    def __init__(self) -> None:
        self.factor = 0.0
        """0 before the first run."""
        self._deviation = 0.0

    def note(self, frames: int, took_s: float) -> None:
        """Add a run of *frames* that took *took_s* seconds."""
        now = took_s / (max(1, frames) * FRAME_S)
        if not self.factor:
            self.factor, self._deviation = now, _FIRST_DEVIATION * now
            return
        self._deviation += _NEWEST_SHARE * (abs(now - self.factor) - self._deviation)
        self.factor += _NEWEST_SHARE * (now - self.factor)

    def head_start(self, slices: Sequence[tuple[int, int]]) -> HeadStart:
        """The head start for playing *slices* without a gap; none if each is ready in time.

        Args:
            slices: Frames heard and frames generated of each; the first slice is ready now.
        """
        factor = (self.factor + _DEVIATIONS * self._deviation) * _BESIDES
        ready_s = heard_s = 0.0
        wait_s = 0.0
        steps: list[tuple[float, float]] = []
        for number, (kept, run) in enumerate(slices):
            if number:
                ready_s += run * FRAME_S * factor
            wait_s = max(wait_s, ready_s - heard_s)
            heard_s += kept * FRAME_S
            steps.append((ready_s, heard_s))
        if wait_s == 0.0:
            return NO_HEAD_START
        buffer_s = next(heard for ready, heard in steps if ready >= wait_s - 1e-9)
        return HeadStart(min(_MOST_BUFFER_S, buffer_s), wait_s + _STUMBLE_S)
