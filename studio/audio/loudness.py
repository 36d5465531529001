# SPDX-License-Identifier: GPL-3.0-or-later
"""Integrated loudness of mono samples after ITU-R BS.1770-4, and the gain that brings one to another."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from studio.core.pcm import Samples

Coefficients = tuple[float, float, float]

_STEP_S = 0.1
BLOCK_STEPS = 4
_ABSOLUTE_GATE_LUFS = -70.0
_RELATIVE_GATE_LU = -10.0
_OFFSET_LU = -0.691
# The recommendation gives its two filters at 48 kHz alone: a shelf and a high pass of these measures, at any rate.
_SHELF_HZ, _SHELF_DB, _SHELF_Q = 1681.974450955533, 3.999843853973347, 0.7071752369554196
_SHELF_BEND = 0.4996667741545416
_HIGH_PASS_HZ, _HIGH_PASS_Q = 38.13547087602444, 0.5003270373238773
# By then the answer of both to a click is 180 dB down.
_ANSWER_S = 0.1
_PIECE_S = 2.0
_TAIL_S = 0.02


def integrated_lufs(samples: Samples, rate_hz: int) -> float:
    """Loudness of mono *samples* (full scale 1.0) in LUFS; minus infinity for silence.

    Blocks of 0.4 s, each 0.1 s after the one before, count if they are louder than -70 LUFS and than 10 LU below the
    mean of those that are. What is shorter than a block counts as one.
    """
    powers = _block_powers(samples, rate_hz)
    powers = powers[powers > _power(_ABSOLUTE_GATE_LUFS)]
    if len(powers):
        powers = powers[powers > powers.mean() * 10 ** (_RELATIVE_GATE_LU / 10)]
    return _OFFSET_LU + 10 * math.log10(powers.mean()) if len(powers) else -math.inf


def weighted_power(samples: Samples, rate_hz: int) -> float:
    """Mean square of a few seconds of mono *samples*, K-weighted, without gates; 0 for none."""
    if not len(samples):
        return 0.0
    frames = 1 << (len(samples) + round(_TAIL_S * rate_hz) - 1).bit_length()
    weighted = np.abs(np.fft.rfft(samples, frames) * _weights(rate_hz, frames)) ** 2
    # The spectrum of real samples has each frequency twice, but for the first and the last one.
    whole = 2 * weighted.sum() - weighted[0] - weighted[-1]
    return float(whole) / frames / len(samples)


def _power(lufs: float) -> float:
    return float(10 ** ((lufs - _OFFSET_LU) / 10))


def _block_powers(samples: Samples, rate_hz: int) -> NDArray[np.float64]:
    """Mean square of each block of the weighted samples."""
    step = round(_STEP_S * rate_hz)
    if not len(samples):
        return np.zeros(0)
    sums = np.concatenate(list(_sums(samples, rate_hz, step)))
    if len(samples) < BLOCK_STEPS * step:
        return np.array([sums.sum() / len(samples)])
    whole = sums[: len(samples) // step]
    return np.convolve(whole, np.ones(BLOCK_STEPS), "valid") / (BLOCK_STEPS * step)


def _sums(samples: Samples, rate_hz: int, step: int) -> Iterator[NDArray[np.float64]]:
    """Sum of squares of each *step* of the weighted samples, in pieces that need little memory."""
    answer = round(_ANSWER_S * rate_hz)
    piece = step * round(_PIECE_S / _STEP_S)
    frames = 1 << (answer + piece - 1).bit_length()
    weights = _weights(rate_hz, frames)
    for start in range(0, len(samples), piece):
        first = max(start - answer, 0)
        spectrum = np.fft.rfft(samples[first : start + piece], frames) * weights
        weighted = np.fft.irfft(spectrum, frames)[start - first : min(start + piece, len(samples)) - first]
        yield np.add.reduceat(np.square(weighted), np.arange(0, len(weighted), step))


@lru_cache(maxsize=16)
def _weights(rate_hz: int, frames: int) -> NDArray[np.complex128]:
    """The K weighting's response at each frequency of a transform of that many frames."""
    delay = np.exp(-2j * np.pi * np.arange(frames // 2 + 1) / frames)
    response = np.ones(len(delay), np.complex128)
    for above, below in _filters(rate_hz):
        response *= np.polyval(above[::-1], delay) / np.polyval(below[::-1], delay)
    return response


def _filters(rate_hz: int) -> tuple[tuple[Coefficients, Coefficients], tuple[Coefficients, Coefficients]]:
    """Shelf and high pass as the coefficients of samples and of earlier results, by their delay."""
    bend, high = math.tan(math.pi * _SHELF_HZ / rate_hz), 10 ** (_SHELF_DB / 20)
    middle = high**_SHELF_BEND * bend / _SHELF_Q
    norm = 1 + bend / _SHELF_Q + bend * bend
    shelf = (
        ((high + middle + bend * bend) / norm, 2 * (bend * bend - high) / norm, (high - middle + bend * bend) / norm),
        (1.0, 2 * (bend * bend - 1) / norm, (1 - bend / _SHELF_Q + bend * bend) / norm),
    )
    bend = math.tan(math.pi * _HIGH_PASS_HZ / rate_hz)
    norm = 1 + bend / _HIGH_PASS_Q + bend * bend
    recursive = (1.0, 2 * (bend * bend - 1) / norm, (1 - bend / _HIGH_PASS_Q + bend * bend) / norm)
    return shelf, ((1.0, -2.0, 1.0), recursive)
