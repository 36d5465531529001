# SPDX-License-Identifier: GPL-3.0-or-later
"""What an engine finds out while it runs is told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from studio.app.engine_link import EngineLink
from studio.app.tasks import Supervisor
from studio.client.local.engine import LocalEngine
from studio.client.status import EngineStatus
from tests.support.waiting import wait_until_async


async def test_a_notice_of_a_running_engine_is_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    failures: list[str] = []
    tasks = Supervisor(lambda name, _error: failures.append(name))
    link = EngineLink(lambda: LocalEngine(engine="tone"), tasks, hear_again_s=0.02)
    heard: list[tuple[str, ...]] = []
    link.changed.connect(lambda state: heard.append(state.status.notices if state.status else ()))
    link.start()
    await wait_until_async(lambda: link.state.ready, 30.0, "the engine")
    status = link.state.status
    assert status is not None

    async def damaged() -> EngineStatus:
        return replace(status, notices=("A file is damaged.",))

    monkeypatch.setattr(link.client, "status", damaged)
    await wait_until_async(lambda: heard[-1] == ("A file is damaged.",), 30.0, "the notice")
    times = len(heard)
    await wait_until_async(lambda: link.state.ready, 1.0)
    await link.close()
    await tasks.close()
    assert len(heard) == times, "told once"
    assert failures == []
