# SPDX-License-Identifier: GPL-3.0-or-later
"""The power mel spectrogram that the speaker encoder was trained on: 16 kHz, 25 ms Hann windows every 10 ms, 40 bands
of Slaney's mel scale from 0 to 8 kHz, each of unit area."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from studio.core.pcm import Samples

RATE_HZ = 16000
HOP = 160
WINDOW = 400
BANDS = 40

Floats = NDArray[np.float32]

_LINEAR_HZ_PER_MEL = 200.0 / 3.0
_BREAK_HZ = 1000.0
_BREAK_MEL = _BREAK_HZ / _LINEAR_HZ_PER_MEL
_LOG_STEP = np.log(6.4) / 27.0


def power_spectra(samples: Samples) -> Floats:
    """[frames, 201] power spectra of *samples* at 16 kHz; frame i is centred on sample 160 i, zeros beyond the ends."""
    padded = np.pad(samples.astype(np.float32), WINDOW // 2)
    windows = np.lib.stride_tricks.sliding_window_view(padded, WINDOW)[::HOP]
    spectra = np.fft.rfft(windows * _hann(), axis=1)
    return np.asarray(spectra.real**2 + spectra.imag**2, np.float32)


def mel_spectra(samples: Samples) -> Floats:
    """[frames, 40] mel power of *samples* at 16 kHz (not logarithmic)."""
    return np.asarray(power_spectra(samples) @ mel_filters().T, np.float32)


@cache
def mel_filters() -> Floats:
    """[40, 201] triangles of unit area (M. Slaney, Auditory Toolbox, 1998)."""
    edges = _to_hz(np.linspace(0.0, _to_mel(RATE_HZ / 2), BANDS + 2))
    bins = np.arange(WINDOW // 2 + 1) * (RATE_HZ / WINDOW)
    rising = (bins - edges[:-2, None]) / np.diff(edges)[:-1, None]
    falling = (edges[2:, None] - bins) / np.diff(edges)[1:, None]
    triangles = np.maximum(0.0, np.minimum(rising, falling))
    return np.asarray(triangles * (2.0 / (edges[2:] - edges[:-2]))[:, None], np.float32)


@cache
def _hann() -> Floats:
    return np.asarray(0.5 - 0.5 * np.cos(2 * np.pi * np.arange(WINDOW) / WINDOW), np.float32)


def _to_mel(hz: float) -> float:
    return float(_BREAK_MEL + np.log(hz / _BREAK_HZ) / _LOG_STEP) if hz >= _BREAK_HZ else hz / _LINEAR_HZ_PER_MEL


def _to_hz(mel: NDArray[np.float64]) -> NDArray[np.float64]:
    above = _BREAK_HZ * np.exp(_LOG_STEP * (mel - _BREAK_MEL))
    return np.where(mel >= _BREAK_MEL, above, mel * _LINEAR_HZ_PER_MEL)
