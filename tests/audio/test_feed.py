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


@pytest.mark.parametrize("speed", [0.75, 1.5, 2.0])
def test_a_stretched_source_is_heard_whole_and_mapped_back(speed: float) -> None:
    """A rising tone: how high it is tells where in the source it comes from."""
    t_s = np.arange(4 * SOURCE_HZ) / SOURCE_HZ
    track = Track(SOURCE_HZ)
    track.append((0.5 * np.sin(2 * np.pi * (300 * t_s + 100 * t_s**2))).astype(np.float32))
    track.finish()
    feed, ring, playout = feed_at(48000)
    feed.speed = speed
    start = feed.begin(track, 1.0)
    heard = drain(feed, ring, playout)
    assert len(heard) == pytest.approx(3.0 / speed * 48000, abs=2)
    assert feed.source_s(start + len(heard)) == pytest.approx(4.0, abs=1e-3)
    for frame in range(4800, len(heard) - 4800, 9600):
        around = heard[frame - 2400 : frame + 2400] * np.hanning(4800)
        hz = np.argmax(np.abs(np.fft.rfft(around, 1 << 18))) * 48000 / (1 << 18)
        assert (hz - 300) / 200 == pytest.approx(feed.source_s(start + frame), abs=0.03)


def test_at_speed_1_and_after_others_the_samples_are_left_as_they_are() -> None:
    samples = noise(1.0, SOURCE_HZ)
    track = Track(SOURCE_HZ)
    track.append(samples)
    track.finish()
    feed, ring, playout = feed_at(SOURCE_HZ)
    for speed in (2.0, 1.0):
        feed.speed = speed
        feed.begin(track, 0.0)
    heard = drain(feed, ring, playout)
    np.testing.assert_array_equal(heard, samples)


def test_a_change_of_speed_goes_on_where_it_is_heard() -> None:
    track = Track(SOURCE_HZ)
    track.append(noise(5.0, SOURCE_HZ))
    track.finish()
    feed, ring, playout = feed_at(48000)
    feed.begin(track, 1.0)
    ring.skip(9600)
    feed.change_speed(2.0)
    assert feed.source_s(playout.skip_to) == pytest.approx(1.2)
    assert feed.source_s(playout.skip_to + 4800) == pytest.approx(1.4)
    assert feed.source_s(9600) == pytest.approx(1.2), "what is heard meanwhile keeps its place"
    feed.change_speed(1.0)
    assert feed.source_s(playout.skip_to) == pytest.approx(1.2)


def test_it_is_carried_from_what_was_not_sent_yet() -> None:
    track = Track(SOURCE_HZ)
    track.append(noise(5.0, SOURCE_HZ))
    feed, ring, playout = feed_at(48000)
    feed.begin(track, 1.0)
    ring.skip(9600)
    feed.carry(lambda at_s: 2 * at_s)
    assert feed.source_s(playout.skip_to) == pytest.approx(2.4)
    assert feed.source_s(9600) == pytest.approx(1.2)


@pytest.mark.parametrize("speed", [1.0, 1.5])
def test_what_is_sent_while_it_is_carried_is_not_heard_twice(speed: float) -> None:
    samples = noise(5.0, SOURCE_HZ)
    feed, ring, playout = feed_at(SOURCE_HZ)

    class Slow(Track):
        """Each reading takes as long as two blocks of the device."""

        slow = False

        def read(self, start: int, count: int) -> Samples:
            if self.slow and playout.skip_to == began_at:
                for _ in range(2):
                    ring.skip(ring.read + 480)
            return super().read(start, count)

    track = Slow(SOURCE_HZ)
    track.append(samples)
    track.finish()
    began_at = feed.begin(track, 1.0)
    ring.skip(480)
    track.slow = True
    feed.speed = speed
    feed.carry(lambda at_s: at_s)
    track.slow = False
    sent_s = feed.source_s(ring.read)
    assert sent_s > 1.0 + 480 / SOURCE_HZ
    assert feed.source_s(playout.skip_to) == pytest.approx(sent_s, abs=1 / SOURCE_HZ)


def test_what_is_played_faster_than_it_grows_is_gathered_instead_of_coming_in_scraps() -> None:
    track = Track(SOURCE_HZ)
    track.append(noise(0.5, SOURCE_HZ))
    feed, ring, playout = feed_at(SOURCE_HZ)
    feed.speed = 2.0
    feed.begin(track, 0.0)
    first = ring.written
    assert first > 0, "the first sound does not wait"
    track.append(noise(1.9, SOURCE_HZ))
    feed.fill()
    assert ring.written == first
    track.append(noise(0.2, SOURCE_HZ))
    feed.fill()
    assert ring.written > first
    drain(feed, ring, playout)
    track.append(noise(0.3, SOURCE_HZ))
    track.finish()
    drain(feed, ring, playout)
    assert playout.end_at == ring.written, "its end does not wait"


def varied(seam_s: float, before: Samples, after: Samples) -> Track:
    """*before* up to the seam, *after* from there on."""
    track = Track(SOURCE_HZ)
    at = round(seam_s * SOURCE_HZ)
    track.append(np.concatenate((before[:at], after[at:])))
    track.finish()
    return track


@pytest.mark.parametrize("rate_hz", [24000, 48000, 44100])
def test_going_over_puts_right_what_was_read_ahead(rate_hz: int) -> None:
    before, after = noise(3.0, SOURCE_HZ), noise(3.0, SOURCE_HZ, seed=5)
    old, seam_s = varied(3.0, before, after), 1.25
    feed, ring, playout = feed_at(rate_hz)
    feed.begin(old, 1.0)
    assert ring.written > int(0.3 * rate_hz), "what is read ahead goes beyond the seam"
    new = varied(seam_s, before, after)
    assert feed.go_over(new, seam_s)
    heard = drain(feed, ring, playout)
    whole = new.samples()[SOURCE_HZ:]
    expected = at_rate(whole, SOURCE_HZ, rate_hz) if rate_hz != SOURCE_HZ else whole
    assert len(heard) == pytest.approx(len(expected), abs=2)
    count = min(len(heard), len(expected))
    # A rate that does not divide the other begins between two samples.
    bound = 1e-4 if rate_hz != 44100 else 0.05
    assert np.abs(heard[:count] - expected[:count])[int(0.3 * rate_hz) :].max() < bound
    assert np.abs(heard[: int(0.2 * rate_hz)] - expected[: int(0.2 * rate_hz)]).max() < 1e-4
    assert feed.source_s(ring.read) == pytest.approx(3.0, abs=1e-3)


def test_going_over_behind_what_was_read_changes_only_what_follows() -> None:
    before, after = noise(3.0, SOURCE_HZ), noise(3.0, SOURCE_HZ, seed=5)
    feed, ring, playout = feed_at(SOURCE_HZ)
    feed.begin(varied(3.0, before, after), 0.0)
    new = varied(2.0, before, after)
    assert feed.go_over(new, 2.0)
    assert np.allclose(drain(feed, ring, playout), new.samples())


def test_it_cannot_go_over_at_what_is_heard_already() -> None:
    track = varied(3.0, noise(3.0, SOURCE_HZ), noise(3.0, SOURCE_HZ))
    feed, _, playout = feed_at(SOURCE_HZ)
    feed.begin(track, 0.0)
    playout.run = True
    for _ in range(5):
        playout.render(np.zeros(480, np.float32), 0.0)
    earliest_s = feed.earliest_s
    assert 0.1 < earliest_s < 0.2
    assert not feed.go_over(track, earliest_s - 0.01)
    assert feed.go_over(track, earliest_s + 0.001)


def test_where_it_waits_for_sound_it_goes_over_at_the_end_of_what_is_there() -> None:
    samples = noise(1.0, SOURCE_HZ)
    old, new = Track(SOURCE_HZ), Track(SOURCE_HZ)
    old.append(samples[:12000])
    new.append(samples)
    new.finish()
    feed, ring, playout = feed_at(SOURCE_HZ)
    feed.begin(old, 0.0)
    playout.run = True
    for _ in range(40):
        playout.render(np.zeros(480, np.float32), 0.0)
        feed.fill()
    assert not playout.sounding, "it waits"
    assert feed.earliest_s < 0.5
    assert feed.go_over(new, 0.5)
    playout.render(out := np.zeros(4800, np.float32), 0.0)
    # What it faded out on its way into silence fades in again.
    again = samples[12000 - playout.fade_frames :][:4800]
    assert np.allclose(out[playout.fade_frames :], again[playout.fade_frames :])
    assert ring.read == 12000 - playout.fade_frames + 4800


@pytest.mark.parametrize("rate_hz", [24000, 48000, 44100])
@pytest.mark.parametrize("there", [9001, 9123, 9600])
def test_where_all_that_is_there_was_read_the_new_source_goes_on_without_a_click(rate_hz: int, there: int) -> None:
    tone = (0.5 * np.sin(2 * np.pi * 220 * np.arange(SOURCE_HZ) / SOURCE_HZ)).astype(np.float32)
    old, new = Track(SOURCE_HZ), Track(SOURCE_HZ)
    old.append(tone[:there])
    new.append(tone)
    new.finish()
    feed, ring, playout = feed_at(rate_hz)
    feed.begin(old, 0.0)
    playout.run = True
    out = np.zeros(rate_hz // 100, np.float32)
    while ring.available > rate_hz * 0.06:
        playout.render(out, 0.0)
    heard = ring.read
    assert playout.sounding
    assert feed.go_over(new, there / SOURCE_HZ)
    going_on = drain(feed, ring, playout)[: rate_hz // 4]
    times_s = (heard + np.arange(len(going_on))) / rate_hz
    whole = 0.5 * np.sin(2 * np.pi * 220 * times_s)
    # Half a frame of the device late is the least that another rate comes to.
    bound = 2e-3 if rate_hz != 44100 else 0.5 * np.pi * 220 / rate_hz
    assert np.abs(going_on - whole).max() < bound


def test_what_takes_too_long_to_make_ready_is_not_gone_over_to() -> None:
    samples = noise(3.0, SOURCE_HZ)
    old = varied(3.0, samples, samples)
    feed, ring, playout = feed_at(SOURCE_HZ)
    feed.begin(old, 0.0)
    playout.run = True
    out = np.zeros(480, np.float32)
    for _ in range(5):
        playout.render(out, 0.0)

    class Slow(Track):
        def read(self, start: int, count: int) -> Samples:
            for _ in range(3):
                playout.render(np.zeros(480, np.float32), 0.0)
            return super().read(start, count)

    slow = Slow(SOURCE_HZ)
    slow.append(samples)
    slow.finish()
    written = ring.written
    assert not feed.go_over(slow, feed.earliest_s + 0.001)
    assert ring.written == written
    assert feed.go_over(old, feed.earliest_s + 0.001), "it goes on, and another may come"


def test_a_source_that_had_ended_is_gone_on_with() -> None:
    before, after = noise(1.0, SOURCE_HZ), noise(2.0, SOURCE_HZ)
    old = Track(SOURCE_HZ)
    old.append(before)
    old.finish()
    feed, ring, playout = feed_at(SOURCE_HZ)
    feed.begin(old, 0.8)
    assert playout.end_at == ring.written
    new = Track(SOURCE_HZ)
    new.append(np.concatenate((before, after)))
    new.finish()
    assert feed.go_over(new, 1.0)
    assert np.allclose(drain(feed, ring, playout), new.samples()[round(0.8 * SOURCE_HZ) :])


def test_a_source_that_is_not_there_yet_is_waited_for_where_it_goes_over() -> None:
    feed, ring, playout = feed_at(SOURCE_HZ)
    feed.begin(varied(3.0, noise(3.0, SOURCE_HZ), noise(3.0, SOURCE_HZ)), 0.0)
    new = Track(SOURCE_HZ)
    samples = noise(1.0, SOURCE_HZ)
    new.append(samples[: round(0.3 * SOURCE_HZ)])
    assert feed.go_over(new, 0.25)
    first = drain(feed, ring, playout)
    assert len(first) == round(0.3 * SOURCE_HZ)
    new.append(samples[round(0.3 * SOURCE_HZ) :])
    new.finish()
    assert np.allclose(np.concatenate((first, drain(feed, ring, playout)))[7000:], samples[7000:])
