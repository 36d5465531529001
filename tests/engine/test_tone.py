# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import time
from threading import Timer

import numpy as np
import pytest

from studio.core.errors import NotFound
from studio.core.speech import controls
from studio.core.voices import EMBEDDING_LENGTH, MixPart
from studio.engine.aliases import DOCUMENTED_IDS
from studio.engine.base import Engine, SpeechPiece, Utterance, VoiceSource
from studio.engine.stop import Stop
from studio.engine.tone import SAMPLE_RATE_HZ, ToneEngine

TEXT = "One two three. Four 🙂 five!"


def render(text: str, voice: VoiceSource | None = None, speed: float = 0.0, **levels: int) -> list[SpeechPiece]:
    engine: Engine = ToneEngine()
    source = voice or (MixPart(engine.voices()[0].id, 1.0),)
    return list(engine.speak(Utterance(text, source, controls=controls(speed, levels)), Stop()))


def sound(pieces: list[SpeechPiece]) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    return np.concatenate([piece.samples for piece in pieces])


def loudest_hz(samples: np.ndarray[tuple[int], np.dtype[np.float32]]) -> float:
    spectrum = np.abs(np.fft.rfft(samples, 1 << 18))
    return float(np.argmax(spectrum) * SAMPLE_RATE_HZ / (1 << 18))


def test_words_sound_exactly_when_their_times_say() -> None:
    pieces = render(TEXT)
    samples = sound(pieces)
    words = [word for piece in pieces for word in piece.words]
    assert [word.text for word in words] == TEXT.split()
    assert len(samples) == SAMPLE_RATE_HZ
    for word in words:
        if word.text == "🙂":
            continue
        start, end = round(word.start_s * SAMPLE_RATE_HZ), round(word.end_s * SAMPLE_RATE_HZ)
        assert abs(samples[start]) > 0
        assert abs(samples[start + 48 : start + 480]).max() > 0.1
        assert not samples[max(0, start - 100) : start].any()
        assert not samples[end : end + 1000].any()


def test_a_sentence_is_a_piece_and_what_cannot_be_spoken_is_named() -> None:
    pieces = render(TEXT)
    assert len(pieces) == 2
    assert [piece.skipped for piece in pieces] == [(), ("🙂",)]


def test_speed_sets_the_length_and_emotions_the_pitch_and_level() -> None:
    assert len(sound(render("one two three four", speed=1.0))) == pytest.approx(0.8 * SAMPLE_RATE_HZ / 1.6, abs=2)
    plain, surprised = sound(render("hello")), sound(render("hello", surprise=5))
    assert loudest_hz(surprised) / loudest_hz(plain) == pytest.approx(2 ** (4.5 / 12), rel=0.01)
    assert abs(sound(render("hello", anger=5))).max() > abs(plain).max() * 1.3


def test_voices_and_mixes_differ_in_pitch() -> None:
    engine = ToneEngine()
    low, high = engine.voices()[1], engine.voices()[0]
    parts = (MixPart(low.id, 1.0), MixPart(high.id, 1.0))
    embedding = engine.mix([((parts[0],), 1.0), ((parts[1],), 1.0)])
    assert len(embedding) == EMBEDDING_LENGTH
    heard = [loudest_hz(sound(render("hello", voice))) for voice in ((parts[0],), embedding, (parts[1],))]
    assert heard[0] < heard[1] < heard[2]
    assert loudest_hz(sound(render("hello", parts))) == pytest.approx(heard[1])
    assert sound(render("hello", (1.0,) * EMBEDDING_LENGTH)).any()


def test_documented_ids_speak_and_unknown_ones_do_not() -> None:
    for voice_id in DOCUMENTED_IDS:
        assert sound(render("hello", (MixPart(voice_id, 1.0),))).any()
    with pytest.raises(NotFound):
        render("hello", (MixPart("no such voice", 1.0),))


def test_a_stop_ends_even_a_slow_render_at_once() -> None:
    engine = ToneEngine(render_delay_s=60.0)
    stop = Stop()
    timer = Timer(0.05, stop.set)
    timer.start()
    begun_s = time.monotonic()
    assert list(engine.speak(Utterance(TEXT, (MixPart(engine.voices()[0].id, 1.0),)), stop)) == []
    assert time.monotonic() - begun_s < 5.0
    timer.join()
