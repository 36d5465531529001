# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures of rendered speech: pitch, level, brightness."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

FLOOR_DB = -40.0


def frame_levels_db(samples: NDArray[np.float32], rate_hz: int, frame_s: float = 0.025) -> NDArray[np.float64]:
    """RMS level of each frame, dB below full scale."""
    size = round(rate_hz * frame_s)
    frames = samples[: len(samples) // size * size].reshape(-1, size).astype(np.float64)
    return np.asarray(10 * np.log10((frames**2).mean(axis=1) + 1e-12), np.float64)


def speech_level_db(samples: NDArray[np.float32], rate_hz: int) -> float:
    """Mean power of the frames that hold speech, dB."""
    levels = frame_levels_db(samples, rate_hz)
    return float(10 * np.log10(np.mean(10 ** (levels[levels > FLOOR_DB] / 10))))


def pitches_hz(samples: NDArray[np.float32], rate_hz: int, hop_s: float = 0.02) -> NDArray[np.float64]:
    """F0 of the clearly voiced frames of 40 ms, one every *hop_s*, by autocorrelation, 60 to 500 Hz."""
    track = pitch_track_hz(samples, rate_hz, hop_s)
    return track[np.isfinite(track)]


def pitch_moved_semitones(
    before: NDArray[np.float32], after: NDArray[np.float32], rate_hz: int, hop_s: float = 0.02
) -> float:
    """How far F0 has moved, by the median of the frames that are clearly voiced in both; they have the same times."""
    tracks = [pitch_track_hz(sound, rate_hz, hop_s) for sound in (before, after)]
    count = min(map(len, tracks))
    moved = 12 * np.log2(tracks[1][:count] / tracks[0][:count])
    return float(np.nanmedian(moved))


def pitch_track_hz(samples: NDArray[np.float32], rate_hz: int, hop_s: float) -> NDArray[np.float64]:
    """F0 of each frame as `pitches_hz` has it; NaN where it is not clearly voiced."""
    size, hop = round(0.04 * rate_hz), round(hop_s * rate_hz)
    shortest, longest = rate_hz // 500, rate_hz // 60
    found = []
    for start in range(0, len(samples) - size - longest, hop):
        frame = samples[start : start + size + longest].astype(np.float64)
        first = frame[:size]
        found.append(np.nan)
        if (first**2).mean() < 10 ** (FLOOR_DB / 10):
            continue
        power = np.concatenate([[0.0], np.cumsum(frame**2)])
        energies = power[size + np.arange(longest + 1)] - power[: longest + 1]
        match = np.correlate(frame, first, "valid") / np.sqrt(energies * (first**2).sum() + 1e-12)
        peak = match[shortest : longest + 1]
        good = np.flatnonzero(peak >= 0.9 * peak.max())
        if peak.max() > 0.75:
            best = int(good[0])
            while best + 1 < len(peak) and peak[best + 1] > peak[best]:
                best += 1
            found[-1] = rate_hz / (best + shortest)
    return np.asarray(found, np.float64)


def pitch_hz(samples: NDArray[np.float32], rate_hz: int) -> float:
    """Median F0."""
    return float(np.median(pitches_hz(samples, rate_hz)))


def pitch_semitones(samples: NDArray[np.float32], rate_hz: int, hop_s: float = 0.02) -> NDArray[np.float64]:
    """F0 as pitches_hz, in semitones from 1 Hz, without its mistakes by an octave: what is an octave or more off its
    median, or off that of the voiced 0.2 s around it."""
    semitones = 12 * np.log2(pitches_hz(samples, rate_hz, hop_s))
    semitones = semitones[np.abs(semitones - np.median(semitones)) < 11.5]
    around = round(0.1 / hop_s)
    nearby = np.lib.stride_tricks.sliding_window_view(np.pad(semitones, around, mode="edge"), 2 * around + 1)
    return np.asarray(semitones[np.abs(semitones - np.median(nearby, axis=1)) < 11.0], np.float64)


def pitch_range_semitones(samples: NDArray[np.float32], rate_hz: int) -> float:
    """Between the 10th and the 90th percentile of F0."""
    low, high = np.percentile(pitch_semitones(samples, rate_hz), [10, 90])
    return float(high - low)


def brightness_db(samples: NDArray[np.float32], rate_hz: int) -> float:
    """Power above 2 kHz against power below, dB."""
    power = np.abs(np.fft.rfft(samples.astype(np.float64))) ** 2
    hz = np.fft.rfftfreq(len(samples), 1 / rate_hz)
    return float(10 * np.log10(power[hz > 2000].sum() / power[hz <= 2000].sum()))
