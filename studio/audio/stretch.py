# SPDX-License-Identifier: GPL-3.0-or-later
"""A time stretch that keeps the pitch: waveform-similarity overlap-add (WSOLA) of mono samples, piece by piece."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from studio.core.pcm import Samples

SLOWEST, FASTEST = 0.75, 2.0
# Half a window holds a period of the lowest voices (65 Hz), and the search more than one from end to end.
_HALF_S = 0.015
_REACH_S = 0.012
_FAINT = 1e-9
# Unlikeness that a place at the end of the search's reach must make up for: windows then go back to their plan where
# the sound repeats itself, as vowels do and silence does, and leave onsets and ends of words whole.
_FAR = 0.2


class Stretch:
    """Speeds up or slows down a stream of samples.

    Windows of 30 ms are taken from the source *speed* times as far apart as they are put out, each moved by up to
    12 ms to where it goes on like the sound before it. So frame n of the result comes from frame n * speed of the
    source, give or take as much.

    Args:
        rate_hz: Frames per second.
        speed: 0.75 to 2; more than 1 is faster.

    Raises:
        ValueError: the speed is not in that range.
    """

    def __init__(self, rate_hz: int, speed: float) -> None:
        if not SLOWEST <= speed <= FASTEST:
            raise ValueError(f"speed must be from {SLOWEST} to {FASTEST}")
        self._speed = speed
        self._half = round(_HALF_S * rate_hz)
        self._reach = round(_REACH_S * rate_hz)
        phase = (np.arange(self._half) + 0.5) / self._half
        self._rise: Samples = np.square(np.sin(0.5 * np.pi * phase)).astype(np.float32)
        self._fall: Samples = np.ascontiguousarray(self._rise[::-1])
        self._kept: Samples = np.zeros(0, np.float32)
        self._kept_from = 0
        self._came = 0
        self._put = 0
        self._windows = 0
        # Where the source would go on by itself, which the next window should sound like.
        self._following = 0

    def push(self, samples: Samples, last: bool = False) -> Samples:
        """Take *samples*, and return what is finished; with *last* all the rest, so that the sum of frames is that of
        the source divided by the speed."""
        self._came += len(samples)
        rest = np.zeros(2 * (self._half + self._reach), np.float32) if last else np.zeros(0, np.float32)
        self._kept = np.concatenate((self._kept, samples, rest))
        most = round(self._came / self._speed) - self._put
        done: list[Samples] = []
        while self._room() and not (last and most <= 0):
            piece = self._next()
            done.append(piece[:most] if last else piece)
            most -= len(piece)
        out: Samples = np.concatenate(done) if done else np.zeros(0, np.float32)
        self._put += len(out)
        self._forget()
        return out

    @property
    def _planned(self) -> int:
        """Frame of the source at which the next window begins before it is moved."""
        # What two windows overlap comes on average from half a window less the faster it goes.
        return max(round(self._half * (self._windows * self._speed + self._speed - 1.0)), 0)

    def _room(self) -> bool:
        """Whether all that the next window may need is there."""
        end = self._kept_from + len(self._kept)
        return max(self._planned + self._reach, self._following) + self._half <= end

    def _next(self) -> Samples:
        """The next half window: the end of the one before it, faded into the begin of the next."""
        before = self._read(self._following, self._half)
        at = self._following if not self._windows else self._likest(before)
        piece: Samples = before * self._fall + self._read(at, self._half) * self._rise
        self._following = at + self._half
        self._windows += 1
        return piece

    def _likest(self, before: Samples) -> int:
        """The frame near the planned one from which the source is most like *before*."""
        first = max(self._planned - self._reach, 0)
        lags = self._planned + self._reach - first + 1
        searched = self._read(first, lags - 1 + self._half)
        power = np.concatenate((np.zeros(1), np.cumsum(np.square(searched, dtype=np.float64))))
        energy = power[self._half :] - power[: -self._half]
        # The energy of the difference against that of both: a louder or softer place is as unlike as another sound,
        # else the end of a word would be heard once more in the silence after it.
        both = energy + float(np.square(before, dtype=np.float64).sum()) + _FAINT * self._half
        unlike = 1.0 - 2.0 * np.correlate(searched, before, "valid") / both
        far = _FAR * np.square((np.arange(first, first + lags) - self._planned) / self._reach)
        return first + _bottom(unlike, int(np.argmin(unlike + far)))

    def _read(self, start: int, count: int) -> Samples:
        begin = start - self._kept_from
        return self._kept[begin : begin + count]

    def _forget(self) -> None:
        """Drop samples that no later window needs."""
        needed = min(self._following, max(self._planned - self._reach, 0))
        drop = min(max(needed - self._kept_from, 0), len(self._kept))
        self._kept = self._kept[drop:]
        self._kept_from += drop


def _bottom(values: NDArray[np.float64], at: int) -> int:
    """The place of the minimum that is reached from *at* downhill."""
    step = 1 if at + 1 < len(values) and values[at + 1] < values[at] else -1
    while 0 <= at + step < len(values) and values[at + step] < values[at]:
        at += step
    return at
