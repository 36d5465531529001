# SPDX-License-Identifier: GPL-3.0-or-later
"""What TTS and AsyncTTS ask for and hand out, against servers that note it."""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from studio.client import AsyncCartesia, Cartesia
from studio.client.endpoint import Endpoint
from studio.client.library.tts import TTS, AsyncTTS
from tests.client.events import DONE, chunk
from tests.client.talking import ARGUMENTS

if TYPE_CHECKING:
    from tests.client.conftest import Answer

    ServeHttp = Callable[[Answer], Endpoint]

SOUND = b"\1\0" * 8


class Asked:
    """Answers everything with sound, and keeps what it was asked for."""

    def __init__(self) -> None:
        self.paths: list[str] = []
        self.bodies: list[dict[str, Any]] = []

    def __call__(self, method: str, path: str, headers: dict[str, str], body: bytes) -> Any:
        self.paths.append(f"{method} {path}")
        self.bodies.append(json.loads(body))
        return (200, {}, chunk(SOUND) + DONE) if path.endswith("sse") else (200, {"Content-Type": "audio/wav"}, SOUND)


def body_of(**more: object) -> dict[str, Any]:
    settings = {key: value for key, value in ARGUMENTS.items() if key not in ("voice_id",)}
    return {**settings, "voice": {"id": "a-voice"}, **more}


async def test_each_way_asks_its_address_for_the_same_speech(serve_http: ServeHttp) -> None:
    asked = Asked()
    url = serve_http(asked).base_url
    with Cartesia(base_url=url) as client:
        assert client.tts.bytes(**ARGUMENTS) == SOUND
        assert [output["audio"] for output in client.tts.sse(**ARGUMENTS)] == [SOUND]
        assert client.tts.sse(**ARGUMENTS, stream=False) == {"audio": SOUND}
    async with AsyncCartesia(base_url=url) as other:
        assert await other.tts.bytes(**ARGUMENTS) == SOUND
        assert [output["audio"] async for output in other.tts.sse(**ARGUMENTS)] == [SOUND]
        assert [output["audio"] async for output in await other.tts.sse(**ARGUMENTS)] == [SOUND]
        assert await other.tts.sse(**ARGUMENTS, stream=False) == {"audio": SOUND}
    assert asked.paths == ["POST /tts/bytes", *["POST /tts/sse"] * 2, "POST /tts/bytes", *["POST /tts/sse"] * 3]
    assert all(body == body_of() for body in asked.bodies)


def test_all_arguments_are_passed_on(serve_http: ServeHttp) -> None:
    asked = Asked()
    more: dict[str, Any] = {"duration": 2.5, "language": "en"}
    controls = {"speed": "fast", "emotion": ["anger"]}
    with Cartesia(base_url=serve_http(asked).base_url) as client:
        client.tts.bytes(**ARGUMENTS, **more, _experimental_voice_controls=controls)
        list(client.tts.sse(**ARGUMENTS, **more, _experimental_voice_controls=controls))
    voice = {"id": "a-voice", "__experimental_controls": controls}
    assert asked.bodies == [body_of(**more, voice=voice)] * 2


def test_bad_arguments_are_found_before_anything_is_asked(serve_http: ServeHttp) -> None:
    asked = Asked()
    with Cartesia(base_url=serve_http(asked).base_url) as client:
        for way in (client.tts.bytes, client.tts.sse):
            with pytest.raises(ValueError, match="transcript"):
                way(**{**ARGUMENTS, "transcript": " "})
            with pytest.raises(ValueError, match="voice_id"):
                way(**{**ARGUMENTS, "voice_id": None})
    assert asked.paths == []


@pytest.mark.parametrize("name", ["bytes", "sse", "infill", "websocket", "get_output_format", "get_sample_rate"])
def test_both_take_the_same_arguments(name: str) -> None:
    one, other = (inspect.signature(getattr(kind, name)) for kind in (TTS, AsyncTTS))
    assert list(one.parameters.values()) == list(other.parameters.values())
