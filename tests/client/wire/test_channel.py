# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import asyncio
import threading
import time

from studio.client.wire.channel import Channel, LoopChannel
from studio.client.wire.messages import Chunk, Finished
from studio.client.wire.threads import call_on_loop
from tests.support.waiting import HANGS_S, wait_until

PIECE = Chunk(b"x" * 100)


def producer(channel: Channel[Chunk | Finished], count: int, put: list[int]) -> threading.Thread:
    def run() -> None:
        for _ in range(count):
            channel.put(PIECE, 100)
            put[0] += 1
        channel.end(Finished())

    thread = threading.Thread(target=run, name="producer")
    thread.start()
    return thread


def test_a_full_channel_makes_its_producer_wait_until_something_is_taken() -> None:
    channel, put = Channel[Chunk | Finished](limit_bytes=250), [0]
    thread = producer(channel, 10, put)
    wait_until(lambda: put[0] == 3)
    time.sleep(0.05)  # a producer that did not wait would go on now
    assert put[0] == 3
    taken = []
    while (message := channel.get(HANGS_S)) is not None:
        taken.append(message)
        if isinstance(message, Finished):
            break
    assert taken == [PIECE] * 10 + [Finished()]
    thread.join()


def test_a_closed_channel_drops_what_it_holds_and_frees_its_producer() -> None:
    channel, put = Channel[Chunk | Finished](limit_bytes=100), [0]
    thread = producer(channel, 1000, put)
    wait_until(lambda: put[0] == 1)
    channel.close()
    thread.join(HANGS_S)
    assert not thread.is_alive()
    assert channel.poll() is None
    assert channel.get(None) is None


def test_nothing_follows_the_last_message() -> None:
    channel = Channel[Chunk | Finished]()
    channel.end(Finished())
    channel.put(PIECE, 100)
    channel.end(Finished())
    assert channel.get(0) == Finished()
    assert channel.get(0) is None


def test_get_gives_up_in_time() -> None:
    started_s = time.monotonic()
    assert Channel().get(0.05) is None
    assert time.monotonic() - started_s > 0.04


async def test_a_task_takes_what_a_thread_puts_and_gives_up_in_time() -> None:
    channel, put = LoopChannel[Chunk | Finished](limit_bytes=250), [0]
    thread = producer(channel, 500, put)
    taken = []
    while not isinstance(message := await channel.next(HANGS_S), Finished):
        assert message is not None
        taken.append(message)
    assert len(taken) == 500
    thread.join()
    assert await channel.next(0.05) is None


def test_a_channel_whose_loop_has_closed_frees_its_producer() -> None:
    async def made() -> LoopChannel[Chunk | Finished]:
        return LoopChannel(limit_bytes=100)

    channel = asyncio.run(made())
    thread = producer(channel, 10, [0])
    thread.join(HANGS_S)
    assert not thread.is_alive()
    assert not call_on_loop(channel._loop, print)


async def test_no_wake_up_is_lost_however_the_two_meet() -> None:
    channel: LoopChannel[Chunk | Finished] = LoopChannel(limit_bytes=350)
    thread, taken = producer(channel, 20_000, [0]), 0
    async with asyncio.timeout(5 * HANGS_S):
        while not isinstance(await channel.next(None), Finished):
            taken += 1
            if not taken % 3:
                await asyncio.sleep(0)
    assert taken == 20_000
    thread.join()


async def test_a_last_message_that_comes_while_nothing_is_held_is_given() -> None:
    """A thread may end the channel between two steps of the consumer."""

    class Late(LoopChannel[Finished]):
        def poll(self) -> Finished | None:
            found = super().poll()
            if found is None and self.open:
                self.end(Finished())
            return found

    assert await Late().next(HANGS_S) == Finished()
