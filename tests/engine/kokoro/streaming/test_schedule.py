# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.engine.base import NO_HEAD_START
from studio.engine.kokoro.splitting import UNSPLIT, USUAL, Splitting
from studio.engine.kokoro.streaming.pace import Pace
from studio.engine.kokoro.streaming.schedule import ALONE, Around, Extent, Schedule
from studio.engine.kokoro.streaming.slices import Slice


def paced(factor: float) -> Pace:
    pace = Pace()
    for _ in range(50):
        pace.note(100, 100 * 0.025 * factor)
    return pace


def extent(frames: int, *, goes_whole: bool = False) -> Extent:
    return Extent(np.full(frames, 5.0, np.float32), 0, frames, goes_whole)


def test_only_what_stands_by_itself_is_alone() -> None:
    assert ALONE.is_alone
    assert Around(text_s=9.0).is_alone
    assert not Around(before_s=1.0).is_alone
    assert not Around(after_s=1.0).is_alone


def test_what_was_heard_before_the_text_counts() -> None:
    assert Schedule(ALONE, Pace(), USUAL).heard_frames(7) == 7
    assert Schedule(Around(before_s=1.0), Pace(), USUAL).heard_frames(7) == 47


@given(st.integers(0, 5000), st.integers(0, 500))
def test_an_aim_grows_with_what_was_heard_within_its_bounds(heard: int, ready: int) -> None:
    schedule = Schedule(ALONE, Pace(), USUAL)
    aim = schedule.aim(heard, ready)
    assert USUAL.first_frames <= aim <= USUAL.most_frames
    assert aim <= schedule.aim(heard + 1, ready)
    assert aim >= schedule.aim(heard, ready + 1)


def test_other_lengths_are_aimed_at_where_they_are_asked_for() -> None:
    found = Schedule(ALONE, Pace(), Splitting(first_frames=3, most_frames=9, growth=1.0))
    assert [found.aim(heard) for heard in (0, 5, 100)] == [3, 5, 9]


@pytest.mark.parametrize("goes_whole", [True, False])
@pytest.mark.parametrize("frames", [1, 20, 21, 400, 1501])
def test_slices_follow_one_another_to_the_units_end(frames: int, goes_whole: bool) -> None:
    schedule, unit = Schedule(ALONE, Pace(), USUAL), extent(frames, goes_whole=goes_whole)
    slices: list[Slice] = []
    at = 0
    while at < unit.last:
        cut = schedule.next(unit, at, len(slices), at, begins=True)
        assert cut.first == at
        assert 0 <= cut.run_first <= cut.first < cut.last <= cut.run_last <= unit.count
        slices.append(cut)
        at = cut.last
    assert at == frames
    if goes_whole:
        assert len(slices) == 1


def test_a_unit_that_is_not_to_be_split_is_one_slice() -> None:
    cut = Schedule(ALONE, Pace(), UNSPLIT).next(extent(2000), 0, 0, 0, begins=True)
    assert (cut.first, cut.last) == (0, 2000)


def test_a_later_units_first_slice_is_shorter_since_it_has_to_be_made_ready() -> None:
    schedule, unit = Schedule(ALONE, Pace(), USUAL), extent(400)
    later = schedule.next(unit, 0, 0, 150, begins=False)
    begun = schedule.next(unit, 0, 0, 150, begins=True)
    assert later.last < begun.last


def test_a_machine_that_is_fast_enough_begins_at_once_and_a_slow_one_waits_for_all_that_comes() -> None:
    unit = extent(400)
    assert Schedule(ALONE, paced(0.2), USUAL).head_start(unit) == NO_HEAD_START
    alone, longer = (Schedule(Around(text_s=10.0, after_s=s), paced(1.5), USUAL).head_start(unit) for s in (0.0, 30.0))
    assert 0 < alone.buffer_s < longer.buffer_s
    assert 0 < alone.wait_s < longer.wait_s


def test_what_is_there_already_need_not_be_waited_for() -> None:
    slow = paced(1.5)
    assert Schedule(Around(text_s=10.0), slow, USUAL).head_start_after(400) == NO_HEAD_START
    some = Schedule(Around(text_s=10.0), slow, USUAL).head_start_after(100)
    none = Schedule(Around(text_s=10.0), slow, USUAL).head_start_after(1)
    assert 0 < some.wait_s < none.wait_s
