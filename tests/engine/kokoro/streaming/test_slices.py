# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import numpy as np
import pytest

from studio.engine.kokoro.frames import EDGE_HALVES
from studio.engine.kokoro.streaming.slices import USUAL_CONTEXT, next_slice, pause_at, pauses, sound_edges


def loudness(*stretches: tuple[int, float]) -> np.typing.NDArray[np.float32]:
    return np.concatenate([np.full(count, value, np.float32) for count, value in stretches])


TALK = loudness((10, -9), (55, 7), (10, -6), (60, 7), (2, 0), (60, 7), (12, -9))


def test_edges_and_pauses_are_found_by_energy() -> None:
    assert sound_edges(TALK) == (10, 197)
    assert pauses(TALK) == [(65, 75)]
    assert sound_edges(loudness((20, -9))) == (0, 0)


def test_a_slice_is_cut_in_the_middle_of_a_pause_in_reach() -> None:
    cut = next_slice(TALK, 8, 199, 60)

    assert (cut.first, cut.last) == (8, 70)
    assert cut.run_first <= cut.first < cut.last < cut.run_last


def test_what_is_not_cut_is_run_as_a_whole_and_a_slice_with_a_little_around_it() -> None:
    whole, first, second = (next_slice(TALK, *where) for where in ((8, 199, 199), (8, 199, 60), (70, 199, 60)))

    assert (whole.run_first, whole.run_last) == (0, len(TALK))
    for cut in (first, second):
        assert cut.first - cut.run_first == cut.run_last - cut.last == EDGE_HALVES // 2


def test_what_is_usually_generated_beyond_what_is_kept() -> None:
    surplus = []
    for sound, aims in ((120, (48, 72)), (200, (180,))):
        unit = loudness((12, -9), (sound, 7), (13, -9))
        at, end = 10, 12 + sound + 3
        for aim in aims:
            cut = next_slice(unit, at, end, aim)
            surplus.append(cut.run_last - cut.run_first - (cut.last - cut.first))
            at = cut.last
        assert at == end

    assert np.mean(surplus) == pytest.approx(USUAL_CONTEXT, abs=2)


def test_no_slice_is_left_with_hardly_anything() -> None:
    for tail in range(2, 12):
        sentence = loudness((10, -9), (45, 7), (6, -6), (tail, 7), (10, -9))
        end = 61 + tail
        cut = next_slice(sentence, 8, end, 40)
        assert cut.last == end or end - cut.last >= 6


def test_a_long_silence_is_not_run_again_for_each_of_its_slices() -> None:
    silence = loudness((400, -9))
    at, ran = 0, 0
    while at < 400:
        cut = next_slice(silence, at, 400, 60)
        ran += cut.run_last - cut.run_first
        at = cut.last
    assert ran < 500


def test_without_a_pause_it_is_cut_at_the_weakest_moment_near_the_aim() -> None:
    assert 134 <= next_slice(TALK, 70, 199, 60).last <= 137


def test_slices_cover_all_frames_once_and_end() -> None:
    at = 8
    seen: list[int] = []
    while at < 199:
        cut = next_slice(TALK, at, 199, 30)
        seen.extend(range(cut.first, cut.last))
        at = cut.last
    assert seen == list(range(8, 199))


def test_the_pause_at_a_boundary() -> None:
    assert pause_at(TALK, 68) == 10
    assert pause_at(TALK, 110) == 0
