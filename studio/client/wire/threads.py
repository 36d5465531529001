# SPDX-License-Identifier: Apache-2.0
"""Calls between threads and an event loop; the client crosses that boundary nowhere else."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from typing import TypeVar

Result = TypeVar("Result")


def call_on_loop(loop: asyncio.AbstractEventLoop, function: Callable[..., object], *args: object) -> bool:
    """Have *loop* call *function* soon, from any thread; False if the loop has closed."""
    try:
        loop.call_soon_threadsafe(function, *args)
    except RuntimeError:
        return False
    return True


async def in_thread(name: str, function: Callable[[], Result], on_cancel: Callable[[], object] | None = None) -> Result:
    """Result of the blocking *function*, run in a thread of its own called *name*.

    A loop's default executor is not used, as its threads outlive the call, and Qt's loop has another kind. When the
    awaiting task is cancelled, *on_cancel* is called; the thread runs on to its end and its result is dropped.
    """
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[Result] = loop.create_future()

    def set_result(result: Result) -> None:
        if not answer.done():
            answer.set_result(result)

    def set_exception(error: BaseException) -> None:
        if not answer.done():
            answer.set_exception(error)

    def run() -> None:
        try:
            result = function()
        except BaseException as error:
            call_on_loop(loop, set_exception, error)
        else:
            call_on_loop(loop, set_result, result)

    threading.Thread(target=run, name=name, daemon=True).start()
    try:
        return await answer
    except asyncio.CancelledError:
        if on_cancel is not None:
            on_cancel()
        raise
