# SPDX-License-Identifier: GPL-3.0-or-later
"""The overview of a waveform: lowest and highest sample of each bucket, updated as samples arrive."""

from __future__ import annotations

import numpy as np

from studio.core.pcm import Samples

BUCKET_S = 0.005


class Peaks:
    """Peaks of a growing waveform, some 200 buckets a second. For one thread.

    Args:
        sample_rate_hz: Rate of the samples that are appended.
        bucket_s: Seconds in a bucket, the finest resolution.
    """

    def __init__(self, sample_rate_hz: int, bucket_s: float = BUCKET_S) -> None:
        self._rate_hz = sample_rate_hz
        self._bucket = max(round(sample_rate_hz * bucket_s), 1)
        self._lows: Samples = np.zeros(1024, np.float32)
        self._highs: Samples = np.zeros(1024, np.float32)
        self._buckets = 0
        self._rest: Samples = np.zeros(0, np.float32)
        self._frames = 0

    @property
    def duration_s(self) -> float:
        """Seconds appended so far."""
        return self._frames / self._rate_hz

    def append(self, samples: Samples) -> None:
        """Add the next *samples*, mono float32."""
        self._frames += len(samples)
        joined = np.concatenate((self._rest, samples)) if len(self._rest) else samples
        count = len(joined) // self._bucket
        whole = joined[: count * self._bucket].reshape(count, self._bucket)
        self._rest = joined[count * self._bucket :].copy()
        if not count:
            return
        self._reserve(self._buckets + count)
        self._lows[self._buckets : self._buckets + count] = whole.min(axis=1)
        self._highs[self._buckets : self._buckets + count] = whole.max(axis=1)
        self._buckets += count

    def columns(self, start_s: float, end_s: float, width: int) -> tuple[Samples, Samples]:
        """Lowest and highest sample of each of *width* columns between two times; zeros where there is no audio.

        Raises:
            ValueError: the times are not in order, or the width is below 1.
        """
        if end_s <= start_s or width < 1:
            raise ValueError("end_s must be after start_s and width at least 1")
        lows, highs = self._all()
        edges = np.linspace(start_s, end_s, width + 1) * self._rate_hz / self._bucket
        first = np.clip(np.floor(edges[:-1]).astype(np.int64), 0, len(lows))
        last = np.clip(np.maximum(np.floor(edges[1:]).astype(np.int64), np.floor(edges[:-1]) + 1), 0, len(lows))
        shown = last.astype(np.int64) > first
        out_lows, out_highs = np.zeros(width, np.float32), np.zeros(width, np.float32)
        if shown.any():
            # reduceat reduces each stretch up to the next index; of these every other one counts.
            pairs = np.column_stack((first[shown], last[shown].astype(np.int64))).ravel()
            padding = np.zeros(1, np.float32)
            out_lows[shown] = np.minimum.reduceat(np.concatenate((lows, padding)), pairs)[::2]
            out_highs[shown] = np.maximum.reduceat(np.concatenate((highs, padding)), pairs)[::2]
        return out_lows, out_highs

    def _all(self) -> tuple[Samples, Samples]:
        lows, highs = self._lows[: self._buckets], self._highs[: self._buckets]
        if not len(self._rest):
            return lows, highs
        return np.append(lows, self._rest.min()), np.append(highs, self._rest.max())

    def _reserve(self, buckets: int) -> None:
        if buckets > len(self._lows):
            size = max(buckets, 2 * len(self._lows))
            self._lows = np.concatenate((self._lows, np.zeros(size - len(self._lows), np.float32)))
            self._highs = np.concatenate((self._highs, np.zeros(size - len(self._highs), np.float32)))
