# SPDX-License-Identifier: GPL-3.0-or-later
"""The closest blend to a recording: told with its progress, refused in words, and cancelled at the server."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from studio.client.cloning import FoundBlend, Recording
from studio.client.endpoint import Endpoint
from studio.client.errors import NotUnderstood, RequestRefused
from studio.client.speech.client import AsyncSpeechClient
from studio.core.errors import StudioError
from studio.core.voices import MixPart
from studio.engine.tone import ToneEngine
from tests.support.knowing_matcher import EMBEDDING, KnowingMatcher, NamedTone, clip, giving
from tests.support.speech_server import RunningServer, running_server
from tests.support.waiting import wait_until_async

if TYPE_CHECKING:
    from tests.client.conftest import Answer

    ServeHttp = Callable[[Answer], Endpoint]


@pytest.fixture
def matcher() -> KnowingMatcher:
    return KnowingMatcher(ToneEngine().voices()[0].id)


@pytest.fixture
def server(tmp_path: Path, matcher: KnowingMatcher) -> Iterator[RunningServer]:
    with running_server(tmp_path, NamedTone(), matcher=giving(matcher)) as running:
        yield running


async def found(
    endpoint: Endpoint,
    recording: Recording,
    told: list[float] | None = None,
    closer: Callable[[FoundBlend], object] = lambda _found: None,
) -> FoundBlend:
    client = AsyncSpeechClient(endpoint)
    try:
        return await client.find_blend(recording, (told if told is not None else []).append, closer)
    finally:
        await client.aclose()


def endpoint_of(server: RunningServer) -> Endpoint:
    return Endpoint(f"http://127.0.0.1:{server.port}", server.token)


async def test_a_blend_is_found_with_its_progress(server: RunningServer, matcher: KnowingMatcher) -> None:
    told: list[float] = []
    blend = await found(endpoint_of(server), Recording(clip(), "x" * 40, "en-US", enhance=True), told)
    assert blend.embedding == EMBEDDING
    assert (blend.similarity, blend.semitones, blend.moved) == (0.87, -0.5, 1.25)
    assert blend.recipe == (MixPart(matcher.voice_id, 1.0),)
    assert told == [0, 0, 0.25, 0.5, 0.75]
    assert matcher.enhanced == [True]
    assert matcher.said[0] is not None


async def test_the_closest_so_far_is_told_before_the_voice_beyond_blends(
    server: RunningServer, matcher: KnowingMatcher
) -> None:
    matcher.closer = matcher.beyond = matcher.two_speak = True
    told: list[FoundBlend] = []
    last = await found(endpoint_of(server), Recording(clip()), closer=told.append)
    assert [(each.similarity, each.beyond) for each in told] == [(0.75, False)]
    assert (last.similarity, last.beyond, last.two_speak) == (0.87, True, True)


async def test_what_is_no_recording_is_refused_in_the_servers_words(server: RunningServer) -> None:
    with pytest.raises(RequestRefused, match="sound file"):
        await found(endpoint_of(server), Recording(b"no sound"))


async def test_a_cancelled_search_ends_at_the_server(server: RunningServer, matcher: KnowingMatcher) -> None:
    matcher.go_on.clear()
    client = AsyncSpeechClient(endpoint_of(server))
    told: list[float] = []
    search = asyncio.get_running_loop().create_task(client.find_blend(Recording(clip()), told.append, print))
    await wait_until_async(lambda: bool(told), what="the begin")
    search.cancel()
    with pytest.raises(asyncio.CancelledError):
        await search
    with server.http() as http:
        # Answered behind the end of the connection of the search.
        assert http.get("/status").status_code == 200
    matcher.go_on.set()
    assert (await found(endpoint_of(server), Recording(clip()))).similarity == 0.87
    assert matcher.rendered < 2 * matcher.rounds
    await client.aclose()


RESULT: dict[str, Any] = {
    "embedding": [0.0] * 192, "similarity": 0.9, "semitones": 0.1, "moved": 0, "note": "",
    "recipe": [{"id": "a", "weight": 1.0}], "clip_sha256": "ab" * 32,
}  # fmt: skip


def answering(events: str) -> Answer:
    return lambda _method, _path, _headers, _body: (200, {"Content-Type": "text/event-stream"}, events.encode())


@pytest.mark.parametrize(
    "events",
    [
        "",
        "data: [1]\n\n",
        "data: {broken\n\n",
        'data: {"type": "progress", "done": "half"}\n\n',
        'data: {"type": "progress", "done": 0.5, "so_far": {"similarity": 1}}\n\n',
        'data: {"type": "done"}\n\n',
        *(
            "data: " + json.dumps({"type": "done", "result": {**RESULT, key: value}}) + "\n\n"
            for key, value in (
                ("embedding", [1.0]), ("similarity", "high"), ("recipe", []), ("recipe", {}), ("recipe", [{"id": "a"}]),
                ("note", None), ("clip_sha256", 5), ("moved", True),
            )
        ),
    ],
)  # fmt: skip
async def test_a_malformed_answer_is_not_understood(serve_http: ServeHttp, events: str) -> None:
    endpoint = serve_http(answering(events))
    with pytest.raises(NotUnderstood):
        await found(endpoint, Recording(b"x"))


async def test_a_fault_during_the_search_is_told(serve_http: ServeHttp) -> None:
    event = json.dumps({"type": "error", "error": "The model is damaged.", "status_code": 503})
    endpoint = serve_http(answering(f"data: {event}\n\n"))
    with pytest.raises(StudioError):
        await found(endpoint, Recording(b"x"))
