# SPDX-License-Identifier: GPL-3.0-or-later
"""A source that is read, stretched and resampled."""

from __future__ import annotations

import numpy as np
import pytest

from studio.audio.reading import GATHER_S, Reading
from studio.audio.source import Track
from tests.support.signals import at_rate, noise

SOURCE_HZ = 24000


def track(seconds: float) -> Track:
    made = Track(SOURCE_HZ)
    made.append(noise(seconds, SOURCE_HZ))
    return made


def test_it_begins_at_its_place_and_gives_all_that_is_there() -> None:
    source = track(1.0)
    source.finish()
    reading = Reading(source, 0.25, 1.0, SOURCE_HZ)
    assert reading.begin_s == 0.25
    assert np.array_equal(reading.gather(SOURCE_HZ), source.read(6000, 18000))
    assert reading.drained


def test_what_is_left_is_given_before_more_is_read() -> None:
    reading = Reading(track(1.0), 0.0, 1.0, SOURCE_HZ)
    first = len(reading.gather(1))
    assert 0 < first < SOURCE_HZ
    assert len(reading.gather(first)) == first
    assert len(reading.gather(first + 1)) > first


@pytest.mark.parametrize("rate_hz", [44100, 48000])
def test_it_is_resampled_as_a_whole(rate_hz: int) -> None:
    source = track(1.0)
    source.finish()
    heard = Reading(source, 0.0, 1.0, rate_hz).gather(2 * rate_hz)
    assert np.abs(heard - at_rate(source.read(0, SOURCE_HZ), SOURCE_HZ, rate_hz)).max() < 1e-5


def test_a_source_played_faster_than_it_grows_is_gathered_again() -> None:
    source = track(0.5)
    reading = Reading(source, 0.0, 2.0, SOURCE_HZ)
    reading.gather(SOURCE_HZ)
    reading.left = reading.left[:0]
    source.append(noise(1.0, SOURCE_HZ))
    assert not len(reading.chunk()), "little is there yet"
    source.append(noise(GATHER_S, SOURCE_HZ))
    assert len(reading.chunk())
