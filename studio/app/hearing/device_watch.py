# SPDX-License-Identifier: GPL-3.0-or-later
"""A watch for changes of the output devices, outside of the loop's thread."""

from __future__ import annotations

import asyncio
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field

from studio.core.errors import SoundDeviceFailed

EVERY_S = 2.0


@dataclass(frozen=True, slots=True)
class Devices:
    """Ids and names of the output devices, the system's default first, or the reason for having none.

    Attributes:
        anew: Whether they were looked for; while a device is open, those known before are told.
    """

    found: tuple[tuple[str, str], ...] = ()
    reason: str = ""
    anew: bool = field(default=True, compare=False)


def _signature() -> str:
    from studio.audio.devices import signature

    return signature()


def _listed(again: bool) -> Devices:
    from studio.audio.devices import output_devices, rescan

    anew = True
    try:
        if again:
            anew = rescan()
        devices = output_devices()
    except SoundDeviceFailed as error:
        return Devices(reason=error.user_text, anew=anew)
    first = devices[0].name
    system = "System’s default" if "default" in first.lower() else f"{first} (default)"
    return Devices((("", system), *((device.id, device.name) for device in devices)), anew=anew)


@dataclass(frozen=True, slots=True)
class Looking:
    """Settings of the watch for devices.

    Attributes:
        every_s: Between two looks.
        signature: Changes when devices come or go; cheap to ask for.
        listed: Gives the devices; asked whether to make the list anew. Both are called in another thread.
    """

    every_s: float = EVERY_S
    signature: Callable[[], str] = _signature
    listed: Callable[[bool], Devices] = _listed


async def watch_devices(
    found: Callable[[Devices], object],
    missing: Callable[[], bool] = lambda: False,
    looking: Looking = Looking(),
) -> None:
    """Call *found* with the devices, now and at each change.

    A sound server that ended and came back may not show as a change. So while *missing* says that there is no sound,
    the devices are listed each time, and reported if there are any. A change while a device is open is told at once,
    and once more when it could be looked at. Runs until cancelled.
    """
    loop = asyncio.get_running_loop()
    known: str | None = None
    seen: str | None = None
    told: Devices | None = None
    while True:
        try:
            now = await loop.run_in_executor(None, looking.signature)
        except (OSError, subprocess.SubprocessError):
            now = known or ""  # a look that fails shows no change
        if now != known or missing():
            devices = await loop.run_in_executor(None, looking.listed, known is not None)
            waits = now == seen and not devices.anew
            if not waits and (now != known or devices.found or devices != told):
                found(devices)
            known, seen, told = now if devices.anew else known, now, devices
        await asyncio.sleep(looking.every_s)
