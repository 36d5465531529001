# SPDX-License-Identifier: GPL-3.0-or-later
"""Waiting for a condition that signals may change."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from studio.core.observe import Signal


async def until(condition: Callable[[], object], *signals: Signal[Any]) -> None:
    """Wait until *condition* holds; it is checked first and at each emit of one of *signals*."""
    changed = asyncio.Event()
    disconnect = [signal.connect(lambda _value: changed.set()) for signal in signals]
    try:
        while not condition():
            changed.clear()
            await changed.wait()
    finally:
        for each in disconnect:
            each()
