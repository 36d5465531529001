# SPDX-License-Identifier: GPL-3.0-or-later
"""Both clients behind a proxy that breaks connections at any byte: audio or a typed error, in time, then as before."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from studio.client import AsyncCartesia, Cartesia
from studio.client.crossing import in_thread
from studio.core.errors import StudioError
from tests.support.fault_proxy import HARMLESS, KINDS, Direction, Fault, FaultProxy, Kind, fault_proxy
from tests.support.speech_server import RunningServer, running_server

TIMEOUT_S = 0.4
# Three attempts, what is waited between them, and a slow machine.
WITHIN_S = 3 * TIMEOUT_S + 2.5
SPEECH: dict[str, Any] = {
    "model_id": "sonic-english",
    "transcript": "One two three.",
    "output_format": {"container": "raw", "encoding": "pcm_f32le", "sample_rate": 24000},
    "voice_id": "d46abd1d-2d02-43e8-819f-51fb652c1c61",
}
WAYS = ("bytes", "sse", "socket")
Speak = Callable[[], Awaitable[bytes]]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    with running_server(tmp_path_factory.mktemp("server")) as running:
        yield running


@asynccontextmanager
async def talking(proxy: FaultProxy, key: str, twin: str, way: str) -> AsyncIterator[Speak]:
    """A function that speaks by one client, again and again."""
    options: dict[str, Any] = {"api_key": key, "base_url": f"localhost:{proxy.port}"}
    if twin == "async":
        async with AsyncCartesia(**options, timeout=TIMEOUT_S) as concurrent:
            line = await concurrent.tts.websocket() if way == "socket" else None

            async def aspeak() -> bytes:
                if way == "bytes":
                    return bytes(await concurrent.tts.bytes(**SPEECH))
                outputs = concurrent.tts.sse(**SPEECH) if line is None else await line.send(**SPEECH)
                return b"".join([output["audio"] async for output in outputs])

            yield aspeak
            if line is not None:
                await line.close()
        return
    with Cartesia(**options, timeout=TIMEOUT_S) as client:
        socket = client.tts.websocket() if way == "socket" else None

        def speak() -> bytes:
            if way == "bytes":
                return bytes(client.tts.bytes(**SPEECH))
            outputs = client.tts.sse(**SPEECH) if socket is None else socket.send(**SPEECH)
            return b"".join(output["audio"] for output in outputs)

        yield lambda: in_thread("speaker", speak)
        if socket is not None:
            await in_thread("hang-up", socket.close)


def places(kind: Kind, passed: int, long_form: bool) -> list[int]:
    """Bytes at which to break: at once, in the head, in the midst of it, before the end."""
    if long_form:
        return sorted({0, 40, *(round(passed * share / 10) for share in range(1, 10)), passed - 2})
    # What waits for a time limit takes its time.
    return [passed // 2] if kind == "hole" else [0, passed // 2, passed - 2]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("twin", ["sync", "async"])
async def test_whatever_breaks_ends_in_audio_or_a_typed_error_in_time(
    server: RunningServer, twin: str, way: str, kind: Kind, long_form: bool
) -> None:
    with fault_proxy(server.port) as proxy:
        async with talking(proxy, server.token, twin, way) as speak:
            whole = await speak()
            # What of an exchange breaks on a socket that is open is the part after its handshake.
            passed = dict(proxy.passed)
        directions: tuple[Direction, ...] = ("answer", "request")
        for direction in directions:
            for at in places(kind, passed[direction], long_form):
                await one_fault(server, proxy, twin, way, Fault(kind, at, direction), whole)


async def one_fault(server: RunningServer, proxy: FaultProxy, twin: str, way: str, fault: Fault, whole: bytes) -> None:
    proxy.fault = fault
    begun_s = time.monotonic()
    failed: StudioError | None = None
    try:
        async with talking(proxy, server.token, twin, way) as speak:
            heard: bytes | None = None
            try:
                heard = await speak()
            except StudioError as error:
                failed = error
            assert time.monotonic() - begun_s < WITHIN_S
            proxy.fault = None
            # Bytes that nobody sent may be sound as well as a part of what is said next.
            if fault.kind != "garbage":
                assert heard in (None, whole)
                assert await speak() == whole
    except StudioError as error:
        # A socket is connected before anything is said.
        if way != "socket":
            raise
        failed = error
    finally:
        proxy.fault = None
    assert time.monotonic() - begun_s < WITHIN_S + TIMEOUT_S
    assert failed is None or (failed.user_text and fault.kind not in HARMLESS), failed


@pytest.mark.parametrize("way", ["bytes", "sse"])
@pytest.mark.parametrize("twin", ["sync", "async"])
async def test_a_connection_that_breaks_once_before_the_first_audio_is_not_noticed(
    server: RunningServer, twin: str, way: str
) -> None:
    with fault_proxy(server.port) as proxy:
        async with talking(proxy, server.token, twin, way) as speak:
            proxy.fault = Fault("cut", 0, connections=1)
            assert len(await speak()) > 1000
