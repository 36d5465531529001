# SPDX-License-Identifier: GPL-3.0-or-later
"""How unlike two renders of one text sound: log-mel spectra, aligned in time."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Wave = NDArray[np.float32]
Spectra = NDArray[np.float64]

_BANDS = 40
_LOWEST_HZ, _HIGHEST_HZ = 50.0, 8000.0
_WINDOW_S, _HOP_S = 0.025, 0.01
_FLOOR_DB = -60.0
_SPEECH_DB = -35.0
_REACH = 15


def log_mel_db(samples: Wave, rate_hz: int) -> Spectra:
    """[frames, 40] band powers in dB of the loudest, no lower than -60."""
    bands = _bands(samples, rate_hz)
    return _in_db(bands, float(bands.max()))


def joint_distances_db(
    heard: Wave, joint: int, left: tuple[Wave, int], right: tuple[Wave, int], rate_hz: int, around_s: float = 0.1
) -> tuple[float, float]:
    """Mean absolute differences of the windows whose middle is within *around_s* before *joint*, and behind it, in dB.

    Nothing is aligned, and the floor is that of `log_mel_db` for all that is heard.

    Args:
        heard: Sound with a joint at the sample *joint*.
        left: What it is compared with before the joint, and the joint's place there; the sound may go on behind.
        right: The same for behind the joint.
        around_s: Seconds on each side.
    """
    loudest = float(_bands(heard, rate_hz).max())
    size, hop, reach = (round(seconds * rate_hz) for seconds in (_WINDOW_S, _HOP_S, around_s))
    found = []
    for (whole, place), middles in ((left, range(-reach, 0, hop)), (right, range(0, reach, hop))):
        pairs = [
            (_at(heard, joint + middle - size // 2, size), _at(whole, place + middle - size // 2, size))
            for middle in middles
        ]
        spectra = [_in_db(_bands(np.concatenate(side), rate_hz, size), loudest) for side in zip(*pairs, strict=True)]
        found.append(float(np.abs(spectra[0] - spectra[1]).mean()))
    return found[0], found[1]


def _at(samples: Wave, first: int, count: int) -> Wave:
    """*count* samples from *first* on, with silence where there are none."""
    inside = samples[max(first, 0) : max(first + count, 0)]
    before = min(max(-first, 0), count)
    return np.pad(inside, (before, count - before - len(inside)))


def _in_db(bands: Spectra, loudest: float) -> Spectra:
    return np.asarray(np.maximum(10 * np.log10(bands / loudest + 1e-12), _FLOOR_DB), np.float64)


def _bands(samples: Wave, rate_hz: int, hop: int = 0) -> Spectra:
    """[frames, 40] band powers; *hop* in samples, 0 for the usual one."""
    size, hop = round(_WINDOW_S * rate_hz), hop or round(_HOP_S * rate_hz)
    windows = np.lib.stride_tricks.sliding_window_view(samples.astype(np.float64), size)[::hop] * np.hanning(size)
    power = np.abs(np.fft.rfft(windows, 1024)) ** 2
    hz = np.fft.rfftfreq(1024, 1 / rate_hz)
    lowest, highest = (2595 * float(np.log10(1 + edge / 700)) for edge in (_LOWEST_HZ, _HIGHEST_HZ))
    mels = np.linspace(lowest, highest, _BANDS + 2)
    edges = 700 * (10 ** (mels / 2595) - 1)
    rise = (hz - edges[:-2, None]) / (edges[1:-1] - edges[:-2])[:, None]
    fall = (edges[2:, None] - hz) / (edges[2:] - edges[1:-1])[:, None]
    return np.asarray(power @ np.clip(np.minimum(rise, fall), 0, None).T, np.float64)


def mel_distance_db(one: Wave, other: Wave, rate_hz: int) -> float:
    """Mean absolute difference over bands and over the frames of speech, along the best alignment (within 150 ms)."""
    first, second = log_mel_db(one, rate_hz), log_mel_db(other, rate_hz)
    path = _path(first, second)
    differences = [np.abs(first[a] - second[b]).mean() for a, b in path if first[a].max() > _SPEECH_DB]
    return float(np.mean(differences))


def _path(first: Spectra, second: Spectra) -> list[tuple[int, int]]:
    """Dynamic time warping near the diagonal; a step aside costs as much as one ahead."""
    rows, columns = len(first), len(second)
    slope = columns / rows
    cost = np.full((rows + 1, columns + 1), np.inf)
    cost[0, 0] = 0.0
    for row in range(rows):
        middle = round(row * slope)
        for column in range(max(0, middle - _REACH), min(columns, middle + _REACH + 1)):
            step = np.abs(first[row] - second[column]).mean()
            best = min(cost[row, column], cost[row, column + 1], cost[row + 1, column])
            cost[row + 1, column + 1] = step + best
    path = []
    row, column = rows, columns
    while row and column:
        path.append((row - 1, column - 1))
        before = {(row - 1, column - 1): cost[row - 1, column - 1], (row - 1, column): cost[row - 1, column]}
        before[(row, column - 1)] = cost[row, column - 1]
        row, column = min(before, key=lambda place: before[place])
    return path[::-1]
