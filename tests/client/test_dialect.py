# SPDX-License-Identifier: GPL-3.0-or-later
"""Today's cloud behind the same methods, and what it no longer offers."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from studio.client import AsyncCartesia, Cartesia
from studio.client.dialect import CLOUD_VERSION
from studio.client.endpoint import Endpoint
from studio.client.speech.client import AsyncSpeechClient
from studio.client.speech.events import Audio, Done, Failed
from studio.client.speech.request import SpeechRequest
from studio.core.errors import ProtocolError, Unsupported
from studio.core.speech import controls
from studio.core.voices import MixPart
from tests.support.speech_server import RunningServer, WatchedEngine, running_server
from tests.support.waiting import HANGS_S

if TYPE_CHECKING:
    from tests.client.conftest import Answer, Caller, ScriptedServer

    ServeHttp = Callable[[Answer], Endpoint]
    Serve = Callable[..., ScriptedServer]

RAW = {"container": "raw", "encoding": "pcm_s16le", "sample_rate": 8000}
SPEECH: dict[str, Any] = {"model_id": "sonic-latest", "transcript": "Hi.", "voice_id": "v", "output_format": RAW}
ZEROS = [0.0] * 192


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningServer]:
    with running_server(tmp_path, WatchedEngine(words_per_s=10.0)) as running:
        yield running


class Recorder:
    """Keeps what it was asked and answers with voices, audio or an event stream."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, dict[str, str], Any]] = []

    def __call__(
        self, method: str, path: str, headers: dict[str, str], body: bytes
    ) -> tuple[int, dict[str, str], bytes]:
        told = json.loads(body) if headers.get("content-type") == "application/json" else body
        self.asked.append((method, path, headers, told))
        if path == "/tts/bytes":
            return 200, {}, b"sound"
        if path == "/tts/sse":
            chunk = {"type": "chunk", "data": base64.b64encode(b"sound").decode(), "done": False}
            return 200, {}, f'data: {json.dumps(chunk)}\n\ndata: {{"type":"done","done":true}}\n\n'.encode()
        if path == "/voices":
            return 200, {}, json.dumps({"data": [{"id": "a"}, {"id": "b"}], "has_more": True}).encode()
        if path == "/voices?starting_after=b":
            return 200, {}, json.dumps({"data": [{"id": "c"}], "has_more": False, "next_page": None}).encode()
        return 200, {}, json.dumps({"id": "new"}).encode()


def cloud_client(endpoint: Endpoint) -> Cartesia:
    return Cartesia(api_key="key", base_url=endpoint.base_url, version=CLOUD_VERSION)


def test_requests_are_those_of_todays_cloud(serve_http: ServeHttp) -> None:
    recorder = Recorder()
    with cloud_client(serve_http(recorder)) as client:
        controls = {"speed": "fastest", "emotion": ["anger:low", "curiosity:high"]}
        assert client.tts.bytes(**SPEECH, _experimental_voice_controls=controls) == b"sound"
        assert client.tts.sse(**SPEECH, stream=False) == {"audio": b"sound"}
    (_, _, headers, first), (_, _, _, second) = recorder.asked
    assert headers["authorization"] == "Bearer key"
    assert headers["cartesia-version"] == CLOUD_VERSION
    assert "x-api-key" not in headers
    assert first["voice"] == second["voice"] == {"mode": "id", "id": "v"}
    assert first["generation_config"] == {"speed": 1.5, "emotion": "curious"}
    assert "generation_config" not in second


def test_voices_come_in_pages_and_a_clip_becomes_a_saved_voice(serve_http: ServeHttp, tmp_path: Path) -> None:
    recorder = Recorder()
    clip = tmp_path / "clip.wav"
    clip.write_bytes(b"a clip")
    with cloud_client(serve_http(recorder)) as client:
        assert [voice["id"] for voice in client.voices.list()] == ["a", "b", "c"]
        made: object = client.voices.clone(clip, mode="similarity", name="Mine")
    assert made == {"id": "new"}
    assert b"a clip" in recorder.asked[-1][3]


def test_pages_that_never_end_are_an_error(serve_http: ServeHttp) -> None:
    answer = json.dumps({"data": [{"id": "a"}], "has_more": True}).encode()
    with cloud_client(serve_http(lambda *_: (200, {}, answer))) as client, pytest.raises(ProtocolError):
        client.voices.list()


async def test_what_the_cloud_no_longer_offers_is_told_with_who_does(serve_http: ServeHttp) -> None:
    recorder = Recorder()
    endpoint = serve_http(recorder)
    with cloud_client(endpoint) as client:
        for call in (
            lambda: client.voices.mix([{"id": "a", "weight": 1.0}]),
            lambda: client.voices.create("Name", "", ZEROS),
            lambda: client.voices.clone(__file__),
            lambda: client.tts.bytes(**{**SPEECH, "voice_id": None, "voice_embedding": ZEROS}),
        ):
            with pytest.raises(Unsupported, match="The engine on this machine does"):
                call()
        told = client.capabilities
    assert recorder.asked == []
    assert set(told.unavailable) == {"mix", "embedding", "create", "clone_clip"}
    assert "no longer offers mixing voices" in told.unavailable["mix"]
    assert not told.emotion_levels


async def test_the_studios_client_speaks_it_too(serve: Serve) -> None:
    seen: list[dict[str, Any]] = []

    def script(caller: Caller) -> None:
        assert caller.headers["authorization"] == "Bearer key-for-tests"
        while (message := caller.receive()) is not None:
            seen.append(message)
            caller.say(message["context_id"])
            caller.finish(message["context_id"])

    old = serve(script).endpoint
    client = AsyncSpeechClient(Endpoint(old.base_url, old.token, CLOUD_VERSION))
    events = [event async for event in client.speak(SpeechRequest("Hi.", "v", controls=controls(-1.0, {"sadness": 2})))]
    assert [type(event) for event in events] == [Audio, Done]
    mixed = [event async for event in client.speak(SpeechRequest("Hi.", (MixPart("a", 1.0), MixPart("b", 1.0))))]
    assert isinstance(mixed[-1], Failed)
    assert isinstance(mixed[-1].error, Unsupported)
    await client.aclose()
    (message,) = seen
    assert message["voice"] == {"mode": "id", "id": "v"}
    assert message["generation_config"] == {"speed": 0.6, "emotion": "sad"}
    assert "add_notices" not in message


@pytest.mark.parametrize("version", ["2024-06-10", "2024-11-13", "2025-04-16", "2025-11-04", CLOUD_VERSION])
async def test_the_engine_on_this_machine_answers_every_dialect(server: RunningServer, version: str) -> None:
    address = f"localhost:{server.port}"
    with server.http() as http:
        ids = [voice["id"] for voice in http.get("/voices", headers={"Cartesia-Version": "2024-06-10"}).json()]
    async with AsyncCartesia(api_key=server.token, base_url=address, version=version, timeout=HANGS_S) as client:
        voices = await client.voices.alist()
        assert [voice["id"] for voice in voices] == ids
        speech = {**SPEECH, "voice_id": voices[0]["id"]}
        audio = await client.tts.bytes(**speech)
        assert (await client.tts.sse(**speech, stream=False))["audio"] == audio
        async with await client.tts.websocket() as ws:
            context = ws.context()
            await context.send(**speech, continue_=True, add_timestamps=True)
            before = await context.flush()
            await context.no_more_inputs()
            outputs = [output async for output in before()] + [output async for output in context.receive()]
            assert b"".join(output.get("audio", b"") for output in outputs) == audio
            with pytest.raises(RuntimeError):
                await ws.send(**{**speech, "voice_id": "no-such-voice"}, stream=False)
    typed = AsyncSpeechClient(Endpoint(f"http://{address}", server.token, version))
    assert {voice.sex for voice in await typed.voices()} <= {"female", "male", ""}
    assert len(await typed.voices()) == len(voices)
    await typed.aclose()
