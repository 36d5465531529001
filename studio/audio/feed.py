# SPDX-License-Identifier: GPL-3.0-or-later
"""The feed from a source to the ring: it reads ahead, stretches and resamples, and maps ring frames to the source."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass

from studio.audio.playout import NEVER, Playout
from studio.audio.reading import Reading
from studio.audio.ring import Ring
from studio.audio.source import Source

AHEAD_S = 0.4
_MARGIN_S = 0.027
_GUARD_S = 0.01
_PREROLL_S = 0.006
_KEPT_ANCHORS = 64
_CARRY_TRIES = 5


@dataclass(frozen=True, slots=True)
class _Anchor:
    """A place where ring and source are lined up: ring frame *start* is *source_s* seconds of the source, which goes on
    *speed* times as fast."""

    start: int
    source_s: float
    speed: float = 1.0


class Feed:
    """Keeps a ring filled some 0.4 s ahead. All methods but source_s belong to the feeder thread.

    Attributes:
        speed: How fast a source is played from the next begin on, 0.75 to 2, with its pitch kept; 1 leaves its samples
            as they are.
    """

    def __init__(self, ring: Ring, playout: Playout, rate_hz: int) -> None:
        self.speed = 1.0
        self._ring = ring
        self._playout = playout
        self._rate_hz = rate_hz
        self._ahead = int(AHEAD_S * rate_hz)
        self._anchors: tuple[_Anchor, ...] = (_Anchor(0, 0.0),)
        self._reading: Reading | None = None

    def begin(self, source: Source, at_s: float) -> int:
        """Play *source* from *at_s* seconds on, after the samples sent already; returns the ring frame of its begin."""
        reading = Reading(source, at_s, self.speed, self._rate_hz)
        # Read before the switch, so that the callback does not run dry in between.
        reading.gather(1)
        return self._begin_with(reading)

    def _begin_with(self, reading: Reading) -> int:
        self._reading = reading
        start = self._ring.written
        self._anchors = (*self._anchors[-_KEPT_ANCHORS:], _Anchor(start, reading.begin_s, self.speed))
        self._playout.end_at = NEVER
        self._playout.skip_to = start
        self.fill()
        return start

    def change_speed(self, speed: float) -> None:
        """Play what is not heard yet at *speed*."""
        self.speed = speed
        self.carry(lambda at_s: at_s)

    def carry(self, move: Callable[[float], float], source: Source | None = None) -> tuple[int, float] | None:
        """Go on where *move*, which may be called several times, puts the first place that is not sent yet, in seconds
        of the *source*, or of the present one for None.

        Returns:
            The ring frame and the second at which that begins; None where nothing is to come.
        """
        reading = self._reading
        if reading is None or self._playout.at_end:
            return None
        coming = Reading(source or reading.source, move(self._unheard_s()), self.speed, self._rate_hz)
        coming.gather(1)
        for _ in range(_CARRY_TRIES):
            # What the callback has sent while that was read would be heard twice.
            late_s = move(self._unheard_s()) - coming.begin_s
            late = round(late_s * self._rate_hz / self.speed)
            if late <= 0 or not coming.leave_out(late):
                break
        return self._begin_with(coming), coming.begin_s

    def _unheard_s(self) -> float:
        """The first second of the source that would not be heard if another place began now."""
        at = max(self._ring.read, self._playout.skip_to)
        if self._playout.sounding:
            at += self._playout.fade_frames  # these are heard while it fades out
        return self.source_s(min(at, self._ring.written))

    @property
    def earliest_s(self) -> float:
        """The earliest second of the source that `go_over` may be asked for now."""
        return self.source_s(self._untouched_from() + self._preroll)

    def go_over(self, source: Source, at_s: float) -> bool:
        """Go on with *source*, which is as the present one up to *at_s* seconds of both.

        What was read ahead behind that place is put right. Returns False, and does nothing, if that would come too
        late.
        """
        start = min(self._frame_of(at_s) - self._preroll, self._ring.written)
        if start < self._untouched_from():
            return False
        there = self._ring.written - start
        reading, passed = self._reading_in(source, self.source_s(start))
        samples = reading.gather(passed + max(there, 1))[passed:]
        if not len(samples) and not reading.drained:
            return False
        if self._playout.sounding and start < self._heard_next(_GUARD_S):
            return False  # making it ready took too long
        self._reading = reading
        self._playout.end_at = NEVER
        ramp = self._playout.ramp if min(there, len(samples)) >= self._playout.fade_frames else samples[:0]
        taken = self._ring.rewrite(start, samples, ramp)
        reading.left = samples[taken:]
        self._anchors = (*self._anchors[-_KEPT_ANCHORS:], _Anchor(start, self.source_s(start), self.speed))
        self.fill()
        return True

    def fill(self) -> None:
        """Write samples until the ring is far enough ahead or the source has no more."""
        reading = self._reading
        if reading is None:
            return
        while self._ring.written - max(self._ring.read, self._playout.skip_to) < self._ahead:
            if not len(reading.gather(1)):
                break
            taken = self._ring.write(reading.left)
            reading.left = reading.left[taken:]
            if not taken:
                break
        if reading.drained and not len(reading.left):
            self._playout.end_at = self._ring.written

    def drop(self) -> None:
        """Forget the source; its samples in the ring stay."""
        self._reading = None

    @property
    def hungry(self) -> bool:
        """Whether the source is behind and should be read again soon."""
        drained = self._reading is not None and self._reading.drained
        return not drained and self._ring.available < self._ahead // 2

    def source_s(self, frame: float) -> float:
        """Seconds of the source at ring frame *frame*."""
        anchors = self._anchors
        number = max(bisect_right(anchors, frame, key=lambda anchor: anchor.start) - 1, 0)
        anchor = anchors[number]
        return anchor.source_s + (frame - anchor.start) * anchor.speed / self._rate_hz

    def _reading_in(self, source: Source, at_s: float) -> tuple[Reading, int]:
        """A reading of *source* that begins before *at_s*, since a resampler's first samples are not the sound's, and
        the number of samples up to there."""
        # A frame of the source, so that samples are not a part of one late.
        first_s = max(int((at_s - _PREROLL_S * self.speed) * source.sample_rate_hz), 0) / source.sample_rate_hz
        reading = Reading(source, first_s, self.speed, self._rate_hz)
        return reading, round((at_s - first_s) * self._rate_hz / self.speed)

    @property
    def _preroll(self) -> int:
        """Frames of what both sources have alike, in which a resampler and the stretch find their way in; none where it
        waits for sound, which may be all that there is."""
        return round(_PREROLL_S * self._rate_hz) if self._playout.sounding else 0

    def _frame_of(self, at_s: float) -> int:
        """Ring frame of *at_s* seconds of the source, behind the newest anchor."""
        anchor = self._anchors[-1]
        return anchor.start + round((at_s - anchor.source_s) * self._rate_hz / anchor.speed)

    def _untouched_from(self) -> int:
        """The first ring frame that the callback does not come to in the next moment."""
        if not self._playout.sounding:
            return max(self._ring.read, self._playout.skip_to)
        return self._heard_next(_MARGIN_S)

    def _heard_next(self, within_s: float) -> int:
        """The first ring frame that the callback does not come to within *within_s*; it may take a block at once."""
        at = max(self._ring.read, self._playout.skip_to)
        return at + max(int(within_s * self._rate_hz), self._playout.longest_block)
