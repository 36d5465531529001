# SPDX-License-Identifier: GPL-3.0-or-later
"""Nobody is locked out by clients that keep the server waiting, and nobody who is let in is dropped for being quiet."""

from __future__ import annotations

import json
import socket
import time
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from studio.server.limits import Limits
from tests.support.slow_clients import HALF_A_HEAD, LONG_S, ask, connection, connections, is_over, read_answer
from tests.support.speech_server import RunningServer, running_server
from tests.support.waiting import HANGS_S, wait_until

# Heads that are sent at once must arrive within it, also where the machine stands still for a moment.
HEAD_S = 5.0


@pytest.mark.parametrize("earlier", [0, 1, 3])
def test_a_head_that_never_ends_is_given_up(tmp_path: Path, earlier: int) -> None:
    with running_server(tmp_path, limits=Limits(head_s=HEAD_S)) as server, connection(server) as slow:
        for _ in range(earlier):
            slow.sendall(ask(server))
            assert read_answer(slow)[0] == 200
        slow.sendall(HALF_A_HEAD)
        assert is_over(slow)


def test_a_head_sent_byte_by_byte_is_given_up(tmp_path: Path) -> None:
    with running_server(tmp_path, limits=Limits(head_s=HEAD_S)) as server, connection(server) as slow:
        slow.sendall(ask(server))
        assert read_answer(slow)[0] == 200
        slow.sendall(HALF_A_HEAD)
        slow.settimeout(0.02)

        def over() -> bool:
            try:
                slow.sendall(b"x")
                return slow.recv(1) == b""
            except TimeoutError:
                return False
            except ConnectionError:
                return True

        wait_until(over)


@dataclass(frozen=True, slots=True)
class GoingOn:
    """A body that went on for *took_s* until its answer came, and stood still for *still_s* at most."""

    answer: bytes
    took_s: float
    still_s: float


def going_on(server: RunningServer) -> GoingOn:
    """Send a body byte by byte until it is answered."""
    with connection(server) as slow:
        slow.sendall(ask(server, "/voices", more="Content-Length: 100000\r\n").replace(b"GET", b"POST", 1))
        slow.settimeout(0.02)
        began_s = sent_s = time.monotonic()
        still_s, answer = 0.0, b""

        def answered() -> bytes:
            nonlocal answer, sent_s, still_s
            slow.sendall(b" ")
            now_s = time.monotonic()
            still_s, sent_s = max(still_s, now_s - sent_s), now_s
            with suppress(TimeoutError):
                answer = slow.recv(65536)
            return answer

        wait_until(answered)
        return GoingOn(answer, time.monotonic() - began_s, still_s)


def test_a_body_that_goes_on_has_long_but_not_for_ever(tmp_path: Path) -> None:
    limits = Limits(body_s=2.0, whole_body_s=4.0)
    with running_server(tmp_path, limits=limits) as server:
        tries = [going_on(server)]
        # A busy machine may have let it stand still, here or in the server.
        while (tries[-1].still_s >= limits.body_s or tries[-1].took_s <= 3.0) and len(tries) < 10:
            tries.append(going_on(server))
        assert tries[-1].answer.startswith(b"HTTP/1.1 408")
        # It went on for longer than it may stand still.
        assert tries[-1].took_s > 3.0


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
        answer = httpx.post(f"{server.url}/voices", content=b" " * 3_000_000, headers=shown, timeout=HANGS_S)
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
    short = Limits(head_s=HEAD_S, body_s=0.1, whole_body_s=0.1, unread_s=0.1, keyless_s=0.0, idle_s=0.1, connections=3)
    with running_server(tmp_path, limits=short) as server, server.talk() as silent, server.talk() as used:
        used.speak("a", "One.")
        assert used.until_done("a")[-1]["type"] == "done"
        # Long after each of the bounds, seen by others who met it, one after the other.
        for _ in range(3):
            with connections(server, 3, HALF_A_HEAD) as slow:
                assert all(map(is_over, slow))
        for talk in (silent, used):
            talk.speak("b", "Two.")
            assert talk.until_done("b")[-1]["type"] == "done"


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
