# SPDX-License-Identifier: GPL-3.0-or-later
"""Excerpts of units, and how close their sound is to that of the whole."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from studio.core.pcm import Samples
from studio.core.timeline import ALL_WORDS, WordRange, WordTiming, word_spans
from studio.core.voices import MixPart
from studio.engine.base import Utterance
from studio.engine.kokoro.engine import KokoroEngine
from studio.engine.kokoro.excerpt import TimedUnit, asked_for, excerpt, heard, is_whole
from studio.engine.kokoro.frames import SAMPLE_RATE_HZ, SAMPLES_PER_FRAME
from studio.engine.kokoro.units import GOES_ON, Unit
from studio.engine.kokoro.words import FrameSpan, PhonemeSpan
from studio.engine.phonemes.word_phonemes import WordPhonemes
from studio.engine.stop import Stop
from tests.support.mel_distance import mel_distance_db

SENTENCE = (
    "The hallway smelt of boiled cabbage and old rag mats, and at one end of it a coloured poster had been tacked."
)


def unit(text: str, *, goes_on: bool = False, is_cut: bool = False) -> Unit:
    """Each word said letter by letter; "🙂" cannot be said."""
    words = tuple(WordPhonemes(word, "" if word.text == "🙂" else word.text, "") for word in word_spans(text))
    marks = [(GOES_ON, 0)] if goes_on else []
    at = 2 if goes_on else 0
    for index, word in enumerate(words):
        if word.phonemes:
            marks.append((index, at))
            at += len(word.phonemes)
    return Unit(words, "x" * at, tuple(marks), is_cut=is_cut)


def timed(of: Unit) -> TimedUnit:
    """Ten frames a word, the second and the third touching."""
    places = [
        FrameSpan(10 * at + (0 if at == 2 else 2.5), 10 * at + (10 if at == 1 else 8)) for at in range(len(of.marks))
    ]
    phonemes = tuple((PhonemeSpan(str(at), place),) for at, place in enumerate(places))
    return TimedUnit(of, tuple(places), phonemes, 0, 10 * len(places))


def test_only_units_with_words_asked_for_are_said() -> None:
    units = [unit("one two"), unit("three"), unit("four five"), unit("six")]
    asked = list(asked_for(units, WordRange(1, 4)))
    assert [(each.words[0].word.text, chosen, goes_on) for each, chosen, goes_on in asked] == [
        ("one", range(1, 2), False),
        ("three", range(1), False),
        ("four", range(1), False),
    ]
    assert [chosen for _, chosen, _ in asked_for(units, ALL_WORDS)] == [range(2), range(1), range(2), range(1)]


def test_a_word_that_goes_on_in_the_next_unit_is_said_to_its_end() -> None:
    units = [unit("one tw", is_cut=True), unit("three", goes_on=True), unit("four")]
    assert [(chosen, goes_on) for _, chosen, goes_on in asked_for(units, WordRange(1, 2))] == [
        (range(1, 2), False),
        (range(0), True),
    ]
    rest = excerpt(timed(units[1]), range(0), goes_on=True)
    assert [mark for mark, _ in rest.unit.marks] == [GOES_ON]
    assert (rest.begin, rest.end) == (0, 11)
    assert not is_whole(units[1], range(1), goes_on=False)
    assert is_whole(units[1], range(1), goes_on=True)


def test_an_excerpt_begins_and_ends_where_no_other_word_sounds() -> None:
    whole = timed(unit("one two three 🙂 four five"))
    middle = excerpt(whole, range(1, 2), goes_on=False)
    assert [word.word.text for word in middle.unit.words] == ["two"]
    assert (middle.begin, middle.end) == (10.5, 20)
    touching = excerpt(whole, range(2, 4), goes_on=False)
    assert [word.word.text for word in touching.unit.words] == ["three", "🙂"]
    assert (touching.begin, touching.end) == (20, 31)
    assert (touching.first, touching.last) == (20, 31)
    assert [phoneme.phoneme for phoneme in touching.all_phonemes] == ["2"]
    last = excerpt(whole, range(5, 6), goes_on=False)
    assert (last.begin, last.end) == (40.5, 50)


def test_words_without_a_sound_take_no_frames() -> None:
    whole = timed(unit("one 🙂 two"))
    silent = excerpt(whole, range(1, 2), goes_on=False)
    assert silent.begin == silent.end
    assert silent.words == ()
    assert [word.word.text for word in silent.unit.words] == ["🙂"]


def test_what_is_heard_is_cut_between_frames_and_faded() -> None:
    whole = timed(unit("one two three"))
    part = replace(whole, begin=10.5, end=20.25)
    sound = np.ones(30 * SAMPLES_PER_FRAME, np.float32)
    cut = heard(sound[10 * SAMPLES_PER_FRAME :], part, whole, 10)
    assert len(cut) == 9.75 * SAMPLES_PER_FRAME
    assert cut[0] == cut[-1] == 0.0
    assert heard(sound, whole, whole, 0).tolist() == sound.tolist()


def say(
    engine: KokoroEngine, voice_id: str, text: str, words: WordRange, *, as_in_whole: bool = False, variation: int = 0
) -> tuple[Samples, list[WordTiming]]:
    utterance = Utterance(text, (MixPart(voice_id, 1.0),), words=words, as_in_whole=as_in_whole, variation=variation)
    pieces = list(engine.speak(utterance, Stop()))
    return np.concatenate([piece.samples for piece in pieces]), [word for piece in pieces for word in piece.words]


@pytest.mark.model
def test_an_excerpt_sounds_like_its_words_in_the_whole(
    forgetful_kokoro: KokoroEngine, voice_ids: dict[str, str]
) -> None:
    voice = voice_ids["af_heart"]
    whole, words = say(forgetful_kokoro, voice, SENTENCE, ALL_WORDS)
    for first, end in [(3, 8), (12, None)]:
        part, timings = say(forgetful_kokoro, voice, SENTENCE, WordRange(first, end))
        begin = round((words[first].start_s - timings[0].start_s) * SAMPLE_RATE_HZ)
        same = whole[begin : begin + len(part)]
        assert len(same) == len(part)
        assert mel_distance_db(part, same, SAMPLE_RATE_HZ) < 3.0
        level_db = 20 * np.log10(np.sqrt(np.mean(part**2)) / np.sqrt(np.mean(same**2)))
        assert abs(level_db) < 1.0


@pytest.mark.model
def test_an_excerpt_of_what_was_said_or_is_short_is_its_very_sound(
    model_folder: Path, voice_ids: dict[str, str]
) -> None:
    voice = voice_ids["af_heart"]
    fresh = KokoroEngine(model_folder)
    some, timings = say(fresh, voice, "Nobody ever asked.", WordRange(1, 2))
    short, words = say(fresh, voice, "Nobody ever asked.", ALL_WORDS)
    begin = round((words[1].start_s - timings[0].start_s) * SAMPLE_RATE_HZ)
    middle = slice(200, len(some) - 200)
    assert np.array_equal(some[middle], short[begin : begin + len(some)][middle])
    whole, words = say(fresh, voice, SENTENCE, ALL_WORDS)
    part, timings = say(fresh, voice, SENTENCE, WordRange(5, 9))
    begin = round((words[5].start_s - timings[0].start_s) * SAMPLE_RATE_HZ)
    middle = slice(200, len(part) - 200)
    assert np.array_equal(part[middle], whole[begin : begin + len(part)][middle])


@pytest.mark.model
def test_words_that_shall_sound_as_in_the_whole_do_so_to_the_sample(
    forgetful_kokoro: KokoroEngine, voice_ids: dict[str, str]
) -> None:
    text = f"A warm wind came over the hills before noon. {SENTENCE} Nobody ever asked."
    voice = voice_ids["bm_george"]
    whole, words = say(forgetful_kokoro, voice, text, ALL_WORDS, variation=2)
    last = len(words)
    for first, end in [(2, 4), (12, 15), (last - 5, None)]:
        part, timings = say(forgetful_kokoro, voice, text, WordRange(first, end), as_in_whole=True, variation=2)
        assert [word.text for word in timings] == [word.text for word in words[first:end]]
        begin = round((words[first].start_s - timings[0].start_s) * SAMPLE_RATE_HZ)
        faded_off = slice(200, len(part) - (200 if end else 0))
        assert np.array_equal(part[faded_off], whole[begin : begin + len(part)][faded_off])
