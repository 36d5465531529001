# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import asyncio

import pytest

from studio.app.work.tasks import Supervisor


async def test_a_failure_is_reported_with_the_tasks_name_and_an_end_is_not() -> None:
    failed: list[tuple[str, Exception]] = []
    supervisor = Supervisor(lambda name, error: failed.append((name, error)))
    error = OSError("gone")

    async def broken() -> None:
        raise error

    async def whole() -> None:
        pass

    tasks = [supervisor.spawn("broken", broken()), supervisor.spawn("whole", whole())]
    await asyncio.gather(*tasks, return_exceptions=True)
    await supervisor.close()
    assert failed == [("broken", error)]


async def test_close_cancels_all_waits_for_their_ends_and_starts_nothing_more() -> None:
    failed: list[str] = []
    supervisor = Supervisor(lambda name, _error: failed.append(name))
    ended: list[str] = []

    async def lasting() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0)
            ended.append("lasting")

    supervisor.spawn("lasting", lasting())
    await asyncio.sleep(0)
    await supervisor.close()
    assert (ended, failed) == (["lasting"], [])
    with pytest.raises(RuntimeError, match="late: started after close"):
        supervisor.spawn("late", lasting())
