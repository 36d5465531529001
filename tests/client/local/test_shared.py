# SPDX-License-Identifier: GPL-3.0-or-later
"""One engine for several clients: a process that listens and answers, or does not."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator

import psutil
import pytest

from studio.client.endpoint import Endpoint
from studio.client.local.process import EngineProcess, Grace
from studio.client.local.shared import SharedEngine, engine_of_this_program
from studio.core.errors import EngineUnavailable
from tests.support.waiting import HANGS_S, wait_until

ANSWERS = """
import http.server, json, sys, threading
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_error(401)
    def log_message(self, *_): pass
server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
print(json.dumps({"port": server.server_port, "token": "token"}), flush=True)
sys.stdin.read()
"""


class Engine(SharedEngine):
    """One that keeps its runs."""

    def __init__(self, program: str = ANSWERS, answers_within_s: float = HANGS_S) -> None:
        self.runs: list[EngineProcess] = []

        def make() -> EngineProcess:
            self.runs.append(EngineProcess([sys.executable, "-c", program], grace=Grace(stop_s=0.3)))
            return self.runs[-1]

        super().__init__(make, answers_within_s)

    def befall(self, what: signal.Signals) -> None:
        pid = self.runs[-1].pid
        assert pid is not None
        os.kill(pid, what)


@pytest.fixture
def answers_within_s() -> float:
    """Long enough for any engine that is not frozen."""
    return HANGS_S


@pytest.fixture
def engine(answers_within_s: float) -> Iterator[Engine]:
    made = Engine(answers_within_s=answers_within_s)
    yield made
    for run in made.runs:
        run.stop()


def test_it_is_started_by_who_asks_first_and_ended_by_who_leaves_last(engine: Engine) -> None:
    engine.join()
    engine.join()
    assert engine.runs == []
    endpoint = engine.endpoint()
    assert engine.endpoint() == endpoint
    engine.leave()
    assert [run.running for run in engine.runs] == [True]
    engine.leave()
    assert [run.running for run in engine.runs] == [False]
    engine.join()
    assert engine.endpoint() != endpoint
    assert len(engine.runs) == 2
    engine.leave()


def test_one_that_answers_is_kept_whatever_it_answers(engine: Engine) -> None:
    endpoint = engine.endpoint()
    assert not engine.renew(endpoint)
    assert engine.endpoint() == endpoint
    assert len(engine.runs) == 1


def test_one_that_has_died_is_started_again_by_who_asks_next(engine: Engine) -> None:
    endpoint = engine.endpoint()
    engine.befall(signal.SIGKILL)
    assert engine.renew(endpoint)
    assert len(engine.runs) == 1, "only asked for when it is needed"
    assert engine.endpoint() != endpoint
    assert engine.renew(endpoint), "who still asks there is told of the other one"
    assert [run.running for run in engine.runs] == [False, True]


@pytest.mark.skipif(sys.platform == "win32", reason="no process can be stopped there")
@pytest.mark.parametrize("answers_within_s", [0.2])
def test_one_that_is_frozen_is_ended(engine: Engine) -> None:
    endpoint = engine.endpoint()
    engine.befall(signal.SIGSTOP)
    frozen = psutil.Process(engine.runs[0].pid)
    wait_until(lambda: frozen.status() == psutil.STATUS_STOPPED, what="the frozen process")
    assert engine.renew(endpoint)
    assert not engine.runs[0].running
    assert engine.renew(endpoint), "nothing runs"


def test_one_that_cannot_be_started_is_tried_again_by_who_asks_next() -> None:
    engine = Engine("raise SystemExit(3)")
    for runs in (1, 2):
        with pytest.raises(EngineUnavailable, match="exit code 3"):
            engine.endpoint()
        assert len(engine.runs) == runs
    assert engine.renew(Endpoint("http://127.0.0.1:9", "token"))
    for run in engine.runs:
        run.stop()


def test_a_program_has_one_of_its_own() -> None:
    assert engine_of_this_program() is engine_of_this_program()
