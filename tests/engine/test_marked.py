# SPDX-License-Identifier: GPL-3.0-or-later
"""Tags, dictionaries and volume over any engine."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.dictionary import Entry
from studio.core.pcm import Samples
from studio.core.speech import Controls, controls
from studio.core.timeline import ALL_WORDS, WordRange, WordTiming
from studio.core.voices import MixPart
from studio.engine.base import Engine, Utterance
from studio.engine.espeak.engine import EspeakEngine
from studio.engine.marked import MarkedEngine, with_volume
from studio.engine.stop import Stop
from studio.engine.text.reading import Reading
from studio.engine.tone import ToneEngine
from tests.support.noting_engine import NotingEngine

PLAIN = Controls()
# espeak-ng's own noise differs from run to run by a few samples, and now and then by one of its blocks of 60 ms.
ESPEAK_BLOCK_SAMPLES = 1323 + 50


@pytest.fixture(params=["tone", "espeak"])
def engine(request: pytest.FixtureRequest) -> Engine:
    return ToneEngine() if request.param == "tone" else EspeakEngine()


def hear(
    engine: Engine,
    text: str,
    how: Controls = PLAIN,
    entries: tuple[Entry, ...] = (),
    reading: Reading = Reading(),  # noqa: B008 - frozen
    words: WordRange = ALL_WORDS,
) -> tuple[Samples, list[WordTiming], list[str]]:
    """Audio, words and what was skipped."""
    voice = (MixPart(engine.voices()[0].id, 1.0),)
    utterance = Utterance(text, voice, "en-US", how, pronunciations=entries, reading=reading, words=words)
    pieces = list(engine.speak(utterance, Stop()))
    samples = np.concatenate([piece.samples for piece in pieces]) if pieces else np.zeros(0, np.float32)
    timings = [word for piece in pieces for word in piece.words]
    for before, after in pairwise(timings):
        assert before.end_s <= after.start_s + 1e-9
    return samples, timings, [tag for piece in pieces for tag in piece.skipped]


def test_a_text_without_tags_is_not_touched(engine: Engine) -> None:
    text = "Hello there. 3 < 4, I know."
    plain, marked = hear(engine, text), hear(MarkedEngine(engine), text)
    assert len(plain[0]) == pytest.approx(len(marked[0]), abs=ESPEAK_BLOCK_SAMPLES)
    assert [word.text for word in plain[1]] == [word.text for word in marked[1]]
    if isinstance(engine, ToneEngine):
        assert np.array_equal(plain[0], marked[0])


def test_a_break_is_silence_of_its_length_and_moves_what_follows(engine: Engine) -> None:
    marked = MarkedEngine(engine)
    samples, words, _ = hear(marked, 'One <break time="1.5s"/> two')
    assert [word.text for word in words] == ["One", "two"]
    alone = [hear(engine, text)[0] for text in ("One ", "two")]
    rate_hz = marked.sample_rate_hz
    assert len(samples) == pytest.approx(sum(map(len, alone)) + 1.5 * rate_hz, abs=0.05 * rate_hz)
    assert words[1].start_s > words[0].end_s + 1.4
    gap = samples[round((words[0].end_s + 0.1) * rate_hz) : round((words[1].start_s - 0.1) * rate_hz)]
    assert np.abs(gap).max() < 0.01


def test_breaks_at_both_ends_and_alone(engine: Engine) -> None:
    marked = MarkedEngine(engine)
    samples, words, _ = hear(marked, '<break time="1s"/>Hi<break time="1s"/>')
    assert [word.text for word in words] == ["Hi"]
    assert words[0].start_s >= 0.95
    assert len(samples) > 2 * marked.sample_rate_hz
    samples, words, _ = hear(marked, '<break time="2s"/>')
    assert (len(samples), words) == (2 * marked.sample_rate_hz, [])


def test_speed_tags_scale_the_requests_own_speed(engine: Engine) -> None:
    marked = MarkedEngine(engine)
    text = "This is how it is said."
    usual = len(hear(marked, text)[0])
    assert usual / len(hear(marked, '<speed ratio="1.5"/>' + text)[0]) == pytest.approx(1.5, rel=0.15)
    slow = controls(-0.5)
    both = len(hear(marked, '<speed ratio="1.5"/>' + text, slow)[0])
    assert len(hear(marked, text, slow)[0]) / both == pytest.approx(1.5, rel=0.15)


def test_volume_tags_and_the_requests_volume_multiply(engine: Engine) -> None:
    marked = MarkedEngine(engine)
    usual = hear(marked, "Hello")[0].std()
    assert hear(marked, '<volume ratio="0.5"/>Hello')[0].std() == pytest.approx(0.5 * usual, rel=0.02)
    quieter = hear(marked, '<volume ratio="0.8"/>Hello', Controls(volume=0.8))[0]
    assert quieter.std() == pytest.approx(0.64 * usual, rel=0.02)
    assert np.abs(hear(marked, "Hello", Controls(volume=2.0))[0]).max() <= 1.0


@given(st.lists(st.floats(-1.0, 1.0, width=32), min_size=2, max_size=20), st.floats(0.2, 2.0))
def test_volume_keeps_the_wave_s_shape(wave: list[float], volume: float) -> None:
    """What swings below is below, and what is louder is louder."""
    samples = np.sort(np.asarray(wave, np.float32))
    loud = with_volume(samples, volume)
    assert np.all(np.abs(loud) <= 1.0)
    assert np.all(np.diff(loud) >= -1e-6)
    assert np.allclose(with_volume(-samples, volume), -loud, atol=1e-6)


def test_the_pause_between_sentences_goes_with_the_rate_behind_a_tag() -> None:
    pauses_s = []
    for speed in ("0.8", "1.4"):
        text = f'<speed ratio="{speed}"/>One.<volume ratio="0.9"/> Two.'
        _, words, _ = hear(MarkedEngine(ToneEngine()), text)
        slot_s = (words[0].end_s - words[0].start_s) / 0.7
        pauses_s.append(words[1].start_s - words[0].start_s - slot_s)
    assert pauses_s[0] / pauses_s[1] == pytest.approx(1.4 / 0.8, rel=0.01)
    assert pauses_s[1] * 1.4 == pytest.approx(0.3, rel=0.01)


def test_loud_samples_are_bent_not_cut() -> None:
    wave = np.sin(np.linspace(0, 60, 4000)).astype(np.float32)
    loud = with_volume(wave, 2.0)
    assert np.abs(loud).max() <= 1.0
    assert np.abs(np.diff(np.sort(loud))).max() < 0.05
    assert with_volume(wave, 1.0) is wave


def test_emotion_tags_take_effect(engine: Engine) -> None:
    marked = MarkedEngine(engine)
    plain, angry = (hear(marked, tag + "So this is it.")[0] for tag in ("", '<emotion value="angry"/>'))
    count = min(len(plain), len(angry))
    assert np.abs(plain[:count] - angry[:count]).max() > 0.02


def test_wrong_tags_are_told_and_never_said(engine: Engine) -> None:
    marked = MarkedEngine(engine)
    said, words, skipped = hear(marked, '<loud>Hello</loud> <speed ratio="7"/>there')
    assert [word.text for word in words] == ["Hello", "there"]
    assert skipped == ["<loud>", "</loud>", '<speed ratio="7"/>']
    assert len(said) == pytest.approx(len(hear(engine, "Hello there")[0]), abs=ESPEAK_BLOCK_SAMPLES)


def test_each_run_knows_what_was_spoken_before_it_and_what_follows() -> None:
    engine = NotingEngine()
    samples, _, _ = hear(MarkedEngine(engine), '<break time="1s"/>One two. <speed ratio="0.8"/>Three four five.')

    first, second = engine.asked
    assert first.spoken_s == 0
    assert first.chars_to_come == len("Three four five.")
    # The silence before it is not spoken.
    assert 0.2 < second.spoken_s < len(samples) / engine.sample_rate_hz - 1.0
    assert second.chars_to_come == 0


@pytest.mark.parametrize(
    "text", ['<speed ratio="0.8">One two.</speed>\n', 'One two. <break time="1s"/> ', "One two.\n"]
)
def test_white_space_is_nothing_to_come(text: str) -> None:
    engine = NotingEngine()
    hear(MarkedEngine(engine), text)

    assert [utterance.chars_to_come for utterance in engine.asked] == [0]


def test_spelling_takes_longer_than_reading() -> None:
    marked = MarkedEngine(EspeakEngine())
    read, spelt = (hear(marked, text)[0] for text in ("bread", "<spell>bread</spell>"))
    assert len(spelt) > 2 * len(read)
    assert [word.text for word in hear(marked, "a <spell>b2</spell>, c")[1]] == ["a", "b2,", "c"]


def test_sounds_in_ipa_are_spoken() -> None:
    marked = MarkedEngine(EspeakEngine())
    written, sounded = hear(marked, "hello"), hear(marked, "<<|h|ə|l|ˈ|oʊ|>>")
    assert len(sounded[0]) == pytest.approx(len(written[0]), rel=0.2)
    assert [word.text for word in sounded[1]] == ["<<|h|ə|l|ˈ|oʊ|>>"]
    assert not sounded[2]
    one, other = (hear(marked, f'<phoneme ph="{sounds}">tomato</phoneme>')[0] for sounds in ("təˈmɑːtoʊ", "ma"))
    assert len(one) > 1.3 * len(other)


def test_a_dictionary_says_words_otherwise_and_keeps_them_as_written() -> None:
    marked = MarkedEngine(EspeakEngine())
    entries = (Entry("SQL", "sequel"), Entry("New York City", "the big apple tree"), Entry("gif", "<<dʒ|ɪ|f>>"))
    samples, words, skipped = hear(marked, "SQL in New York City, gif.", entries=entries)
    assert [word.text for word in words] == ["SQL", "in", "New", "York", "City,", "gif."]
    assert not skipped
    respelt = hear(marked, "sequel", entries=entries)[0]
    assert len(hear(marked, "SQL", entries=entries)[0]) == pytest.approx(len(respelt), abs=50)
    assert len(samples) > 2 * len(respelt)


def test_a_tag_goes_before_a_dictionary() -> None:
    marked = MarkedEngine(EspeakEngine())
    entries = (Entry("bread", "cake and more cake and more cake"),)
    spelt = hear(marked, "<spell>bread</spell>")[0]
    assert len(hear(marked, "<spell>bread</spell>", entries=entries)[0]) == pytest.approx(len(spelt), abs=50)


def test_emoji_are_named_when_asked_for() -> None:
    marked = MarkedEngine(EspeakEngine())
    assert hear(marked, "Hi 👍")[2] == ["👍"]
    named = hear(marked, "Hi 👍", reading=Reading(name_emoji=True))
    assert named[2] == []
    assert len(named[0]) > len(hear(marked, "Hi 👍")[0])


def test_a_stop_ends_a_long_break() -> None:
    stop = Stop()
    engine = ToneEngine()
    pieces = iter(
        MarkedEngine(engine).speak(Utterance('<break time="60s"/>x', (MixPart(engine.voices()[0].id, 1.0),)), stop)
    )
    next(pieces)
    stop.set()
    assert not list(pieces)


def test_some_words_keep_the_manner_that_tags_before_them_set() -> None:
    text = 'One <speed ratio="0.6"/>two three <break time="1s"/>four <volume ratio="0.5"/>five six.'
    whole, words, _ = hear(MarkedEngine(ToneEngine()), text)
    rate_hz = ToneEngine.sample_rate_hz
    for first, end in [(2, 3), (1, 4), (3, 5), (4, None)]:
        part, some, _ = hear(MarkedEngine(ToneEngine()), text, words=WordRange(first, end))
        assert [word.text for word in some] == [word.text for word in words[first:end]]
        begin = round((words[first].start_s - some[0].start_s) * rate_hz)
        kept = slice(200, len(part) - 200)
        assert np.allclose(part[kept], whole[begin : begin + len(part)][kept], atol=1e-6)
