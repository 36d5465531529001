# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes that grow, and those kept."""

from __future__ import annotations

import numpy as np
import pytest

from studio.app.takes.playlist import Playlist, item_of
from studio.app.takes.takes import LiveTake, TakeCache
from studio.core.errors import SpeechFailed
from studio.core.project import Paragraph
from studio.core.timeline import WordTiming

RATE_HZ = 1000
PAUSE_S = 0.1


def take(frames: int, first: float = 1.0, complete: bool = True, words: tuple[WordTiming, ...] = ()) -> LiveTake:
    made = LiveTake(str(first), RATE_HZ)
    made.append(np.arange(first, first + frames, dtype=np.float32))
    made.add_words(words)
    if complete:
        made.finish()
    return made


def playlist(*takes: LiveTake) -> Playlist:
    items = [item_of(Paragraph(str(number), "two words"), each) for number, each in enumerate(takes)]
    return Playlist(items, RATE_HZ, PAUSE_S)


def test_a_take_that_comes_slowly_is_held_back_until_enough_of_it_is_there() -> None:
    slow = take(30, complete=False)
    slow.hold_back(0.05)
    source = playlist(take(3), slow)
    assert len(source.read(0, 1000)) == 103
    assert source.rendered_s() == pytest.approx(0.103)
    assert not source.finished(103)
    slow.append(np.zeros(20, np.float32))
    assert len(source.read(0, 1000)) == 153


def test_a_take_that_comes_slowly_is_held_back_no_longer_than_it_takes_to_catch_up() -> None:
    now_s = 5.0
    slow = LiveTake("slow", RATE_HZ, clock=lambda: now_s)
    source = playlist(slow)
    slow.hold_back(9.0, 0.7)
    now_s = 8.0
    assert len(source.read(0, 1000)) == 0
    slow.append(np.zeros(30, np.float32))
    now_s = 8.6
    slow.append(np.zeros(30, np.float32))
    assert len(source.read(0, 1000)) == 0
    now_s = 8.71
    assert len(source.read(0, 1000)) == 60


def test_what_plays_already_is_held_back_no_more() -> None:
    """Such as a paragraph of two speakers, of which the second one's part comes slowly."""
    played, to_come = take(30, complete=False), take(30, complete=False)
    source = playlist(played)
    assert len(source.read(0, 10)) == 10
    for each in (played, to_come):
        each.hold_back(9.0, 60.0)
    assert (played.ready, to_come.ready) == (True, False)
    played.append(np.zeros(20, np.float32))
    assert len(source.read(10, 1000)) == 40
    assert len(playlist(to_come).read(0, 1000)) == 0


def test_a_slow_take_that_ends_or_fails_early_is_held_back_no_longer() -> None:
    short, failed = take(30, complete=False), take(30, complete=False)
    for each in (short, failed):
        each.hold_back(1.0, 60.0)
        assert len(playlist(each).read(0, 1000)) == 0
    short.finish()
    failed.error = SpeechFailed("lost")
    for each in (short, failed):
        assert len(playlist(each).read(0, 1000)) == 30


def test_the_least_recently_used_take_is_forgotten() -> None:
    cache = TakeCache(max_bytes=4 * 250)
    for first in (1.0, 2.0):
        cache.put(take(100, first))
    assert cache.get("1.0") is not None
    cache.put(take(100, 3.0))
    assert (cache.get("1.0") is not None, cache.get("2.0"), cache.get("3.0") is not None) == (True, None, True)


def test_a_take_that_is_kept_by_two_keys_takes_its_room_once() -> None:
    cache = TakeCache(max_bytes=4 * 250)
    both = take(100, 1.0)
    cache.put(both)
    alone = cache.size_bytes
    cache.put(both, "its id")
    assert cache.size_bytes == alone
    cache.put(take(100, 2.0))
    assert cache.get("1.0") is cache.get("its id") is both
    cache.put(take(100, 3.0))
    assert (cache.get("2.0"), cache.get("its id"), cache.size_bytes) == (None, both, 2 * alone)
    cache.put(take(100, 4.0), "its id")
    cache.put(take(100, 5.0), "1.0")
    assert cache.size_bytes == 2 * alone


def test_peaks_are_those_of_each_20_ms() -> None:
    made = LiveTake("k", RATE_HZ)
    for block in np.array_split(np.arange(-50, 50, dtype=np.float32), 7):
        made.append(block)
    assert list(made.peaks) == [50.0, 30.0, 10.0, 29.0, 49.0]
