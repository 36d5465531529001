# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import base64
import io
import json
import struct
import wave
from pathlib import Path
from typing import Any

import httpx
import pytest

from studio.core.errors import SpeechFailed
from studio.core.pcm import decode
from studio.engine.aliases import NEWSMAN_ID
from studio.engine.base import SpeechPiece, Utterance
from studio.engine.stop import Stop
from studio.engine.tone import ToneEngine
from studio.server.limits import Limits
from tests.support.slow_clients import asking
from tests.support.speech_server import RAW_24K, WatchedEngine, running_server
from tests.support.waiting import HANGS_S, wait_until

WORD_SAMPLES = 4800


def order(transcript: str = "One two three.", **more: Any) -> dict[str, Any]:
    request = {
        "model_id": "sonic-english",
        "transcript": transcript,
        "voice": {"id": NEWSMAN_ID},
        "output_format": dict(RAW_24K),
    }
    return {**request, **more}


def format_of(container: str, encoding: str, rate: int = 24000) -> dict[str, Any]:
    return {"container": container, "encoding": encoding, "sample_rate": rate}


def events_as_clients_of_2024_06_10_read_them(text: str) -> list[dict[str, Any]]:
    """What lies between the first `{` and the first `}` after it, again and again."""
    events = []
    while "{" in text:
        start = text.index("{")
        end = text.index("}", start) + 1
        events.append(json.loads(text[start:end]))
        text = text[end:]
    return events


@pytest.mark.parametrize("path", ["/tts/bytes", "/tts/bytes/"])
def test_bytes_are_the_samples(http: httpx.Client, path: str) -> None:
    answer = http.post(path, json=order())
    assert answer.status_code == 200
    assert len(decode(answer.content, "pcm_f32le")) == 3 * WORD_SAMPLES


@pytest.mark.parametrize("content_type", ["text/plain", "application/json; charset=utf-8", "", "audio/wav"])
def test_json_is_read_whatever_it_is_called(http: httpx.Client, content_type: str) -> None:
    headers = {"Content-Type": content_type, "Accept": "audio/wav"}
    answer = http.post("/tts/bytes", content=json.dumps(order()), headers=headers)
    assert len(answer.content) == 3 * WORD_SAMPLES * 4


def test_a_short_wav_tells_its_length(http: httpx.Client) -> None:
    answer = http.post("/tts/bytes", json=order(output_format=format_of("wav", "pcm_s16le", 44100)))
    assert answer.headers["content-type"] == "audio/wav"
    assert int(answer.headers["content-length"]) == len(answer.content)
    with wave.open(io.BytesIO(answer.content)) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, 44100)
        assert file.getnframes() == pytest.approx(0.6 * 44100, abs=2)
        assert len(answer.content) == 44 + 2 * file.getnframes()


def test_a_float_wav_says_so(http: httpx.Client) -> None:
    content = http.post("/tts/bytes", json=order(output_format=format_of("wav", "pcm_f32le"))).content
    assert content[:4] == b"RIFF"
    assert content[8:16] == b"WAVEfmt "
    assert struct.unpack("<HHI", content[20:28]) == (3, 1, 24000)
    assert content[36:40] == b"data"
    assert len(decode(content[44:], "pcm_f32le")) == 3 * WORD_SAMPLES


@pytest.mark.parametrize("container", ["raw", "wav"])
def test_a_long_answer_starts_before_it_is_complete(tmp_path: Path, container: str) -> None:
    engine = WatchedEngine(render_delay_s=0.05)
    limits = Limits(whole_wav_s=1.0)
    with running_server(tmp_path, engine, limits) as server, server.http() as http:
        text = "This sentence has five words. " * 40
        request = order(text, output_format=format_of(container, "pcm_s16le"))
        with http.stream("POST", "/tts/bytes", json=request) as answer:
            chunks = answer.iter_bytes()
            content = next(chunks)
            assert len(engine.turns) < 30
            content += b"".join(chunks)
        assert len(content) == 40 * 5 * WORD_SAMPLES * 2 + (44 if container == "wav" else 0)
        if container == "wav":
            with wave.open(io.BytesIO(content)) as file:
                assert len(file.readframes(file.getnframes())) == len(content) - 44


def test_hanging_up_cancels(tmp_path: Path) -> None:
    engine = WatchedEngine(render_delay_s=600.0)
    with running_server(tmp_path, engine) as server:
        with asking(server, "/tts/bytes", json=order()):
            wait_until(lambda: engine.busy)
        wait_until(lambda: engine.turns, HANGS_S, "the engine free")


def test_events_parse_as_clients_of_2024_06_10_do(http: httpx.Client) -> None:
    context_id = 'c{o}"\\n é'
    answer = http.post("/tts/sse", json=order("One {two} three. Four.", context_id=context_id))
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert answer.text.isascii()
    events = events_as_clients_of_2024_06_10_read_them(answer.text)
    assert [event["done"] for event in events] == [False] * (len(events) - 1) + [True]
    assert all(event["context_id"] == context_id for event in events)
    assert all("error" not in event for event in events)
    assert events[-1] == {"type": "done", "done": True, "context_id": context_id}
    assert {event["status_code"] for event in events[:-1]} == {206}
    assert all(isinstance(event["step_time"], int | float) for event in events[:-1])
    audio = b"".join(base64.b64decode(event["data"]) for event in events[:-1])
    assert len(decode(audio, "pcm_f32le")) == 4 * WORD_SAMPLES
    lines = answer.text.split("\n")
    assert lines[0] == "event: chunk"
    assert lines[1].startswith("data: {")
    assert lines[2] == ""


def test_events_hold_timestamps_only_if_asked(http: httpx.Client) -> None:
    assert "timestamps" not in http.post("/tts/sse", json=order()).text
    text = http.post("/tts/sse", json=order("One {two}.", add_timestamps=True)).text
    data = [json.loads(line[6:]) for line in text.split("\n") if line.startswith("data: ")]
    words = [event["word_timestamps"]["words"] for event in data if event["type"] == "timestamps"]
    assert words == [["One", "{two}."]]


BAD_ORDERS: dict[str, tuple[dict[str, Any], int, str]] = {
    "no model": ({"model_id": None}, 400, "model_id"),
    "empty model": ({"model_id": ""}, 400, "model_id"),
    "no text": ({"transcript": None}, 400, "transcript"),
    "blank text": ({"transcript": " \n"}, 400, "transcript"),
    "number for a text": ({"transcript": 1}, 400, "transcript"),
    "no voice": ({"voice": None}, 400, "voice"),
    "unknown voice": ({"voice": {"id": "nobody"}}, 404, "no voice"),
    "empty voice": ({"voice": {}}, 400, "voice"),
    "short embedding": ({"voice": {"embedding": [1.0] * 191}}, 400, "192"),
    "embedding of texts": ({"voice": {"embedding": ["1"] * 192}}, 400, "192"),
    "huge embedding": ({"voice": {"embedding": [10**400] * 192}}, 400, "192"),
    "unknown mode": ({"voice": {"mode": "x", "id": NEWSMAN_ID}}, 400, "voice.mode"),
    "empty mix": ({"voice": {"mix": []}}, 400, "1 to 16"),
    "mix without weight": ({"voice": {"mix": [{"id": NEWSMAN_ID}]}}, 400, "voice.mix[0].weight"),
    "mix of no voice": ({"voice": {"mix": [{"weight": 1}]}}, 400, "id or embedding"),
    "no format": ({"output_format": None}, 400, "output_format"),
    "unknown container": ({"output_format": {"container": "ogg"}}, 400, "output_format.container"),
    "odd encoding": ({"output_format": format_of("raw", "pcm_s24le")}, 400, "pcm_f32le"),
    "encoding that is no text": ({"output_format": {**RAW_24K, "encoding": {}}}, 400, "output_format.encoding"),
    "low rate": ({"output_format": format_of("raw", "pcm_s16le", 7999)}, 400, "8000 to 48000"),
    "high rate": ({"output_format": format_of("raw", "pcm_s16le", 48001)}, 400, "8000 to 48000"),
    "fractional rate": ({"output_format": {**RAW_24K, "sample_rate": 8000.5}}, 400, "8000 to 48000"),
    "rate as text": ({"output_format": {**RAW_24K, "sample_rate": "8000"}}, 400, "8000 to 48000"),
    "words without end": ({"from_word": 1, "to_word": 1}, 400, "to_word"),
    "words beyond the text": ({"from_word": 3}, 400, "from_word"),
    "a word before the first": ({"from_word": -1}, 400, "from_word"),
    "no variation": ({"variation": -1}, 400, "variation"),
    "a whole by number": ({"to_word": 1, "as_in_whole": 1}, 400, "as_in_whole"),
    "half a word": ({"to_word": 1.5}, 400, "to_word"),
    "unknown language": ({"model_id": "sonic-multilingual", "language": "tlh"}, 400, "en-US"),
    "another language with the English model": ({"language": "fr"}, 400, "sonic-multilingual"),
    "speed beyond": ({"voice": {"id": NEWSMAN_ID, "__experimental_controls": {"speed": 2}}}, 400, "-1 to 1"),
    "huge speed": ({"voice": {"id": NEWSMAN_ID, "__experimental_controls": {"speed": 10**400}}}, 400, "-1 to 1"),
    "controls as text": ({"voice": {"id": NEWSMAN_ID, "__experimental_controls": "fast"}}, 400, "speed and emotion"),
}


@pytest.mark.parametrize("path", ["/tts/bytes", "/tts/sse"])
def test_every_bad_order_is_refused_in_words(http: httpx.Client, path: str) -> None:
    for name, (change, status, told) in BAD_ORDERS.items():
        answer = http.post(path, json=order(**change))
        body = answer.json()
        assert answer.status_code == status, name
        assert told in body["error"], f"{name}: {body['error']}"
        assert body.keys() == {"error", "title", "message", "error_code", "request_id"}
        assert body["message"] == body["error"]


MARKS_ALONE = ["—", "***", "— …", "🙂 ...", '<emotion value="sad"/>']


@pytest.mark.parametrize("path", ["/tts/bytes", "/tts/sse"])
def test_a_text_of_which_nothing_sounds_is_refused_in_words(http: httpx.Client, path: str) -> None:
    for text in MARKS_ALONE:
        answer = http.post(path, json=order(text))
        assert (answer.status_code, answer.json()["error_code"]) == (400, "nothing_to_say"), text
        assert answer.json()["error"] == "transcript: must be a text with at least one word"
    assert http.post(path, json=order('<break time="1s"/>')).status_code == 200


@pytest.mark.parametrize("content", [b"", b"nonsense", b"[1]", b"\xff\xfe", b'{"a":NaN}', b"[" * 100_000])
def test_a_body_that_is_no_object_is_refused(http: httpx.Client, content: bytes) -> None:
    answer = http.post("/tts/bytes", content=content)
    assert answer.status_code == 400
    assert "JSON object" in answer.json()["error"]


def test_a_body_beyond_the_limit_is_refused(tmp_path: Path) -> None:
    limits = Limits(body_bytes=1000, text_chars=500)
    with running_server(tmp_path, limits=limits) as server, server.http() as http:
        assert http.post("/tts/bytes", json=order("x" * 2000)).status_code == 413
        assert http.post("/tts/bytes", json=order("x" * 501)).status_code == 413
        assert http.post("/tts/bytes", json=order("x" * 499)).status_code == 200


def test_a_wav_is_refused_where_only_raw_can_be_sent(http: httpx.Client) -> None:
    answer = http.post("/tts/sse", json=order(output_format=format_of("wav", "pcm_s16le")))
    assert answer.status_code == 400
    assert "raw" in answer.json()["error"]


def test_too_many_renders_are_refused_for_now(tmp_path: Path) -> None:
    with running_server(tmp_path, limits=Limits(renders=1)) as server, server.http() as http, server.talk() as talk:
        talk.speak("a", "One ", continues=True)
        talk.next()
        answer = http.post("/tts/bytes", json=order())
        assert answer.status_code == 429
        assert answer.headers["retry-after"]
        talk.send(context_id="a", cancel=True)
        talk.until_done("a")
        assert http.post("/tts/bytes", json=order()).status_code == 200


class _FailingEngine(ToneEngine):
    """Fails before its first piece or after it; a defect's words hold the text, which must stay secret."""

    def speak(self, utterance: Utterance, stop: Stop):  # type: ignore[no-untyped-def]
        pieces = iter(super().speak(utterance, stop))
        if "defect" in utterance.text:
            raise RuntimeError(utterance.text)
        if "late" in utterance.text:
            yield next(pieces)
        if "lost" in utterance.text:
            yield SpeechPiece(next(pieces).samples, ())
            return
        raise SpeechFailed("The voice is hoarse. Drink some tea.")


@pytest.mark.parametrize(("text", "told"), [("now", "tea"), ("defect", "fault"), ("lost words", "lost a part")])
def test_a_failed_render_is_told_before_and_in_an_answer(
    tmp_path: Path, text: str, told: str, caplog: pytest.LogCaptureFixture
) -> None:
    with running_server(tmp_path, _FailingEngine()) as server, server.http() as http, server.talk() as talk:
        if text != "lost words":
            answer = http.post("/tts/bytes", json=order(f"secret {text}"))
            assert answer.status_code == 500
            assert told in answer.json()["error"]
            assert answer.headers["x-should-retry"] == "false"
        talk.speak("a", f"secret {text}")
        failed = talk.until_done("a")[-1]
        assert told in failed["error"]
        assert failed["status_code"] == 500
    assert "secret" not in caplog.text


def test_an_answer_that_fails_in_the_middle_looks_broken(tmp_path: Path) -> None:
    with running_server(tmp_path, _FailingEngine()) as server, server.http() as http:
        with pytest.raises(httpx.RemoteProtocolError):
            http.post("/tts/bytes", json=order("This is late."))
        events = http.post("/tts/sse", json=order("This is late.")).text
        (error,) = [event for event in events_as_clients_of_2024_06_10_read_them(events) if event["type"] == "error"]
        assert "tea" in error["error"]
        assert error["done"] is True


def test_some_words_of_a_text_are_spoken(http: httpx.Client) -> None:
    answer = http.post("/tts/bytes", json=order("One two three four five.", from_word=3))
    samples = decode(answer.content, "pcm_f32le")
    assert 2 * WORD_SAMPLES < len(samples) < 2.5 * WORD_SAMPLES
    answer = http.post("/tts/sse", json=order("One two three.", from_word=1, to_word=2, add_timestamps=True))
    events = [json.loads(line[6:]) for line in answer.text.splitlines() if line.startswith("data: ")]
    times = [event["word_timestamps"] for event in events if event["type"] == "timestamps"]
    assert [word for each in times for word in each["words"]] == ["two"]
    assert times[0]["start"][0] < 0.06


def test_another_reading_is_asked_for_by_its_number(http: httpx.Client) -> None:
    sounds = [http.post("/tts/bytes", json=order(variation=number)).content for number in (0, 1, 1, 2)]
    assert sounds[1] == sounds[2]
    assert len(set(sounds)) == 3
    assert http.post("/tts/bytes", json=order()).content == sounds[0]
