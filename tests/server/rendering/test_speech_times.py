# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import numpy as np

from studio.core.timeline import PhonemeTiming, WordTiming
from studio.engine.base import SpeechPiece
from studio.server.rendering.outs import PhonemesOut, WordsOut
from studio.server.rendering.speech_times import SpeechTimes


def piece(*words: WordTiming, phonemes: tuple[PhonemeTiming, ...] = ()) -> SpeechPiece:
    return SpeechPiece(np.zeros(0, np.float32), words, phonemes=phonemes)


def said(times: SpeechTimes, closes: bool, *words: WordTiming) -> list[WordTiming]:
    return [word for out in times.of(piece(*words), lambda: closes) if isinstance(out, WordsOut) for word in out.words]


def rest(times: SpeechTimes) -> list[WordTiming]:
    return [word for out in times.close() if isinstance(out, WordsOut) for word in out.words]


def test_words_of_each_text_are_placed_behind_those_before() -> None:
    times = SpeechTimes(words=True, phonemes=False)
    times.begin("One two.\n", "en-US", 0.0)
    assert said(times, False, WordTiming("One", 0.0, 0.4), WordTiming("two.", 0.5, 0.9)) == [
        WordTiming("One", 0.0, 0.4),
        WordTiming("two.", 0.5, 0.9),
    ]
    times.begin("Three.", "en-US", 1.0)
    assert said(times, True, WordTiming("Three.", 0.25, 0.5)) == [WordTiming("Three.", 1.25, 1.5)]


def test_a_word_that_comes_in_two_texts_is_one_word() -> None:
    times = SpeechTimes(words=True, phonemes=False)
    times.begin("One tw", "en-US", 0.0)
    assert said(times, False, WordTiming("One", 0.0, 0.4), WordTiming("tw", 0.5, 0.7)) == [WordTiming("One", 0.0, 0.4)]
    times.begin("o three", "en-US", 1.0)
    assert said(times, False, WordTiming("o", 0.0, 0.1)) == [WordTiming("two", 0.5, 1.1)]
    assert said(times, False, WordTiming("three", 0.2, 0.5)) == []
    assert rest(times) == [WordTiming("three", 1.2, 1.5)]
    assert rest(times) == []


def test_nothing_is_held_back_where_no_more_text_is_glued() -> None:
    times = SpeechTimes(words=True, phonemes=False)
    times.begin("One", "en-US", 0.0)
    assert len(said(times, True, WordTiming("One", 0.0, 0.4))) == 1
    times.begin("日本", "ja", 1.0)
    assert len(said(times, False, WordTiming("日", 0.0, 0.4), WordTiming("本", 0.4, 0.8))) == 2


def test_times_never_go_back() -> None:
    times = SpeechTimes(words=True, phonemes=False)
    times.begin("One two ", "en-US", 0.0)
    assert said(times, False, WordTiming("One", 0.0, 0.6), WordTiming("two", 0.5, 0.55)) == [
        WordTiming("One", 0.0, 0.6),
        WordTiming("two", 0.6, 0.6),
    ]


def test_words_that_are_missing_or_too_many_are_noticed() -> None:
    times = SpeechTimes(words=False, phonemes=False)
    times.begin("One two", "en-US", 0.0)
    complete = []
    for word in ("One", "two", "three"):
        list(times.of(piece(WordTiming(word, 0.0, 0.4)), lambda: True))
        complete.append(times.complete)
    assert complete == [False, True, False]


def test_phonemes_are_the_engines_own_where_it_tells_them_else_made_of_the_words() -> None:
    word = WordTiming("One", 0.0, 0.4)
    times = SpeechTimes(words=False, phonemes=True)
    times.begin("One ", "en-US", 2.0)
    told = piece(word, phonemes=(PhonemeTiming("w", 0.0, 0.1), PhonemeTiming("ʌ", 0.1, 0.4)))
    (out,) = times.of(told, lambda: True)
    assert out == PhonemesOut((WordTiming("w", 2.0, 2.1), WordTiming("ʌ", 2.1, 2.4)))
    assert list(times.of(piece(word), lambda: True)) == []
    times = SpeechTimes(words=True, phonemes=True)
    times.begin("One ", "en-US", 2.0)
    words, out = times.of(piece(word), lambda: True)
    assert words == WordsOut((WordTiming("One", 2.0, 2.4),))
    assert isinstance(out, PhonemesOut)
    assert [each.text for each in out.phonemes] == ["w", "ʌ", "n"]
    assert (out.phonemes[0].start_s, out.phonemes[-1].end_s) == (2.0, 2.4)
