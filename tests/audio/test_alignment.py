# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest

from studio.audio.alignment import same_times
from studio.core.pcm import Samples
from tests.support.signals import noise, tone

RATE_HZ = 16000
FORMANTS_HZ = ((300, 2300), (700, 1200), (500, 1900), (350, 800), (600, 1600), (450, 2600), (750, 1700))


def sounds(lengths_s: Sequence[float], pitch_hz: float, higher: float = 1.0, begin_s: float = 0.0) -> Samples:
    """A sound for each length, with formants that are the same ones for any pitch but for the factor *higher*."""
    rng = np.random.default_rng(round(pitch_hz))
    parts = [np.zeros(round(begin_s * RATE_HZ))]
    for length_s, formants in zip(lengths_s, FORMANTS_HZ, strict=True):
        at_s = np.arange(round(length_s * RATE_HZ)) / RATE_HZ
        made = np.zeros(len(at_s))
        for harmonic_hz in np.arange(pitch_hz, 6000, pitch_hz):
            near = sum(1 / (1 + ((harmonic_hz - higher * each) / 120) ** 2) for each in formants)
            made += near * np.sin(2 * np.pi * harmonic_hz * at_s)
        parts.append(made)
    whole = np.concatenate(parts)
    return np.asarray(0.1 * whole + rng.normal(0, 1e-3, len(whole)), np.float32)


def ends_s(lengths_s: Sequence[float], begin_s: float = 0.0) -> list[float]:
    return [begin_s + float(each) for each in np.cumsum(lengths_s)]


FIRST = (0.4, 0.3, 0.6, 0.2, 0.5, 0.3, 0.4)
SECOND = (0.3, 0.5, 0.4, 0.35, 0.4, 0.6, 0.3)


@pytest.mark.parametrize("begin_s", [0.0, 1.2])
def test_the_same_sounds_of_two_voices_meet(begin_s: float) -> None:
    first, second = sounds(FIRST, 110.0), sounds(SECOND, 205.0, 1.12, begin_s)
    mine, other = same_times(first, second, RATE_HZ)
    found = np.interp(ends_s(FIRST)[:-1], mine, other)
    np.testing.assert_allclose(found, ends_s(SECOND, begin_s)[:-1], atol=0.06)
    back = np.interp(ends_s(SECOND, begin_s)[:-1], other, mine)
    np.testing.assert_allclose(back, ends_s(FIRST)[:-1], atol=0.06)


def test_both_rise_from_the_begins_to_the_ends() -> None:
    first, second = sounds(FIRST, 110.0), sounds(SECOND, 205.0, 1.12, 1.2)
    for places, samples in zip(same_times(first, second, RATE_HZ), (first, second), strict=True):
        assert (places[0], places[-1]) == (0.0, len(samples) / RATE_HZ)
        assert all(one < next_one for one, next_one in pairwise(places))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (np.zeros(0, np.float32), tone(1.0, RATE_HZ)),
        (np.zeros(RATE_HZ, np.float32), tone(2.0, RATE_HZ)),
        (tone(0.0001, RATE_HZ), noise(3.0, RATE_HZ)),
        (tone(1.0, RATE_HZ), np.zeros(2 * RATE_HZ, np.float32)),
    ],
    ids=["empty", "silent", "a moment", "silent second"],
)
def test_what_holds_no_speech_gives_places_too(first: Samples, second: Samples) -> None:
    for places, samples in zip(same_times(first, second, RATE_HZ), (first, second), strict=True):
        assert places[0] == 0.0
        assert places[-1] == (pytest.approx(len(samples) / RATE_HZ) if len(first) else 0.0)
        assert np.isfinite(places).all()


def test_minutes_are_aligned_by_longer_frames() -> None:
    first, second = np.tile(sounds(FIRST, 110.0), 60), np.tile(sounds(SECOND, 205.0, 1.12), 60)
    mine, other = same_times(first, second, RATE_HZ)
    halfway_s = len(first) / RATE_HZ / 2
    assert float(np.interp(halfway_s, mine, other)) == pytest.approx(len(second) / RATE_HZ / 2, abs=0.3)
