# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import threading

import pytest

from studio.app.keeping.writer import Writer


async def test_calls_are_made_in_one_thread_in_their_order() -> None:
    writer = Writer()
    went_on = threading.Event()
    made: list[tuple[int, int]] = []

    def call(number: int) -> int:
        if number == 0:
            assert went_on.wait(20.0)
        made.append((number, threading.get_ident()))
        return number

    first = writer.run(call, 0)
    second = writer.run(call, 1)
    went_on.set()
    assert writer.wait(call, 2) == 2
    assert (await first, await second) == (0, 1)
    assert [number for number, _ in made] == [0, 1, 2]
    assert len({thread for _, thread in made} - {threading.get_ident()}) == 1
    writer.close()


async def test_a_call_that_fails_says_so_and_the_next_is_made() -> None:
    writer = Writer()
    with pytest.raises(ZeroDivisionError):
        await writer.run(lambda: 1 // 0)
    assert await writer.run(lambda: 7) == 7
    writer.close()
