# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from studio.core.timeline import WordTiming
from studio.server.rendering.phoneme_times import phoneme_times


def timed(text: str, words: tuple[str, ...], language: str = "") -> list[tuple[str, float, float]]:
    timings = [WordTiming(word, float(index), index + 1.0) for index, word in enumerate(words)]
    return [(each.text, each.start_s, each.end_s) for each in phoneme_times(timings, language)]


def test_the_phonemes_of_a_word_share_its_time_evenly() -> None:
    found = timed("", ("no", "yes"))
    assert [phoneme for phoneme, _, _ in found] == ["n", "O", "j", "ɛ", "s"]
    assert [start_s for _, start_s, _ in found] == pytest.approx([0.0, 0.5, 1.0, 1 + 1 / 3, 1 + 2 / 3])
    assert [end_s for _, _, end_s in found] == pytest.approx([0.5, 1.0, 1 + 1 / 3, 1 + 2 / 3, 2.0])


def test_stress_is_no_phoneme_and_length_stays_with_its_own() -> None:
    (word,) = timed("", ("ah",), "en-GB")
    assert word == ("ɑː", 0.0, 1.0)


def test_a_word_that_cannot_be_said_has_none() -> None:
    assert timed("", ("🙂",)) == timed("", ()) == []
    assert {start_s >= 1.0 for _, start_s, _ in timed("", ("🙂", "no"))} == {True}


def test_languages_without_blanks_have_phonemes_of_each_character() -> None:
    found = timed("", ("你", "好"), "zh")
    assert found[0][0] == "n"
    assert max(end_s for _, _, end_s in found) == pytest.approx(2.0)


def test_a_language_that_has_no_phonemes_here_has_no_times() -> None:
    assert timed("", ("no",), "tlh") == []
