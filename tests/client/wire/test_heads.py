# SPDX-License-Identifier: GPL-3.0-or-later
"""However a server begins its answer, the client takes so much of it, waits so long, and says what is wrong."""

from __future__ import annotations

import itertools
import socket
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

import pytest

from studio.client import Cartesia
from studio.client.errors import KeyRefused, NotUnderstood, Silent
from studio.core.errors import EngineUnavailable, ProtocolError, StudioError
from tests.support.waiting import HANGS_S, wait_until

RAW = {"container": "raw", "encoding": "pcm_s16le", "sample_rate": 8000}
ORDER: Any = {"model_id": "m", "transcript": "Hi.", "output_format": RAW, "voice_id": "v"}
DRIP_S = 0.1
# Of the cases that time ends: where the head is to have come before, and where it is the head that does not end.
TIMEOUTS_S = {
    "dripping headers of a socket": 0.4,
    "a dripping refusal of a socket": 2.0,
    "a dripping refusal": 2.0,
    "dripping headers": 0.4,
    "endless interim answers": 0.4,
    "endless comments": 2.0,
    "endless empty events": 2.0,
}
# In the time that the server's drips count, which goes no faster than that of the client.
GIVEN_UP_WITHIN_DRIPS = 150
OK = b"HTTP/1.1 200 OK\r\n"
EVENTS = OK + b"Content-Type: text/event-stream\r\n\r\n"
SWITCHING = b"HTTP/1.1 101 Switching Protocols\r\n"
NO = b"HTTP/1.1 403 Forbidden\r\n"


@dataclass(slots=True)
class Liar:
    """A server's address, and how many pieces it has sent."""

    url: str
    pieces: int = 0


@contextmanager
def liar(head: bytes, piece: bytes = b"", drip_s: float = 0.0) -> Iterator[Liar]:
    """A server that answers everybody with *head* and then *piece* again and again, each after *drip_s* seconds;
    without a piece it hangs up."""
    ended = threading.Event()
    threads: list[threading.Thread] = []

    def answer(caller: socket.socket) -> None:
        with caller, suppress(OSError):
            caller.settimeout(HANGS_S)  # not everybody who hangs up is noticed at once
            request = b""
            while b"\r\n\r\n" not in request:
                if not (more := caller.recv(65536)):
                    return
                request += more
            caller.sendall(head)
            for _ in itertools.takewhile(lambda _: piece and not ended.is_set(), itertools.count()):
                caller.sendall(piece)
                server.pieces += 1
                ended.wait(drip_s)
            caller.shutdown(socket.SHUT_WR)
            while caller.recv(65536):
                pass

    def accept() -> None:
        with suppress(OSError):
            while True:
                caller, _ = listener.accept()
                threads.append(threading.Thread(target=answer, args=(caller,), name="liar-answer"))
                threads[-1].start()

    listener = socket.create_server(("127.0.0.1", 0))
    server = Liar(f"http://127.0.0.1:{listener.getsockname()[1]}")
    accepting = threading.Thread(target=accept, name="liar")
    accepting.start()
    try:
        yield server
    finally:
        ended.set()
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        for thread in (accepting, *threads):
            thread.join()


def by_bytes(client: Cartesia) -> object:
    return client.tts.bytes(**ORDER)


def by_events(client: Cartesia) -> object:
    return list(client.tts.sse(stream=True, **ORDER))


def by_socket(client: Cartesia) -> object:
    with client.tts.websocket() as line:
        return list(line.send(stream=True, **ORDER))


def voices(client: Cartesia) -> object:
    return client.voices.list()


CASES: dict[str, tuple[tuple[bytes, bytes, float], Callable[[Cartesia], object], type[StudioError]]] = {
    "endless headers of a socket": ((SWITCHING, b"X: y\r\n" * 1000, 0.0), by_socket, ProtocolError),
    "an endless header of a socket": ((SWITCHING + b"X: ", b"y" * 65536, 0.0), by_socket, ProtocolError),
    "dripping headers of a socket": ((SWITCHING, b"X: y\r\n", DRIP_S), by_socket, EngineUnavailable),
    "endless headers of a refused socket": ((NO, b"X: y\r\n" * 1000, 0.0), by_socket, KeyRefused),
    "an endless refusal of a socket": (
        (NO + b"Content-Length: 8000000000\r\n\r\n", b"x" * 65536, 0.0),
        by_socket,
        KeyRefused,
    ),
    "a dripping refusal of a socket": ((NO + b"Content-Length: 8000\r\n\r\n", b"x", DRIP_S), by_socket, KeyRefused),
    "a refusal of a socket that breaks off": ((NO + b"Content-Length: 8000\r\n\r\nx", b"", 0.0), by_socket, KeyRefused),
    "a dripping refusal": ((NO + b"Content-Length: 8000\r\n\r\n", b"x", DRIP_S), voices, KeyRefused),
    "dripping headers": ((OK, b"X: y\r\n", DRIP_S), by_bytes, EngineUnavailable),
    "endless interim answers": ((b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 100, 0.0), voices, EngineUnavailable),
    "no HTTP": ((b"\x00\x01\x02 nothing of the kind\r\n\r\n", b"", 0.0), by_bytes, NotUnderstood),
    "a status without a body": ((b"HTTP/1.1 204 No Content\r\n\r\n", b"", 0.0), by_bytes, NotUnderstood),
    "a part of a body": ((b"HTTP/1.1 206 Part\r\nContent-Length: 2\r\n\r\nab", b"", 0.0), by_bytes, NotUnderstood),
    "endless comments": ((EVENTS, b": still here\n" * 1000, 0.0), by_events, Silent),
    "endless empty events": ((EVENTS, b"\n" * 1000, 0.0), by_events, Silent),
    "endless lines of one event": ((EVENTS, b"data:\n" * 1000, 0.0), by_events, NotUnderstood),
}


@pytest.mark.parametrize("name", CASES)
def test_it_is_given_up_and_told(name: str) -> None:
    (head, piece, drip_s), call, error = CASES[name]

    def asked(url: str) -> None:
        with Cartesia(base_url=url, api_key="k", timeout=TIMEOUTS_S.get(name, HANGS_S)) as client:
            call(client)

    # The server is ended first, which ends a call that hangs.
    with ThreadPoolExecutor(1) as caller, liar(head, piece, drip_s) as server:
        answer = caller.submit(asked, server.url)
        wait_until(answer.done, HANGS_S, "the end of the call")
        with pytest.raises(error):
            answer.result()
        assert not drip_s or server.pieces <= GIVEN_UP_WITHIN_DRIPS
