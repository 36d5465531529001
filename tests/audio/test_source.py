# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import numpy as np
import pytest

from studio.audio.source import Track
from tests.support.signals import noise


def test_a_track_gives_what_is_there_so_far() -> None:
    track, samples = Track(1000), noise(30, 1000)
    for start in range(0, len(samples), 777):
        assert len(track.read(track.frames, 10)) == 0
        assert not track.finished(track.frames)
        track.append(samples[start : start + 777])
    assert np.array_equal(track.samples(), samples)
    assert np.array_equal(track.read(29_990, 100), samples[-10:])
    assert track.duration_s == 30.0


def test_a_finished_track_ends_and_takes_no_more() -> None:
    track = Track(1000)
    track.append(noise(1, 1000))
    track.finish()
    track.finish()
    assert not track.finished(999)
    assert track.finished(1000)
    with pytest.raises(RuntimeError, match="no more"):
        track.append(noise(1, 1000))


def test_what_was_read_cannot_be_changed_from_outside() -> None:
    track = Track(1000)
    track.append(noise(1, 1000))
    with pytest.raises(ValueError, match="read-only"):
        track.samples()[0] = 1.0


def test_a_finished_track_keeps_no_room_for_more() -> None:
    track, samples = Track(1000), noise(30, 1000)
    for start in range(0, len(samples), 777):
        track.append(samples[start : start + 777])
    before = track.samples()
    track.finish()
    held = track.samples().base
    assert held is not None
    assert len(held) == len(samples)
    assert np.array_equal(track.samples(), samples)
    assert np.array_equal(before, samples)
