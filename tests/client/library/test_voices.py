# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from studio.client import Cartesia
from studio.client.endpoint import Endpoint
from studio.core.errors import ProtocolError
from tests.client.library.speaking import NEWSMAN, client_of
from tests.support.speech_server import RunningServer

if TYPE_CHECKING:
    from tests.client.conftest import Answer

    ServeHttp = Callable[[Answer], Endpoint]


async def test_voices_and_their_awaitable_twins_agree(own_server: RunningServer) -> None:
    async with client_of(own_server) as client:
        voices = client.voices.list()
        assert await client.voices.alist() == voices
        assert list(client.voices) == voices
        assert await client.voices.aget(NEWSMAN) == client.voices.get(NEWSMAN)
        first, second = voices[:2]
        parts = [{"id": first["id"], "weight": 0.5}, {"embedding": second["embedding"], "weight": 0.5}]
        mixed = client.voices.mix(parts)  # type: ignore[arg-type]
        assert await client.voices.amix(parts) == mixed  # type: ignore[arg-type]
        assert len(mixed) == 192
        made = await client.voices.acreate("Mine", "a blend", mixed)
        assert made in client.voices.list()
        assert made["embedding"] == mixed
        assert (await client.voices.aupdate(made["id"], name="Ours"))["name"] == "Ours"
        await client.voices.adelete(made["id"])
        with pytest.raises(ValueError):
            client.voices.get(made["id"])
        with pytest.raises(ValueError, match="id"):
            client.voices.get(" ")
        with pytest.raises(ValueError, match="filepath"):
            client.voices.clone()
        with pytest.raises(ValueError, match="filepath"):
            await client.voices.aclone("no/such/file")
        with pytest.raises(ValueError, match="mode"):
            client.voices.clone(__file__, mode="perfect")


VOICE: Any = {"id": "a-voice", "name": "A voice", "embedding": [0.5] * 192}


def test_each_call_asks_what_the_api_has_for_it(serve_http: ServeHttp) -> None:
    asked: list[tuple[str, str, Any]] = []

    def answer(method: str, path: str, headers: dict[str, str], body: bytes) -> tuple[int, dict[str, str], bytes]:
        asked.append((method, path, json.loads(body) if body else None))
        return 200, {}, json.dumps([VOICE] if path == "/voices" and method == "GET" else VOICE).encode()

    with Cartesia(base_url=serve_http(answer).base_url) as client:
        assert client.voices.list() == [VOICE]
        assert client.voices.get("a/../voice") == VOICE
        client.voices.create(" Name ", "", [0.5] * 192, base_voice_id="b")
        client.voices.update("a-voice", description="d")
        client.voices.mix([{"id": "a", "weight": 1}])
        client.voices.delete("a-voice")
    created = {"name": "Name", "description": "", "embedding": [0.5] * 192, "language": "en", "base_voice_id": "b"}
    assert asked == [
        ("GET", "/voices", None),
        ("GET", "/voices/a%2F..%2Fvoice", None),
        ("POST", "/voices", created),
        ("PATCH", "/voices/a-voice", {"description": "d"}),
        ("POST", "/voices/mix", {"voices": [{"id": "a", "weight": 1}]}),
        ("DELETE", "/voices/a-voice", None),
    ]


@pytest.mark.parametrize(
    ("call", "name"),
    [
        (lambda voices: voices.get(""), "id"),
        (lambda voices: voices.get(None), "id"),
        (lambda voices: voices.delete(" "), "id"),
        (lambda voices: voices.update("a-voice"), "name"),
        (lambda voices: voices.update("a-voice", name=" "), "name"),
        (lambda voices: voices.create("", "", [0.5] * 192), "name"),
        (lambda voices: voices.create("Name", "", [0.5] * 191), "embedding"),
        (lambda voices: voices.mix([]), "voices"),
        (lambda voices: voices.mix([{"id": "a"}]), "voices"),
        (lambda voices: voices.mix([{"id": " ", "weight": 1}]), "voices"),
        (lambda voices: voices.mix([{"id": "a", "weight": True}]), "voices"),
        (lambda voices: voices.mix([{"embedding": [1.0], "weight": 1}]), "embedding"),
        (lambda voices: voices.clone(""), "filepath"),
    ],
)
def test_bad_arguments_are_named_before_anything_is_asked(call: Callable[[Any], object], name: str) -> None:
    with Cartesia(base_url="localhost:9") as client, pytest.raises(ValueError, match=f"^{name}: "):
        call(client.voices)


@pytest.mark.parametrize("answer", [b"null", b"[7]", b'[{"name": "no id"}]', b'{"id": 7}'])
def test_answers_that_are_no_voices_are_not_understood(serve_http: ServeHttp, answer: bytes) -> None:
    with Cartesia(base_url=serve_http(lambda *_: (200, {}, answer)).base_url) as client:
        for call in (client.voices.list, lambda: client.voices.get("a")):
            with pytest.raises(ProtocolError):
                call()
