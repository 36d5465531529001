# SPDX-License-Identifier: GPL-3.0-or-later
"""Words and phonemes to the piece that they begin in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from studio.core.timeline import word_spans
from studio.engine.base import NO_HEAD_START, HeadStart, SpeechPiece
from studio.engine.kokoro.frames import SAMPLE_RATE_HZ, SAMPLES_PER_FRAME
from studio.engine.kokoro.pieces import Pieces
from studio.engine.kokoro.units import GOES_ON, Unit
from studio.engine.kokoro.words import FrameSpan, PhonemeSpan
from studio.engine.phonemes.word_phonemes import WordPhonemes


def unit(text: str) -> Unit:
    """Each word said letter by letter; "🙂" cannot be said."""
    words = tuple(WordPhonemes(word, "" if word.text == "🙂" else word.text, "") for word in word_spans(text))
    marks, at = [], 0
    for index, word in enumerate(words):
        if word.phonemes:
            marks.append((index, at))
            at += len(word.phonemes)
    return Unit(words, "".join(word.phonemes for word in words), tuple(marks))


def silence(frames: int) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    return np.zeros(frames * SAMPLES_PER_FRAME, np.float32)


def texts(piece: SpeechPiece) -> list[str]:
    return [word.text for word in piece.words]


def test_a_word_comes_with_the_piece_that_it_begins_in() -> None:
    pieces = Pieces()
    pieces.note(unit("one two three"), [FrameSpan(0, 10), FrameSpan(30, 50), FrameSpan(40, 60)])
    assert pieces.waiting == 3
    first = pieces.piece(silence(40), all_words=False)
    assert texts(first) == ["one", "two"]
    assert [word.start_s for word in first.words] == [0.0, 0.75]
    assert pieces.frames == 40
    second = pieces.piece(silence(20), all_words=False)
    assert texts(second) == ["three"]
    assert pieces.waiting == 0


def test_all_words_come_where_the_units_sound_ends() -> None:
    pieces = Pieces()
    pieces.note(unit("one two"), [FrameSpan(0, 10), FrameSpan(30, 50)])
    assert texts(pieces.piece(silence(20), all_words=True)) == ["one", "two"]


def test_the_next_unit_begins_where_the_last_ended_and_behind_its_lead() -> None:
    pieces = Pieces()
    pieces.note(unit("one"), [FrameSpan(0, 10)])
    pieces.piece(silence(20), all_words=True)
    pieces.note(unit("two"), [FrameSpan(5, 10)], begin=4, lead=SAMPLE_RATE_HZ)
    (word,) = pieces.piece(silence(60), all_words=True).words
    assert (word.start_s, word.end_s) == (0.5 + 1.0 + 0.025, 0.5 + 1.0 + 0.15)


def test_a_word_without_a_sound_stands_at_the_end_of_the_one_before() -> None:
    pieces = Pieces()
    pieces.note(unit("one 🙂 two"), [FrameSpan(0, 10), FrameSpan(20, 30)])
    piece = pieces.piece(silence(40), all_words=True)
    assert [(word.text, word.start_s, word.end_s) for word in piece.words][1] == ("🙂", 0.25, 0.25)
    assert piece.skipped == ("🙂",)


def test_words_of_a_unit_of_which_nothing_is_said_wait_for_the_next_sound() -> None:
    pieces = Pieces()
    pieces.note(unit("🙂"))
    assert [(texts(piece), piece.skipped, len(piece.samples)) for piece in pieces.rest()] == [(["🙂"], ("🙂",), 0)]
    assert list(Pieces().rest()) == []


def test_a_word_that_goes_on_in_the_next_units_waits_for_its_end() -> None:
    pieces = Pieces()
    pieces.note(replace(unit("one two 🙂"), is_cut=True), [FrameSpan(0, 10), FrameSpan(20, 40)])
    assert texts(pieces.piece(silence(40), all_words=True)) == ["one"]
    going_on = Unit((), "x", ((GOES_ON, 0),), is_cut=True)
    pieces.note(going_on, [FrameSpan(0, 40)])
    assert texts(pieces.piece(silence(40), all_words=True)) == []
    last = unit("three")
    last = replace(last, tokens="x" + last.tokens, marks=((GOES_ON, 0), (0, 1)))
    pieces.note(last, [FrameSpan(0, 20), FrameSpan(30, 40)])
    found = pieces.piece(silence(40), all_words=True).words
    assert [(word.text, word.start_s, word.end_s) for word in found] == [
        ("two", 0.5, 2.5),
        ("🙂", 2.5, 2.5),
        ("three", 2.75, 3.0),
    ]


def test_phonemes_come_with_their_word() -> None:
    pieces = Pieces()
    phonemes = [PhonemeSpan(name, FrameSpan(at, at + 5)) for name, at in (("a", 0), ("b", 5), ("c", 30))]
    pieces.note(unit("ab c"), [FrameSpan(0, 10), FrameSpan(30, 35)], phonemes)
    assert [each.phoneme for each in pieces.piece(silence(20), all_words=False).phonemes] == ["a", "b"]
    (last,) = pieces.piece(silence(20), all_words=True).phonemes
    assert (last.phoneme, last.start_s) == ("c", 0.75)


def test_a_whole_units_sound_is_cut_every_three_seconds_and_the_head_start_is_the_first_ones() -> None:
    pieces = Pieces()
    pieces.note(unit("one two"), [FrameSpan(0, 10), FrameSpan(130, 150)])
    samples = np.arange(7 * SAMPLE_RATE_HZ, dtype=np.float32)
    found = list(pieces.whole(samples, HeadStart(0.5, 0.2)))
    assert [len(piece.samples) / SAMPLE_RATE_HZ for piece in found] == [3.0, 3.0, 1.0]
    np.testing.assert_array_equal(np.concatenate([piece.samples for piece in found]), samples)
    assert [texts(piece) for piece in found] == [["one"], ["two"], []]
    assert [piece.head_start for piece in found] == [HeadStart(0.5, 0.2), NO_HEAD_START, NO_HEAD_START]


PLACES = st.lists(st.tuples(st.floats(-5, 90), st.floats(0, 20)), min_size=1, max_size=6)


@given(st.lists(PLACES, max_size=4), st.lists(st.integers(0, 30), min_size=1, max_size=5))
def test_no_word_is_lost_and_times_never_go_back(
    of_units: list[list[tuple[float, float]]], cuts: Sequence[int]
) -> None:
    """Whatever the model's durations: places that overlap, or begin before the unit does."""
    pieces, found = Pieces(), list[SpeechPiece]()
    for places in of_units:
        names = [f"w{number}" for number in range(len(places))]
        pieces.note(unit(" ".join(names)), [FrameSpan(start, start + length) for start, length in places])
        found += [pieces.piece(silence(frames), all_words=False) for frames in cuts]
        found.append(pieces.piece(silence(1), all_words=True))
    words = [word for piece in found for word in piece.words]
    assert [word.text for word in words] == [f"w{number}" for places in of_units for number in range(len(places))]
    moments = [moment for word in words for moment in (word.start_s, word.end_s)]
    assert moments == sorted(moments)
