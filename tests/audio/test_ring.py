# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import sys
from collections.abc import Iterator
from threading import Thread

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.audio.ring import Ring


def counted(start: int, count: int) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    return np.arange(start, start + count, dtype=np.float32)


@given(
    capacity=st.integers(1, 40),
    steps=st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=40),
    data=st.data(),
)
def test_what_is_read_is_what_was_written_in_order(
    capacity: int, steps: list[tuple[int, int]], data: st.DataObject
) -> None:
    history = data.draw(st.integers(0, capacity - 1))
    ring = Ring(capacity, history)
    for write, read in steps:
        free = ring.free
        assert ring.write(counted(ring.written, write)) == min(write, free)
        count = min(read, ring.available)
        out = np.empty(count, np.float32)
        ring.copy(ring.read, out)
        assert np.array_equal(out, counted(ring.read, count))
        ring.skip(ring.read + count)
        assert 0 <= ring.available <= capacity - history
        kept = ring.recent(ring.read, history)
        assert np.array_equal(kept, counted(ring.read - len(kept), len(kept)))
        assert len(kept) == min(history, ring.read)


@given(end=st.integers(-5, 60), count=st.integers(0, 60), written=st.integers(0, 50))
def test_recent_frames_are_never_others_than_asked_for(end: int, count: int, written: int) -> None:
    ring = Ring(10)
    for start in range(written):
        ring.write(counted(start, 1))
        ring.skip(ring.written)
    frames = ring.recent(end, count)
    assert np.array_equal(frames, counted(min(end, written) - len(frames), len(frames)))
    assert len(frames) <= count


@pytest.fixture
def often_switched() -> Iterator[None]:
    """Threads take turns every 10 µs: they meet in more places, and none spins for 5 ms with nothing to do."""
    before_s = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    yield
    sys.setswitchinterval(before_s)


def test_a_writer_and_a_reader_in_two_threads_lose_nothing(often_switched: None) -> None:
    ring, total = Ring(997), 200_000
    everything = counted(0, total)

    def write() -> None:
        while ring.written < total:
            ring.write(everything[ring.written : ring.written + 313])

    writer = Thread(target=write)
    writer.start()
    out = np.zeros(128, np.float32)
    while ring.read < total:
        count = min(len(out), ring.available)
        ring.copy(ring.read, out[:count])
        assert np.array_equal(out[:count], everything[ring.read : ring.read + count])
        ring.skip(ring.read + count)
    writer.join()


class Watched(Ring):
    """Keeps what a reader would copy at the moment in which frames are told to be written."""

    def __setattr__(self, name: str, value: object) -> None:
        super().__setattr__(name, value)
        if name == "written" and self.written:
            out = np.empty(self.available, np.float32)
            self.copy(self.read, out)
            self.seen = out


@pytest.mark.parametrize("read", [0, 4])
def test_frames_are_told_to_be_written_only_when_they_are_in_place(read: int) -> None:
    ring = Watched(8)
    ring.write(counted(0, 5))
    assert np.array_equal(ring.seen, counted(0, 5))
    ring.skip(read)
    ring.write(counted(5, 6))
    assert np.array_equal(ring.seen, counted(read, min(8, 11 - read)))


@pytest.mark.parametrize("history", [-1, 10, 11])
def test_history_must_fit(history: int) -> None:
    with pytest.raises(ValueError, match="history"):
        Ring(10, history)
