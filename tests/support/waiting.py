# SPDX-License-Identifier: GPL-3.0-or-later
"""Waiting for something to become true, instead of for time to pass."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

POLL_S = 0.005
HANGS_S = 60.0
"""Where something takes that long, it waits for what it must not wait for: nothing is measured by it. On a machine that
is busy with other work what takes a tenth of a second has taken 20."""


def wait_until(
    condition: Callable[[], object],
    deadline_s: float = HANGS_S,
    what: str = "the condition",
    between: Callable[[], object] = lambda: time.sleep(POLL_S),
) -> None:
    """Return as soon as *condition()* is true; *between* two looks others have their turn.

    Raises:
        AssertionError: it was not within *deadline_s* seconds; names *what*.
    """
    end_s = time.monotonic() + deadline_s
    while not condition():
        if time.monotonic() > end_s:
            raise AssertionError(f"{what} did not come true within {deadline_s:g} s")
        between()


async def wait_until_async(
    condition: Callable[[], object], deadline_s: float = HANGS_S, what: str = "the condition"
) -> None:
    """As wait_until, leaving the event loop free."""
    end_s = time.monotonic() + deadline_s
    while not condition():
        if time.monotonic() > end_s:
            raise AssertionError(f"{what} did not come true within {deadline_s:g} s")
        await asyncio.sleep(POLL_S)
