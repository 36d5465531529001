# SPDX-License-Identifier: GPL-3.0-or-later
"""How fast this machine renders right now, and when playing may begin so that no gap comes."""

from __future__ import annotations

from collections.abc import Sequence

from studio.engine.base import NO_HEAD_START, HeadStart
from studio.engine.kokoro.frames import FRAME_S

_NEWEST_SHARE = 0.3
# What all else adds.
_BESIDES = 1.03
# A pace that varies is taken for slower by so many of its mean deviations: as round-trip times are (RFC 6298, where it
# is four, since no single one may be late; here what is late adds up over some slices). One alone says little.
_DEVIATIONS = 1.5
_FIRST_DEVIATION = 0.25
_MOST_BUFFER_S = 60.0
# Who gathers has something over; who waits would have nothing where the machine stumbles.
_STUMBLE_S = 0.15


class Pace:
    """Seconds that the generator needs for a second of sound, from what it needed lately."""

    def __init__(self) -> None:
        self.factor = 0.0
        """0 until something was noted."""
        self._deviation = 0.0

    def note(self, frames: int, took_s: float) -> None:
        """*frames* were generated in *took_s* seconds."""
        now = took_s / (max(1, frames) * FRAME_S)
        if not self.factor:
            self.factor, self._deviation = now, _FIRST_DEVIATION * now
            return
        self._deviation += _NEWEST_SHARE * (abs(now - self.factor) - self._deviation)
        self.factor += _NEWEST_SHARE * (now - self.factor)

    def head_start(self, slices: Sequence[tuple[int, int]]) -> HeadStart:
        """When to begin to play what comes in *slices*; none if each comes in time.

        Args:
            slices: For each, the frames that are heard and those that are generated for it, the first one ready now.
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
