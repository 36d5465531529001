# SPDX-License-Identifier: GPL-3.0-or-later
"""Words cut out of the speech of a whole text, whatever pieces it comes in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.pcm import FADE_S, Samples, faded
from studio.core.timeline import PhonemeTiming, WordRange, WordTiming
from studio.engine.base import SpeechPiece
from studio.engine.word_range import LEAD_S, TAIL_S, only_words

RATE_HZ = 1000
# One and two touch, three stands alone, four lasts over pieces.
WORDS = (
    WordTiming("one", 0.1, 0.3),
    WordTiming("two", 0.3, 0.5),
    WordTiming("three", 0.7, 0.8),
    WordTiming("four", 1.0, 1.5),
    WordTiming("🙂", 1.5, 1.5),
    WordTiming("five", 1.55, 1.8),
)
SOUND = np.linspace(0.1, 0.9, 2000, dtype=np.float32)
FADE = round(FADE_S * RATE_HZ)


def pieces(cuts: Sequence[int]) -> Iterator[SpeechPiece]:
    edges = [0, *sorted(cuts), len(SOUND)]
    for first, last in pairwise(edges):
        final = last == len(SOUND)
        words = tuple(word for word in WORDS if first <= word.start_s * RATE_HZ < last or (final and not first))
        skipped = tuple(word.text for word in words if word.text == "🙂")
        phonemes = tuple(PhonemeTiming(word.text[0], word.start_s, word.end_s) for word in words)
        yield SpeechPiece(SOUND[first:last], words, skipped, phonemes)


def cut(words: WordRange, cuts: Sequence[int]) -> tuple[Samples, list[WordTiming], list[str], list[PhonemeTiming]]:
    out = list(only_words(pieces(cuts), words, RATE_HZ))
    return (
        np.concatenate([piece.samples for piece in out]),
        [word for piece in out for word in piece.words],
        [word for piece in out for word in piece.skipped],
        [phoneme for piece in out for phoneme in piece.phonemes],
    )


def expected(words: WordRange) -> tuple[int, int]:
    """First sample kept, and one after the last."""
    chosen = WORDS[words.first : words.end]
    before = WORDS[words.first - 1].end_s if words.first else 0.0
    begin_s = max(before, chosen[0].start_s - LEAD_S) if words.first else 0.0
    if words.end is None or words.end > len(WORDS):
        return round(begin_s * RATE_HZ), len(SOUND)
    end_s = chosen[-1].end_s + TAIL_S
    if words.end < len(WORDS):
        end_s = min(end_s, max(WORDS[words.end].start_s, chosen[-1].end_s))
    return round(begin_s * RATE_HZ), round(end_s * RATE_HZ)


ranges = st.tuples(st.integers(0, 5), st.one_of(st.none(), st.integers(1, 8))).filter(
    lambda r: r[1] is None or r[1] > r[0]
)


@given(ranges, st.lists(st.integers(1, len(SOUND) - 1), max_size=6, unique=True))
def test_the_sound_and_the_words_are_those_of_the_whole(asked: tuple[int, int | None], cuts: list[int]) -> None:
    words = WordRange(*asked)
    sound, timings, skipped, phonemes = cut(words, cuts)
    begin, end = expected(words)
    if words.is_all:
        begin, end = 0, len(SOUND)
    assert len(sound) == end - begin
    assert np.array_equal(sound[FADE:-FADE], SOUND[begin:end][FADE:-FADE])
    chosen = WORDS[words.first : words.end]
    assert [word.text for word in timings] == [word.text for word in chosen]
    for timing, word in zip(timings, chosen, strict=True):
        assert timing.start_s == pytest.approx(word.start_s - begin / RATE_HZ)
        assert timing.end_s == pytest.approx(word.end_s - begin / RATE_HZ)
    assert skipped == [word.text for word in chosen if word.text == "🙂"]
    spoken = [word for word in chosen if word.end_s > word.start_s or words.is_all]
    assert [phoneme.phoneme for phoneme in phonemes] == [word.text[0] for word in spoken]


def test_a_word_cut_off_from_its_neighbours_is_faded() -> None:
    sound, _, _, _ = cut(WordRange(1, 2), [])
    assert sound[0] == 0.0
    assert sound[-1] < SOUND[500] / 2


def test_no_more_is_asked_for_than_is_wanted() -> None:
    taken = []

    def noted() -> Iterator[SpeechPiece]:
        for piece in pieces([400, 900, 1400]):
            taken.append(piece)
            yield piece

    assert [word.text for piece in only_words(noted(), WordRange(1, 2), RATE_HZ) for word in piece.words] == ["two"]
    assert len(taken) == 2


def test_a_short_sound_is_faded_over_all_of_it() -> None:
    shaped = faded(np.ones(3, np.float32), RATE_HZ, begin=True, end=False)
    assert shaped.tolist() == [0.0, 0.5, 1.0]
