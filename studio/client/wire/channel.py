# SPDX-License-Identifier: Apache-2.0
"""Queues from a reader thread to a consumer, with limited memory."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable
from threading import Condition
from typing import Generic, TypeVar

from studio.client.wire.threads import call_on_loop

DEFAULT_LIMIT_BYTES = 4 * 1024 * 1024

Item = TypeVar("Item")


class Channel(Generic[Item]):
    """A queue whose producer waits while it holds *limit_bytes*, by default about 30 s of 24 kHz float audio.

    The producer is one thread, the consumer another; each method names who may call it.
    *on_ready* is called in the producer's thread after each item, without a lock held.
    """

    def __init__(self, limit_bytes: int = DEFAULT_LIMIT_BYTES, on_ready: Callable[[], None] | None = None) -> None:
        self._limit_bytes = limit_bytes
        self._on_ready = on_ready
        self._changed = Condition()
        self._held: deque[tuple[Item, int]] = deque()
        self._held_bytes = 0
        self._ended = False
        self._first = True

    def put(self, item: Item, size_bytes: int) -> None:
        """Producer: add *item*. Waits while the queue is full; returns at once if it was closed."""
        with self._changed:
            self._changed.wait_for(lambda: self._ended or self._held_bytes < self._limit_bytes)
        self._append(item, size_bytes, last=False)

    def end(self, item: Item) -> None:
        """Any thread: add the last *item* without waiting; a waiting producer goes on."""
        self._append(item, 0, last=True)

    def poll(self) -> Item | None:
        """Consumer: the next item, None when there is none yet."""
        with self._changed:
            return self._pop()

    def get(self, timeout_s: float | None) -> Item | None:
        """Consumer: the next item, None when none came in *timeout_s* seconds or the channel was closed."""
        with self._changed:
            self._changed.wait_for(lambda: self._ended or bool(self._held), timeout_s)
            return self._pop()

    @property
    def open(self) -> bool:
        """Whether more may come."""
        return not self._ended

    @property
    def full(self) -> bool:
        """Whether the producer has to wait."""
        return self._held_bytes >= self._limit_bytes

    def close(self) -> None:
        """Any thread: end the consumption; held items are dropped and a waiting producer goes on."""
        with self._changed:
            self._ended = True
            self._held.clear()
            self._held_bytes = 0
            self._changed.notify_all()

    def _append(self, item: Item, size_bytes: int, last: bool) -> None:
        with self._changed:
            if self._ended:
                return
            self._ended = last
            self._held.append((item, size_bytes))
            self._held_bytes += size_bytes
            self._changed.notify_all()
        if self._on_ready is not None:
            self._on_ready()
        if self._first:
            self._first = False
            # Otherwise a busy producer would keep the interpreter for its switch interval, and the first audio would
            # wait 5 ms.
            time.sleep(0)

    def _pop(self) -> Item | None:
        if not self._held:
            return None
        item, size_bytes = self._held.popleft()
        self._held_bytes -= size_bytes
        self._changed.notify_all()
        return item


class LoopChannel(Channel[Item]):
    """A channel consumed by one task of the running event loop."""

    def __init__(self, limit_bytes: int = DEFAULT_LIMIT_BYTES) -> None:
        super().__init__(limit_bytes, self._announce)
        self._loop = asyncio.get_running_loop()
        self._waiter: asyncio.Future[None] | None = None
        self._wanted = False

    async def next(self, timeout_s: float | None) -> Item | None:
        """The next item, None when none came in *timeout_s* seconds or the channel was closed; a *timeout_s* of None
        waits as long as it takes."""
        deadline_s = None if timeout_s is None else self._loop.time() + timeout_s
        while True:
            # Before polling, so that an item which comes after it is announced, and a last one is not passed over.
            self._wanted = True
            over = not self.open or (deadline_s is not None and self._loop.time() >= deadline_s)
            item = self.poll()
            if item is not None or over:
                self._wanted = False
                return item
            # An item that arrives between polling and here wakes us too, since its wake-up is a later turn of this
            # loop.
            self._waiter = self._loop.create_future()
            timer = None if deadline_s is None else self._loop.call_at(deadline_s, self._wake)
            try:
                await self._waiter
            finally:
                if timer is not None:
                    timer.cancel()
                self._waiter = None

    def close(self) -> None:
        super().close()
        call_on_loop(self._loop, self._wake)

    def _announce(self) -> None:
        if self._wanted:
            self._wanted = False  # one wake-up is enough, as each takes a system call
            if not call_on_loop(self._loop, self._wake):
                self.close()
        elif self._loop.is_closed():
            self.close()

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)
