# SPDX-License-Identifier: GPL-3.0-or-later
"""An event loop whose clock a test puts forward, so that it does not wait for what takes long."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

_TURNS = 20
"""Turns of the loop after its clock was put forward: more than a timer, its task and what that begins take."""


class ForwardLoop(asyncio.SelectorEventLoop):
    """Its time is the system's and all that was skipped.

    Attributes:
        skipped_s: Seconds that *forward* has skipped.
    """

    skipped_s = 0.0

    def time(self) -> float:
        return super().time() + self.skipped_s


async def forward(by_s: float) -> None:
    """Put the running ForwardLoop's clock forward by *by_s* seconds, and let what is due then be done."""
    loop = asyncio.get_running_loop()
    assert isinstance(loop, ForwardLoop)
    loop.skipped_s += by_s
    for _ in range(_TURNS):
        await asyncio.sleep(0)


def run_forward(body: Coroutine[Any, Any, None]) -> None:
    """Run *body* in a ForwardLoop."""
    with asyncio.Runner(loop_factory=ForwardLoop) as runner:
        runner.run(body)
