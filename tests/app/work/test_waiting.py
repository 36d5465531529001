# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import asyncio

from studio.app.work.waiting import until
from studio.core.observe import Signal


async def test_it_asks_at_first_and_at_each_signal_and_listens_no_longer_then() -> None:
    first, second = Signal[int](), Signal[str]()
    now, asked = 0, 0

    def enough() -> bool:
        nonlocal asked
        asked += 1
        return now > 1

    waiting = asyncio.get_running_loop().create_task(until(enough, first, second))
    await asyncio.sleep(0)
    assert asked == 1
    now = 1
    first.emit(1)
    await asyncio.sleep(0)
    assert (asked, waiting.done()) == (2, False)
    now = 2
    second.emit("two")
    await waiting
    assert asked == 3
    first.emit(3)
    assert asked == 3
    assert not first._receivers
    assert not second._receivers


async def test_what_holds_already_is_not_waited_for() -> None:
    await until(lambda: True)
