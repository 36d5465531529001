# SPDX-License-Identifier: GPL-3.0-or-later
"""What every engine owes its callers: one suite for the tone engine, espeak-ng and Kokoro."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pytest

from studio.core.dictionary import Dictionary, Entry, marks_told
from studio.core.emotions import EMOTIONS
from studio.core.errors import InvalidArgument, NotFound, Unsupported
from studio.core.pcm import Samples
from studio.core.speech import Controls, controls
from studio.core.tagging import with_tags
from studio.core.timeline import WordRange, WordTiming, spans_for
from studio.core.voices import EMBEDDING_LENGTH, MixPart
from studio.engine.aliases import DOCUMENTED_IDS
from studio.engine.base import Engine, SpeechPiece, Utterance, VoiceSource
from studio.engine.espeak.engine import EspeakEngine
from studio.engine.marked import MarkedEngine
from studio.engine.routing import RoutingEngine
from studio.engine.stop import Stop
from studio.engine.tone import ToneEngine
from tests.bench.emotion import SENTENCES
from tests.support.emotion_measures import INTENDED, Manner, differences, manner
from tests.support.speech_measures import pitch_moved_semitones

PLAIN = Controls()
TEXT = "Dr. Smith paid $3.50 for it, didn't he? Yes: he did so at 9:30 — of course. “Good!” she said."

SAID_WITH_EMOTION = (
    "She said that it would be there by the evening, and so it was.",
    "Nobody knew where the old road had led them.",
)
# The model takes long to speak: these are said in its own tests anyway.
SAID_WITH_EMOTION_BY_THE_MODEL = SENTENCES["a"][:2]
# What an engine has means for: a tone has no range, and only the model knows of brightness and of a rise at the end.
MOVED_BY = {
    "tone": {"pitch", "rate", "level"},
    "espeak": {"pitch", "rate", "level", "range"},
    "kokoro": {"pitch", "rate", "level", "range", "tilt", "rise"},
}
# Semitones.
MOST_PITCH_ERROR = {"tone": 0.3, "espeak": 0.6, "kokoro": 0.3}
# In the units of the measures; half of what the engine that moves it least does.
LEAST_AT_FULL_LEVEL = {"pitch": 0.2, "range": 0.2, "rate": 1.2, "level": 0.3, "tilt": 1.1, "rise": 2.0}


def routing() -> Engine:
    return RoutingEngine(ToneEngine(), EspeakEngine())


MAKERS: dict[str, Callable[[], Engine]] = {
    "routing": routing,
    "tone": ToneEngine,
    "espeak": EspeakEngine,
}


@pytest.fixture(scope="module", params=["tone", "espeak", "routing", pytest.param("kokoro", marks=pytest.mark.model)])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    if request.param == "kokoro":
        yield request.getfixturevalue("kokoro")
        return
    made = MAKERS[request.param]()
    yield made
    made.close()


@dataclass(frozen=True, slots=True)
class Heard:
    pieces: tuple[SpeechPiece, ...]
    samples: Samples
    words: tuple[WordTiming, ...]
    skipped: tuple[str, ...]
    duration_s: float


def default_voice(engine: Engine) -> VoiceSource:
    return (MixPart(engine.voices()[0].id, 1.0),)


def hear(
    engine: Engine, text: str, language: str = "", how: Controls = PLAIN, voice: VoiceSource | None = None
) -> Heard:
    pieces = tuple(engine.speak(Utterance(text, voice or default_voice(engine), language, how), Stop()))
    samples = np.concatenate([piece.samples for piece in pieces]) if pieces else np.zeros(0, np.float32)
    return Heard(
        pieces,
        samples,
        tuple(word for piece in pieces for word in piece.words),
        tuple(word for piece in pieces for word in piece.skipped),
        len(samples) / engine.sample_rate_hz,
    )


def assert_timed(heard: Heard, text: str, language: str = "") -> None:
    assert [word.text for word in heard.words] == [span.text for span in spans_for(text, language)]
    for word in heard.words:
        assert 0.0 <= word.start_s <= word.end_s <= heard.duration_s + 1e-6
    for before, after in pairwise(heard.words):
        assert before.end_s <= after.start_s + 1e-9


def test_it_says_what_it_is(engine: Engine) -> None:
    assert engine.name
    assert 8000 <= engine.sample_rate_hz <= 48000
    assert "en-US" in engine.capabilities.languages
    voices = engine.voices()
    assert voices[0].available
    assert len({voice.id for voice in voices}) == len(voices)
    for voice in voices:
        assert voice.name
        assert voice.language
        assert voice.character


def test_every_word_is_timed_verbatim_in_order_and_within_the_audio(engine: Engine) -> None:
    heard = hear(engine, TEXT)
    assert_timed(heard, TEXT)
    assert heard.samples.dtype == np.float32
    assert np.isfinite(heard.samples).all()
    assert np.abs(heard.samples).max() <= 1.0
    assert heard.samples.std() > 0.005
    assert not heard.skipped
    assert 2.0 < heard.duration_s < 20.0


def test_words_are_timed_where_there_is_sound(engine: Engine) -> None:
    heard = hear(engine, "One two three four five.")
    for word in heard.words:
        assert word.end_s - word.start_s > 0.05
        sound = heard.samples[round(word.start_s * engine.sample_rate_hz) : round(word.end_s * engine.sample_rate_hz)]
        assert np.abs(sound).max() > 0.01


def test_the_words_of_a_piece_begin_in_it(engine: Engine) -> None:
    heard = hear(engine, "First one. Then another. At last the third, and it is long enough to be split up.")
    begun_s = 0.0
    for piece in heard.pieces:
        end_s = begun_s + len(piece.samples) / engine.sample_rate_hz
        for word in piece.words:
            assert begun_s - 0.06 <= word.start_s <= end_s + 1e-6
        begun_s = end_s


@pytest.mark.parametrize("text", ["", " ", "\n\t \u00a0\u2003"])
def test_blank_text_gives_no_audio(engine: Engine, text: str) -> None:
    heard = hear(engine, text)
    assert heard.duration_s == 0.0
    assert heard.words == ()


@pytest.mark.parametrize("text", ["🙂", "\x07", "\u200b\u200b 🎉🎉", "\ufeff"])
def test_what_cannot_be_said_is_skipped_not_lost(engine: Engine, text: str) -> None:
    heard = hear(engine, text)
    assert_timed(heard, text)
    assert list(heard.skipped) == text.split()


def test_skipped_words_leave_their_neighbours_alone(engine: Engine) -> None:
    text = "🙂 Hello \u200b world 🎉. — Bye \x07 now… 🙂"
    heard = hear(engine, text)
    assert_timed(heard, text)
    assert heard.skipped == ("🙂", "\u200b", "🎉.", "\x07", "🙂")
    assert heard.duration_s > 0.5


@pytest.mark.parametrize(
    "text", ["שלום עולם", "مرحبا بالعالم", "Он сказал «да»", "你好 世界", "a\ud800b", "é" + "\u0301" * 50]
)
def test_any_script_is_spoken_or_skipped(engine: Engine, text: str) -> None:
    heard = hear(engine, text)
    assert_timed(heard, text)
    assert heard.duration_s > 0 or heard.skipped


def test_speed_changes_the_length(engine: Engine) -> None:
    text = "This is said slowly, or it is said fast."
    slow, normal, fast = (hear(engine, text, how=controls(speed)) for speed in (-1.0, 0.0, 1.0))
    assert slow.duration_s > normal.duration_s * 1.3
    assert fast.duration_s < normal.duration_s * 0.8
    assert_timed(slow, text)
    assert_timed(fast, text)


def manners(engine: Engine, how: Controls = PLAIN) -> list[Manner]:
    texts = SAID_WITH_EMOTION_BY_THE_MODEL if engine.name.startswith("kokoro") else SAID_WITH_EMOTION
    return [manner(hear(engine, text, how=how).samples, engine.sample_rate_hz) for text in texts]


@pytest.fixture(scope="module")
def neutral(engine: Engine) -> list[Manner]:
    return manners(engine)


@pytest.mark.parametrize("semitones", [-4.0, 4.0])
def test_the_pitch_asked_for_is_heard_at_the_same_times(engine: Engine, semitones: float) -> None:
    male = next(voice.id for voice in engine.voices() if voice.sex == "male" and voice.language == "en-US")
    plain, moved = (
        hear(engine, SAID_WITH_EMOTION_BY_THE_MODEL[0], how=how, voice=(MixPart(male, 1.0),))
        for how in (PLAIN, controls(pitch=semitones))
    )
    heard = pitch_moved_semitones(plain.samples, moved.samples, engine.sample_rate_hz)
    assert heard == pytest.approx(semitones, abs=MOST_PITCH_ERROR[engine.name.partition("-")[0]])
    assert [word.start_s for word in moved.words] == pytest.approx([word.start_s for word in plain.words], abs=0.02)


@pytest.mark.parametrize("emotion", EMOTIONS)
def test_each_emotion_moves_its_own_measures_in_its_direction(
    engine: Engine, neutral: list[Manner], emotion: str
) -> None:
    full = differences(neutral, manners(engine, controls(0.0, {emotion: 5})))
    intended = {
        name: sign for name, sign in INTENDED[emotion].items() if name in MOVED_BY[engine.name.partition("-")[0]]
    }
    assert {"pitch"} < set(intended)
    for name, sign in intended.items():
        assert full[name] * sign > LEAST_AT_FULL_LEVEL[name], (name, full)


def test_the_same_text_sounds_the_same_again(engine: Engine) -> None:
    first, second = hear(engine, "Once more."), hear(engine, "Once more.")
    assert first.duration_s == pytest.approx(second.duration_s, abs=0.05)
    assert [word.text for word in first.words] == [word.text for word in second.words]


def test_a_dictionary_says_words_as_tags_around_them_do_to_the_sample(engine: Engine) -> None:
    entries = (Entry("Nova", "NOO-vah"), Entry("skerry", "/skˈɛɹi/"), Entry("so on", "et cetera"))
    text = "“Nova’s Skerry,” she said; so on. To Nova!"
    marks = marks_told(text, (), Dictionary(entries, "en"))
    assert len(marks) == 4
    marked, voice = MarkedEngine(engine), default_voice(engine)
    by_tags, inline = (
        list(marked.speak(asked, Stop()))
        for asked in (
            Utterance(with_tags(text, marks).text, voice, "en-US", PLAIN),
            Utterance(text, voice, "en-US", PLAIN, pronunciations=entries),
        )
    )
    told, said = (np.concatenate([each.samples for each in pieces]) for pieces in (by_tags, inline))
    if engine.name.startswith("espeak"):
        # It never says a text twice to the sample.
        assert len(told) == pytest.approx(len(said), abs=0.01 * engine.sample_rate_hz)
    else:
        assert np.array_equal(told, said)
        assert [word for each in by_tags for word in each.words] == [word for each in inline for word in each.words]


def test_a_stop_ends_it_quickly(engine: Engine) -> None:
    stop = Stop()
    pieces = engine.speak(Utterance("It goes on and on. " * 400, default_voice(engine)), stop)
    assert next(iter(pieces)).words
    stop.set()
    assert len(list(pieces)) <= 1


def test_a_stop_before_the_start_gives_nothing(engine: Engine) -> None:
    stop = Stop()
    stop.set()
    assert not any(len(p.samples) for p in engine.speak(Utterance("Hello there.", default_voice(engine)), stop))


def test_a_hundred_thousand_words_begin_at_once(engine: Engine) -> None:
    stop = Stop()
    pieces = iter(engine.speak(Utterance("So it was. " * 33_334, default_voice(engine)), stop))
    begun_s = time.thread_time()
    while not len(next(pieces).samples):
        pass
    assert time.thread_time() - begun_s < 5.0
    stop.set()
    assert len(list(pieces)) <= 1


def test_a_giant_word_begins_in_bounded_time_and_is_one_word(engine: Engine) -> None:
    stop = Stop()
    pieces = iter(engine.speak(Utterance("x" * 20_000 + " end", default_voice(engine)), stop))
    first = next(piece for piece in pieces if piece.words)
    assert first.words[0].text == "x" * 20_000
    assert len(first.samples) < 200 * engine.sample_rate_hz
    stop.set()
    assert len(list(pieces)) <= 1


def test_an_unknown_voice_is_not_found(engine: Engine) -> None:
    with pytest.raises(NotFound):
        hear(engine, "hello", voice=(MixPart("3a9cbb1e-0000-4000-8000-000000000000", 1.0),))


@pytest.mark.parametrize("voice_id", DOCUMENTED_IDS)
def test_documented_voice_ids_are_answered(engine: Engine, voice_id: str) -> None:
    stop = Stop()
    pieces = engine.speak(Utterance("hello", (MixPart(voice_id, 1.0),)), stop)
    assert next(iter(pieces)).words
    stop.set()
    assert len(list(pieces)) <= 1


def test_a_language_it_does_not_speak_is_refused_with_those_it_does(engine: Engine) -> None:
    with pytest.raises(InvalidArgument, match="en-US, en-GB") as caught:
        hear(engine, "hello", language="tlh")
    assert all(language in str(caught.value) for language in engine.capabilities.languages)


@pytest.mark.parametrize("language", ["en-GB", "es", "fr", "it", "pt-BR", "hi", "EN", "en-au", "pt_BR"])
def test_its_languages_are_spoken(engine: Engine, language: str) -> None:
    assert hear(engine, "Taxi!", language=language).duration_s > 0.15


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh", "你好，世界。我们2026年11月3日用Speech去看看，好吗？"),
        ("ja", "こんにちは、世界。「2026年11月3日」にSpeechを使いますか？"),
    ],
)
def test_a_language_without_blanks_has_a_time_for_each_character(engine: Engine, language: str, text: str) -> None:
    if language not in engine.capabilities.languages:
        with pytest.raises(InvalidArgument):
            hear(engine, text, language)
        return
    heard = hear(engine, text, language)
    assert_timed(heard, text, language)
    assert not heard.skipped
    assert heard.duration_s > 3.0
    sounding = [word for word in heard.words if word.end_s > word.start_s]
    assert len(sounding) > 0.8 * len(heard.words)
    assert sounding[-1].end_s > 0.8 * heard.duration_s
    assert hear(engine, "", language).words == ()
    assert_timed(hear(engine, "🙂。 \u200b", language), "🙂。 \u200b", language)


def test_it_says_which_language_it_will_speak(engine: Engine) -> None:
    source = default_voice(engine)
    assert engine.language_of(Utterance("a", source)) == engine.voices()[0].language
    assert engine.language_of(Utterance("a", source, "EN_gb")) == "en-GB"
    with pytest.raises(InvalidArgument):
        engine.language_of(Utterance("a", source, "tlh"))


def test_mixing_works_or_says_why_not(engine: Engine) -> None:
    voices = engine.voices()
    mixed = (MixPart(voices[0].id, 0.5), MixPart(voices[1].id, 0.5))
    parts: list[tuple[VoiceSource, float]] = [((MixPart(voice.id, 1.0),), 1.0) for voice in voices[:2]]
    reason = engine.capabilities.mixing_unavailable_reason
    if reason:
        for attempt in (lambda: engine.mix(parts), lambda: hear(engine, "hello", voice=mixed)):
            with pytest.raises(Unsupported) as caught:
                attempt()
            assert caught.value.user_text == reason
        return
    embedding = engine.mix(parts)
    assert len(embedding) == EMBEDDING_LENGTH
    assert all(voice.embedding and len(voice.embedding) == EMBEDDING_LENGTH for voice in voices if voice.available)
    assert hear(engine, "hello", voice=mixed).samples.std() > 0.005
    assert hear(engine, "hello", voice=embedding).samples.std() > 0.005
    assert hear(engine, "hello", voice=(1.0,) * EMBEDDING_LENGTH).duration_s > 0.1
    with pytest.raises(NotFound):
        engine.mix([((MixPart("nobody", 1.0),), 1.0)])


@pytest.mark.parametrize(("first", "end"), [(2, 5), (7, None), (0, 4)])
def test_some_words_of_a_text_are_spoken_as_in_the_whole(engine: Engine, first: int, end: int | None) -> None:
    text = "It was there by the evening, and nobody asked why. Then all of them went home."
    voice = default_voice(engine)
    whole = hear(engine, text)
    pieces = tuple(engine.speak(Utterance(text, voice, words=WordRange(first, end)), Stop()))
    words = [word for piece in pieces for word in piece.words]
    chosen = whole.words[first:end]
    assert [word.text for word in words] == [word.text for word in chosen]
    offset_s = chosen[0].start_s - words[0].start_s
    for word, as_whole in zip(words, chosen, strict=True):
        assert word.start_s == pytest.approx(as_whole.start_s - offset_s, abs=0.01)
    length_s = sum(len(piece.samples) for piece in pieces) / engine.sample_rate_hz
    assert words[0].start_s <= 0.06
    assert words[-1].end_s - 0.001 <= length_s
    if end is not None:
        assert length_s <= words[-1].end_s + 0.1


def test_another_reading_has_the_same_words_and_another_sound(engine: Engine) -> None:
    text = "It was there by the evening."
    own = hear(engine, text)
    said = [
        np.concatenate([p.samples for p in engine.speak(Utterance(text, default_voice(engine), variation=n), Stop())])
        for n in (1, 2, 1)
    ]
    for sound in said:
        assert 0.75 < len(sound) / len(own.samples) < 1.33
    assert not _alike(said[0], own.samples)
    assert not _alike(said[0], said[1])
    assert len(said[0]) == len(said[2])


def _alike(one: Samples, other: Samples) -> bool:
    return len(one) == len(other) and bool(np.allclose(one, other, atol=1e-3))
