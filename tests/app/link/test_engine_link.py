# SPDX-License-Identifier: GPL-3.0-or-later
"""What an engine finds out while it runs is told, and one that is frozen is found out."""

from __future__ import annotations

import os
import signal
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from studio.app.link.engine_link import EngineLink
from studio.app.work.tasks import Supervisor
from studio.client.local.engine import LocalEngine
from studio.client.speech.client import AsyncSpeechClient
from studio.client.status import EngineStatus
from tests.support.waiting import HANGS_S, wait_until_async


async def test_a_notice_of_a_running_engine_is_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    failures: list[str] = []
    tasks = Supervisor(lambda name, _error: failures.append(name))
    link = EngineLink(lambda: LocalEngine(engine="tone"), tasks, hear_again_s=0.02)
    heard: list[tuple[str, ...]] = []
    link.changed.connect(lambda state: heard.append(state.status.notices if state.status else ()))
    link.start()
    await wait_until_async(lambda: link.state.ready, what="the engine")
    status = link.state.status
    assert status is not None

    async def damaged() -> EngineStatus:
        return replace(status, notices=("A file is damaged.",))

    monkeypatch.setattr(link.client, "status", damaged)
    await wait_until_async(lambda: heard[-1] == ("A file is damaged.",), what="the notice")
    times = len(heard)
    await wait_until_async(lambda: link.state.ready)
    await link.close()
    await tasks.close()
    assert len(heard) == times, "told once"
    assert failures == []


@pytest.mark.skipif(sys.platform == "win32", reason="no process can be stopped there")
async def test_a_frozen_engine_is_found_out_and_started_again(data_dir: Path) -> None:
    engines: list[LocalEngine] = []
    phases: list[str] = []

    def make() -> LocalEngine:
        engines.append(LocalEngine(engine="tone"))
        return engines[-1]

    def fail(name: str, error: Exception) -> None:
        raise AssertionError(f"{name}: {error}")

    tasks = Supervisor(fail)
    link = EngineLink(make, tasks, hear_again_s=0.1, answers_within_s=10.0)
    link.changed.connect(lambda state: phases.append(state.phase))
    link.start()
    try:
        await wait_until_async(lambda: link.state.ready, 3 * HANGS_S, "an engine")
        frozen = engines[0].pid
        assert frozen is not None
        os.kill(frozen, signal.SIGSTOP)
        await wait_until_async(lambda: len(engines) > 1 and link.state.ready, 3 * HANGS_S, "another one")
        assert not engines[0].running
        assert "restarting" in phases
        count = len(engines)
        for _ in range(5):
            assert (await link.client.status()).ready
        assert len(engines) == count, "the new one stays"
    finally:
        await link.close()
        await tasks.close()


@pytest.mark.skipif(sys.platform == "win32", reason="no process can be stopped there")
async def test_an_engine_that_is_silent_while_it_starts_is_asked_again(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engines: list[LocalEngine] = []
    asked: list[int] = []
    status = AsyncSpeechClient.status

    def make() -> LocalEngine:
        engines.append(LocalEngine(engine="tone"))
        return engines[-1]

    async def first_in_vain(self: AsyncSpeechClient) -> EngineStatus:
        pid = engines[0].pid
        assert pid is not None
        os.kill(pid, signal.SIGCONT if asked else signal.SIGSTOP)
        asked.append(pid)
        return await status(self)

    monkeypatch.setattr(AsyncSpeechClient, "status", first_in_vain)
    tasks = Supervisor(lambda _name, _error: None)
    link = EngineLink(make, tasks, answers_within_s=10.0)
    link.start()
    try:
        await wait_until_async(lambda: link.state.phase in ("ready", "failed"), 3 * HANGS_S, "an answer")
        assert link.state.phase == "ready", link.state.message
        assert len(asked) > 1
        assert len(engines) == 1
    finally:
        await link.close()
        await tasks.close()


@pytest.mark.skipif(sys.platform == "win32", reason="no process can be stopped there")
async def test_an_engine_that_never_answers_has_failed(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = LocalEngine(engine="tone")
    status = AsyncSpeechClient.status

    async def in_vain(self: AsyncSpeechClient) -> EngineStatus:
        assert engine.pid is not None
        os.kill(engine.pid, signal.SIGSTOP)
        return await status(self)

    monkeypatch.setattr(AsyncSpeechClient, "status", in_vain)
    tasks = Supervisor(lambda _name, _error: None)
    link = EngineLink(lambda: engine, tasks, answers_within_s=0.1)
    link.start()
    try:
        await wait_until_async(lambda: link.state.phase == "failed", 3 * HANGS_S, "the end of trying")
        assert "does not answer" in link.state.message
        assert not engine.running
    finally:
        await link.close()
        await tasks.close()
