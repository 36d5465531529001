# SPDX-License-Identifier: GPL-3.0-or-later
"""Keeps the list of output devices up to date, off the window's thread."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence

from studio.core.errors import SoundDeviceFailed

EVERY_S = 2.0

Found = Callable[[Sequence[tuple[str, str]], str], object]


async def watch_devices(found: Found, every_s: float = EVERY_S, missing: Callable[[], bool] = lambda: False) -> None:
    """Tell *found* the devices (ids and names) and why there are none ("" otherwise), now and at each change.

    A sound server that ended and came back need not show as a change: while *missing* says that there is no sound, the
    devices are looked for each time, and told if there are any. Runs until cancelled.
    """
    loop = asyncio.get_running_loop()
    known: str | None = None
    told: object = None
    while True:
        now = await loop.run_in_executor(None, _signature)
        if now != known or missing():
            devices, reason = await loop.run_in_executor(None, _list_in_thread, known is not None)
            if now != known or devices or (devices, reason) != told:
                found(devices, reason)
            known, told = now, (devices, reason)
        await asyncio.sleep(every_s)


def _signature() -> str:
    from studio.audio.devices import signature

    return signature()


def _list_in_thread(again: bool) -> tuple[list[tuple[str, str]], str]:
    from studio.audio.devices import output_devices, rescan

    try:
        if again:
            rescan()
        devices = output_devices()
    except SoundDeviceFailed as error:
        return [], error.user_text
    first = devices[0].name
    system = "System’s default" if "default" in first.lower() else f"{first} (default)"
    return [("", system), *((device.id, device.name) for device in devices)], ""
