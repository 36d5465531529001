# SPDX-License-Identifier: GPL-3.0-or-later
"""The real server in a thread, around the tone engine, and a socket to talk to it."""

from __future__ import annotations

import asyncio
import base64
import json
import sqlite3
import threading
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from socket import SHUT_RDWR
from typing import Any

import httpx
import websocket
from starlette.applications import Starlette

from studio.engine.base import Engine, SpeechPiece, Utterance
from studio.engine.marked import MarkedEngine
from studio.engine.stop import Stop
from studio.engine.tone import ToneEngine
from studio.server.app import create_app
from studio.server.limits import Limits
from studio.server.process.binding import bind_loopback
from studio.server.process.serving import SpeechServer, Tls
from studio.server.rendering.engine_host import EngineHost, LoadedEngine
from studio.server.voices.clone import MatcherMaker, open_matcher
from studio.server.voices.pronunciation_store import PronunciationStore
from studio.server.voices.store import VoiceStore
from studio.server.wire.access import Access
from tests.support.waiting import HANGS_S, POLL_S, wait_until

TOKEN = "key-of-the-tests"
RAW_24K: Mapping[str, Any] = {"container": "raw", "encoding": "pcm_f32le", "sample_rate": 24000}
DUMMY: dict[str, Any] = {
    "model_id": "sonic-english",
    "transcript": "",
    "voice": {"mode": "embedding", "embedding": [1.0] * 192},
    "output_format": {"container": "raw", "encoding": "pcm_f32le", "sample_rate": 44100},
}
"""What clients of 2024-06-10 send to end or flush a context."""

WORD_S = 0.2
"""A word of the tone engine at its usual rate."""
WORD_SAMPLES = 4800


class WatchedEngine(ToneEngine):
    """A tone engine that notes when it works.

    Attributes:
        turns: Text, begin and end (perf_counter seconds) of each piece rendered or given up.
        busy: A piece is being rendered.
    """

    def __init__(self, words_per_s: float = 5.0, render_delay_s: float = 0.0) -> None:
        super().__init__(words_per_s, render_delay_s)
        self.turns: list[tuple[str, float, float]] = []
        self.busy = False
        self.closed = False

    def speak(self, utterance: Utterance, stop: Stop) -> Iterator[SpeechPiece]:
        pieces = iter(super().speak(utterance, stop))
        while True:
            began_s = time.perf_counter()
            self.busy = True
            self._before_piece(stop)
            piece = next(pieces, None)
            self.busy = False
            self.turns.append((utterance.text, began_s, time.perf_counter()))
            if piece is None:
                return
            yield piece

    def close(self) -> None:
        self.closed = True

    def _before_piece(self, stop: Stop) -> None:
        """Nothing is waited for here."""


class HeldEngine(WatchedEngine):
    """A watched engine that begins each piece, and the end behind the last one, when it is let; a stop ends the wait.

    What is asked of it meanwhile is known to wait for it, however slow the machine is.
    """

    def __init__(self, render_delay_s: float = 0.0) -> None:
        super().__init__(render_delay_s=render_delay_s)
        self._let = threading.Semaphore(0)
        self._free = threading.Event()

    def let(self, pieces: int) -> None:
        """So many pieces more may be rendered."""
        self._let.release(pieces)

    def free(self) -> None:
        """All may be rendered that follow."""
        self._free.set()

    def _before_piece(self, stop: Stop) -> None:
        while not (stop.is_set() or self._free.is_set() or self._let.acquire(timeout=POLL_S)):
            continue


@dataclass(frozen=True, slots=True)
class RunningServer:
    """A server that listens."""

    port: int
    token: str
    app: Starlette
    host: EngineHost

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def socket_url(self) -> str:
        return f"ws://localhost:{self.port}/tts/websocket"

    @contextmanager
    def http(self) -> Iterator[httpx.Client]:
        # Without TLS no certificates are needed, which take longer to read than most tests take.
        shown = {"X-API-Key": self.token}
        with httpx.Client(base_url=self.url, headers=shown, timeout=HANGS_S, verify=False) as client:
            yield client

    @contextmanager
    def talk(self, version: str = "2024-06-10") -> Iterator[Talk]:
        address = f"{self.socket_url}?api_key={self.token}&cartesia_version={version}"
        socket = connected(address)
        try:
            yield Talk(socket)
        finally:
            socket.close()


class Talk:
    """One socket; messages are kept per context."""

    def __init__(self, socket: websocket.WebSocket) -> None:
        self.socket = socket
        self.heard: list[dict[str, Any]] = []

    def send(self, **message: Any) -> None:
        self.socket.send(json.dumps(message))

    def speak(self, context_id: str, transcript: str, continues: bool = False, **more: Any) -> None:
        """A whole request with the Newsman's voice, unless *more* says otherwise."""
        request = {
            "model_id": "sonic-english",
            "context_id": context_id,
            "transcript": transcript,
            "continue": continues,
            "voice": {"id": "d46abd1d-2d02-43e8-819f-51fb652c1c61"},
            "output_format": dict(RAW_24K),
        }
        self.send(**{**request, **more})

    def next(self) -> dict[str, Any]:
        message: dict[str, Any] = json.loads(self.socket.recv())
        self.heard.append(message)
        return message

    def vanish(self) -> None:
        """Drop the connection without a word, as a killed program does."""
        if self.socket.sock is not None:
            self.socket.sock.shutdown(SHUT_RDWR)
            self.socket.sock.close()

    def until_done(self, context_id: str) -> list[dict[str, Any]]:
        """All messages of that context, up to the one with `done`."""
        while not any(message["context_id"] == context_id and message["done"] for message in self.heard):
            self.next()
        mine = [message for message in self.heard if message["context_id"] == context_id]
        self.heard = [message for message in self.heard if message["context_id"] != context_id]
        return mine


def connected(address: str) -> websocket.WebSocket:
    """A socket to *address*. What it receives is decoded, which tells broken UTF-8 as well as the library's own check,
    byte by byte in Python, does."""
    return websocket.create_connection(address, timeout=HANGS_S, skip_utf8_validation=True)


def audio_of(messages: list[dict[str, Any]]) -> bytes:
    return b"".join(base64.b64decode(message["data"]) for message in messages if message["type"] == "chunk")


def words_of(messages: list[dict[str, Any]]) -> tuple[list[str], list[float], list[float]]:
    found: tuple[list[str], list[float], list[float]] = ([], [], [])
    for message in messages:
        if message["type"] == "timestamps":
            for values, key in zip(found, ("words", "start", "end"), strict=True):
                values += message["word_timestamps"][key]
    return found


def started_workers(count: int) -> ThreadPoolExecutor:
    """So many threads that run already, so that none begins within a test that does not end it."""
    workers, together = ThreadPoolExecutor(count, "test-worker"), threading.Barrier(count)
    for _ in range(count):
        workers.submit(together.wait, HANGS_S)
    return workers


def emptied(folder: Path) -> None:
    """Take out the voices and dictionaries that a server has stored below *folder*."""
    for name, table in (("voices.sqlite3", "voices"), ("pronunciations.sqlite3", "pronunciation_dicts")):
        if (folder / name).exists():
            with closing(sqlite3.connect(folder / name, isolation_level=None)) as database:
                database.execute(f"DELETE FROM {table}")


@contextmanager
def running_server(
    folder: Path,
    engine: Engine | None = None,
    limits: Limits | None = None,
    token: str = TOKEN,
    tls: Tls | None = None,
    workers: ThreadPoolExecutor | None = None,
    matcher: MatcherMaker = open_matcher,
) -> Iterator[RunningServer]:
    """The server on a free loopback port, ready to answer; own voices below *folder*."""
    limits = limits or Limits()
    loaded = LoadedEngine(MarkedEngine(engine or ToneEngine()))
    with running_host(EngineHost(lambda: loaded, limits), folder, limits, token, tls, workers, matcher) as server:
        yield server


@contextmanager
def running_host(
    host: EngineHost,
    folder: Path,
    limits: Limits,
    token: str = TOKEN,
    tls: Tls | None = None,
    workers: ThreadPoolExecutor | None = None,
    matcher: MatcherMaker = open_matcher,
) -> Iterator[RunningServer]:
    """The server around *host*; *workers* does what blocks in place of threads that are started when needed."""
    store = VoiceStore(folder / "voices.sqlite3")
    pronunciations = PronunciationStore(folder / "pronunciations.sqlite3")
    app = create_app(host, store, Access(token), limits, pronunciations, matcher)
    sockets = bind_loopback(0)
    port = sockets[0].getsockname()[1]
    server = SpeechServer(app, host, limits, tls)

    async def serve() -> None:
        if workers is not None:
            asyncio.get_running_loop().set_default_executor(workers)
        await server.serve(sockets)

    thread = threading.Thread(target=lambda: asyncio.run(serve()), name="test-server")
    host.start()
    thread.start()
    try:
        wait_until(lambda: server.started, what="the server's start")
        yield RunningServer(port, token, app, host)
    finally:
        server.should_exit = True
        thread.join(HANGS_S)
        host.close(HANGS_S)
        store.close()
