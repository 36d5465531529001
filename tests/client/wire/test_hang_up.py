# SPDX-License-Identifier: GPL-3.0-or-later
"""Requests that nobody waits for any more: the server notices at once, whatever the request was at."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from studio.client import AsyncCartesia
from tests.client.events import DONE, chunk
from tests.client.talking import ARGUMENTS
from tests.client.wire.waiting import ServeWaiting
from tests.support.waiting import HANGS_S

PATIENT_S = 10 * HANGS_S
"""A client's own patience is longer than any wait of a test, so that it is no reason to hang up."""
EVENTS = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n" + chunk(b"ab")


async def _all(client: AsyncCartesia) -> list[Any]:
    return [output async for output in client.tts.sse(**ARGUMENTS)]


def _clip(client: AsyncCartesia, path: Path) -> Awaitable[Any]:
    return client.voices.aclone(path)


def _infill(client: AsyncCartesia, path: Path) -> Awaitable[Any]:
    return client.tts.infill(**ARGUMENTS, language="en", left_audio_path=path)


CALLS: dict[str, tuple[bytes, Callable[[AsyncCartesia, Path], Awaitable[Any]]]] = {
    "events before their answer": (b"", lambda client, _: _all(client)),
    "events in the midst": (EVENTS, lambda client, _: _all(client)),
    "bytes": (b"", lambda client, _: client.tts.bytes(**ARGUMENTS)),
    "bytes in the midst": (b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nab", lambda c, _: c.tts.bytes(**ARGUMENTS)),
    "infill": (b"", _infill),
    "a clip": (b"", _clip),
}


@pytest.mark.parametrize("call", CALLS)
async def test_a_cancelled_task_hangs_up_at_once(serve_waiting: ServeWaiting, tmp_path: Path, call: str) -> None:
    said, start = CALLS[call]
    path = tmp_path / "clip.wav"
    path.write_bytes(b"RIFF")
    server = serve_waiting(said)
    async with AsyncCartesia(api_key="key", base_url=server.endpoint.base_url, timeout=PATIENT_S) as client:
        task = asyncio.ensure_future(start(client, path))
        await asyncio.to_thread(server.asked.get, timeout=HANGS_S)
        task.cancel()
        # The server never says another word.
        async with asyncio.timeout(HANGS_S):
            with pytest.raises(asyncio.CancelledError):
                await task
        await asyncio.to_thread(server.left.get, timeout=HANGS_S)
        assert server.connections == 1


def _chunked(*parts: bytes) -> bytes:
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts)


SPOKEN = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n" + _chunked(
    chunk(b"ab"), DONE
)


async def test_speeches_one_after_the_other_use_one_connection(serve_waiting: ServeWaiting) -> None:
    server = serve_waiting(SPOKEN + _chunked(b""))
    async with AsyncCartesia(api_key="key", base_url=server.endpoint.base_url, timeout=PATIENT_S) as client:
        for _ in range(5):
            assert [output["audio"] for output in await _all(client)] == [b"ab"]
            for thread in threading.enumerate():
                if thread.name == "speech-events":
                    await asyncio.to_thread(thread.join, HANGS_S)
    assert server.connections == 1


async def test_a_stream_whose_end_comes_late_still_keeps_its_connection(serve_waiting: ServeWaiting) -> None:
    server = serve_waiting(SPOKEN, later=_chunked(b""))
    async with AsyncCartesia(api_key="key", base_url=server.endpoint.base_url, timeout=PATIENT_S) as client:
        for _ in range(2):
            assert [output["audio"] for output in await _all(client)] == [b"ab"]
            server.go_on.set()
            for thread in threading.enumerate():
                if thread.name == "speech-events":
                    await asyncio.to_thread(thread.join, HANGS_S)
    assert server.connections == 1


async def test_a_stream_is_over_when_it_says_so_even_if_it_never_ends(
    serve_waiting: ServeWaiting,
) -> None:
    server = serve_waiting(SPOKEN)
    async with AsyncCartesia(api_key="key", base_url=server.endpoint.base_url, timeout=PATIENT_S) as client:
        async with asyncio.timeout(HANGS_S):
            assert [output["audio"] for output in await _all(client)] == [b"ab"]
    await asyncio.to_thread(server.left.get, timeout=HANGS_S)


async def test_a_stream_that_goes_on_after_its_end_is_left(serve_waiting: ServeWaiting) -> None:
    server = serve_waiting(SPOKEN + _chunked(DONE))
    async with AsyncCartesia(api_key="key", base_url=server.endpoint.base_url, timeout=PATIENT_S) as client:
        assert [output["audio"] for output in await _all(client)] == [b"ab"]
        await asyncio.to_thread(server.left.get, timeout=HANGS_S)


async def test_leaving_a_stream_early_hangs_up(serve_waiting: ServeWaiting) -> None:
    server = serve_waiting(EVENTS)
    async with AsyncCartesia(api_key="key", base_url=server.endpoint.base_url, timeout=PATIENT_S) as client:
        outputs = client.tts.sse(**ARGUMENTS)
        assert (await anext(outputs))["audio"] == b"ab"
        await outputs.aclose()
        await asyncio.to_thread(server.left.get, timeout=HANGS_S)
