# SPDX-License-Identifier: GPL-3.0-or-later
"""A source that is read from a place on, stretched and resampled."""

from __future__ import annotations

from typing import Any

import numpy as np

from studio.audio.source import Source
from studio.audio.stretch import Stretch
from studio.core.pcm import Samples

CHUNK_S = 0.1
GATHER_S = 2.0


class Reading:
    """Gives the samples of a source in chunks.

    Args:
        source: May still be growing.
        at_s: Where it begins, in seconds of the source.
        speed: How fast it is played, with its pitch kept; 1 leaves its samples as they are.
        rate_hz: Rate of the samples given.

    Attributes:
        begin_s: Second of the source that it begins with.
        left: Samples that were read and are not taken yet.
        drained: Whether the source has no more.
    """

    def __init__(self, source: Source, at_s: float, speed: float, rate_hz: int) -> None:
        self.source = source
        self._next = max(round(at_s * source.sample_rate_hz), 0)
        self._sample_s = speed / rate_hz
        self._stretch = Stretch(source.sample_rate_hz, speed) if speed != 1.0 else None
        self._resampler = _resampler(source.sample_rate_hz, rate_hz)
        self._starved = False
        self.begin_s = self._next / source.sample_rate_hz
        self.left: Samples = np.zeros(0, np.float32)
        self.drained = False

    def gather(self, count: int) -> Samples:
        """Have at least *count* samples in `left`, or all that there are now; returns them."""
        while len(self.left) < count and len(more := self.chunk()):
            self.left = np.concatenate((self.left, more)) if len(self.left) else more
        return self.left

    def leave_out(self, count: int) -> int:
        """Begin *count* samples later, or as many as there are now; returns how many."""
        left = self.gather(count)
        count = min(count, len(left))
        self.left = left[count:]
        self.begin_s += count * self._sample_s
        return count

    def chunk(self) -> Samples:
        """The next samples; none if there are none yet, or none any more."""
        while not self.drained:
            samples = self.source.read(self._next, int(CHUNK_S * self.source.sample_rate_hz))
            if self._starved and len(samples) and not self._gathered():
                break
            if len(samples):
                self._starved = False
                self._next += len(samples)
                out = self._converted(samples, last=False)
            elif self.source.finished(self._next):
                self.drained = True
                out = self._converted(samples, last=True)
            else:
                self._starved = self._stretch is not None
                break
            if len(out):
                return out
        return np.zeros(0, np.float32)

    def _gathered(self) -> bool:
        """Whether a source that is played faster than it grows has enough again for a while without a gap."""
        wanted = int(GATHER_S * self.source.sample_rate_hz)
        there = len(self.source.read(self._next, wanted))
        return there >= wanted or self.source.finished(self._next + there)

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
