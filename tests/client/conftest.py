# SPDX-License-Identifier: GPL-3.0-or-later
"""Small servers that do as a test tells them, and a check that nothing is left after each test."""

from __future__ import annotations

import base64
import json
import socket
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import wsproto
from wsproto import events as ws_events

from studio.client.endpoint import Endpoint
from tests.support.leaks import SETTLES_WITHIN_S
from tests.support.waiting import HANGS_S, wait_until

KEY = "key-for-tests"


class Caller:
    """One websocket connection as a test's server sees it."""

    def __init__(self, sock: socket.socket) -> None:
        self.sock = sock
        self.headers: dict[str, str] = {}
        self.target = ""
        self.close_code: int | None = None
        self._protocol = wsproto.WSConnection(wsproto.ConnectionType.SERVER)
        self._events: list[Any] = []
        self._text = ""

    def handshake(self, refuse_status: int | None = None, body: bytes = b"") -> bool:
        request = self._next()
        if not isinstance(request, ws_events.Request):
            return False
        self.target = request.target
        self.headers = {name.decode().lower(): value.decode() for name, value in request.extra_headers}
        if refuse_status is not None:
            reject = ws_events.RejectConnection(status_code=refuse_status, has_body=bool(body))
            self.sock.sendall(self._protocol.send(reject))
            if body:
                self.sock.sendall(self._protocol.send(ws_events.RejectData(data=body)))
            return False
        self.sock.sendall(self._protocol.send(ws_events.AcceptConnection()))
        return True

    def receive(self) -> dict[str, Any] | None:
        """The next JSON message, None once the other side is gone."""
        while True:
            event = self._next()
            if event is None or isinstance(event, ws_events.CloseConnection):
                self.close_code = event.code if event is not None else None
                return None
            if isinstance(event, ws_events.TextMessage):
                self._text += event.data
                if event.message_finished:
                    text, self._text = self._text, ""
                    message: dict[str, Any] = json.loads(text)
                    return message

    def send(self, message: dict[str, Any] | str | bytes) -> None:
        text = json.dumps(message) if isinstance(message, dict) else message
        event = ws_events.TextMessage(data=text) if isinstance(text, str) else ws_events.BytesMessage(data=text)
        self.sock.sendall(self._protocol.send(event))

    def say(self, context_id: str, samples: bytes = b"\0\0\0\0" * 240) -> None:
        data = base64.b64encode(samples).decode()
        self.send({"type": "chunk", "context_id": context_id, "status_code": 206, "done": False, "data": data})

    def time_words(self, context_id: str, words: list[str], start: list[float], end: list[float]) -> None:
        times = {"words": words, "start": start, "end": end}
        self.send({"type": "timestamps", "context_id": context_id, "done": False, "word_timestamps": times, "data": ""})

    def finish(self, context_id: str) -> None:
        self.send({"type": "done", "context_id": context_id, "status_code": 200, "done": True})

    def fail(self, context_id: str | None, text: str, status: int = 400) -> None:
        message = {"type": "error", "status_code": status, "done": True, "error": text}
        self.send(message if context_id is None else {**message, "context_id": context_id})

    def close(self, code: int = 1000) -> None:
        self.sock.sendall(self._protocol.send(ws_events.CloseConnection(code=code)))

    def _next(self) -> Any:
        while not self._events:
            try:
                data = self.sock.recv(65536)
            except OSError:
                return None
            if not data:
                return None
            self._protocol.receive_data(data)
            self._events.extend(self._protocol.events())
        return self._events.pop(0)


Script = Callable[[Caller], None]


class ScriptedServer:
    """A websocket server; every connection runs *script* in a thread of its own and ends with it."""

    def __init__(self, script: Script, refuse_status: int | None = None, refuse_body: bytes = b"") -> None:
        self.script = script
        self.refuse_status = refuse_status
        self.refuse_body = refuse_body
        self.callers: list[Caller] = []
        self.errors: list[BaseException] = []
        self.stopping = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.endpoint = Endpoint(f"http://127.0.0.1:{self._listener.getsockname()[1]}", KEY)
        self._threads = [threading.Thread(target=self._accept, name="scripted-server")]
        self._threads[0].start()

    def stop(self) -> None:
        self.stopping.set()
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for caller in self.callers:
            try:
                caller.sock.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue
        for thread in self._threads:
            thread.join(HANGS_S)
        if self.errors:
            raise self.errors[0]

    def _accept(self) -> None:
        while True:
            try:
                sock, _ = self._listener.accept()
            except OSError:
                return
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # as real servers have it; else each waits 40 ms
            caller = Caller(sock)
            self.callers.append(caller)
            thread = threading.Thread(target=self._serve, args=(caller,), name="scripted-caller")
            self._threads.append(thread)
            thread.start()

    def _serve(self, caller: Caller) -> None:
        with caller.sock:
            try:
                if caller.handshake(self.refuse_status, self.refuse_body):
                    self.script(caller)
            except OSError:
                return  # the client hung up, which is its right
            except BaseException as error:
                self.errors.append(error)


@pytest.fixture
def serve() -> Iterator[Callable[..., ScriptedServer]]:
    """Start a ScriptedServer."""
    servers: list[ScriptedServer] = []

    def start(script: Script, **options: Any) -> ScriptedServer:
        servers.append(ScriptedServer(script, **options))
        return servers[-1]

    yield start
    for server in servers:
        server.stop()


Answer = Callable[[str, str, dict[str, str], bytes], tuple[int, dict[str, str], bytes]]


@pytest.fixture
def serve_http() -> Iterator[Callable[[Answer], Endpoint]]:
    """Start an HTTP server that answers (method, path, headers, body) with (status, headers, body)."""
    servers: list[tuple[ThreadingHTTPServer, threading.Thread]] = []

    def start(answer: Answer) -> Endpoint:
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def reply(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                headers = {name.lower(): value for name, value in self.headers.items()}
                status, extra, content = answer(self.command, self.path, headers, body)
                self.send_response(status)
                for name, value in {"Content-Length": str(len(content)), **extra}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(content)

            do_GET = do_POST = do_PATCH = do_DELETE = reply  # noqa: N815 - the base class calls these

            def log_message(self, format: str, *args: Any) -> None:
                return

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = False
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, name="http-server")
        thread.start()
        servers.append((server, thread))
        return Endpoint(f"http://127.0.0.1:{server.server_port}", KEY)

    yield start
    for server, thread in servers:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A thread that has had no turn to write is not taken for stalled, as it is on a busy machine."""
    monkeypatch.setattr("studio.client.wire.socket._STALLED_S", HANGS_S)


def _descriptors() -> set[str]:
    """What this process holds open that a client could leave behind: sockets and pipes."""
    targets = set()
    for link in Path("/proc/self/fd").glob("*"):
        try:
            target = str(link.readlink())
        except OSError:
            continue
        if target.startswith(("socket:", "pipe:")):
            targets.add(target)
    return targets


@pytest.fixture(autouse=True)
def no_descriptors_left(no_leaks: None) -> Iterator[None]:
    """Fails a test that leaves a socket or pipe open."""
    before = _descriptors()
    yield
    if before:  # where the system tells
        wait_until(lambda: not _descriptors() - before, SETTLES_WITHIN_S, "the end of all sockets and pipes")
