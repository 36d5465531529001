# SPDX-License-Identifier: GPL-3.0-or-later
"""The feed from a source to the ring: it reads ahead, resamples once, and maps ring frames back to the source."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import Any

import numpy as np

from studio.audio.playout import NEVER, Playout
from studio.audio.ring import Ring
from studio.audio.source import Source
from studio.core.pcm import Samples

AHEAD_S = 0.4
CHUNK_S = 0.1
_KEPT_ANCHORS = 64


@dataclass(frozen=True, slots=True)
class _Anchor:
    """A place where ring and source are lined up: ring frame *start* is *source_s* seconds of the source."""

    start: int
    source_s: float


class Feed:
    """Keeps a ring filled some 0.4 s ahead. All methods but source_s belong to the feeder thread."""

    def __init__(self, ring: Ring, playout: Playout, rate_hz: int) -> None:
        self._ring = ring
        self._playout = playout
        self._rate_hz = rate_hz
        self._ahead = int(AHEAD_S * rate_hz)
        self._anchors: tuple[_Anchor, ...] = (_Anchor(0, 0.0),)
        self._source: Source | None = None
        self._next = 0
        self._resampler: Any = None
        self._left: Samples = np.zeros(0, np.float32)
        self._drained = False

    def begin(self, source: Source, at_s: float) -> int:
        """Play *source* from *at_s* seconds on, after the samples sent already; returns the ring frame of its begin."""
        self._source = source
        self._next = max(round(at_s * source.sample_rate_hz), 0)
        self._resampler = _resampler(source.sample_rate_hz, self._rate_hz)
        self._drained = False
        start_s = self._next / source.sample_rate_hz
        # Read before the switch, so that the callback does not run dry in between.
        self._left = np.zeros(0, np.float32)
        self._left = self._chunk(source)
        start = self._ring.written
        self._anchors = (*self._anchors[-_KEPT_ANCHORS:], _Anchor(start, start_s))
        self._playout.end_at = NEVER
        self._playout.skip_to = start
        self.fill()
        return start

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
        self._resampler = None
        self._left = np.zeros(0, np.float32)

    @property
    def hungry(self) -> bool:
        """Whether the source is behind and should be read again soon."""
        return not self._drained and self._ring.available < self._ahead // 2

    def source_s(self, frame: float) -> float:
        """Seconds of the source at ring frame *frame*."""
        anchors = self._anchors
        number = max(bisect_right(anchors, frame, key=lambda anchor: anchor.start) - 1, 0)
        return anchors[number].source_s + (frame - anchors[number].start) / self._rate_hz

    def _chunk(self, source: Source) -> Samples:
        while not self._drained:
            samples = source.read(self._next, int(CHUNK_S * source.sample_rate_hz))
            if len(samples):
                self._next += len(samples)
                out = self._resampled(samples, last=False)
            elif source.finished(self._next):
                self._drained = True
                out = self._resampled(samples, last=True)
            else:
                break
            if len(out):
                return out
        return np.zeros(0, np.float32)

    def _resampled(self, samples: Samples, last: bool) -> Samples:
        if self._resampler is None:
            return samples
        out: Samples = self._resampler.resample_chunk(samples, last=last)
        return out


def _resampler(from_hz: int, to_hz: int) -> Any:
    if from_hz == to_hz:
        return None
    import soxr

    return soxr.ResampleStream(from_hz, to_hz, 1, dtype="float32", quality="HQ")
