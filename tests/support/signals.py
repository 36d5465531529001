# SPDX-License-Identifier: GPL-3.0-or-later
"""Signals to play and what to find in a recording of them."""

from __future__ import annotations

import numpy as np
import soxr
from numpy.typing import NDArray
from scipy.signal import correlate, resample_poly

from studio.core.pcm import Samples

SILENT = 1e-5


def tone(seconds: float, rate_hz: int, frequency_hz: float = 440.0, peak: float = 0.5) -> Samples:
    """A sine that begins at zero."""
    return (peak * np.sin(2 * np.pi * frequency_hz * np.arange(round(seconds * rate_hz)) / rate_hz)).astype(np.float32)


def noise(seconds: float, rate_hz: int, seed: int = 1, peak: float = 0.5) -> Samples:
    """Noise, the same at each call, without content near half the rate, so that resampling keeps it."""
    coarse = np.random.default_rng(seed).uniform(-1, 1, round(seconds * rate_hz / 4) + 1)
    fine = resample_poly(coarse, 4, 1)[: round(seconds * rate_hz)]
    return np.asarray(peak * fine / np.max(np.abs(fine)), np.float32)


def at_rate(samples: Samples, from_hz: int, to_hz: int) -> Samples:
    """*samples* resampled whole, in one call."""
    return np.asarray(soxr.resample(samples, from_hz, to_hz, "HQ"), np.float32)


def islands(samples: Samples, silence_frames: int = 480) -> list[tuple[int, int]]:
    """Stretches that sound, as [begin, end), apart by at least *silence_frames* of silence."""
    loud = np.flatnonzero(np.abs(samples) > SILENT)
    if not len(loud):
        return []
    breaks = np.flatnonzero(np.diff(loud) > silence_frames)
    begins = np.concatenate(([loud[0]], loud[breaks + 1]))
    ends = np.concatenate((loud[breaks], [loud[-1]])) + 1
    return [(int(begin), int(end)) for begin, end in zip(begins, ends, strict=True)]


def lag(needle: Samples, haystack: Samples) -> int:
    """Where *needle* begins in *haystack*, by cross-correlation."""
    return int(np.argmax(np.abs(correlate(haystack, needle, "valid"))))


def residual_db(reference: Samples, heard: Samples) -> float:
    """Energy of the difference against the reference's, in dB."""
    difference = float(np.mean(np.square(heard - reference, dtype=np.float64)))
    return 10 * float(np.log10(max(difference, 1e-20) / np.mean(np.square(reference, dtype=np.float64))))


def overlapped(pieces: list[Samples], overlap: int) -> Samples:
    """The pieces in a row, the last *overlap* frames of each added to the first of the next."""
    out = np.zeros(sum(map(len, pieces)) - overlap * (len(pieces) - 1), np.float32)
    at = 0
    for piece in pieces:
        out[at : at + len(piece)] += piece
        at += len(piece) - overlap
    return out


def phase_of(samples: Samples, rate_hz: int, frequency_hz: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Phase (radians, unwrapped) against a steady sine of that frequency, and amplitude, every 50 ms.

    Exact for frequencies with whole periods in 50 ms, such as 440 Hz.
    """
    count = rate_hz // 20
    whole = samples[: len(samples) // count * count].astype(np.float64)
    turned = whole * np.exp(-2j * np.pi * frequency_hz * np.arange(len(whole)) / rate_hz)
    blocks = turned.reshape(-1, count).mean(axis=1)
    return np.unwrap(np.angle(blocks)), 2 * np.abs(blocks)
