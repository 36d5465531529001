# SPDX-License-Identifier: GPL-3.0-or-later
"""The feed from a source to the ring: it reads ahead, stretches and resamples, and maps ring frames to the source."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from studio.audio.playout import NEVER, Playout
from studio.audio.ring import Ring
from studio.audio.source import Source
from studio.audio.stretch import Stretch
from studio.core.pcm import Samples

AHEAD_S = 0.4
CHUNK_S = 0.1
GATHER_S = 2.0
_MARGIN_S = 0.06
_PREROLL_S = 0.02
_KEPT_ANCHORS = 64


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
        self._source: Source | None = None
        self._next = 0
        self._stretch: Stretch | None = None
        self._resampler: Any = None
        self._left: Samples = np.zeros(0, np.float32)
        self._drained = False
        self._starved = False

    def begin(self, source: Source, at_s: float) -> int:
        """Play *source* from *at_s* seconds on, after the samples sent already; returns the ring frame of its begin."""
        self._source = source
        start_s = self._open(source, at_s)
        # Read before the switch, so that the callback does not run dry in between.
        self._left = self._chunk(source)
        start = self._ring.written
        self._anchors = (*self._anchors[-_KEPT_ANCHORS:], _Anchor(start, start_s, self.speed))
        self._playout.end_at = NEVER
        self._playout.skip_to = start
        self.fill()
        return start

    def change_speed(self, speed: float) -> None:
        """Play what is not heard yet at *speed*."""
        self.speed = speed
        self.carry(lambda at_s: at_s)

    def carry(self, move: Callable[[float], float]) -> None:
        """Go on where *move* puts the first place that is not sent yet, both in seconds of the source."""
        source = self._source
        if source is None or self._playout.at_end:
            return
        at = max(self._ring.read, self._playout.skip_to)
        if self._playout.sounding:
            at += self._playout.fade_frames  # these are heard while it fades out
        self.begin(source, move(self.source_s(min(at, self._ring.written))))

    @property
    def earliest_s(self) -> float:
        """The earliest second of the source that `go_over` may be asked for now."""
        return self.source_s(self._untouched_from()) + _PREROLL_S

    def go_over(self, source: Source, at_s: float) -> bool:
        """Go on with *source*, which is as the present one up to *at_s* seconds of both.

        What was read ahead behind that place is put right. Returns False, and does nothing, if that would come too
        late.
        """
        # A moment of what both have alike, in which a resampler and the stretch find their way in.
        start = min(self._frame_of(at_s - _PREROLL_S), self._ring.written)
        if start < self._untouched_from():
            return False
        there = self._ring.written - start
        self._source = source
        self._open(source, self.source_s(start))
        samples = self._left
        while len(samples) < max(there, 1) and len(more := self._chunk(source)):
            samples = np.concatenate((samples, more))
        self._playout.end_at = NEVER
        ramp = self._playout.ramp if min(there, len(samples)) >= self._playout.fade_frames else self._left[:0]
        taken = self._ring.rewrite(start, samples, ramp)
        self._left = samples[taken:]
        self._anchors = (*self._anchors[-_KEPT_ANCHORS:], _Anchor(start, self.source_s(start), self.speed))
        self.fill()
        return True

    def fill(self) -> None:
        """Write samples until the ring is far enough ahead or the source has no more."""
        source = self._source
        if source is None:
            return
        while self._ring.written - max(self._ring.read, self._playout.skip_to) < self._ahead:
            if not len(self._left):
                self._left = self._chunk(source)
            if not len(self._left):
                break
            taken = self._ring.write(self._left)
            self._left = self._left[taken:]
            if not taken:
                break
        if self._drained and not len(self._left):
            self._playout.end_at = self._ring.written

    def drop(self) -> None:
        """Forget the source; its samples in the ring stay."""
        self._source = None
        self._stretch = self._resampler = None
        self._left = np.zeros(0, np.float32)

    @property
    def hungry(self) -> bool:
        """Whether the source is behind and should be read again soon."""
        return not self._drained and self._ring.available < self._ahead // 2

    def source_s(self, frame: float) -> float:
        """Seconds of the source at ring frame *frame*."""
        anchors = self._anchors
        number = max(bisect_right(anchors, frame, key=lambda anchor: anchor.start) - 1, 0)
        anchor = anchors[number]
        return anchor.source_s + (frame - anchor.start) * anchor.speed / self._rate_hz

    def _open(self, source: Source, at_s: float) -> float:
        """Have *source* read from *at_s* seconds on; returns those of the frame it begins with."""
        self._next = max(round(at_s * source.sample_rate_hz), 0)
        self._stretch = Stretch(source.sample_rate_hz, self.speed) if self.speed != 1.0 else None
        self._resampler = _resampler(source.sample_rate_hz, self._rate_hz)
        self._drained = self._starved = False
        self._left = np.zeros(0, np.float32)
        return self._next / source.sample_rate_hz

    def _frame_of(self, at_s: float) -> int:
        """Ring frame of *at_s* seconds of the source, behind the newest anchor."""
        anchor = self._anchors[-1]
        return anchor.start + round((at_s - anchor.source_s) * self._rate_hz / anchor.speed)

    def _untouched_from(self) -> int:
        """The first ring frame that the callback does not come to in the next moment."""
        at = max(self._ring.read, self._playout.skip_to)
        if not self._playout.sounding:
            return at
        return at + max(int(_MARGIN_S * self._rate_hz), 3 * self._playout.longest_block)

    def _chunk(self, source: Source) -> Samples:
        while not self._drained:
            samples = source.read(self._next, int(CHUNK_S * source.sample_rate_hz))
            if self._starved and len(samples) and not self._gathered(source):
                break
            if len(samples):
                self._starved = False
                self._next += len(samples)
                out = self._converted(samples, last=False)
            elif source.finished(self._next):
                self._drained = True
                out = self._converted(samples, last=True)
            else:
                self._starved = self._stretch is not None
                break
            if len(out):
                return out
        return np.zeros(0, np.float32)

    def _gathered(self, source: Source) -> bool:
        """Whether a source that is played faster than it grows has enough again for a while without a gap."""
        wanted = int(GATHER_S * source.sample_rate_hz)
        there = len(source.read(self._next, wanted))
        return there >= wanted or source.finished(self._next + there)

    def _converted(self, samples: Samples, last: bool) -> Samples:
        if self._stretch is not None:
            samples = self._stretch.push(samples, last)
        if self._resampler is None:
            return samples
        out: Samples = self._resampler.resample_chunk(samples, last=last)
        return out


def _resampler(from_hz: int, to_hz: int) -> Any:
    if from_hz == to_hz:
        return None
    import soxr

    return soxr.ResampleStream(from_hz, to_hz, 1, dtype="float32", quality="HQ")
