# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes that are being rendered, and the cache of complete ones."""

from __future__ import annotations

import time
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterable, Sequence
from threading import Lock

import numpy as np

from studio.audio.source import Track
from studio.core.errors import StudioError
from studio.core.pcm import Samples
from studio.core.timeline import WordTiming

PEAK_S = 0.02


class LiveTake:
    """A take that grows while it is rendered. One thread writes it, any may read it.

    Args:
        key: Digest of text, design and engine, see core.project.take_key.
        sample_rate_hz: The engine's rate.
        clock: Monotonic, in seconds.

    Attributes:
        read_from: Whether it was read for playing, which is not held back from then on.
    """

    def __init__(self, key: str, sample_rate_hz: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.key = key
        self.sample_rate_hz = sample_rate_hz
        self.words: tuple[WordTiming, ...] = ()
        self.skipped: tuple[str, ...] = ()
        self.error: StudioError | None = None
        self.read_from = False
        self._clock = clock
        self._gather_s = 0.0
        self._wait_s: float | None = None
        self._began_s = 0.0
        self._track = Track(sample_rate_hz)
        self._peak_frames = round(PEAK_S * sample_rate_hz)
        self._new_peaks: list[float] = []
        self._peaks: Sequence[float] = self._new_peaks
        self._loudest = 0.0
        self._dropped_frames: int | None = None

    @property
    def frames(self) -> int:
        return self._track.frames if self._dropped_frames is None else self._dropped_frames

    @property
    def duration_s(self) -> float:
        return self.frames / self.sample_rate_hz

    @property
    def dropped(self) -> bool:
        """Whether it has no samples, only their number."""
        return self._dropped_frames is not None

    @property
    def size_bytes(self) -> int:
        return 4 * self._track.frames

    @property
    def complete(self) -> bool:
        """Whether all samples and words have come."""
        return self._track.complete or self.dropped

    @property
    def ready(self) -> bool:
        """Whether playing may begin: it is complete, or there is enough of it for playing without a gap."""
        if self.read_from or self.complete or self.error is not None or self.duration_s >= self._gather_s:
            return True
        if self._wait_s is None or not self.frames:
            return False
        return self._clock() - self._began_s >= self._wait_s

    def hold_back(self, gather_s: float, wait_s: float | None = None) -> None:
        """Make it ready only once *gather_s* of audio are there, or *wait_s* after the first audio, whichever is
        sooner."""
        self._gather_s = max(self._gather_s, gather_s)
        if wait_s is not None:
            self._wait_s = max(self._wait_s or 0.0, wait_s)

    @property
    def peaks(self) -> Sequence[float]:
        """Largest absolute sample of each whole 20 ms so far."""
        return self._peaks

    @property
    def loudest(self) -> float:
        """The largest of *peaks*; 0 if there are none yet."""
        return self._loudest

    def append(self, samples: Samples) -> None:
        if not self._track.frames:
            self._began_s = self._clock()
        self._track.append(samples)
        done = len(self._peaks) * self._peak_frames
        whole = (self._track.frames - done) // self._peak_frames
        if whole:
            blocks = self._track.read(done, whole * self._peak_frames).reshape(whole, self._peak_frames)
            peaks = np.abs(blocks).max(axis=1).tolist()
            self._new_peaks.extend(peaks)
            self._loudest = max(self._loudest, max(peaks))

    def add_words(self, words: Iterable[WordTiming]) -> None:
        self.words = (*self.words, *words)

    def finish(self) -> None:
        self._track.finish()

    def read(self, start: int, count: int) -> Samples:
        """Up to *count* samples from frame *start*; fewer if there are no more yet."""
        return self._track.read(start, count)

    def without_audio(self) -> LiveTake:
        """A complete take of the same length, without samples and words."""
        return LiveTake.of_length(self.key, self.sample_rate_hz, self.frames)

    @classmethod
    def of_length(
        cls,
        key: str,
        sample_rate_hz: int,
        frames: int,
        words: tuple[WordTiming, ...] = (),
        peaks: Sequence[float] = (),
    ) -> LiveTake:
        """A complete take of *frames* samples, which are not there."""
        husk = cls(key, sample_rate_hz)
        husk._dropped_frames = frames
        husk.words = words
        husk._peaks = peaks
        husk._loudest = max(peaks, default=0.0)
        return husk


class TakeCache:
    """Complete takes by key. Beyond *max_bytes* the least recently used are dropped. Safe from any thread."""

    def __init__(self, max_bytes: int = 128 * 2**20) -> None:
        self._max_bytes = max_bytes
        self._takes: OrderedDict[str, LiveTake] = OrderedDict()
        self._kept_as: Counter[LiveTake] = Counter()
        self._bytes = 0
        self._lock = Lock()

    def get(self, key: str) -> LiveTake | None:
        with self._lock:
            take = self._takes.get(key)
            if take is not None:
                self._takes.move_to_end(key)
            return take

    def put(self, take: LiveTake, key: str = "") -> None:
        """Keep *take* by its key, or by another one."""
        with self._lock:
            old = self._takes.pop(key or take.key, None)
            if old is not None:
                self._let_go(old)
            self._takes[key or take.key] = take
            self._kept_as[take] += 1
            # One that is kept by several keys takes its room once.
            self._bytes += take.size_bytes if self._kept_as[take] == 1 else 0
            while self._bytes > self._max_bytes and len(self._kept_as) > 1:
                self._let_go(self._takes.popitem(last=False)[1])

    def _let_go(self, take: LiveTake) -> None:
        self._kept_as[take] -= 1
        if not self._kept_as[take]:
            del self._kept_as[take]
            self._bytes -= take.size_bytes

    @property
    def size_bytes(self) -> int:
        """Size of all takes."""
        return self._bytes

    def clear(self) -> None:
        with self._lock:
            self._takes.clear()
            self._kept_as.clear()
            self._bytes = 0
