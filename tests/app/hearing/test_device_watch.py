# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import asyncio
import subprocess
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest

from studio.app.hearing.device_watch import Devices, Looking, watch_devices
from studio.audio.player import Player
from tests.support.sound import SoundPath
from tests.support.sound_devices import BOTH, NONE, SPEAKERS, Machine
from tests.support.waiting import wait_until, wait_until_async


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


async def test_what_comes_while_a_device_is_open_is_found_once_that_is_closed() -> None:
    machine = Machine(SPEAKERS)
    async with watched(machine) as told:
        await machine.round()
        machine.open, machine.devices, machine.signature = True, BOTH, "two"
        await wait_until_async(lambda: len(told) == 2, what="that something changed")
        await machine.round()
        await machine.round()
        assert told == [SPEAKERS, SPEAKERS], "it is told once"
        machine.open = False
        await wait_until_async(lambda: BOTH in told, what="what came")
        await machine.round()
        looks = len(machine.looks)
        await machine.round()
        assert (told, len(machine.looks)) == ([SPEAKERS, SPEAKERS, BOTH], looks)


@pytest.mark.sound
def test_the_list_is_not_made_anew_while_a_device_is_open(sound: SoundPath) -> None:
    listed = Looking().listed
    assert listed(True).anew
    player = Player()
    player.prepare()
    wait_until(lambda: not listed(True).anew, what="the open device")
    player.close()
    assert listed(True).anew


@pytest.mark.parametrize("fault", [PermissionError("shut"), subprocess.TimeoutExpired("devices", 10.0)])
async def test_a_look_that_fails_shows_no_change_and_does_not_end_the_watch(fault: Exception) -> None:
    machine = Machine(SPEAKERS)
    machine.fault = fault
    async with watched(machine) as told:
        await machine.round()
        assert (told, machine.looks) == ([SPEAKERS], [False]), "they are told though it failed from the first look on"
        machine.fault = None
        machine.devices = BOTH
        await wait_until_async(lambda: len(told) == 2, what="a look that does not fail")
        machine.fault, machine.devices = fault, SPEAKERS
        await machine.round()
        assert told == [SPEAKERS, BOTH]


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
