# SPDX-License-Identifier: GPL-3.0-or-later
"""Voices and status, over HTTP: against the real server, and against one that misbehaves."""

from __future__ import annotations

import json
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from studio.client.endpoint import Endpoint
from studio.client.errors import Busy, RequestRefused
from studio.client.explanation import OtherReading
from studio.client.speech.client import AsyncSpeechClient
from studio.client.speech.events import Audio, Done, Words
from studio.client.speech.exchange import Patience
from studio.client.speech.request import SpeechRequest, VoiceChoice
from studio.client.status import EngineStatus
from studio.client.wire.backoff import Backoff
from studio.core.dictionary import Entry
from studio.core.doubts import Doubt
from studio.core.errors import (
    AccessRefused,
    EngineUnavailable,
    InvalidArgument,
    NotFound,
    ProtocolError,
    SpeechFailed,
    StudioError,
    Unsupported,
)
from studio.core.voices import MixPart
from tests.support.noting_engine import NotingEngine
from tests.support.speech_server import RunningServer, running_server

if TYPE_CHECKING:
    from tests.client.conftest import Answer

    ServeHttp = Callable[[Answer], Endpoint]

QUICK = Patience(backoff=Backoff(2, 0.01))


@asynccontextmanager
async def client_of(endpoint: Endpoint) -> AsyncIterator[AsyncSpeechClient]:
    client = AsyncSpeechClient(endpoint, QUICK)
    try:
        yield client
    finally:
        await client.aclose()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningServer]:
    with running_server(tmp_path) as running:
        yield running


def endpoint_of(server: RunningServer) -> Endpoint:
    return Endpoint(f"http://127.0.0.1:{server.port}", server.token)


async def test_the_engines_status(server: RunningServer) -> None:
    async with client_of(endpoint_of(server)) as client:
        status = await client.status()
    assert status.ready
    assert status.engine.startswith("tone")
    assert status.sample_rate_hz == 24000
    assert "en-US" in status.languages


async def test_how_a_text_is_read(server: RunningServer) -> None:
    async with client_of(endpoint_of(server)) as client:
        tokens = await client.explain("It is 5 km.", "en")
    assert [token.words for token in tokens] == ["It", "is", "five kilometers"]
    assert [token.kind for token in tokens][2] == "measure"


async def test_a_text_with_half_a_surrogate_pair_is_read_at_its_places(server: RunningServer) -> None:
    async with client_of(endpoint_of(server)) as client:
        tokens = await client.explain("It \udce9 is 5 km.", "en")
    assert [token.start for token in tokens if token.words == "five kilometers"] == [8]


async def test_only_what_is_unsure_is_told_where_that_is_asked_for(server: RunningServer) -> None:
    async with client_of(endpoint_of(server)) as client:
        tokens = await client.explain("It is Kvothe of old.", "en", unsure_only=True)
    assert [(token.start, token.text, token.doubt) for token in tokens] == [(6, "Kvothe", Doubt.NAME)]


async def test_what_else_a_word_of_two_sounds_could_be(server: RunningServer) -> None:
    async with client_of(endpoint_of(server)) as client:
        tokens = await client.explain("The lead pipe.", "en-US")
    assert tokens[1].alternatives == (OtherReading("lead", "to guide; the front", "lˈid", "lˈid"),)


async def test_entries_go_inline_to_a_server_that_tells_it_takes_them_and_else_as_tags(tmp_path: Path) -> None:
    engine = NotingEngine()
    with running_server(tmp_path, engine) as server:
        async with client_of(endpoint_of(server)) as client:
            entries = (Entry("Nova", "/nˈoʊvə/"),)
            voice = engine.voices()[0].id
            request = SpeechRequest("To Nova, <speed ratio='1.2'>Nova</speed>.", voice, pronunciations=entries)
            heard = []
            for _ in range(2):
                events = [event async for event in client.speak(request)]
                assert events[-1] == Done()
                samples = np.concatenate([event.samples for event in events if isinstance(event, Audio)])
                words = [word for event in events if isinstance(event, Words) for word in event.words]
                told = await client.explain("To Nova.", "en", entries)
                heard.append((samples.tobytes(), words, [token.ipa for token in told]))
                assert "pronunciations" in (await client.status()).extensions
    # The first time it was not asked yet.
    assert [bool(asked.pronunciations) for asked in engine.asked] == [False] * 2 + [True] * 2
    assert [[saying.said for saying in asked.reading.sayings] for asked in engine.asked] == [["nˈoʊvə"]] * 4
    assert heard[0] == heard[1]


async def test_a_voice_of_ones_own_from_creation_to_deletion_and_back(server: RunningServer) -> None:
    async with client_of(endpoint_of(server)) as client:
        stock = [voice for voice in await client.voices() if voice.available]
        assert not any(voice.own for voice in stock)
        recipe = (MixPart(stock[0].id, 0.75), MixPart(stock[1].id, 0.25))
        embedding = await client.mix(recipe)
        made = await client.create_voice("Mine", "of two", embedding, "en-US", recipe)
        assert (made.name, made.own, made.recipe, made.embedding) == ("Mine", True, recipe, embedding)
        assert made in await client.voices()
        assert await client.voice(made.id) == made

        assert (await client.change_voice(made.id, "Ours")).name == "Ours"
        assert (await client.voice(made.id)).name == "Ours"
        await client.delete_voice(made.id)
        with pytest.raises(NotFound):
            await client.voice(made.id)
        again = await client.create_voice("Ours", "of two", embedding, "en-US", recipe, made.id)
        assert again.id == made.id


@pytest.mark.parametrize("kind", ["id", "embedding", "mix", "own"])
async def test_words_are_verbatim_and_within_the_sound_for_every_kind_of_voice(
    server: RunningServer, kind: str
) -> None:
    text = "Hello,  world!\nIt costs $3.50 — “yes”…"
    async with client_of(endpoint_of(server)) as client:
        first, second = [voice for voice in await client.voices() if voice.available][:2]
        assert first.embedding is not None
        recipe = (MixPart(first.id, 1.0), MixPart(second.id, 2.0))
        own = await client.create_voice("Mine", "", await client.mix(recipe), "en-US", recipe)
        choices: dict[str, VoiceChoice] = {"id": first.id, "embedding": first.embedding, "mix": recipe, "own": own.id}
        events = [event async for event in client.speak(SpeechRequest(text, choices[kind]))]
    assert events[-1] == Done()
    words = [word for event in events if isinstance(event, Words) for word in event.words]
    assert [word.text for word in words] == text.split()
    audio = [event for event in events if isinstance(event, Audio)]
    end_s = audio[-1].start_s + len(audio[-1].samples) / 24000
    assert all(0 <= word.start_s <= word.end_s <= end_s + 0.01 for word in words)


async def test_what_the_real_server_refuses_is_typed(server: RunningServer) -> None:
    async with client_of(endpoint_of(server)) as client:
        with pytest.raises(NotFound):
            await client.voice("no-such-voice")
        with pytest.raises(NotFound):
            await client.delete_voice("no/such/../voice")
        with pytest.raises(StudioError):
            await client.mix([MixPart("no-such-voice", 1.0)])
        stock = (await client.voices())[0]
        with pytest.raises(StudioError):
            await client.delete_voice(stock.id)
    async with client_of(Endpoint(f"http://127.0.0.1:{server.port}", "wrong")) as client:
        with pytest.raises(AccessRefused):
            await client.voices()


async def test_bad_arguments_are_found_before_anything_is_sent(serve_http: ServeHttp) -> None:
    asked: list[str] = []

    def answer(method: str, path: str, headers: dict[str, str], body: bytes) -> tuple[int, dict[str, str], bytes]:
        asked.append(path)
        return 200, {}, b"{}"

    async with client_of(serve_http(answer)) as client:
        for call in (
            client.mix([]),
            client.mix([MixPart("a", float("nan"))]),
            client.create_voice(" ", "", [0.0] * 192, "en"),
            client.create_voice("Name", "", [0.0] * 191, "en"),
            client.create_voice("Name", "", [float("inf")] * 192, "en"),
            client.change_voice("id", ""),
        ):
            with pytest.raises(InvalidArgument):
                await call
    assert asked == []


@pytest.mark.parametrize(
    ("status", "body", "kind", "words"),
    [
        (400, b'{"error": "weight: must be above 0"}', RequestRefused, "weight: must be above 0"),
        (401, b"", AccessRefused, "key"),
        (403, b'{"message": "Not yours."}', AccessRefused, "Not yours."),
        (404, b"<html>", NotFound, "know"),
        (410, b'{"message": "Gone.", "error_code": "model_sunsetted"}', Unsupported, "Gone."),
        (501, b'"Not with espeak-ng."', Unsupported, "Not with espeak-ng."),
        (429, b"", Busy, "wait"),
        (500, b"[" * 100_000, SpeechFailed, "try again"),
        (503, b"", EngineUnavailable, "not ready"),
        (200, b"<html>", ProtocolError, "understood"),
        (200, b'{"voices": 7}', ProtocolError, "understood"),
        (200, b'[{"id": 7}]', ProtocolError, "understood"),
        (200, b'[{"id": "a", "name": "b", "embedding": [1, "x"]}]', ProtocolError, "understood"),
    ],
)
async def test_answers_that_are_no_voices_are_typed_errors(
    serve_http: ServeHttp, status: int, body: bytes, kind: type[StudioError], words: str
) -> None:
    async with client_of(serve_http(lambda *_: (status, {"Retry-After": "0"}, body))) as client:
        with pytest.raises(kind) as caught:
            await client.voices()
    assert words in caught.value.user_text


async def test_what_passes_by_itself_is_tried_again_and_creating_only_when_that_does_no_harm(
    serve_http: ServeHttp,
) -> None:
    asked: list[str] = []

    def answer(method: str, path: str, headers: dict[str, str], body: bytes) -> tuple[int, dict[str, str], bytes]:
        asked.append(method)
        if len(asked) == 3:
            return 200, {}, b"[]"
        return (429 if len(asked) == 1 else 502), {"Retry-After": "0.01"}, b""

    async with client_of(serve_http(answer)) as client:
        assert await client.voices() == ()
        assert asked == ["GET"] * 3
        asked[:] = ["GET"]
        with pytest.raises(SpeechFailed):
            await client.mix([MixPart("a", 1.0)])
        assert asked == ["GET", "POST"]


async def test_the_wait_that_the_server_asks_for_is_kept(serve_http: ServeHttp) -> None:
    times_s: list[float] = []

    def answer(*_: object) -> tuple[int, dict[str, str], bytes]:
        times_s.append(time.monotonic())
        return (429, {"Retry-After": "0.2"}, b"") if len(times_s) == 1 else (200, {}, b"[]")

    async with client_of(serve_http(answer)) as client:
        await client.voices()
    assert times_s[1] - times_s[0] >= 0.2


async def test_key_and_version_are_in_the_headers(serve_http: ServeHttp) -> None:
    seen: dict[str, str] = {}

    def answer(method: str, path: str, headers: dict[str, str], body: bytes) -> tuple[int, dict[str, str], bytes]:
        seen.update(headers)
        return 200, {}, json.dumps({"state": "starting", "engine": None}).encode()

    endpoint = serve_http(answer)
    async with client_of(endpoint) as client:
        assert await client.status() == EngineStatus("", "starting")
    assert seen["x-api-key"] == endpoint.token
    assert seen["cartesia-version"] == "2024-06-10"


async def test_nobody_there_is_told_in_plain_words() -> None:
    async with client_of(Endpoint("http://127.0.0.1:9", "key")) as client:
        with pytest.raises(EngineUnavailable) as caught:
            await client.voices()
    assert "started" in caught.value.user_text


async def test_a_closed_client_says_so(serve_http: ServeHttp) -> None:
    client = AsyncSpeechClient(serve_http(lambda *_: (200, {}, b"[]")))
    await client.aclose()
    with pytest.raises(StudioError) as caught:
        await client.voices()
    assert "closed" in caught.value.user_text
