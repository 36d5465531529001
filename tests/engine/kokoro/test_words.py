# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from itertools import pairwise

import numpy as np

from studio.engine.kokoro.words import heard

DURATIONS = np.array([10, 4, 6, 20, 5, 5, 10], np.int64)


def test_a_word_begins_50_ms_before_its_first_token_and_ends_where_the_next_begins() -> None:
    loudness = np.full(60, 7, np.float32)

    first, second = heard([1, 4], DURATIONS, loudness)
    assert (first.start, first.end) == (8, 38)
    assert (second.start, second.end) == (38, 60)


def test_a_word_before_a_pause_ends_where_the_sound_stops() -> None:
    loudness = np.full(60, 7, np.float32)
    loudness[25:40] = -9
    loudness[52:] = -9

    first, second = heard([1, 4], DURATIONS, loudness)
    assert first.end == 25
    assert second.end == 52


def test_words_never_overlap_and_have_no_negative_length() -> None:
    loudness = np.full(7, -9, np.float32)

    found = heard([1, 2, 3, 4, 5], np.ones(7, np.int64), loudness)
    assert all(word.start <= word.end for word in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert heard([], np.ones(2, np.int64), loudness) == []


def test_times_count_from_the_frame_that_is_heard_first() -> None:
    (word,) = heard([1], DURATIONS, np.full(60, 7, np.float32))

    assert word.shifted_s(8, 2.0) == (2.0, 2.0 + 52 * 0.025)
