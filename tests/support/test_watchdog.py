# SPDX-License-Identifier: GPL-3.0-or-later
"""What computes for long in the window's thread fails a test, with its stack; what waits or tidies up does not."""

from __future__ import annotations

import asyncio
import gc
import linecache
import threading
import time
import weakref
from contextlib import AbstractContextManager

import pytest

from studio.core.observe import Signal
from studio.ui.door import connect
from tests.support import pace, watchdog
from tests.support.watchdog import MOST_S, Watchdog

# Far beyond what is permitted, so that a machine that is slow for a moment does not matter.
LONG_S = 0.3


def computes(seconds: float = LONG_S) -> None:
    until_s = time.thread_time() + seconds
    while time.thread_time() < until_s:
        pass


def call(*slots: object) -> None:
    signal: Signal[int] = Signal()
    for slot in slots:
        connect(signal, slot)  # type: ignore[call-overload]
    signal.emit(1)


def test_a_slot_that_computes_for_long_is_named_with_its_stack() -> None:
    def slow(_: int) -> None:
        computes()

    with pytest.raises(AssertionError, match=r"slow computed for \d+ ms(.|\n)*in slow\n +computes\(\)"), watch():
        call(slow)


def test_a_slot_that_waits_or_is_quick_passes() -> None:
    def waits(_: int) -> None:
        threading.Event().wait(0.1)

    with watch():
        call(waits, lambda _: computes(0.001))


def test_a_step_of_a_task_and_a_callback_of_the_loop_are_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watchdog, "_TESTS", "nowhere")

    async def steps() -> None:
        await asyncio.sleep(0)
        computes()

    async def body() -> None:
        asyncio.get_running_loop().call_soon(computes)
        await asyncio.gather(asyncio.create_task(steps()))

    with pytest.raises(AssertionError, match=r"computes computed(.|\n)*steps computed"), watch():
        asyncio.run(body())


def test_the_tests_own_steps_are_not_measured() -> None:
    async def body() -> None:
        await asyncio.sleep(0)
        computes(0.1)

    with watch():
        asyncio.run(body())


def test_the_garbage_collector_counts_to_nobody() -> None:
    class Heavy:
        """Takes long to be collected."""

        def __init__(self) -> None:
            self.itself = self

        def __del__(self) -> None:
            computes()

    def collects(_: int) -> None:
        Heavy()
        gc.collect()

    with watch():
        call(collects)


def test_what_a_slow_call_had_ends_with_it() -> None:
    class Painter:
        """Ends a painting when it is deleted."""

    left: list[object] = []

    def paints() -> weakref.ref[Painter]:
        painter = Painter()
        computes(0.011)
        return weakref.ref(painter)

    def slot(_: int) -> None:
        ended = paints()
        left.append(ended())

    for _ in range(40):
        linecache.clearcache()
        with pytest.raises(AssertionError, match="computed"), Watchdog(most_s=0.001).watching():
            call(slot)
    assert left == [None] * 40


def test_a_slow_machine_permits_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "_KNOWN_WORK_S", pace._KNOWN_WORK_S / 1000)
    with watch():
        call(lambda _: computes())


def test_a_machine_that_was_slow_during_the_call_permits_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watchdog, "slowed_down", lambda: 1.0)
    monkeypatch.setattr(watchdog, "slowed_down_briefly", lambda: 1000.0)

    def slow(_: int) -> None:
        while not dog._paces:
            computes(0.1)

    dog = Watchdog()
    with dog.watching():
        call(slow)
    assert dog.longest[0] > MOST_S


def test_what_is_permitted_may_take_long() -> None:
    def gigantic(_: int) -> None:
        computes()

    dog = Watchdog()
    with dog.watching(), dog.permitting("gigantic$"):
        call(gigantic)


def watch() -> AbstractContextManager[None]:
    return Watchdog().watching()
