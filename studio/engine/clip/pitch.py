# SPDX-License-Identifier: GPL-3.0-or-later
"""The pitch of a clip: F0 of its voiced frames by normalised autocorrelation."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from studio.core.pcm import Samples
from studio.engine.clip.mel import RATE_HZ

LOWEST_HZ = 55.0
HIGHEST_HZ = 500.0

_FRAME = 640
_HOP = 160
_FFT = 2048
_VOICED = 0.75
_AS_GOOD = 0.9
_QUIET_DB = 25.0
_BLOCK = 2048


@dataclass(frozen=True, slots=True)
class Pitch:
    """The pitch of the voiced frames.

    Attributes:
        median_hz: Median F0; 0 where nothing is voiced.
        spread: Semitones from the 10th to the 90th percentile.
        voiced: Share of the frames with sound that are voiced, 0 to 1.
    """

    median_hz: float
    spread: float
    voiced: float


def pitch_of(samples: Samples) -> Pitch:
    """Pitch of *samples* at 16 kHz."""
    found, frames = voiced_f0_hz(samples)
    if not len(found):
        return Pitch(0.0, 0.0, 0.0)
    low, high = np.percentile(found, [10, 90])
    return Pitch(float(np.median(found)), float(12 * np.log2(high / low)), len(found) / frames)


def voiced_f0_hz(samples: Samples) -> tuple[NDArray[np.float64], int]:
    """F0 of each clearly voiced frame, and how many frames have sound at all.

    A frame of 40 ms, taken every 10 ms, is correlated with the samples after it. Among the lags that match nearly best
    the shortest is taken, so that no period is doubled.
    """
    longest, shortest = int(RATE_HZ / LOWEST_HZ), int(RATE_HZ / HIGHEST_HZ)
    span = _FRAME + longest + 1
    if len(samples) < span:
        return np.zeros(0), 0
    windows = np.lib.stride_tricks.sliding_window_view(samples.astype(np.float64), span)[::_HOP]
    levels = (windows[:, :_FRAME] ** 2).mean(axis=1)
    loud = windows[levels > max(np.percentile(levels, 95) * 10 ** (-_QUIET_DB / 10), 1e-10)]
    found = [_block_f0(loud[at : at + _BLOCK], shortest, longest) for at in range(0, len(loud), _BLOCK)]
    return np.concatenate([np.zeros(0), *found]), len(loud)


def _block_f0(windows: NDArray[np.float64], shortest: int, longest: int) -> NDArray[np.float64]:
    centred = windows - windows.mean(axis=1, keepdims=True)
    first = np.fft.rfft(centred[:, :_FRAME], _FFT, axis=1)
    products = np.fft.irfft(np.fft.rfft(centred, _FFT, axis=1) * first.conj(), _FFT, axis=1)[:, : longest + 1]
    power = np.pad(np.cumsum(centred**2, axis=1), ((0, 0), (1, 0)))
    energies = power[:, _FRAME : _FRAME + longest + 1] - power[:, : longest + 1]
    match = products / np.sqrt(energies * energies[:, :1] + 1e-12)
    match[:, :shortest] = -1.0
    inner = match[:, 1:-1]
    peaks = (inner >= match[:, :-2]) & (inner > match[:, 2:])
    peaks &= inner >= _AS_GOOD * inner.max(axis=1, keepdims=True)
    voiced = peaks.any(axis=1) & (match.max(axis=1) > _VOICED)
    lags = peaks.argmax(axis=1)[voiced] + 1
    at = match[voiced]
    rows = np.arange(len(lags))
    before, best, after = at[rows, lags - 1], at[rows, lags], at[rows, lags + 1]
    curve = before - 2 * best + after
    shift = np.where(curve < -1e-9, 0.5 * (before - after) / np.where(curve < -1e-9, curve, -1.0), 0.0)
    return np.asarray(RATE_HZ / (lags + np.clip(shift, -0.5, 0.5)), np.float64)
