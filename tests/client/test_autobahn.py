# SPDX-License-Identifier: GPL-3.0-or-later
"""The WebSocket protocol as Autobahn's server tries it: what the speech socket reads and writes by, made to echo."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from socket import create_connection, create_server

import websocket

from studio.client.endpoint import Endpoint
from studio.client.wire.transport import BAD_TEXT, NORMAL, Connection, close_code, connect, cut, receive
from studio.client.wire.writer import Writer
from studio.core.errors import EngineUnavailable, StudioError
from tests.support.autobahn import CASES, LEFT_OUT, MESSAGE_BYTES, QUICK, QUICK_CASES, outcome, wstest
from tests.support.waiting import wait_until

AGENT = "studio"


class FuzzingServer(Endpoint):
    """An endpoint whose socket is at the address itself; what it is asked for follows after a slash."""

    @property
    def websocket_url(self) -> str:
        return "ws" + self.base_url.removeprefix("http").replace("~", "?")


class EchoConnection(Connection):
    """A connection that knows whether what came last was text."""

    opcode = 0

    def message(self) -> tuple[int, bytes]:
        self.opcode, data = super().message()
        return self.opcode, data


@contextmanager
def fuzzing_server(folder: Path, cases: list[str]) -> Iterator[str]:
    """Address of Autobahn's server; its report is in *folder* once it was asked for."""
    program = wstest()
    with closing(create_server(("127.0.0.1", 0))) as free:
        port = free.getsockname()[1]
    spec = {"url": f"ws://127.0.0.1:{port}", "outdir": str(folder / "report"), "cases": cases}
    (folder / "spec.json").write_text(json.dumps({**spec, "exclude-cases": LEFT_OUT, "exclude-agent-cases": {}}))
    command = [str(program), "-m", "fuzzingserver", "-s", str(folder / "spec.json"), "-w", "0"]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            wait_until(lambda: _listens(port), what="Autobahn's server")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def _listens(port: int) -> bool:
    try:
        create_connection(("127.0.0.1", port)).close()
    except OSError:
        return False
    return True


def told(address: str) -> str:
    """The one message that the server has to say there, "" for none."""
    endpoint = FuzzingServer(address, "key")
    connection = EchoConnection(MESSAGE_BYTES)
    connect(connection, endpoint, 10.0)
    text = ""
    try:
        while True:
            text = receive(connection, endpoint).decode()
    except EngineUnavailable:
        return text
    finally:
        connection.dispose()


def echo(address: str) -> None:
    """Send every message back until either side has had enough, as the speech socket reads, writes and hangs up."""
    endpoint = FuzzingServer(address, "key")
    connection = EchoConnection(MESSAGE_BYTES)
    connect(connection, endpoint, 10.0)
    writer = Writer(limit=1)
    code = NORMAL
    try:
        while True:
            data = receive(connection, endpoint)
            if connection.opcode == websocket.ABNF.OPCODE_TEXT:
                data.decode()
            connection.send(data, connection.opcode)
    except UnicodeDecodeError:
        code = BAD_TEXT
    except StudioError as error:
        code = close_code(error)
    finally:
        writer.start(connection)
        writer.finish(code)
        writer.join(5.0)
        cut(connection)
        connection.dispose()


def test_no_case_fails(tmp_path: Path, long_form: bool) -> None:
    cases = CASES if long_form else QUICK_CASES
    with fuzzing_server(tmp_path, ["*"] if long_form else QUICK) as address:
        assert int(told(f"{address}/getCaseCount")) == cases
        for case in range(1, cases + 1):
            echo(f"{address}/runCase~case={case}&agent={AGENT}")
        told(f"{address}/updateReports~agent={AGENT}")
    assert not outcome(tmp_path / "report", AGENT, cases)
