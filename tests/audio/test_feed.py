# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.audio.feed import Feed
from studio.audio.playout import NEVER, Playout
from studio.audio.ring import Ring
from studio.audio.source import Track
from studio.core.pcm import Samples
from tests.support.signals import at_rate, noise

SOURCE_HZ = 24000


def feed_at(rate_hz: int) -> tuple[Feed, Ring, Playout]:
    ring = Ring(2 * rate_hz, rate_hz // 2)
    playout = Playout(ring, rate_hz)
    return Feed(ring, playout, rate_hz), ring, playout


def drain(feed: Feed, ring: Ring, playout: Playout) -> Samples:
    pieces: list[Samples] = []
    while True:
        feed.fill()
        ring.skip(max(ring.read, playout.skip_to))
        count = min(ring.available, 1000)
        if not count:
            return np.concatenate(pieces) if pieces else np.zeros(0, np.float32)
        out = np.empty(count, np.float32)
        ring.copy(ring.read, out)
        ring.skip(ring.read + count)
        pieces.append(out)


@pytest.mark.parametrize("rate_hz", [24000, 44100, 48000, 96000])
def test_a_track_in_pieces_arrives_as_if_resampled_whole(rate_hz: int) -> None:
    samples = noise(2.0, SOURCE_HZ)
    track = Track(SOURCE_HZ)
    feed, ring, playout = feed_at(rate_hz)
    feed.begin(track, 0.0)
    heard = []
    for start in range(0, len(samples), 7001):
        track.append(samples[start : start + 7001])
        heard.append(drain(feed, ring, playout))
    assert playout.end_at == NEVER
    track.finish()
    heard.append(drain(feed, ring, playout))
    assert playout.end_at == ring.written
    whole = at_rate(samples, SOURCE_HZ, rate_hz) if rate_hz != SOURCE_HZ else samples
    joined = np.concatenate(heard)
    assert len(joined) == len(whole)
    assert np.max(np.abs(joined - whole)) < 1e-5


@settings(deadline=None, max_examples=40)
@given(seeks=st.lists(st.floats(0, 3.5), min_size=1, max_size=8))
def test_ring_frames_map_back_to_the_seconds_they_came_from(seeks: list[float]) -> None:
    track = Track(SOURCE_HZ)
    track.append((np.arange(3 * SOURCE_HZ) / SOURCE_HZ).astype(np.float32))
    track.finish()
    feed, ring, playout = feed_at(SOURCE_HZ)
    for at_s in seeks:
        start = feed.begin(track, at_s)
        assert playout.skip_to == start
        assert feed.source_s(start) == pytest.approx(at_s, abs=0.5 / SOURCE_HZ)
        ring.skip(start)
        if ring.available:
            out = np.empty(ring.available, np.float32)
            ring.copy(ring.read, out)
            for frame in (0, len(out) // 2, len(out) - 1):
                assert feed.source_s(start + frame) == pytest.approx(float(out[frame]), abs=1e-4)
        else:
            assert playout.end_at == start


def test_it_stays_ahead_without_filling_the_ring() -> None:
    track = Track(SOURCE_HZ)
    track.append(noise(10, SOURCE_HZ))
    feed, ring, _ = feed_at(48000)
    feed.begin(track, 0.0)
    assert 0.4 * 48000 <= ring.available < 0.6 * 48000
    assert not feed.hungry


def test_a_slow_source_makes_it_hungry() -> None:
    track = Track(SOURCE_HZ)
    feed, _, playout = feed_at(48000)
    feed.begin(track, 0.0)
    hungry = [feed.hungry]
    track.finish()
    feed.fill()
    hungry.append(feed.hungry)
    assert hungry == [True, False]
    assert playout.end_at != NEVER
