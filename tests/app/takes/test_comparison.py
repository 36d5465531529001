# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import numpy as np
import pytest

from studio.app.takes.comparison import Comparison, loudness_of, same_places
from studio.app.takes.playlist import PlaylistItem
from studio.app.takes.takes import LiveTake
from studio.core.project import new_paragraph
from studio.core.timeline import WordSpan, WordTiming
from tests.support.signals import tone

RATE_HZ = 24000
TEXT = "One two three."
SPANS = (WordSpan("One", 0, 3), WordSpan("two", 4, 7), WordSpan("three.", 8, 14))


def take(starts_s: list[float], length_s: float, words: str = TEXT, peak: float = 0.5, hz: float = 440.0) -> LiveTake:
    made = LiveTake("key", RATE_HZ)
    made.append(tone(length_s, RATE_HZ, hz, peak))
    ends_s = [*starts_s[1:], length_s]
    timed = zip(words.split(), starts_s, ends_s, strict=True)
    made.add_words(WordTiming(text, start_s, start_s + 0.7 * (end_s - start_s)) for text, start_s, end_s in timed)
    made.finish()
    return made


def comparison(first: LiveTake, second: LiveTake) -> Comparison:
    paragraph = new_paragraph(TEXT)
    items = [PlaylistItem(paragraph, 0, SPANS, each) for each in (first, second)]
    return Comparison(items[0], items[1], (loudness_of(first), loudness_of(second)))


def test_switching_goes_to_the_same_place_of_the_same_word_and_back() -> None:
    it = comparison(take([0.1, 1.0, 2.0], 3.0), take([0.2, 0.8, 2.6], 3.2))
    for heard_s, word, inside_s in ((0.1, 0, 0.2), (1.35, 1, 0.8 + 0.63), (2.0, 2, 2.6)):
        there_s = it.switch()(heard_s)
        place = it.locate(there_s)
        assert (place.item, place.word) == (1, word)
        assert place.take_s == pytest.approx(inside_s, abs=1e-6)
        back = it.switch()
        assert back(there_s) == pytest.approx(heard_s, abs=1e-6)
        assert back(heard_s) == heard_s, "what is there already stays"


def test_each_take_ends_for_itself_and_is_read_whole() -> None:
    first, second = take([0.1, 1.0, 2.0], 3.0), take([0.2, 0.8, 2.6], 3.2, hz=300.0)
    it = comparison(first, second)
    end = 3 * RATE_HZ
    assert [len(it.read(at, 4800)) for at in (0, end - 100, end)] == [4800, 100, 0]
    assert [it.finished(at) for at in (end - 1, end, end + 1)] == [False, True, False]
    begin = round(it.switch()(0.0) * RATE_HZ)
    # Both are as loud already, but for the weighting of their pitches.
    np.testing.assert_allclose(it.read(begin, 2 * end), second.read(0, second.frames), rtol=0.2)
    assert it.finished(begin + second.frames)


def test_the_louder_one_is_turned_down_to_the_other() -> None:
    soft, loud = take([0.1, 1.0, 2.0], 3.0, peak=0.1), take([0.2, 0.8, 2.6], 3.2, peak=0.8)
    for first, second in ((soft, loud), (loud, soft)):
        it = comparison(first, second)
        begin = round(it.switch()(0.0) * RATE_HZ)
        peaks = [np.abs(it.read(at, RATE_HZ)).max() for at in (0, begin)]
        assert peaks == pytest.approx([0.1, 0.1], rel=0.01)


def test_silence_is_not_matched() -> None:
    it = comparison(take([0.1, 1.0, 2.0], 3.0, peak=0.0), take([0.2, 0.8, 2.6], 3.2))
    assert np.abs(it.read(round(it.switch()(0.0) * RATE_HZ), RATE_HZ)).max() == pytest.approx(0.5, rel=0.01)


def test_takes_of_other_words_meet_at_those_that_both_say() -> None:
    first = take([0.0, 1.0, 2.0, 3.0], 4.0, "One two three four")
    second = take([0.0, 2.0, 4.0], 6.0, "One three four")
    mine, other = same_places(first, second)
    assert list(zip(mine, other, strict=True))[2:4] == [(2.0, 2.0), (2.7, pytest.approx(3.4))]
    assert (mine[-1], other[-1]) == (4.0, 6.0)
    assert sorted(mine) == mine
    assert sorted(other) == other
