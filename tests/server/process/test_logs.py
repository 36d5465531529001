# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import io
import logging
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from studio.server.process.logs import Sparing, log_to
from tests.server.process.test_run import first_line, process
from tests.support.waiting import HANGS_S


@pytest.fixture
def own_logging() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:], root.level = handlers, level


def record() -> logging.LogRecord:
    return logging.LogRecord("a", logging.WARNING, __file__, 1, "Word of %s", ("warning",), None)


def test_records_are_let_through_in_a_burst_and_then_now_and_then() -> None:
    now_s = 0.0
    sparing = Sparing(burst=3, every_s=10.0, clock=lambda: now_s)
    assert [sparing.filter(record()) for _ in range(1000)] == [True] * 3 + [False] * 997
    now_s = 10.0
    late = record()
    assert sparing.filter(late)
    assert late.getMessage() == "(997 lines left out) Word of warning"
    assert not sparing.filter(record())
    now_s = 1e6
    assert [sparing.filter(record()) for _ in range(5)] == [True] * 3 + [False] * 2


def test_a_record_of_any_length_is_a_short_one(own_logging: None) -> None:
    stream = io.StringIO()
    log_to(stream)
    logging.getLogger("uvicorn.error").warning("x" * 1_000_000)
    logging.getLogger("studio.server").info("not told")
    assert 1000 < len(stream.getvalue()) < 5000


def test_a_client_cannot_fill_the_servers_log(tmp_path: Path) -> None:
    with process(tmp_path, "--engine", "tone", "--parent-stdin") as running:
        port = first_line(running)["port"]
        for _ in range(500):
            with socket.create_connection(("127.0.0.1", port), timeout=HANGS_S) as bad:
                bad.sendall(b"nonsense\r\n\r\n")
                assert bad.recv(100).startswith(b"HTTP/1.1 400")
        assert running.stdin is not None
        assert running.stderr is not None
        running.stdin.close()
        assert 0 < len(running.stderr.read().splitlines()) < 60
