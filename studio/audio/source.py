# SPDX-License-Identifier: GPL-3.0-or-later
"""Sources of samples for a player, which may still be growing, such as the track that the app fills."""

from __future__ import annotations

from threading import Lock
from typing import Protocol

import numpy as np

from studio.core.pcm import Samples


class Source(Protocol):
    """Mono float32 samples, read by frame index from the player's feeder thread."""

    @property
    def sample_rate_hz(self) -> int: ...

    def read(self, start: int, count: int) -> Samples:
        """Frames *start* to *start + count*; fewer or none if they are not there yet. Must not block."""
        ...

    def finished(self, at: int) -> bool:
        """Whether no frame is, or will be, at *at* or after it."""
        ...


class Track:
    """A source that grows while it is played: append as pieces are rendered, then finish.

    Safe to fill from one thread while others read. Memory is kept until the track itself is dropped.
    """

    def __init__(self, sample_rate_hz: int) -> None:
        self._rate_hz = sample_rate_hz
        self._lock = Lock()
        self._samples: Samples = np.zeros(0, np.float32)
        self._length = 0
        self._finished = False

    @property
    def sample_rate_hz(self) -> int:
        return self._rate_hz

    @property
    def frames(self) -> int:
        """Frames appended so far."""
        return self._length

    @property
    def duration_s(self) -> float:
        """Seconds appended so far."""
        return self._length / self._rate_hz

    @property
    def complete(self) -> bool:
        return self._finished

    def append(self, samples: Samples) -> None:
        """Add *samples* (mono float32 at this track's rate) at the end.

        Raises:
            RuntimeError: the track is finished.
        """
        with self._lock:
            if self._finished:
                raise RuntimeError("a finished track takes no more samples")
            end = self._length + len(samples)
            if end > len(self._samples):
                grown = np.zeros(max(end, 2 * len(self._samples), self._rate_hz), np.float32)
                grown[: self._length] = self._samples[: self._length]
                self._samples = grown
            self._samples[self._length : end] = samples
            self._length = end

    def finish(self) -> None:
        """End the track; nothing more can be appended. May be called again."""
        with self._lock:
            if len(self._samples) > self._length:
                # The room for more, up to as much again, is held by takes that are kept.
                self._samples = self._samples[: self._length].copy()
            self._finished = True

    def samples(self) -> Samples:
        """A read-only view of the samples so far; later appends do not change it."""
        return self.read(0, self._length)

    def read(self, start: int, count: int) -> Samples:
        with self._lock:
            view = self._samples[min(start, self._length) : min(start + count, self._length)]
        view.flags.writeable = False
        return view

    def finished(self, at: int) -> bool:
        with self._lock:
            return self._finished and at >= self._length
