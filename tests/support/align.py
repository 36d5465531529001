# SPDX-License-Identifier: GPL-3.0-or-later
"""Compares two recordings of the same sound."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Wave = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Alignment:
    """How *heard* contains *expected*: delay in seconds, gain, and what is left over in dB re the expected sound."""

    delay_s: float
    gain: float
    residual_db: float


def align(expected: Wave, heard: Wave, rate_hz: int) -> Alignment:
    """Best delay (to a fraction of a sample) and gain, by cross-correlation and least squares."""
    if len(heard) < len(expected):
        heard = np.pad(heard, (0, len(expected) - len(heard)))
    size = 1 << (len(expected) + len(heard)).bit_length()
    spectrum = np.fft.rfft(expected, size)
    correlation = np.fft.irfft(np.fft.rfft(heard, size) * np.conj(spectrum), size)
    at = int(np.argmax(correlation[: len(heard)]))
    best = Alignment(0.0, 0.0, 0.0)
    for fraction in np.linspace(-1.0, 1.0, 41):
        best = min(best, _fit(spectrum, len(expected), heard, at, fraction, rate_hz), key=lambda fit: fit.residual_db)
    centre = best.delay_s * rate_hz - at
    for fraction in centre + np.linspace(-0.05, 0.05, 41):
        best = min(best, _fit(spectrum, len(expected), heard, at, fraction, rate_hz), key=lambda fit: fit.residual_db)
    return best


def _fit(
    spectrum: NDArray[np.complex128], length: int, heard: Wave, at: int, fraction: float, rate_hz: int
) -> Alignment:
    size = 2 * (len(spectrum) - 1)
    turn = np.exp(-2j * np.pi * np.arange(len(spectrum)) * fraction / size)
    shifted = np.fft.irfft(spectrum * turn, size)[:length]
    window = heard[at : at + length]
    shifted = shifted[: len(window)]
    power = float(shifted @ shifted)
    gain = float(shifted @ window) / power
    left = window - gain * shifted
    residual_db = 10 * np.log10(max(float(left @ left), 1e-20) / (gain * gain * power + 1e-20))
    return Alignment((at + fraction) / rate_hz, gain, float(residual_db))
