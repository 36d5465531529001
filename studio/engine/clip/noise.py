# SPDX-License-Identifier: GPL-3.0-or-later
"""Removal of steady noise from a clip.

A Wiener gain for each frequency and frame, from the noise's spectrum (its low quantile over the frames, since speech
pauses at every frequency now and then) and the decision-directed estimate of the speech above it (Y. Ephraim and
D. Malah, 1984), which keeps the rest of the noise from tinkling.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from studio.core.pcm import Samples

_SIZE = 512
_HOP = 128
_QUANTILE = 0.1
_QUANTILE_OF_MEAN = -np.log(1 - _QUANTILE)
"""The 10 % quantile of noise power over its mean: a power spectrum of noise is distributed exponentially."""
_MEMORY = 0.96
_LEAST_GAIN = 0.1
_OVERESTIMATE = 1.5


def enhanced(samples: Samples) -> Samples:
    """*samples* (16 kHz) with steady noise 20 dB down, of the same length."""
    if len(samples) < 4 * _SIZE:
        return samples
    window = np.sqrt(0.5 - 0.5 * np.cos(2 * np.pi * np.arange(_SIZE) / _SIZE))
    padded = np.pad(samples.astype(np.float64), (_SIZE, 2 * _SIZE))
    frames = np.lib.stride_tricks.sliding_window_view(padded, _SIZE)[::_HOP]
    spectra = np.fft.rfft(frames * window, axis=1)
    power = spectra.real**2 + spectra.imag**2
    inside = power[_SIZE // _HOP : -(2 * _SIZE) // _HOP]
    noise = _OVERESTIMATE * np.quantile(inside, _QUANTILE, axis=0) / _QUANTILE_OF_MEAN + 1e-10
    cleaned = np.fft.irfft(spectra * _gains(power / noise), _SIZE, axis=1) * window
    out = np.zeros(len(padded))
    for index, frame in enumerate(cleaned):
        out[index * _HOP : index * _HOP + _SIZE] += frame
    # The squared windows overlap to this sum.
    return np.asarray(out[_SIZE : _SIZE + len(samples)] / (_SIZE / _HOP / 2), np.float32)


def _gains(ratios: NDArray[np.float64]) -> NDArray[np.float64]:
    """Gains for each frame from *ratios* of its power to the noise's."""
    gains = np.empty_like(ratios)
    before = np.maximum(ratios[0] - 1, 0.0)
    for index, ratio in enumerate(ratios):
        speech = _MEMORY * before + (1 - _MEMORY) * np.maximum(ratio - 1, 0.0)
        gain = np.maximum(speech / (1 + speech), _LEAST_GAIN)
        before = gain**2 * ratio
        gains[index] = gain
    return gains
