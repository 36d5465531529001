# SPDX-License-Identifier: GPL-3.0-or-later
"""The server's own work, without synthesis: the tone engine plays for the voices, in a process of its own."""

from __future__ import annotations

import http.client
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import websocket

from studio.core.paths import DATA_DIR_VARIABLE
from studio.engine.aliases import NEWSMAN_ID
from tests.bench.figures import Figure, at_most
from tests.support.speech_server import WatchedEngine, running_server
from tests.support.waiting import wait_until

REQUESTS = 300
MIXED_REQUESTS = 1000
CONTEXTS = 32
_SETTLING_REQUESTS = 300
_RENDER_S = 0.15
_OUTPUT = {"container": "raw", "encoding": "pcm_s16le", "sample_rate": 44100}


def measure() -> list[Figure]:
    with _served() as server:
        figures = [*_first_bytes(server), *_mixed(server)]
    return [*figures, *_shared()]


@dataclass(frozen=True, slots=True)
class _Server:
    port: int
    token: str
    process: psutil.Process

    def socket(self) -> websocket.WebSocket:
        address = f"ws://127.0.0.1:{self.port}/tts/websocket?cartesia_version=2024-06-10"
        header = {"X-API-Key": self.token}
        # The client checks UTF-8 in Python, which takes it longer than the server takes to answer.
        return websocket.create_connection(address, header=header, timeout=20.0, skip_utf8_validation=True)

    def connection(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=20.0)

    def ask(self, connection: http.client.HTTPConnection, method: str, path: str, body: object = None) -> int:
        """Send a request and wait for the first byte of its answer's body; returns the status."""
        content = None if body is None else json.dumps(body)
        connection.request(method, path, content, {"X-API-Key": self.token, "Content-Type": "application/json"})
        answer = connection.getresponse()
        answer.read(1)
        status = answer.status
        answer.read()
        return status


def _order(transcript: str = "One two three.", **more: Any) -> dict[str, Any]:
    return {
        "model_id": "sonic-english",
        "transcript": transcript,
        "voice": {"id": NEWSMAN_ID},
        "output_format": _OUTPUT,
        **more,
    }


@contextmanager
def _served() -> Iterator[_Server]:
    with tempfile.TemporaryDirectory() as data:
        command = [sys.executable, "-m", "studio.server", "--engine", "tone", "--parent-stdin"]
        with subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, DATA_DIR_VARIABLE: data},
        ) as running:
            assert running.stdout is not None
            told = json.loads(running.stdout.readline())
            server = _Server(told["port"], told["token"], psutil.Process(running.pid))
            wait_until(lambda: server.ask(server.connection(), "GET", "/voices") == 200, 20.0)
            try:
                yield server
            finally:
                running.kill()


def _first_bytes(server: _Server) -> Iterator[Figure]:
    """From sending a request to its first audio, over connections that are open."""
    socket = server.socket()
    waits_ms = []
    for number in range(REQUESTS):
        began_s = time.perf_counter()
        socket.send(json.dumps(_order(context_id=str(number))))
        assert json.loads(socket.recv())["type"] == "chunk"
        waits_ms.append((time.perf_counter() - began_s) * 1000)
        while not json.loads(socket.recv())["done"]:
            pass
    socket.close()
    yield at_most(f"First audio over the socket (median of {REQUESTS})", statistics.median(waits_ms), 3.0, "ms")
    connection = server.connection()
    waits_ms = []
    for _ in range(REQUESTS):
        content = json.dumps(_order())
        began_s = time.perf_counter()
        connection.request("POST", "/tts/bytes", content, {"X-API-Key": server.token})
        answer = connection.getresponse()
        answer.read(1)
        waits_ms.append((time.perf_counter() - began_s) * 1000)
        answer.read()
    connection.close()
    yield at_most(f"First audio over REST (median of {REQUESTS})", statistics.median(waits_ms), 5.0, "ms")
    yield at_most("Slowest refusal of a bad request", max(_refusals_ms(server)), 50.0, "ms")


def _refusals_ms(server: _Server) -> Iterator[float]:
    connection = server.connection()
    bad: tuple[tuple[str, str, object], ...] = (
        ("POST", "/tts/bytes", _order(voice={"id": "nobody"})),
        ("POST", "/tts/sse", _order(output_format={})),
        ("POST", "/voices", []),
        ("GET", "/nothing", None),
    )
    for _ in range(20):
        for method, path, body in bad:
            began_s = time.perf_counter()
            assert server.ask(connection, method, path, body) >= 400
            yield (time.perf_counter() - began_s) * 1000
    connection.close()


def _mixed(server: _Server) -> Iterator[Figure]:
    """Requests of every kind, some given up in the middle; then what is left of them in the process."""
    chosen = random.Random(1)
    _mixed_requests(server, chosen, _SETTLING_REQUESTS)
    threads, sockets = _threads_and_sockets(server)
    before_mb = server.process.memory_info().rss / 1e6
    _mixed_requests(server, chosen, MIXED_REQUESTS)
    wait_until(lambda: _threads_and_sockets(server)[1] <= sockets, 10.0, "the sockets' end")
    grown_mb = server.process.memory_info().rss / 1e6 - before_mb
    left_threads, left_sockets = _threads_and_sockets(server)
    yield at_most(f"Memory grown over {MIXED_REQUESTS} mixed requests", grown_mb, 20.0, "MB", 1)
    yield at_most("Threads left by them", left_threads - threads, 0, "threads", 0)
    yield at_most("Sockets left by them", left_sockets - sockets, 0, "sockets", 0)


def _threads_and_sockets(server: _Server) -> tuple[int, int]:
    return server.process.num_threads(), len(server.process.net_connections("tcp"))


def _mixed_requests(server: _Server, chosen: random.Random, count: int) -> None:
    for _ in range(count):
        kind = chosen.choice(("bytes", "wav", "mp3", "sse", "socket", "dropped", "voices", "create", "bad"))
        connection = server.connection()
        if kind in ("bytes", "wav", "mp3"):
            container = "raw" if kind == "bytes" else kind
            server.ask(connection, "POST", "/tts/bytes", _order(output_format={**_OUTPUT, "container": container}))
        elif kind == "sse":
            server.ask(connection, "POST", "/tts/sse", _order(add_timestamps=True))
        elif kind == "voices":
            server.ask(connection, "GET", "/voices")
        elif kind == "create":
            server.ask(connection, "POST", "/voices/mix", {"voices": [{"id": NEWSMAN_ID, "weight": 1}]})
        elif kind == "bad":
            server.ask(connection, "POST", "/tts/bytes", _order(voice={"id": "nobody"}))
        else:
            socket = server.socket()
            text = "One two three. " * (1 if kind == "socket" else 200)
            socket.send(json.dumps(_order(text, context_id="a")))
            while kind == "socket" and not json.loads(socket.recv())["done"]:
                pass
            socket.close()
        connection.close()


def _shared() -> Iterator[Figure]:
    """A short text behind many long ones that came before it, on an engine that takes its time for each sentence."""
    engine = WatchedEngine(render_delay_s=_RENDER_S)
    with (
        tempfile.TemporaryDirectory() as folder,
        running_server(Path(folder), engine) as server,
        server.talk() as talk,
        server.talk() as short,
    ):
        for number in range(CONTEXTS - 1):
            talk.speak(str(number), "A sentence of five words. " * 2)
        talk.next()
        asked_s = time.perf_counter()
        short.speak("short", "Short.")
        short.next()
        came_s = time.perf_counter()
        for number in range(CONTEXTS - 1):
            assert talk.until_done(str(number))[-1]["type"] == "done"
    rendered = sum(ended_s > asked_s and ended_s < came_s for _, _, ended_s in engine.turns)
    name = f"Sentences rendered until a short text among {CONTEXTS} contexts is heard, its own too"
    yield at_most(name, rendered, 2, "sentences", 0)
