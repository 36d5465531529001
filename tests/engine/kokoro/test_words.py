# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from studio.engine.kokoro.words import time_phonemes, time_words

TOKENS = "əb sɪ"
DURATIONS = np.array([10, 4, 6, 20, 5, 5, 10], np.int64)


def test_a_word_begins_before_its_first_token_by_the_kind_of_sound_and_ends_where_the_next_begins() -> None:
    loudness = np.full(60, 7, np.float32)

    first, second = time_words([0, 3], TOKENS, DURATIONS, loudness)
    assert (first.start, first.end) == pytest.approx((10 - 2.2, 40 - 4.48))
    assert (second.start, second.end) == pytest.approx((40 - 4.48, 60))


@pytest.mark.parametrize(("rate", "earlier"), [(0.64, 1.25), (1.0, 1.0), (1.5625, 0.8)])
def test_a_word_of_fast_speech_begins_less_early(rate: float, earlier: float) -> None:
    (word,) = time_words([0], TOKENS, DURATIONS, np.full(60, 7, np.float32), rate)

    assert word.start == pytest.approx(10 - 2.2 * earlier)


@pytest.mark.parametrize("tokens", ["βəb", "xəb"])
def test_a_word_of_a_sound_that_was_not_measured_begins_as_early_as_most(tokens: str) -> None:
    (word,) = time_words([0], tokens, np.full(len(tokens) + 2, 10, np.int64), np.full(60, 7, np.float32))

    assert word.start == pytest.approx(10 - 2.6)


def test_stress_before_a_sound_is_a_part_of_it() -> None:
    (word,) = time_words([0], "ˈsɪ", np.array([10, 4, 6, 4, 10]), np.full(34, 7, np.float32))

    assert word.start == pytest.approx(10 - 4.48)


def test_a_word_before_a_pause_ends_where_the_sound_stops() -> None:
    loudness = np.full(60, 7, np.float32)
    loudness[25:40] = -9
    loudness[52:] = -9

    first, second = time_words([0, 3], TOKENS, DURATIONS, loudness)
    assert first.end == 26
    assert second.end == 53


def test_a_word_behind_silence_begins_with_its_sound() -> None:
    loudness = np.full(66, 7, np.float32)
    loudness[:5] = loudness[25:40] = -9

    first, second = time_words([0, 4], "əb, sɪ", np.array([10, 4, 6, 6, 20, 5, 5, 10], np.int64), loudness)
    assert (first.start, second.start) == pytest.approx((4.9, 39.9))
    _, second = time_words([0, 3], TOKENS, DURATIONS, loudness)
    assert second.start == pytest.approx(40 - 4.48), "no punctuation, no pause"


def test_the_next_words_early_sound_does_not_lengthen_a_word_before_a_pause() -> None:
    loudness = np.full(60, 7, np.float32)
    loudness[25:33] = -9

    assert time_words([0, 3], TOKENS, DURATIONS, loudness)[0].end == 26


def test_words_never_overlap_and_have_no_negative_length() -> None:
    loudness = np.full(7, -9, np.float32)

    found = time_words([0, 1, 2, 3, 4], "əsbsə", np.ones(7, np.int64), loudness)
    assert all(word.start <= word.end for word in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert time_words([], "", np.ones(2, np.int64), loudness) == []


def test_times_count_from_the_frame_that_is_heard_first() -> None:
    (word,) = time_words([0], TOKENS, DURATIONS, np.full(60, 7, np.float32))

    assert word.shifted_s(7.8, 2.0) == pytest.approx((2.0, 2.0 + 52.2 * 0.025))


def test_phonemes_are_ipa_and_fill_their_word() -> None:
    tokens = "hˌAˈəː, ʧə."
    durations = np.full(len(tokens) + 2, 6, np.int64)
    loudness = np.full(int(durations.sum()), 7, np.float32)
    words = time_words([0, 8], tokens, durations, loudness)

    first, second = time_phonemes([0, 8], tokens, durations, words)
    assert [each.phoneme for each in first] == ["h", "eɪ", "əː"]
    assert [each.phoneme for each in second] == ["tʃ", "ə"]
    for found, word in ((first, words[0]), (second, words[1])):
        assert (found[0].place.start, found[-1].place.end) == (word.start, word.end)
        assert all(a.place.end == b.place.start for a, b in pairwise(found))
        assert all(each.place.start <= each.place.end for each in found)
