# SPDX-License-Identifier: GPL-3.0-or-later
"""Loudness against the recommendation's own figures, EBU Tech 3341's signals and figures of ffmpeg's ebur128 filter."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.signal import lfilter

from studio.audio.loudness import _filters, integrated_lufs, weighted_power
from studio.core.pcm import Samples
from tests.support.signals import tone

RATE_HZ = 48000
# EBU's signals are stereo with the same on both sides, of which a mono one has half the power.
MONO_LU = -3.01


def sine(seconds: float, peak_db: float, rate_hz: int = RATE_HZ, frequency_hz: float = 1000.0) -> Samples:
    return tone(seconds, rate_hz, frequency_hz, 10 ** (peak_db / 20))


def hiss(seconds: float, rate_hz: int) -> Samples:
    return np.random.default_rng(1).normal(0, 0.1, round(seconds * rate_hz)).astype(np.float32)


def test_its_filters_are_the_recommendations_at_48_khz() -> None:
    shelf, high_pass = _filters(48000)
    assert shelf[0] == pytest.approx((1.53512485958697, -2.69169618940638, 1.19839281085285), abs=1e-10)
    assert shelf[1] == pytest.approx((1.0, -1.69065929318241, 0.73248077421585), abs=1e-10)
    assert high_pass[0] == (1.0, -2.0, 1.0)
    assert high_pass[1] == pytest.approx((1.0, -1.99004745483398, 0.99007225036621), abs=1e-10)


@pytest.mark.parametrize(
    ("parts", "lufs"),
    [
        ([(20, -23)], -23),
        ([(20, -33)], -33),
        ([(10, -36), (60, -23), (10, -36)], -23),
        ([(10, -72), (10, -36), (60, -23), (10, -36), (10, -72)], -23),
        ([(20, -26), (20.1, -20), (20, -26)], -23),
    ],
    ids=["1", "2", "3", "4", "5"],
)
def test_the_signals_of_tech_3341_have_their_loudness(parts: list[tuple[float, float]], lufs: float) -> None:
    samples = np.concatenate([sine(*part) for part in parts])
    assert integrated_lufs(samples, RATE_HZ) == pytest.approx(lufs + MONO_LU, abs=0.1)


@pytest.mark.parametrize(
    ("samples", "rate_hz", "lufs"),
    [
        (hiss(5, 24000), 24000, -17.0),
        (sine(5, -20, 24000, 60), 24000, -26.6),
        (sine(5, -20, 24000, 9000), 24000, -19.6),
        (sine(0.5, -20, 44100, 440), 44100, -23.7),
    ],
    ids=["noise", "60 Hz", "9 kHz", "half a second"],
)
def test_it_tells_what_ebur128_tells(samples: Samples, rate_hz: int, lufs: float) -> None:
    assert integrated_lufs(samples, rate_hz) == pytest.approx(lufs, abs=0.1)


@pytest.mark.parametrize("rate_hz", [8000, 16000, 22050, 24000, 44100, 96000])
def test_it_is_the_same_at_any_rate(rate_hz: int) -> None:
    assert integrated_lufs(sine(3, -23, rate_hz, 500), rate_hz) == pytest.approx(
        integrated_lufs(sine(3, -23, RATE_HZ, 500), RATE_HZ), abs=0.2
    )


def test_what_is_shorter_than_a_block_counts_as_one() -> None:
    short = sine(0.2, -23)
    assert integrated_lufs(short, RATE_HZ) == pytest.approx(-23 + MONO_LU, abs=0.1)
    assert integrated_lufs(short[:100], RATE_HZ) > -50


def test_silence_and_nothing_are_minus_infinity() -> None:
    for samples in (np.zeros(0), np.zeros(100), np.zeros(RATE_HZ), sine(3, -90), sine(0.1, -90)):
        assert integrated_lufs(samples.astype(np.float32), RATE_HZ) == -math.inf


@pytest.mark.parametrize("seconds", [0.3, 2.0, 7.33])
def test_pieces_give_what_filtering_the_whole_gives(seconds: float) -> None:
    rate_hz = 24000
    rumble = sine(seconds, -6, rate_hz, 20)
    samples = rumble + hiss(seconds, rate_hz) * np.linspace(0.05, 1.0, len(rumble), dtype=np.float32)
    weighted = samples.astype(np.float64)
    for above, below in _filters(rate_hz):
        weighted = lfilter(above, below, weighted)
    block, step = round(0.4 * rate_hz), round(0.1 * rate_hz)
    starts = range(0, max(len(weighted) - block, 0) + 1, step)
    powers = np.array([np.mean(np.square(weighted[start : start + block])) for start in starts])
    counted = powers[powers > powers.mean() / 10]
    assert integrated_lufs(samples, rate_hz) == pytest.approx(-0.691 + 10 * np.log10(counted.mean()), abs=1e-6)


@pytest.mark.parametrize(("rate_hz", "seconds"), [(24000, 0.13), (24000, 1.0), (48000, 0.4)])
def test_the_weighted_power_of_a_stretch_is_that_of_its_loudness(rate_hz: int, seconds: float) -> None:
    for samples in (hiss(seconds, rate_hz), sine(seconds, -20, rate_hz, 300.0)):
        lufs = -0.691 + 10 * math.log10(weighted_power(samples, rate_hz))
        assert lufs == pytest.approx(integrated_lufs(samples, rate_hz), abs=0.15)
    assert weighted_power(samples[:0], rate_hz) == 0.0
