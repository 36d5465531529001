# SPDX-License-Identifier: GPL-3.0-or-later
"""Requests that nobody waits for any more: the server notices at once, whatever the request was at."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from queue import Queue
from typing import Any

import pytest

from studio.client import AsyncCartesia
from studio.client.endpoint import Endpoint
from studio.client.wire.backoff import Backoff
from studio.client.wire.hang_up import HangUp
from studio.client.wire.rest import Rest
from studio.core.errors import ConnectionFailed
from tests.client.events import DONE, chunk
from tests.client.talking import ARGUMENTS

_SOON_S = 2.0


class Waiting:
    """A server that reads each request, answers with *said* and says no more, but *later* once *go_on* is set."""

    def __init__(self, said: bytes, later: bytes = b"") -> None:
        self.go_on = threading.Event()
        self._later = later
        self.asked: Queue[bytes] = Queue()
        self.left: Queue[float] = Queue()
        self.connections = 0
        self._said = said
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.endpoint = Endpoint(f"http://127.0.0.1:{self._listener.getsockname()[1]}", "key")
        self._thread = threading.Thread(target=self._accept, name="waiting-server")
        self._thread.start()

    def stop(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(5)

    def _accept(self) -> None:
        while True:
            try:
                sock, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            with sock:
                sock.settimeout(5)
                self._serve(sock)

    def _serve(self, sock: socket.socket) -> None:
        asked = b""
        try:
            while data := sock.recv(65536):
                asked += data
                if self._whole(asked):
                    self.asked.put(asked)
                    asked = b""
                    sock.sendall(self._said)
                    if self._later and self.go_on.wait(_SOON_S):
                        sock.sendall(self._later)
        except ConnectionResetError:
            pass
        self.left.put(time.monotonic())

    @staticmethod
    def _whole(asked: bytes) -> bool:
        head, blank, body = asked.partition(b"\r\n\r\n")
        lengths = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
        return bool(blank) and len(body) >= int(lengths[0].split(b":")[1] if lengths else 0)


@pytest.fixture
def serve() -> Iterator[Callable[[bytes], Waiting]]:
    servers: list[Waiting] = []

    def start(said: bytes = b"", later: bytes = b"") -> Waiting:
        servers.append(Waiting(said, later))
        return servers[-1]

    yield start
    for server in servers:
        server.stop()


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
async def test_a_cancelled_task_hangs_up_at_once(serve: Callable[[bytes], Waiting], tmp_path: Path, call: str) -> None:
    said, start = CALLS[call]
    path = tmp_path / "clip.wav"
    path.write_bytes(b"RIFF")
    server = serve(said)
    async with AsyncCartesia(api_key="key", base_url=server.endpoint.base_url) as client:
        task = asyncio.ensure_future(start(client, path))
        await asyncio.to_thread(server.asked.get, timeout=_SOON_S)
        cancelled_s = time.monotonic()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert time.monotonic() - cancelled_s < 0.05
        await asyncio.to_thread(server.left.get, timeout=_SOON_S)
        assert server.connections == 1


def _chunked(*parts: bytes) -> bytes:
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts)


SPOKEN = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n" + _chunked(
    chunk(b"ab"), DONE
)


async def test_speeches_one_after_the_other_use_one_connection(serve: Callable[[bytes], Waiting]) -> None:
    server = serve(SPOKEN + _chunked(b""))
    async with AsyncCartesia(api_key="key", base_url=server.endpoint.base_url) as client:
        for _ in range(5):
            assert [output["audio"] for output in await _all(client)] == [b"ab"]
            for thread in threading.enumerate():
                if thread.name == "speech-events":
                    await asyncio.to_thread(thread.join, _SOON_S)
    assert server.connections == 1


async def test_a_stream_whose_end_comes_late_still_keeps_its_connection(serve: Callable[..., Waiting]) -> None:
    server = serve(SPOKEN, later=_chunked(b""))
    async with AsyncCartesia(api_key="key", base_url=server.endpoint.base_url) as client:
        for _ in range(2):
            assert [output["audio"] for output in await _all(client)] == [b"ab"]
            server.go_on.set()
            for thread in threading.enumerate():
                if thread.name == "speech-events":
                    await asyncio.to_thread(thread.join, _SOON_S)
    assert server.connections == 1


async def test_a_stream_is_over_when_it_says_so_even_if_it_never_ends(serve: Callable[[bytes], Waiting]) -> None:
    server = serve(SPOKEN)
    async with AsyncCartesia(api_key="key", base_url=server.endpoint.base_url) as client:
        began_s = time.monotonic()
        assert [output["audio"] for output in await _all(client)] == [b"ab"]
        assert time.monotonic() - began_s < _SOON_S
    await asyncio.to_thread(server.left.get, timeout=_SOON_S)


async def test_a_stream_that_goes_on_after_its_end_is_left(serve: Callable[[bytes], Waiting]) -> None:
    server = serve(SPOKEN + _chunked(DONE))
    async with AsyncCartesia(api_key="key", base_url=server.endpoint.base_url) as client:
        assert [output["audio"] for output in await _all(client)] == [b"ab"]
        await asyncio.to_thread(server.left.get, timeout=_SOON_S)


async def test_leaving_a_stream_early_hangs_up(serve: Callable[[bytes], Waiting]) -> None:
    server = serve(EVENTS)
    async with AsyncCartesia(api_key="key", base_url=server.endpoint.base_url) as client:
        outputs = client.tts.sse(**ARGUMENTS)
        assert (await anext(outputs))["audio"] == b"ab"
        await outputs.aclose()
        await asyncio.to_thread(server.left.get, timeout=_SOON_S)


class Asking:
    """A request in a thread of its own, and the error it ends with."""

    def __init__(self, rest: Rest, hang_up: HangUp | None = None) -> None:
        self.error: BaseException | None = None
        self._thread = threading.Thread(target=self._ask, args=(rest, hang_up), name="asking")
        self._thread.start()

    def _ask(self, rest: Rest, hang_up: HangUp | None) -> None:
        try:
            rest.content("GET", "/voices", hang_up=hang_up)
        except BaseException as error:
            self.error = error

    def over(self) -> BaseException | None:
        self._thread.join(_SOON_S)
        assert not self._thread.is_alive()
        return self.error


def test_hanging_up_ends_a_request_with_an_error_and_no_second_attempt(serve: Callable[[bytes], Waiting]) -> None:
    server, hang_up = serve(b""), HangUp()
    rest = Rest(server.endpoint)
    asking = Asking(rest, hang_up)
    server.asked.get(timeout=_SOON_S)
    hang_up()
    error = asking.over()
    assert isinstance(error, ConnectionFailed)
    assert "closed" in str(error)
    rest.close()
    assert server.connections == 1


def test_hanging_up_ends_the_wait_for_another_attempt() -> None:
    with socket.create_server(("127.0.0.1", 0)) as unserved:
        endpoint = Endpoint(f"http://127.0.0.1:{unserved.getsockname()[1]}", "key")
    rest, hang_up = Rest(endpoint, backoff=Backoff(retries=3, first_delay_s=60.0)), HangUp()
    asking = Asking(rest, hang_up)
    hang_up()
    assert isinstance(asking.over(), ConnectionFailed)
    rest.close()


def test_what_was_hung_up_before_it_began_asks_for_nothing(serve: Callable[[bytes], Waiting]) -> None:
    server, hang_up = serve(b""), HangUp()
    hang_up()
    rest = Rest(server.endpoint)
    assert isinstance(Asking(rest, hang_up).over(), ConnectionFailed)
    rest.close()
    assert server.asked.empty()


def test_closing_ends_what_is_running_and_refuses_what_follows(serve: Callable[[bytes], Waiting]) -> None:
    server = serve(b"")
    rest = Rest(server.endpoint)
    asking = Asking(rest)
    server.asked.get(timeout=_SOON_S)
    rest.close()
    assert isinstance(asking.over(), ConnectionFailed)
    with pytest.raises(ConnectionFailed, match="closed"):
        rest.content("GET", "/voices")


def test_a_connection_serves_one_request_after_another_even_after_a_refusal(
    serve: Callable[[bytes], Waiting],
) -> None:
    server = serve(b"HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\n{}")
    rest = Rest(server.endpoint)
    for _ in range(3):
        with pytest.raises(RuntimeError):
            rest.content("GET", "/voices/none")
    rest.close()
    assert server.connections == 1
