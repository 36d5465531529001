# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import numpy as np
import pytest

from studio.engine.kokoro.slices import level_correction_db, next_slice, pause_at, pauses, sound_edges


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


def test_the_level_is_corrected_towards_what_the_energy_says() -> None:
    energy = np.full(40, 7.0, np.float32)
    at_level = np.full(20 * 600, 10 ** ((4 * 7 - 49.3) / 20), np.float32)

    assert level_correction_db(at_level, energy) == pytest.approx(0, abs=0.01)
    assert level_correction_db(at_level * np.float32(10 ** (3 / 20)), energy) == pytest.approx(-3, abs=0.01)
    assert level_correction_db(at_level * 100, energy) == -3
    assert level_correction_db(at_level, np.full(40, -9, np.float32)) == 0
