# SPDX-License-Identifier: GPL-3.0-or-later
"""Nobody is locked out by clients that keep the server waiting, and nobody who is let in is dropped for being quiet."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx
import pytest

from studio.server.limits import Limits
from tests.support.programs import end
from tests.support.speech_server import TOKEN, RunningServer, running_server
from tests.support.waiting import wait_until

HALF_A_HEAD = b"GET /status HTTP/1.1\r\nHost: localhost\r\n"
LONG_S = 1000.0
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


def connection(server: RunningServer) -> socket.socket:
    return socket.create_connection(("127.0.0.1", server.port), timeout=10.0)


@contextmanager
def connections(server: RunningServer, count: int, sent: bytes = b"") -> Iterator[list[socket.socket]]:
    with ExitStack() as stack:
        opened = [stack.enter_context(connection(server)) for _ in range(count)]
        for each in opened:
            each.sendall(sent)
        yield opened


def ask(server: RunningServer, path: str = "/status", key: bool = True, more: str = "") -> bytes:
    shown = f"X-API-Key: {server.token}\r\n" if key else ""
    return f"GET {path} HTTP/1.1\r\nHost: localhost\r\n{shown}{more}\r\n".encode()


def is_over(opened: socket.socket) -> bool:
    """Whether the other side has closed, perhaps after an answer; waits for it."""
    try:
        while opened.recv(65536):
            pass
    except ConnectionError:
        pass
    return True


def read_answer(opened: socket.socket) -> tuple[int, httpx.Headers, bytes]:
    """Status, headers and body of the next answer."""
    data = b""
    while b"\r\n\r\n" not in data:
        part = opened.recv(65536)
        assert part, data
        data += part
    head, _, body = data.partition(b"\r\n\r\n")
    first, *lines = head.decode().split("\r\n")
    headers = httpx.Headers([(name, value) for name, _, value in (line.partition(": ") for line in lines)])
    while len(body) < int(headers["content-length"]):
        part = opened.recv(65536)
        assert part, body
        body += part
    return int(first.split()[1]), headers, body


@pytest.mark.parametrize("earlier", [0, 1, 3])
def test_a_head_that_never_ends_is_given_up(tmp_path: Path, earlier: int) -> None:
    with running_server(tmp_path, limits=Limits(head_s=0.3)) as server, connection(server) as slow:
        for _ in range(earlier):
            slow.sendall(ask(server))
            assert read_answer(slow)[0] == 200
        slow.sendall(HALF_A_HEAD)
        assert is_over(slow)


def test_a_head_sent_byte_by_byte_is_given_up(tmp_path: Path) -> None:
    with running_server(tmp_path, limits=Limits(head_s=0.3)) as server, connection(server) as slow:
        slow.sendall(ask(server))
        assert read_answer(slow)[0] == 200
        slow.sendall(HALF_A_HEAD)
        slow.settimeout(0.02)
        over = False
        for _ in range(200):
            try:
                slow.sendall(b"x")
                over = slow.recv(1) == b""
            except TimeoutError:
                continue
            except ConnectionError:
                over = True
            if over:
                break
        assert over


def test_a_body_that_goes_on_has_long_but_not_for_ever(tmp_path: Path) -> None:
    limits = Limits(body_s=0.4, whole_body_s=1.2)
    with running_server(tmp_path, limits=limits) as server, connection(server) as slow:
        slow.sendall(ask(server, "/voices", more="Content-Length: 100000\r\n").replace(b"GET", b"POST", 1))
        slow.settimeout(0.02)
        sent, answer = 0, b""
        while not answer and sent < 200:
            slow.sendall(b" ")
            sent += 1
            try:
                answer = slow.recv(65536)
            except TimeoutError:
                continue
        assert answer.startswith(b"HTTP/1.1 408")
        # It went on for longer than it may stand still.
        assert sent * 0.02 > 0.4


def test_an_answer_before_the_end_of_a_body_ends_the_connection(tmp_path: Path) -> None:
    limits = Limits(unread_bytes=1_000_000, unread_s=LONG_S)
    with running_server(tmp_path, limits=limits) as server, connection(server) as endless:
        endless.sendall(b"POST /voices HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n")
        chunk = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
        sent = 0
        with pytest.raises(ConnectionError):
            while sent < 1_000_000_000:
                endless.sendall(chunk)
                sent += len(chunk)
        assert 1_000_000 < sent < 30_000_000


@pytest.mark.parametrize("key", [True, False])
def test_whoever_sends_all_of_a_large_body_first_sees_why_it_is_refused(tmp_path: Path, key: bool) -> None:
    with running_server(tmp_path, limits=Limits(body_bytes=100_000)) as server:
        shown = {"X-API-Key": server.token} if key else {}
        answer = httpx.post(f"{server.url}/voices", content=b" " * 3_000_000, headers=shown)
        assert answer.status_code == (413 if key else 401)
        assert answer.headers["connection"] == "close"
        assert answer.json()["error_code"] == ("too_large" if key else "no_key")


def test_an_early_answer_waits_for_the_rest_of_a_body_for_so_long(tmp_path: Path) -> None:
    with running_server(tmp_path, limits=Limits(unread_s=0.2, body_s=LONG_S)) as server, connection(server) as slow:
        slow.sendall(b"POST /voices HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nabc")
        status, headers, _ = read_answer(slow)
        assert (status, headers["connection"]) == (401, "close")
        assert is_over(slow)


def test_a_connection_is_kept_for_the_next_request(tmp_path: Path) -> None:
    with running_server(tmp_path) as server, connection(server) as kept:
        body = json.dumps({"voices": []}).encode()
        for _ in range(3):
            head = ask(server, "/voices/mix", more=f"Content-Length: {len(body)}\r\n").replace(b"GET", b"POST", 1)
            kept.sendall(head + body)
            status, headers, _ = read_answer(kept)
            assert (status, headers.get("connection")) == (400, None)


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
        wait_until(lambda: httpx.get(f"{server.url}/").status_code == 200)


def test_many_beyond_the_limit_are_each_closed(tmp_path: Path) -> None:
    limits = Limits(connections=4, keyless_s=LONG_S, head_s=LONG_S)
    with (
        running_server(tmp_path, limits=limits) as server,
        connections(server, 4, HALF_A_HEAD),
        connections(server, 100) as beyond,
    ):
        assert all(map(is_over, beyond))


def test_who_shows_no_key_gives_place_to_another(tmp_path: Path) -> None:
    limits = Limits(connections=4, keyless_s=0.0, head_s=LONG_S)
    with running_server(tmp_path, limits=limits) as server, server.talk() as talk, server.http() as http:
        assert http.get("/status").status_code == 200
        with ExitStack() as held:
            for _ in range(30):
                held.enter_context(connection(server)).sendall(HALF_A_HEAD)
                with server.http() as another:
                    assert another.get("/status").status_code == 200
        # A socket that has shown its key keeps its place.
        talk.speak("a", "One.")
        assert talk.until_done("a")[-1]["type"] == "done"


def test_asking_for_what_needs_no_key_keeps_no_place(tmp_path: Path) -> None:
    limits = Limits(connections=3, keyless_s=0.0)
    with running_server(tmp_path, limits=limits) as server, ExitStack() as held:
        for _ in range(3):
            unread = held.enter_context(socket.socket())
            unread.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            unread.connect(("127.0.0.1", server.port))
            unread.settimeout(0.5)
            # Until the server waits for its answers to be read.
            with pytest.raises(TimeoutError):
                while True:
                    unread.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n" * 1000)
        with server.http() as http:
            assert http.get("/status").status_code == 200


def test_an_open_socket_may_be_silent_for_longer_than_any_bound(tmp_path: Path) -> None:
    short = Limits(head_s=0.1, body_s=0.1, whole_body_s=0.1, unread_s=0.1, keyless_s=0.0, idle_s=0.1, connections=3)
    with running_server(tmp_path, limits=short) as server, server.talk() as silent, server.talk() as used:
        used.speak("a", "One.")
        assert used.until_done("a")[-1]["type"] == "done"
        # Long after each of the bounds, seen by others who met it, one after the other.
        for _ in range(5):
            with connections(server, 3, HALF_A_HEAD) as slow:
                assert all(map(is_over, slow))
        for talk in (silent, used):
            talk.speak("b", "Two.")
            assert talk.until_done("b")[-1]["type"] == "done"


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
        cwd=Path(__file__).parents[2],
    )
    try:
        assert program.stdout is not None
        assert program.stderr is not None
        address = ("127.0.0.1", int(program.stdout.readline()))
        with ExitStack() as stack:
            hostile = [stack.enter_context(socket.create_connection(address, timeout=10.0)) for _ in range(100)]
            for each in hostile:
                each.sendall(HALF_A_HEAD)
            url, shown = f"http://127.0.0.1:{address[1]}/status", {"X-API-Key": TOKEN}
            assert httpx.get(url, headers=shown, timeout=30.0).status_code == 200
        assert program.stdin is not None
        program.stdin.close()
        logged = program.stderr.read().decode()
        assert program.wait(20.0) == 0
        assert "no connection can be accepted" in logged
        assert len(logged) < 10_000, logged
    finally:
        end(program)


def test_a_hang_up_within_a_body_is_no_fault(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with running_server(tmp_path, limits=Limits(requests=1)) as server, server.http() as http:
        for kind in ("application/json", "multipart/form-data; boundary=a"):
            path = "/infill/bytes" if kind.startswith("multi") else "/voices"
            more = f"Content-Type: {kind}\r\nContent-Length: 1000\r\n"
            with connection(server) as leaving:
                leaving.sendall(ask(server, path, more=more).replace(b"GET", b"POST", 1) + b"--a\r\n")
                wait_until(lambda: http.get("/status").status_code == 429)
            wait_until(lambda: http.get("/status").status_code == 200)
    assert [record.getMessage() for record in caplog.records if record.levelname == "ERROR"] == []
