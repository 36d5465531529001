# SPDX-License-Identifier: GPL-3.0-or-later
"""Both clients behind a proxy that breaks connections at any byte: audio or a typed error, in time, then as before."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from studio.client import AsyncCartesia, Cartesia
from studio.client.library.backend import Backend
from studio.client.wire.threads import in_thread
from studio.core.errors import EngineUnavailable, NotFound, StudioError
from tests.support.fault_proxy import HARMLESS, KINDS, Direction, Fault, FaultProxy, Kind, fault_proxy
from tests.support.speech_server import RunningServer, running_server
from tests.support.waiting import HANGS_S, wait_until_async

# Where nothing comes through any more, or what was sent wants more than will come, only the timeout ends the speech.
SILENT: tuple[Kind, ...] = ("hole", "garbage")
SILENT_TIMEOUT_S = 0.4
# Three attempts, what is waited between them, and a busy machine.
SILENT_WITHIN_S = 3 * SILENT_TIMEOUT_S + 15.0
SPEECH: dict[str, Any] = {
    "model_id": "sonic-english",
    "transcript": "One two three.",
    "output_format": {"container": "raw", "encoding": "pcm_f32le", "sample_rate": 24000},
    "voice_id": "d46abd1d-2d02-43e8-819f-51fb652c1c61",
}
WAYS = ("bytes", "sse", "socket")


@dataclass(frozen=True)
class Talk:
    """One client.

    Attributes:
        speak: Speaks, again and again.
        backend: Waits for the server.
    """

    speak: Callable[[], Awaitable[bytes]]
    backend: Backend

    def be_patient(self) -> None:
        """Wait for the server as long as a busy machine takes from now on."""
        self.backend.timeout_s = HANGS_S
        rest, self.backend._rest = self.backend._rest, None
        if rest is not None:
            rest.close()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningServer]:
    with running_server(tmp_path) as running:
        yield running


@asynccontextmanager
async def talking(
    proxy: FaultProxy, key: str, twin: str, way: str, timeout_s: float = HANGS_S, **asked: Any
) -> AsyncIterator[Talk]:
    """One client, on one socket where *way* is that."""
    speech = {**SPEECH, **asked}
    options: dict[str, Any] = {"api_key": key, "base_url": f"localhost:{proxy.port}"}
    if twin == "async":
        async with AsyncCartesia(**options, timeout=timeout_s) as concurrent:
            line = await concurrent.tts.websocket() if way == "socket" else None

            async def aspeak() -> bytes:
                if way == "bytes":
                    return bytes(await concurrent.tts.bytes(**speech))
                outputs = concurrent.tts.sse(**speech) if line is None else await line.send(**speech)
                return b"".join([output["audio"] async for output in outputs])

            yield Talk(aspeak, concurrent._backend)
            if line is not None:
                await line.close()
        return
    with Cartesia(**options, timeout=timeout_s) as client:
        socket = client.tts.websocket() if way == "socket" else None

        def speak() -> bytes:
            if way == "bytes":
                return bytes(client.tts.bytes(**speech))
            outputs = client.tts.sse(**speech) if socket is None else socket.send(**speech)
            return b"".join(output["audio"] for output in outputs)

        yield Talk(lambda: in_thread("speaker", speak), client._backend)
        if socket is not None:
            await in_thread("hang-up", socket.close)


def places(kind: Kind, passed: int, long_form: bool) -> list[int]:
    """Bytes at which to break: at once, in the head, in the midst of it, before the end."""
    if long_form:
        return sorted({0, 40, *(round(passed * share / 10) for share in range(1, 10)), passed - 40})
    # What waits for a time limit takes its time.
    return [passed // 2] if kind == "hole" else [0, passed // 2, passed - 40]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("twin", ["sync", "async"])
async def test_whatever_breaks_ends_in_audio_or_a_typed_error_in_time(
    server: RunningServer, twin: str, way: str, kind: Kind, long_form: bool
) -> None:
    with fault_proxy(server.port) as proxy:
        async with talking(proxy, server.token, twin, way) as talk:
            whole = await talk.speak()
            # What of an exchange breaks on a socket that is open is the part after its handshake.
            passed = dict(proxy.passed)
        directions: tuple[Direction, ...] = ("answer", "request")
        for direction in directions:
            for at in places(kind, passed[direction], long_form):
                await one_fault(server, proxy, twin, way, Fault(kind, at, direction), whole)


async def one_fault(server: RunningServer, proxy: FaultProxy, twin: str, way: str, fault: Fault, whole: bytes) -> None:
    proxy.fault = fault
    timeout_s = SILENT_TIMEOUT_S if fault.kind in SILENT else HANGS_S
    async with AsyncExitStack() as stack:
        talk: Talk | None = None
        heard: bytes | None = None
        failed: StudioError | None = None
        try:
            async with asyncio.timeout(SILENT_WITHIN_S if fault.kind in SILENT else HANGS_S):
                talk = await stack.enter_async_context(talking(proxy, server.token, twin, way, timeout_s))
                heard = await talk.speak()
        except StudioError as error:
            failed = error
        # A client that is out of patience may be ahead of the proxy.
        await wait_until_async(lambda: proxy.faults, what="the fault")
        assert failed is None or (failed.user_text and fault.kind not in HARMLESS), failed
        proxy.fault = None
        # Only a socket is connected before anything is said.
        assert talk is not None or way == "socket"
        # Bytes that nobody sent may be sound as well as a part of what is said next.
        if talk is not None and fault.kind != "garbage":
            assert heard in (None, whole)
            # With so little patience as a hole asks for, a busy machine is at times as silent as the hole.
            talk.be_patient()
            assert await talk.speak() == whole


@pytest.mark.parametrize("way", ["bytes", "sse"])
@pytest.mark.parametrize("twin", ["sync", "async"])
async def test_a_connection_that_breaks_once_before_the_first_audio_is_not_noticed(
    server: RunningServer, twin: str, way: str
) -> None:
    with fault_proxy(server.port) as proxy:
        async with talking(proxy, server.token, twin, way) as talk:
            proxy.fault = Fault("cut", 0, connections=1)
            assert len(await talk.speak()) > 1000


def test_what_was_done_is_not_done_again_after_a_hang_up(server: RunningServer) -> None:
    with fault_proxy(server.port) as proxy:

        def client() -> Cartesia:
            return Cartesia(api_key=server.token, base_url=f"localhost:{proxy.port}", timeout=HANGS_S)

        def breaking(call: Callable[[Cartesia], object]) -> None:
            proxy.fault = Fault("cut", 0, connections=1)
            with client() as broken, pytest.raises(EngineUnavailable):
                call(broken)

        with client() as whole:
            embedding = whole.voices.get(id=SPEECH["voice_id"])["embedding"]
            before = len(whole.voices.list())
            breaking(lambda broken: broken.voices.create(name="Once", description="", embedding=embedding))
            (made,) = (voice for voice in whole.voices.list() if voice["name"] == "Once")
            assert len(whole.voices.list()) == before + 1
            breaking(lambda broken: broken.voices.delete(id=made["id"]))
            assert len(whole.voices.list()) == before


@pytest.mark.parametrize("twin", ["sync", "async"])
async def test_a_refusal_that_breaks_off_is_still_a_refusal(server: RunningServer, twin: str) -> None:
    with fault_proxy(server.port) as proxy:
        for at in (None, 250):  # the head is shorter
            proxy.fault = None if at is None else Fault("cut", at)
            with pytest.raises(NotFound):
                async with talking(proxy, server.token, twin, "sse", voice_id="nobody") as talk:
                    await talk.speak()
            assert proxy.faults == (at is not None)
