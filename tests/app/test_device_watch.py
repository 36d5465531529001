# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from studio.app.device_watch import Devices, Looking, watch_devices
from tests.support.waiting import wait_until_async

SPEAKERS = Devices((("", "Speakers (default)"),))
BOTH = Devices((("", "Speakers (default)"), ("hp", "Headphones")))
NONE = Devices(reason="No sound device was found.")


class Machine:
    """Devices that come and go; *looks* has for each look whether the list was to be made anew."""

    def __init__(self, devices: Devices) -> None:
        self.devices = devices
        self.signature = "one"
        self.asked = 0
        self.looks: list[bool] = []

    def look(self, again: bool) -> Devices:
        self.looks.append(again)
        return self.devices

    def sign(self) -> str:
        self.asked += 1
        return self.signature

    async def round(self) -> None:
        """Wait until it was looked at once more from now on, and what was found was told."""
        asked = self.asked
        await wait_until_async(lambda: self.asked > asked + 1, 5.0, "another look")


@asynccontextmanager
async def watched(machine: Machine, missing: Callable[[], bool] = lambda: False) -> AsyncIterator[list[Devices]]:
    told: list[Devices] = []
    looking = Looking(0.001, machine.sign, machine.look)
    task = asyncio.get_running_loop().create_task(watch_devices(told.append, missing, looking))
    try:
        await wait_until_async(lambda: told, 5.0, "the first devices")
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
        await wait_until_async(lambda: len(told) == 2, 5.0, "the change")
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
        await wait_until_async(lambda: SPEAKERS in told, 5.0, "sound is back")
        missing = False
        await machine.round()
        count = len(told)
        await machine.round()
        assert len(told) == count
