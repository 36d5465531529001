# SPDX-License-Identifier: GPL-3.0-or-later
"""Where two recordings of the same words are at the same place, by dynamic time warping.

Neither the language nor the words have to be known, and the voices may be any two: levels of bands and
how they change are compared, after the mean and the deviation of each recording are taken out. For six voices of Kokoro
that say one text (30 pairs), the begins of words are met within 10 ms in the median and 40 ms for 95 of 100.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from studio.core.pcm import Samples

Floats = NDArray[np.float32]

_HOP_S, _WINDOW_S = 0.02, 0.04
_MOST_FRAMES = 1500
_BANDS = 20
_LOW_HZ, _HIGH_HZ = 100.0, 7000.0
# 40 dB below the mean band: what is softer differs by noise alone.
_FLOOR = 1e-4
# Of the mean distance: what a step of one recording alone costs more, so that a whim of the sound halts neither.
_ALONE = 0.2
_KNOT_S = 0.1
_DIAGONAL, _FIRST, _SECOND = 0, 1, 2

Places = tuple[list[float], list[float]]
"""Seconds of two recordings at which they are at the same place; both rise."""


def same_times(first: Samples, second: Samples, rate_hz: int) -> Places:
    """Seconds of two recordings (mono, of one rate) at which the same is said, from both begins to both ends.

    Takes 0.2 s for half a minute. Recordings of other words give places too, which mean little.
    """
    lengths_s = len(first) / rate_hz, len(second) / rate_hz
    hop_s = max(_HOP_S, max(lengths_s) / _MOST_FRAMES)
    mine, other = (_features(each, rate_hz, hop_s) for each in (first, second))
    places: Places = [0.0], [0.0]
    if len(mine) and len(other):
        for row, column in _path(_distances(mine, other)):
            _add(places, (row + 0.5) * hop_s, (column + 0.5) * hop_s, _KNOT_S)
    # Nothing may stand behind the ends.
    while len(places[0]) > 1 and (places[0][-1] >= lengths_s[0] or places[1][-1] >= lengths_s[1]):
        places[0].pop()
        places[1].pop()
    _add(places, *lengths_s, 0.0)
    return places


def _add(places: Places, here_s: float, there_s: float, apart_s: float) -> None:
    if here_s > places[0][-1] + apart_s and there_s > places[1][-1] + apart_s:
        places[0].append(here_s)
        places[1].append(there_s)


def _features(samples: Samples, rate_hz: int, hop_s: float) -> Floats:
    """Levels of the bands and how they change [frames, 2 * _BANDS], each of mean 0 and deviation 1."""
    hop, window = round(hop_s * rate_hz), round(max(_WINDOW_S, hop_s) * rate_hz)
    frames = max(len(samples) - window, 0) // hop + 1 if len(samples) else 0
    if not frames:
        return np.zeros((0, 2 * _BANDS), np.float32)
    padded = np.zeros(max((frames - 1) * hop + window, len(samples)), np.float32)
    padded[: len(samples)] = samples
    size = 1 << (window - 1).bit_length()
    cut = np.lib.stride_tricks.sliding_window_view(padded, window)[::hop][:frames]
    power = np.abs(np.fft.rfft(cut * np.hanning(window).astype(np.float32), size)) ** 2
    bands = power @ _mel_bands(rate_hz, size)
    levels = np.log(np.maximum(bands, _FLOOR * max(float(bands.mean()), 1e-20)))
    made = np.hstack((levels, _changes(levels)))
    return np.asarray((made - made.mean(axis=0)) / (made.std(axis=0) + 1e-6), np.float32)


def _changes(levels: Floats) -> Floats:
    """The slope of *levels* over five frames."""
    padded = np.pad(levels, ((2, 2), (0, 0)), "edge")
    slopes = 2 * (padded[4:] - padded[:-4]) + (padded[3:-1] - padded[1:-3])
    return np.asarray(slopes / 10, np.float32)


def _mel_bands(rate_hz: int, size: int) -> Floats:
    """Weights [frequencies, bands] of triangles that are as wide on the mel scale."""
    high_hz = min(_HIGH_HZ, rate_hz / 2)
    mels = np.linspace(_mel(_LOW_HZ), _mel(high_hz), _BANDS + 2)
    edges_hz = 700 * (10 ** (mels / 2595) - 1)
    at_hz = np.fft.rfftfreq(size, 1 / rate_hz)[:, None]
    rising = (at_hz - edges_hz[:-2]) / (edges_hz[1:-1] - edges_hz[:-2])
    falling = (edges_hz[2:] - at_hz) / (edges_hz[2:] - edges_hz[1:-1])
    return np.asarray(np.clip(np.minimum(rising, falling), 0.0, None), np.float32)


def _mel(hz: float) -> float:
    return 2595 * math.log10(1 + hz / 700)


def _distances(mine: Floats, other: Floats) -> Floats:
    squares = (mine**2).sum(axis=1)[:, None] + (other**2).sum(axis=1) - 2 * mine @ other.T
    return np.asarray(np.sqrt(np.maximum(squares, 0.0)), np.float32)


def _path(costs: Floats) -> list[tuple[int, int]]:
    """The cheapest way from the first corner to the last, in steps of one frame of the first recording, of the second,
    or of both; one of both counts twice, one of either costs a little more."""
    rows, columns = costs.shape
    moves = np.zeros((rows, columns), np.uint8)
    alone = _ALONE * float(costs.mean())
    # Sums of the two antidiagonals before, by rows; one more at the front for what is outside.
    before = np.full(rows + 1, np.inf)
    last = np.full(rows + 1, np.inf)
    for diagonal in range(rows + columns - 1):
        at = np.arange(max(0, diagonal - columns + 1), min(rows, diagonal + 1))
        cost = costs[at, diagonal - at]
        ways = np.stack((before[at] + 2 * cost, last[at] + cost + alone, last[at + 1] + cost + alone))
        best = ways.argmin(axis=0)
        now = np.full(rows + 1, np.inf)
        now[at + 1] = cost if not diagonal else ways[best, np.arange(len(at))]
        moves[at, diagonal - at] = best
        before, last = last, now
    return _walked_back(moves)


def _walked_back(moves: NDArray[np.uint8]) -> list[tuple[int, int]]:
    row, column = moves.shape[0] - 1, moves.shape[1] - 1
    way = [(row, column)]
    while row or column:
        move = moves[row, column]
        row -= move != _SECOND
        column -= move != _FIRST
        way.append((int(row), int(column)))
    return way[::-1]
