# SPDX-License-Identifier: GPL-3.0-or-later
"""The WebSocket protocol as Autobahn's fuzzing client tries it: the server's own set-up, around an echo."""

from __future__ import annotations

import asyncio
import json
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from starlette.applications import Starlette
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from studio.engine.tone import ToneEngine
from studio.server.limits import Limits
from studio.server.process.binding import bind_loopback
from studio.server.process.serving import SpeechServer
from studio.server.rendering.engine_host import EngineHost, LoadedEngine
from tests.support.autobahn import CASES, LEFT_OUT, MESSAGE_BYTES, QUICK, QUICK_CASES, outcome, wstest
from tests.support.waiting import wait_until

LIMITS = Limits(body_bytes=MESSAGE_BYTES)


@contextmanager
def echoing() -> Iterator[int]:
    """Port of a server that sends every message back."""

    async def echo(socket: WebSocket) -> None:
        await socket.accept()
        # The client hangs up in the middle of some cases.
        with suppress(WebSocketDisconnect):
            while (received := await socket.receive())["type"] != "websocket.disconnect":
                if received.get("text") is not None:
                    await socket.send_text(received["text"])
                else:
                    await socket.send_bytes(received["bytes"])

    host = EngineHost(lambda: LoadedEngine(ToneEngine()), LIMITS)
    sockets = bind_loopback(0)
    server = SpeechServer(Starlette(routes=[WebSocketRoute("/", echo)]), host, LIMITS)
    thread = threading.Thread(target=lambda: asyncio.run(server.serve(sockets)), name="echo-server")
    host.start()
    thread.start()
    try:
        wait_until(lambda: server.started, what="the server's start")
        yield sockets[0].getsockname()[1]
    finally:
        server.should_exit = True
        thread.join(10.0)
        host.close(10.0)


def test_no_case_fails(tmp_path: Path, long_form: bool) -> None:
    client = wstest()
    with echoing() as port:
        spec = {
            "outdir": str(tmp_path / "report"),
            "servers": [{"agent": "studio", "url": f"ws://127.0.0.1:{port}"}],
            "cases": ["*"] if long_form else QUICK,
            "exclude-cases": LEFT_OUT,
            "exclude-agent-cases": {},
        }
        (tmp_path / "spec.json").write_text(json.dumps(spec))
        command = [str(client), "-m", "fuzzingclient", "-s", str(tmp_path / "spec.json")]
        subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=1800.0 if long_form else 300.0)
    assert not outcome(tmp_path / "report", "studio", CASES if long_form else QUICK_CASES)
