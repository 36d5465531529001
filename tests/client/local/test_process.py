# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import sys
from queue import Queue

import pytest

from studio.client.local.process import EngineProcess, Grace
from studio.core.errors import EngineUnavailable
from tests.support.waiting import HANGS_S

LISTENS = """
import json, sys
print(json.dumps({"port": 4242, "token": "secret-token", "pid": 1}), flush=True)
"""


UNTIL_TOLD = LISTENS + "sys.stdin.read()\n"


QUICK = Grace(start_s=HANGS_S, stop_s=0.3, kill_s=HANGS_S)


def test_the_process_works_without_an_event_loop() -> None:
    process = EngineProcess([sys.executable, "-c", UNTIL_TOLD], grace=QUICK)
    assert process.start().token == "secret-token"
    assert process.running
    process.stop()
    assert not process.running


@pytest.mark.parametrize(
    "line",
    [
        "",
        "ready",
        "[]",
        "7",
        '{"port": 80}',
        '{"port": "80", "token": "t"}',
        '{"port": 0, "token": "t"}',
        '{"port": 65536, "token": "t"}',
        '{"port": 80, "token": null}',
        '{"port": 80, "token": "two words"}',
        "[" * 1900,
    ],
)
def test_a_first_line_that_tells_no_port_and_token_ends_it(line: str) -> None:
    process = EngineProcess(
        [sys.executable, "-c", f"print({line!r}, flush=True); import sys; sys.stdin.read()"], grace=QUICK
    )
    with pytest.raises(EngineUnavailable, match=r"port and token|usable token") as failed:
        process.start()
    assert "doctor" in failed.value.user_text
    assert not process.running
    process.stop()


def test_who_was_never_started_is_stopped_at_once() -> None:
    process = EngineProcess([sys.executable, "-c", UNTIL_TOLD])
    assert (process.running, process.pid) == (False, None)
    process.stop()
    with pytest.raises(EngineUnavailable, match="stopped while it started"):
        process.start()


def test_an_abandoned_one_ends_by_itself_and_says_so_without_an_error() -> None:
    ends: Queue[EngineUnavailable | None] = Queue()
    process = EngineProcess([sys.executable, "-c", UNTIL_TOLD], on_exit=ends.put, grace=QUICK)
    process.start()
    process.abandon()
    assert ends.get(timeout=HANGS_S) is None
    assert not process.running
    process.stop()
    assert ends.empty()


def test_the_last_words_are_told_and_the_token_is_not() -> None:
    ends: Queue[EngineUnavailable | None] = Queue()
    program = UNTIL_TOLD.replace("sys.stdin.read()", "[print(n, file=sys.stderr) for n in range(50)]; sys.exit(7)")
    process = EngineProcess([sys.executable, "-c", program], on_exit=ends.put, grace=QUICK)
    try:
        process.start()
    except EngineUnavailable as error:
        told: EngineUnavailable | None = error
    else:
        told = ends.get(timeout=HANGS_S)
    process.stop()
    assert told is not None
    assert told.detail.endswith("exit code 7: " + " | ".join(map(str, range(30, 50))))
    assert "secret-token" not in str(told)
