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
from shutil import rmtree, which

import pytest
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from studio.engine.tone import ToneEngine
from studio.server.binding import bind_loopback
from studio.server.engine_host import EngineHost, LoadedEngine
from studio.server.limits import Limits
from studio.server.serving import SpeechServer
from tests.support.waiting import wait_until

# 12.*, 13.*: compression, which the server does not offer.
LEFT_OUT = ["12.*", "13.*"]
QUICK = ["1.*", "2.*", "3.*", "4.*", "5.*", "7.*"]
PASSED = {"OK", "NON-STRICT", "INFORMATIONAL", "UNIMPLEMENTED"}
# Autobahn's messages of 16 MiB are beyond what the server takes otherwise.
LIMITS = Limits(body_bytes=32 * 1024 * 1024)


def wstest() -> Path:
    """The fuzzing client, in an environment of its own in the user's cache; skips where there is no Python 2.7."""
    from platformdirs import user_cache_path

    folder = user_cache_path("speech-studio", appauthor=False) / "test-environments" / "autobahn-python2.7"
    if not (folder / "complete").is_file():
        python = _python27()
        if python is None:
            pytest.skip("Autobahn's fuzzing client needs Python 2.7, which is not on this machine")
        if folder.exists():
            rmtree(folder)
        for command in (
            [python, "-m", "pip", "install", "--quiet", "--target", str(folder / "tools"), "virtualenv<20.22"],
            ["env", f"PYTHONPATH={folder / 'tools'}", python, "-m", "virtualenv", "--quiet", str(folder / "python")],
            [str(folder / "python" / "bin" / "pip"), "install", "--quiet", "autobahntestsuite<1"],
        ):
            done = subprocess.run(command, capture_output=True, text=True, timeout=600.0, check=False)
            assert done.returncode == 0, f"{command[-1]}: {done.stderr[-600:]}"
        (folder / "complete").touch()
    return folder / "python" / "bin" / "wstest"


def _python27() -> str | None:
    here = [which("python2.7"), which("python2"), *Path.home().glob(".pyenv/versions/2.7.*/bin/python2.7")]
    for python in filter(None, here):
        done = subprocess.run([str(python), "-c", "print(1)"], capture_output=True, text=True, check=False)
        if done.returncode == 0:
            return str(python)
    return None


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
    cases = json.loads((tmp_path / "report" / "index.json").read_text())["studio"]
    assert len(cases) == (301 if long_form else 101)
    failed = {name: case["behavior"] for name, case in cases.items() if case["behavior"] not in PASSED}
    failed |= {name: case["behaviorClose"] for name, case in cases.items() if case["behaviorClose"] not in PASSED}
    assert not failed
