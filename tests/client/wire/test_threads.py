# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import asyncio
import threading

import pytest

from studio.client.wire.threads import call_on_loop, in_thread
from tests.support.waiting import wait_until_async


async def test_an_error_in_a_thread_reaches_whoever_awaits_it() -> None:
    def fail() -> None:
        raise KeyError("lost")

    with pytest.raises(KeyError, match="lost"):
        await in_thread("speech-test", fail)


async def test_a_result_comes_from_a_thread_of_the_given_name() -> None:
    assert await in_thread("speech-test", lambda: threading.current_thread().name) == "speech-test"


async def test_who_is_cancelled_waits_no_more_and_the_thread_is_told() -> None:
    go_on, told, ended = threading.Event(), threading.Event(), threading.Event()

    def work() -> None:
        go_on.wait(5)
        ended.set()

    task = asyncio.ensure_future(in_thread("speech-test", work, told.set))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert told.is_set()
    assert not ended.is_set()
    go_on.set()
    await wait_until_async(ended.is_set)


async def test_a_thread_that_ends_well_is_not_told_of_a_cancel() -> None:
    told: list[str] = []
    assert await in_thread("speech-test", lambda: 7, lambda: told.append("cancelled")) == 7
    assert told == []


async def test_a_call_from_a_thread_is_made_in_the_loops_thread() -> None:
    called: asyncio.Future[tuple[int, str]] = asyncio.get_running_loop().create_future()
    loop = asyncio.get_running_loop()

    def call(*given: str) -> None:
        called.set_result((threading.get_ident(), *given))  # type: ignore[arg-type]

    assert await in_thread("speech-test", lambda: call_on_loop(loop, call, "given"))
    assert await called == (threading.get_ident(), "given")


def test_a_closed_loop_is_told_as_nobody_waiting() -> None:
    loop = asyncio.new_event_loop()
    loop.close()
    assert not call_on_loop(loop, print, "never")
