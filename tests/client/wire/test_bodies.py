# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever a server answers, the client reads no more of it than what was asked for can be."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

import pytest

from studio.client import AsyncCartesia, Cartesia
from studio.client.endpoint import Endpoint
from studio.core.errors import ConnectionFailed, ProtocolError, StudioError
from tests.support.speech_server import RunningServer, running_server
from tests.support.waiting import HANGS_S

if TYPE_CHECKING:
    from pathlib import Path

    from tests.client.conftest import Answer

    ServeHttp = Callable[[Answer], Endpoint]

RAW = {"container": "raw", "encoding": "pcm_s16le", "sample_rate": 8000}
ORDER: Any = {"model_id": "m", "transcript": "Hi.", "output_format": RAW, "voice_id": "v"}
MOST_READ = 100_000_000


class Endless:
    """A server whose answer to every request never ends; counts what was taken of it."""

    def __init__(self, head: bytes, piece: bytes) -> None:
        self.taken = 0
        self._head, self._piece = head, piece
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self._threads = [threading.Thread(target=self._accept, name="endless")]
        self._threads[0].start()

    def close(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in self._threads:
            thread.join()

    def _accept(self) -> None:
        while True:
            try:
                caller, _ = self._listener.accept()
            except OSError:
                return
            self._threads.append(threading.Thread(target=self._answer, args=(caller,), name="endless-answer"))
            self._threads[-1].start()

    def _answer(self, caller: socket.socket) -> None:
        with caller, suppress(OSError):
            request = b""
            while b"\r\n\r\n" not in request:
                request += caller.recv(65536)
            caller.sendall(self._head)
            while self.taken < 10 * MOST_READ:
                caller.sendall(self._piece)
                self.taken += len(self._piece)


@contextmanager
def endless(status: str = "200 OK", headers: str = "", piece: bytes = b"0" * 1_000_000) -> Iterator[Endless]:
    chunked = b"%x\r\n%s\r\n" % (len(piece), piece)
    server = Endless(f"HTTP/1.1 {status}\r\n{headers}Transfer-Encoding: chunked\r\n\r\n".encode(), chunked)
    try:
        yield server
    finally:
        server.close()


CALLS: dict[str, Callable[[Cartesia], object]] = {
    "bytes": lambda client: client.tts.bytes(**ORDER),
    "sse whole": lambda client: client.tts.sse(**ORDER, stream=False),
    "list": lambda client: client.voices.list(),
    "get": lambda client: client.voices.get("v"),
    "mix": lambda client: client.voices.mix([{"id": "v", "weight": 1.0}]),
    "capabilities": lambda client: client.capabilities,
}


@pytest.mark.parametrize("name", CALLS)
@pytest.mark.parametrize("status", ["200 OK", "400 Bad Request", "500 Oh"])
def test_an_answer_that_never_ends_is_given_up(name: str, status: str) -> None:
    event = b'data: {"type":"chunk","done":false,"data":"' + b"AAAA" * 100_000 + b'"}\n\n'
    piece = event if name == "sse whole" and status == "200 OK" else b"[0,0,0]," * 100_000
    with endless(status, piece=piece) as server:
        with Cartesia(base_url=server.url, timeout=HANGS_S) as client, pytest.raises(StudioError):
            CALLS[name](client)
        assert server.taken < MOST_READ


async def test_so_it_is_on_an_event_loop() -> None:
    with endless() as server:
        async with AsyncCartesia(base_url=server.url, timeout=HANGS_S) as client:
            with pytest.raises(ProtocolError):
                await client.tts.bytes(**ORDER)
            with pytest.raises(ProtocolError):
                await client.voices.alist()
        assert server.taken < MOST_READ


def test_pages_without_end_are_given_up(serve_http: ServeHttp) -> None:
    asked: list[int] = []

    def answer(*_: object) -> tuple[int, dict[str, str], bytes]:
        asked.append(len(asked))
        page = f'{{"data": [{{"id": "{len(asked)}", "name": "{"x" * 8_000_000}"}}], "has_more": true}}'
        return 200, {}, page.encode()

    with Cartesia(base_url=serve_http(answer).base_url, timeout=HANGS_S) as client, pytest.raises(ProtocolError):
        client.voices.list()
    assert len(asked) < 20


@pytest.mark.parametrize("name", CALLS)
@pytest.mark.parametrize("status", [200, 400])
@pytest.mark.parametrize("layers", ["gzip", "gzip, gzip", "br"])
def test_a_compressed_answer_is_not_unpacked(serve_http: ServeHttp, name: str, status: int, layers: str) -> None:
    bomb = gzip.compress(gzip.compress(b"0" * 20_000_000))

    def answer(method: str, path: str, headers: dict[str, str], body: bytes) -> tuple[int, dict[str, str], bytes]:
        assert headers["accept-encoding"] == "identity"
        return status, {"Content-Encoding": layers}, bomb

    with (
        Cartesia(base_url=serve_http(answer).base_url, timeout=HANGS_S) as client,
        pytest.raises(StudioError) as caught,
    ):
        CALLS[name](client)
    assert isinstance(caught.value, ProtocolError if status == 200 else ValueError)


@pytest.mark.parametrize("kind", ["text/html", "Text/HTML; charset=utf-8", "application/json", "text/plain"])
async def test_a_page_is_no_audio(serve_http: ServeHttp, kind: str) -> None:
    url = serve_http(lambda *_: (200, {"Content-Type": kind}, b"<html>Log in to the network</html>")).base_url
    with Cartesia(base_url=url) as client:
        for name in ("bytes", "sse whole", "list"):
            with pytest.raises(ProtocolError):
                CALLS[name](client)
    async with AsyncCartesia(base_url=url) as other:
        with pytest.raises(ProtocolError):
            await other.tts.bytes(**ORDER)


@pytest.mark.parametrize("kind", ["audio/wav", "audio/mpeg", "application/octet-stream", "AUDIO/pcm;rate=8000", ""])
def test_sound_by_any_name_is_audio(serve_http: ServeHttp, kind: str) -> None:
    headers = {"Content-Type": kind} if kind else {}
    with Cartesia(base_url=serve_http(lambda *_: (200, headers, b"ab")).base_url) as client:
        assert client.tts.bytes(**ORDER) == b"ab"


@pytest.mark.parametrize("asked", ["1e9", "1000000000", "3600"])
def test_a_server_that_asks_to_come_back_later_is_not_waited_for_past_the_timeout(
    serve_http: ServeHttp, asked: str
) -> None:
    url = serve_http(lambda *_: (429, {"Retry-After": asked}, b"")).base_url
    with Cartesia(base_url=url, timeout=2) as client:
        began_s = time.monotonic()
        with pytest.raises(ConnectionFailed, match="too much to do"):
            client.tts.bytes(**ORDER)
        assert time.monotonic() - began_s < HANGS_S


def test_it_is_asked_again_within_the_timeout(serve_http: ServeHttp) -> None:
    asked: list[str] = []

    def answer(method: str, path: str, headers: dict[str, str], body: bytes) -> tuple[int, dict[str, str], bytes]:
        asked.append(path)
        return (429, {"Retry-After": "0.05"}, b"") if len(asked) < 3 else (200, {}, b"ab")

    with Cartesia(base_url=serve_http(answer).base_url) as client:
        assert client.tts.bytes(**ORDER) == b"ab"


def test_what_is_made_on_the_way_lives_as_long_as_its_outputs(tmp_path: Path) -> None:
    with running_server(tmp_path) as server:
        told = {**ORDER, "voice_id": _voice(server)}

        def made() -> Cartesia:
            return Cartesia(api_key=server.token, base_url=f"localhost:{server.port}", timeout=HANGS_S)

        assert b"".join(output["audio"] for output in made().tts.websocket().send(**told))
        assert b"".join(output["audio"] for output in made().tts.websocket().context().send(**told))
        assert b"".join(output["audio"] for output in made().tts.sse(**told))
        assert [voice["id"] for voice in made().voices]


async def test_so_it_does_on_an_event_loop(tmp_path: Path) -> None:
    with running_server(tmp_path) as server:
        told = {**ORDER, "voice_id": _voice(server)}

        def made() -> AsyncCartesia:
            return AsyncCartesia(api_key=server.token, base_url=f"localhost:{server.port}", timeout=HANGS_S)

        assert [output async for output in await (await made().tts.websocket()).send(**told)]
        assert [output async for output in await made().tts.sse(**told)]
        context = (await made().tts.websocket()).context()
        await context.send(**told)
        assert [output async for output in context.receive()]
        del context


def _voice(server: RunningServer) -> str:
    with Cartesia(api_key=server.token, base_url=f"localhost:{server.port}", timeout=HANGS_S) as client:
        return client.voices.list()[0]["id"]
