# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from studio.app.hearing.device_watch import Devices, watch_devices
from tests.support.sound_devices import BOTH, NONE, SPEAKERS, Machine
from tests.support.waiting import wait_until_async


@asynccontextmanager
async def watched(machine: Machine, missing: Callable[[], bool] = lambda: False) -> AsyncIterator[list[Devices]]:
    told: list[Devices] = []
    task = asyncio.get_running_loop().create_task(watch_devices(told.append, missing, machine.looking))
    try:
        await wait_until_async(lambda: told, what="the first devices")
        yield told
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def test_devices_are_told_at_once_and_at_each_change() -> None:
    machine = Machine(SPEAKERS)
    async with watched(machine) as told:
        await machine.round()
        assert (told, machine.looks) == ([SPEAKERS], [False])
        machine.devices, machine.signature = BOTH, "two"
        await wait_until_async(lambda: len(told) == 2, what="the change")
        await machine.round()
        assert (told, machine.looks) == ([SPEAKERS, BOTH], [False, True])


async def test_while_there_is_no_sound_devices_are_looked_for_without_a_sign_of_change() -> None:
    machine = Machine(NONE)
    missing = True
    async with watched(machine, lambda: missing) as told:
        await machine.round()
        # There being none is told once.
        assert told == [NONE]
        machine.devices = SPEAKERS
        await wait_until_async(lambda: SPEAKERS in told, what="sound is back")
        missing = False
        await machine.round()
        count = len(told)
        await machine.round()
        assert len(told) == count
