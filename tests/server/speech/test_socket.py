# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from studio.core.emotions import EMOTIONS
from studio.core.pcm import decode
from studio.engine.aliases import NEWSMAN_ID
from studio.engine.tone import SAMPLE_RATE_HZ, ToneEngine, tone_hz
from tests.support.emotion_measures import INTENDED, Manner, differences, manner
from tests.support.speech_server import (
    DUMMY,
    RAW_24K,
    WORD_S,
    WORD_SAMPLES,
    RunningServer,
    Talk,
    audio_of,
    words_of,
)


def test_one_message_is_spoken_and_ends_with_exactly_one_done(talk: Talk) -> None:
    talk.speak("a", "One two three.")
    messages = talk.until_done("a")
    assert [message["type"] for message in messages].count("done") == 1
    assert messages[-1] == {"type": "done", "context_id": "a", "status_code": 200, "done": True}
    samples = decode(audio_of(messages), "pcm_f32le")
    assert len(samples) == 3 * WORD_SAMPLES
    talk.speak("b", "Next.")
    assert {message["context_id"] for message in talk.until_done("b")} == {"b"}
    assert not talk.heard


def test_every_message_has_what_clients_read(talk: Talk) -> None:
    talk.speak("a", "One two.", add_timestamps=True)
    messages = talk.until_done("a")
    assert {message["type"] for message in messages} == {"chunk", "timestamps", "done"}
    for message in messages:
        assert message["context_id"] == "a"
        assert isinstance(message["done"], bool)
        assert "error" not in message
        assert isinstance(message["status_code"], int)
        if message["type"] == "chunk":
            assert isinstance(message["step_time"], float | int)
            assert message["flush_id"] == 0
        if message["type"] == "timestamps":
            assert message["data"] == ""
        if message["type"] == "done":
            assert "flush_id" not in message
            assert "data" not in message


def test_timestamps_come_only_when_asked_for(talk: Talk) -> None:
    talk.speak("a", "One two.")
    assert {message["type"] for message in talk.until_done("a")} == {"chunk", "done"}


def test_the_dummy_voice_of_an_ending_message_is_ignored(talk: Talk) -> None:
    talk.speak("a", "One two.", continues=True)
    talk.send(**DUMMY, context_id="a", **{"continue": False})
    samples = decode(audio_of(talk.until_done("a")), "pcm_f32le")
    newsman = next(voice for voice in ToneEngine().voices() if voice.id == NEWSMAN_ID)
    assert newsman.embedding is not None
    assert len(samples) == 2 * WORD_SAMPLES
    tone = samples[: round(0.7 * WORD_SAMPLES)]
    spectrum = np.abs(np.fft.rfft(tone, 1 << 16))
    heard_hz = spectrum[: round(600 / SAMPLE_RATE_HZ * (1 << 16))].argmax() * SAMPLE_RATE_HZ / (1 << 16)
    assert heard_hz == pytest.approx(tone_hz("One", newsman.embedding), rel=0.03)


def test_an_error_names_the_argument_ends_its_context_and_leaves_the_socket(talk: Talk) -> None:
    talk.speak("a", "One.", output_format={**RAW_24K, "sample_rate": 7999})
    (message,) = talk.until_done("a")
    assert message["type"] == "error"
    assert message["done"] is True
    assert message["status_code"] == 400
    assert "output_format.sample_rate" in message["error"]
    assert "8000 to 48000" in message["error"]
    assert message["message"] == message["error"]
    assert {"title", "error_code", "request_id"} <= message.keys()
    talk.speak("b", "Two.")
    assert talk.until_done("b")[-1]["type"] == "done"


@pytest.mark.parametrize(
    "text", ["", "nonsense", "[]", "null", "3", '{"a":', '{"context_id":5}', '{"context_id":""}', "[" * 9000]
)
def test_what_is_no_request_is_answered_with_an_error(talk: Talk, text: str) -> None:
    talk.socket.send(text)
    message = talk.next()
    assert message["type"] == "error"
    assert message["context_id"] == ""
    assert message["done"] is True


def test_bytes_are_read_as_json(talk: Talk) -> None:
    talk.socket.send_binary(json.dumps({"context_id": "a", "model_id": ""}).encode())
    message = talk.next()
    assert message["context_id"] == "a"
    assert "model_id" in message["error"]
    assert message["error_code"] == "model_not_found"


def test_nulls_are_absent_and_unknown_keys_ignored(talk: Talk) -> None:
    talk.speak(
        "a", "One.", language=None, duration=None, flush=None, stream=True, generation_config=None, add_timestamps=None
    )
    assert talk.until_done("a")[-1]["type"] == "done"


@pytest.mark.parametrize(
    "voice",
    [
        NEWSMAN_ID,
        NEWSMAN_ID.upper(),
        {"id": NEWSMAN_ID, "embedding": [0.0] * 192},
        {"mode": "id", "id": NEWSMAN_ID},
        {"mode": "embedding", "embedding": [1.0] * 192},
        {
            "embedding": [1] * 192,
            "__experimental_controls": {"speed": "normal", "emotion": []},
        },
        {"mix": [{"id": NEWSMAN_ID, "weight": 1}, {"id": "f786b574-daa5-4673-aa0c-cbe3e8534c02", "weight": 0.5}]},
    ],
)
def test_a_voice_can_be_named_in_many_ways(talk: Talk, voice: object) -> None:
    talk.speak("a", "One two.", voice=voice)
    messages = talk.until_done("a")
    assert messages[-1]["type"] == "done"
    assert len(audio_of(messages)) == 2 * WORD_SAMPLES * 4


def test_speed_acts(talk: Talk) -> None:
    lengths = {}
    for speed in (-1, "normal", "fastest"):
        talk.speak("a", "One two.", voice={"id": NEWSMAN_ID, "__experimental_controls": {"speed": speed}})
        lengths[speed] = len(audio_of(talk.until_done("a")))
    assert lengths["normal"] / lengths["fastest"] == pytest.approx(1.6, rel=0.01)
    assert lengths[-1] / lengths["normal"] == pytest.approx(1 / 0.6, rel=0.01)


def test_skipped_words_are_told_to_those_who_ask(talk: Talk) -> None:
    talk.speak("a", "One 🎈 two.", add_notices=True, add_timestamps=True)
    messages = talk.until_done("a")
    assert [message["skipped"] for message in messages if message["type"] == "notice"] == [["🎈"]]
    assert words_of(messages)[0] == ["One", "🎈", "two."]
    talk.speak("b", "One 🎈 two.")
    assert {message["type"] for message in talk.until_done("b")} == {"chunk", "done"}


@pytest.mark.parametrize("encoding", ["pcm_f32le", "pcm_s16le", "pcm_mulaw", "pcm_alaw"])
@pytest.mark.parametrize("rate", [8000, 22050, 44100, 48000])
def test_chunks_hold_whole_samples_of_each_format(talk: Talk, encoding: str, rate: int) -> None:
    talk.speak("a", "One two. Three.", output_format={"container": "raw", "encoding": encoding, "sample_rate": rate})
    messages = talk.until_done("a")
    samples = [decode(audio_of([message]), encoding) for message in messages if message["type"] == "chunk"]
    assert sum(map(len, samples)) == pytest.approx(3 * WORD_S * rate, abs=2)


def test_hundred_thousand_words_arrive_to_the_last(tone_server: RunningServer) -> None:
    words = 100_000 // 20
    with tone_server.talk() as talk:
        talk.speak(
            "a",
            "word " * words,
            add_timestamps=True,
            voice={"id": NEWSMAN_ID, "__experimental_controls": {"speed": "fastest"}},
            output_format={"container": "raw", "encoding": "pcm_mulaw", "sample_rate": 8000},
        )
        assert len(words_of(talk.until_done("a"))[0]) == words


def test_a_sentence_is_heard_whole_in_any_rate_without_a_click(talk: Talk) -> None:
    talk.speak("a", "One. Two. ", continues=True, output_format={**RAW_24K, "sample_rate": 48000})
    talk.send(context_id="a", transcript="Three.")
    resampled = decode(audio_of(talk.until_done("a")), "pcm_f32le")
    talk.speak("b", "One. Two. Three.")
    plain = decode(audio_of(talk.until_done("b")), "pcm_f32le")
    assert len(resampled) == 2 * len(plain)
    residual = resampled[::2] - plain
    assert np.sqrt(np.mean(residual**2)) < 0.01 * np.sqrt(np.mean(plain**2))


def said_with(talk: Talk, *emotions: str) -> Manner:
    controls = {"speed": 0.25, "emotion": emotions}
    # One tone, so that its pitch is measured exactly, and long enough for its rate.
    talk.speak("a", "one " * 8, voice={"id": NEWSMAN_ID, "__experimental_controls": controls})
    samples = decode(audio_of(talk.until_done("a")), "pcm_f32le")
    return replace(manner(samples, SAMPLE_RATE_HZ), level=20 * np.log10(np.abs(samples).max()))


@pytest.mark.parametrize("emotion", EMOTIONS)
def test_each_emotion_moves_its_own_measures_as_far_as_its_tag_says(talk: Talk, emotion: str) -> None:
    neutral = said_with(talk)
    low, usual, highest = (
        differences([neutral], [said_with(talk, tag)]) for tag in (f"{emotion}:lowest", emotion, f"{emotion}:highest")
    )
    for name in {"pitch", "rate", "level"} & INTENDED[emotion].keys():
        sign = INTENDED[emotion][name]
        assert 0 < low[name] * sign < usual[name] * sign < highest[name] * sign, name


def test_emotions_add_up(talk: Talk) -> None:
    neutral = said_with(talk)
    both = differences([neutral], [said_with(talk, "anger:high", "curiosity")])
    for tag in ("anger:high", "curiosity"):
        assert both["pitch"] > differences([neutral], [said_with(talk, tag)])["pitch"]


def test_an_unknown_emotion_is_refused_with_those_that_there_are(talk: Talk) -> None:
    talk.speak("b", "One.", voice={"id": NEWSMAN_ID, "__experimental_controls": {"emotion": ["joy"]}})
    (refused,) = talk.until_done("b")
    assert "anger, positivity, surprise, sadness, curiosity" in refused["error"]


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("zh", "你好，世界。再见！", ["你", "好，", "世", "界。", "再", "见！"]),
        ("ja", "はい。「いいえ」", ["は", "い。", "「い", "い", "え」"]),
    ],
)
def test_a_language_without_blanks_has_a_time_for_each_character(
    talk: Talk, language: str, text: str, words: list[str]
) -> None:
    talk.speak("a", text[:4], continues=True, add_timestamps=True, language=language, model_id="sonic-multilingual")
    talk.send(context_id="a", transcript=text[4:], **{"continue": False})
    heard, starts, ends = words_of(talk.until_done("a"))
    assert heard == words
    assert all(end <= start for end, start in zip(ends[:-1], starts[1:], strict=True))


def test_some_words_are_spoken_of_a_whole_text_only(talk: Talk) -> None:
    talk.speak("a", "One two three.", add_timestamps=True, from_word=2)
    messages = talk.until_done("a")
    assert words_of(messages)[0] == ["three."]
    assert WORD_SAMPLES < len(decode(audio_of(messages), "pcm_f32le")) < 1.5 * WORD_SAMPLES
    talk.speak("b", "One two three.", continues=True, from_word=2)
    (message,) = talk.until_done("b")
    assert message["type"] == "error"
    assert "from_word" in message["error"]
