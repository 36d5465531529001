# SPDX-License-Identifier: GPL-3.0-or-later
"""The status of a server whose engine loads, stands, or fails."""

from __future__ import annotations

import threading
from pathlib import Path

from studio.engine.tone import ToneEngine
from studio.server.limits import Limits
from studio.server.rendering.engine_host import EngineHost, LoadedEngine
from studio.server.status import program_version
from tests.support.speech_server import running_host
from tests.support.waiting import wait_until


def test_a_failed_engine_shows_in_the_status_and_answers_503(tmp_path: Path) -> None:
    def load() -> LoadedEngine:
        raise RuntimeError("secret")

    limits = Limits()
    with running_host(EngineHost(load, limits), tmp_path, limits) as server, server.http() as http:
        wait_until(lambda: http.get("/status").json()["state"] == "failed")
        status = http.get("/status").json()
        assert status["error"]
        assert "secret" not in status["error"]
        assert status["engine"] == ""
        assert http.get("/voices").status_code == 503


def test_the_status_tells_what_the_studio_shows(tmp_path: Path) -> None:
    limits = Limits()
    loaded = LoadedEngine(ToneEngine(), ("a notice",), fetchable_model=True)
    with running_host(EngineHost(lambda: loaded, limits), tmp_path, limits) as server, server.http() as http:
        wait_until(lambda: http.get("/status").json()["state"] == "ready")
        assert http.get("/status").json() == {
            "engine": "tone",
            "state": "ready",
            "error": "",
            "sample_rate": 24000,
            "languages": list(ToneEngine.capabilities.languages),
            "mixing_unavailable_reason": "",
            "notices": ["a notice"],
            "fetchable_model": True,
            "extensions": [
                "add_notices", "pronunciations", "from_word", "to_word", "as_in_whole", "variation", "name_emoji",
            ],
        }  # fmt: skip


def test_the_server_answers_while_the_engine_still_loads(tmp_path: Path) -> None:
    may_end, limits = threading.Event(), Limits()

    def load() -> LoadedEngine:
        assert may_end.wait(30)
        return LoadedEngine(ToneEngine())

    with running_host(EngineHost(load, limits), tmp_path, limits) as server, server.http() as http:
        status = http.get("/status").json()
        may_end.set()
        assert (status["state"], status["engine"], status["error"]) == ("starting", "", "")
        assert http.get("/").json() == {"ok": True, "version": program_version()}


def test_the_version_is_that_of_the_program() -> None:
    assert program_version()[0].isdecimal()
