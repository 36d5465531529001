# SPDX-License-Identifier: GPL-3.0-or-later
"""Speech as server-sent events: streams that are good enough, that fail, and what is tried again."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from studio.client import AsyncCartesia, Cartesia
from studio.client.endpoint import Endpoint
from studio.core.errors import EngineUnavailable, ProtocolError
from tests.client.events import DONE, chunk
from tests.client.talking import ARGUMENTS
from tests.support.waiting import HANGS_S

if TYPE_CHECKING:
    from tests.client.conftest import Answer

    ServeHttp = Callable[[Answer], Endpoint]


async def heard(endpoint: Endpoint, twin: str, timeout_s: float = HANGS_S) -> bytes:
    """All audio of one speech."""
    options: dict[str, Any] = {"api_key": endpoint.token, "base_url": endpoint.base_url, "timeout": timeout_s}
    if twin == "async":
        async with AsyncCartesia(**options) as client:
            return b"".join([output["audio"] async for output in await client.tts.sse(**ARGUMENTS)])
    import asyncio

    def blocking() -> bytes:
        with Cartesia(**options) as client:
            return b"".join(output["audio"] for output in client.tts.sse(**ARGUMENTS))

    return await asyncio.to_thread(blocking)


@pytest.mark.parametrize("twin", ["sync", "async"])
@pytest.mark.parametrize(
    ("body", "audio"),
    [
        (chunk(b"ab") + chunk(b"cd") + DONE, b"abcd"),
        (chunk(b"ab") + chunk(b"cd"), b"abcd"),
        (chunk(b"ab") + chunk(b"cd").rstrip(), b"abcd"),
        (chunk(b"ab") + DONE + DONE + chunk(b"cd"), b"ab"),
        (b'data: {"type":"unknown","more":{"nested":[1]}}\n\n' + chunk(b"ab") + DONE, b"ab"),
    ],
)
async def test_streams_that_are_good_enough(serve_http: ServeHttp, twin: str, body: bytes, audio: bytes) -> None:
    assert await heard(serve_http(lambda *_: (200, {}, body)), twin) == audio


@pytest.mark.parametrize("twin", ["sync", "async"])
@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ((200, {}, chunk(b"ab") + b'data: {"error":"No more.","done":false}\n\n'), RuntimeError),
        ((200, {}, chunk(b"ab") + b"data: nonsense\n\n"), ProtocolError),
        ((200, {"Content-Length": "9999", "Connection": "close"}, chunk(b"ab")), EngineUnavailable),
        ((400, {}, b'{"error":"speed: must be a number"}'), RuntimeError),
        ((404, {}, b"{}"), RuntimeError),
        ((500, {}, b""), RuntimeError),
        ((302, {"Location": "http://127.0.0.1:9/"}, b""), ProtocolError),
        ((200, {}, b"<html>"), ProtocolError),
        ((200, {}, b""), ProtocolError),
    ],
)
async def test_streams_that_fail(
    serve_http: ServeHttp, twin: str, answer: tuple[int, dict[str, str], bytes], kind: type[Exception]
) -> None:
    with pytest.raises(kind):
        await heard(serve_http(lambda *_: answer), twin)


@pytest.mark.parametrize("twin", ["sync", "async"])
async def test_a_stream_that_says_no_more_fails_in_time(serve_http: ServeHttp, twin: str) -> None:
    begun_s = time.monotonic()
    with pytest.raises(EngineUnavailable):
        await heard(serve_http(lambda *_: (200, {"Content-Length": "9999"}, chunk(b"ab"))), twin, 0.5)
    assert time.monotonic() - begun_s < 15.0


@pytest.mark.parametrize("twin", ["sync", "async"])
async def test_what_passes_by_itself_is_tried_again_before_the_first_audio(serve_http: ServeHttp, twin: str) -> None:
    asked = []

    def answer(*_: object) -> tuple[int, dict[str, str], bytes]:
        asked.append(1)
        if len(asked) < 3:
            return (429, {"Retry-After": "0"}, b"") if len(asked) == 1 else (502, {}, b"")
        return 200, {}, chunk(b"ab") + DONE

    assert await heard(serve_http(answer), twin) == b"ab"
    assert len(asked) == 3
