# SPDX-License-Identifier: GPL-3.0-or-later
"""A machine whose sound devices come and go as a test says."""

from __future__ import annotations

from dataclasses import replace

from studio.app.hearing.device_watch import Devices, Looking
from tests.support.waiting import HANGS_S, wait_until_async

SPEAKERS = Devices((("", "Speakers (default)"),))
BOTH = Devices((("", "Speakers (default)"), ("hp", "Headphones")))
NONE = Devices(reason="No sound device was found.")


class Machine:
    """Devices that come and go; *looks* has for each look whether the list was to be made anew. While one is *open* it
    is as it was, and while there is a *fault*, signs of change cannot be looked for."""

    def __init__(self, devices: Devices) -> None:
        self.devices = self._known = devices
        self.open = False
        self.signature = "one"
        self.asked = 0
        self.looks: list[bool] = []
        self.fault: Exception | None = None

    def look(self, again: bool) -> Devices:
        self.looks.append(again)
        if again and self.open:
            return replace(self._known, anew=False)
        self._known = self.devices
        return self._known

    def sign(self) -> str:
        self.asked += 1
        if self.fault is not None:
            raise self.fault
        return self.signature

    @property
    def looking(self) -> Looking:
        """How a watch looks at it."""
        return Looking(0.001, self.sign, self.look)

    async def round(self) -> None:
        """Wait until it was looked at once more from now on, and what was found was told."""
        asked = self.asked
        await wait_until_async(lambda: self.asked > asked + 1, HANGS_S, "another look")
