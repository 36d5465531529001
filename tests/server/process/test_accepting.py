# SPDX-License-Identifier: GPL-3.0-or-later
"""Connections beyond what can be held are told so, and those that come to nothing keep no place."""

from __future__ import annotations

import asyncio
import socket
import ssl
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest

from studio.server.limits import Limits
from studio.server.process.accepting import Acceptor
from studio.server.process.connections import Attendant
from studio.server.process.serving import Tls
from tests.support.programs import end
from tests.support.slow_clients import HALF_A_HEAD, LONG_S, connections, is_over
from tests.support.speech_server import TOKEN, running_server
from tests.support.waiting import HANGS_S, wait_until, wait_until_async

POOR_SERVER = """
import resource, sys
from pathlib import Path
from studio.server.limits import Limits
from studio.server.process.logs import log_to
from tests.support.speech_server import running_server
log_to(sys.stderr)
resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
limits = Limits(connections=1000, spare_files=0, keyless_s=0.2, head_s=1000.0)
with running_server(Path(sys.argv[1]), limits=limits) as server:
    print(server.port, flush=True)
    sys.stdin.read()
"""


def test_connections_beyond_the_limit_are_told_so(tmp_path: Path) -> None:
    limits = Limits(connections=4, keyless_s=LONG_S, head_s=LONG_S)
    with running_server(tmp_path, limits=limits) as server, connections(server, 4, HALF_A_HEAD) as waiting:
        with server.http() as http:
            wait_until(lambda: http.get("/status").status_code == 503)
            refused = http.get("/status")
            assert (refused.status_code, refused.headers["connection"]) == (503, "close")
            assert refused.headers["retry-after"] == "1"
            assert refused.json()["error_code"] == "connections_limited"
        waiting[0].close()
        wait_until(lambda: httpx.get(f"{server.url}/", timeout=HANGS_S).status_code == 200)


def test_many_beyond_the_limit_are_each_closed(tmp_path: Path) -> None:
    limits = Limits(connections=4, keyless_s=LONG_S, head_s=LONG_S)
    with (
        running_server(tmp_path, limits=limits) as server,
        connections(server, 4, HALF_A_HEAD),
        connections(server, 100) as beyond,
    ):
        assert all(map(is_over, beyond))


@pytest.mark.parametrize("turns", range(8))
async def test_a_connection_is_counted_once_in_each_of_its_turns(turns: int) -> None:
    connected: dict[asyncio.Protocol, asyncio.BaseTransport] = {}

    class Kept(asyncio.Protocol):
        transport: asyncio.BaseTransport | None = None

        def connection_made(self, transport: asyncio.BaseTransport) -> None:
            self.transport = connected[self] = transport

    limits = Limits(connections=2, keyless_s=LONG_S)
    with socket.create_server(("127.0.0.1", 0)) as listener, ExitStack() as clients:
        acceptor = Acceptor(listener, Kept, Attendant(connected.keys(), limits), None, LONG_S)
        address = listener.getsockname()
        clients.enter_context(socket.create_connection(address))
        for _ in range(turns):
            await asyncio.sleep(0)
        clients.enter_context(socket.create_connection(address))
        await wait_until_async(lambda: len(connected) == 2, what="both are held")
        beyond = clients.enter_context(socket.create_connection(address, timeout=HANGS_S))
        beyond.sendall(HALF_A_HEAD)
        assert await asyncio.to_thread(is_over, beyond)
        assert len(connected) == 2
        acceptor.close()
        await acceptor.wait_closed()
        for transport in connected.values():
            transport.close()


@pytest.mark.skipif(sys.platform == "win32", reason="descriptors are not limited there")
def test_without_a_free_descriptor_the_server_waits_and_goes_on(tmp_path: Path) -> None:
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    assert soft > 400, (soft, hard)
    program = subprocess.Popen(
        [sys.executable, "-c", POOR_SERVER, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=Path(__file__).parents[3],
    )
    try:
        assert program.stdout is not None
        assert program.stderr is not None
        address = ("127.0.0.1", int(program.stdout.readline()))
        with ExitStack() as stack:
            hostile = [stack.enter_context(socket.create_connection(address, timeout=HANGS_S)) for _ in range(100)]
            for each in hostile:
                each.sendall(HALF_A_HEAD)
            url, shown = f"http://127.0.0.1:{address[1]}/status", {"X-API-Key": TOKEN}
            assert httpx.get(url, headers=shown, timeout=HANGS_S).status_code == 200
        assert program.stdin is not None
        program.stdin.close()
        logged = program.stderr.read().decode()
        assert program.wait(HANGS_S) == 0
        assert "no connection can be accepted" in logged
        assert len(logged) < 10_000, logged
    finally:
        end(program)


def test_a_tls_handshake_that_does_not_come_keeps_no_place(tmp_path: Path, certificate: tuple[Path, Path]) -> None:
    limits = Limits(connections=3, keyless_s=0.0, head_s=1000.0)
    with running_server(tmp_path, limits=limits, tls=Tls(*certificate)) as server, ExitStack() as held:
        for _ in range(20):
            held.enter_context(socket.create_connection(("127.0.0.1", server.port), timeout=HANGS_S))
        trusting = ssl.create_default_context(cafile=str(certificate[0]))
        shown = {"X-API-Key": server.token}
        answer = httpx.get(f"https://localhost:{server.port}/status", headers=shown, verify=trusting, timeout=HANGS_S)
        assert answer.status_code == 200


def test_a_tls_handshake_that_has_not_come_yet_has_its_place(tmp_path: Path, certificate: tuple[Path, Path]) -> None:
    limits = Limits(connections=3, keyless_s=LONG_S, head_s=LONG_S)
    with (
        running_server(tmp_path, limits=limits, tls=Tls(*certificate)) as server,
        connections(server, 3),
        connections(server, 1) as beyond,
    ):
        assert is_over(beyond[0])
