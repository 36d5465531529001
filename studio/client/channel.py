# SPDX-License-Identifier: Apache-2.0
"""From a reader thread to whoever consumes one context's messages, in bounded memory."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from threading import Condition

from studio.client.crossing import call_on_loop
from studio.client.messages import Message

DEFAULT_LIMIT_BYTES = 4 * 1024 * 1024


class Channel:
    """A queue that makes its producer wait once *limit_bytes* are held: about 30 s of 24 kHz float audio by default.

    The producer is one thread, the consumer another; each method names who may call it.
    *on_ready* is called in the producer's thread after each message, without a lock held.
    """

    def __init__(self, limit_bytes: int = DEFAULT_LIMIT_BYTES, on_ready: Callable[[], None] | None = None) -> None:
        self._limit_bytes = limit_bytes
        self._on_ready = on_ready
        self._changed = Condition()
        self._held: deque[tuple[Message, int]] = deque()
        self._held_bytes = 0
        self._ended = False

    def put(self, message: Message, size_bytes: int) -> None:
        """Producer: hand over *message*; waits while the queue is full, returns at once when nobody consumes."""
        with self._changed:
            self._changed.wait_for(lambda: self._ended or self._held_bytes < self._limit_bytes)
        self._append(message, size_bytes, last=False)

    def end(self, message: Message) -> None:
        """Any thread: hand over the last *message*, waiting for nothing; a waiting producer goes on."""
        self._append(message, 0, last=True)

    def poll(self) -> Message | None:
        """Consumer: the next message, None when there is none yet."""
        with self._changed:
            return self._pop()

    def get(self, timeout_s: float | None) -> Message | None:
        """Consumer: the next message, None when none came in *timeout_s* seconds or the channel was closed."""
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
        """Any thread: nobody consumes any more; what is held is dropped and a waiting producer goes on."""
        with self._changed:
            self._ended = True
            self._held.clear()
            self._held_bytes = 0
            self._changed.notify_all()

    def _append(self, message: Message, size_bytes: int, last: bool) -> None:
        with self._changed:
            if self._ended:
                return
            self._ended = last
            self._held.append((message, size_bytes))
            self._held_bytes += size_bytes
            self._changed.notify_all()
        if self._on_ready is not None:
            self._on_ready()

    def _pop(self) -> Message | None:
        if not self._held:
            return None
        message, size_bytes = self._held.popleft()
        self._held_bytes -= size_bytes
        self._changed.notify_all()
        return message


class LoopChannel(Channel):
    """A channel consumed by one task of the running event loop."""

    def __init__(self, limit_bytes: int = DEFAULT_LIMIT_BYTES) -> None:
        super().__init__(limit_bytes, self._announce)
        self._loop = asyncio.get_running_loop()
        self._waiter: asyncio.Future[None] | None = None

    async def next(self, timeout_s: float) -> Message | None:
        """The next message, None when none came in *timeout_s* seconds."""
        message = self.poll()
        if message is not None:
            return message
        deadline_s = self._loop.time() + timeout_s
        while message is None and self._loop.time() < deadline_s:
            # What arrives between poll and here wakes us all the same: its wake-up is a later turn of this loop.
            self._waiter = self._loop.create_future()
            timer = self._loop.call_at(deadline_s, self._wake)
            try:
                await self._waiter
            finally:
                timer.cancel()
                self._waiter = None
            message = self.poll()
        return message

    def _announce(self) -> None:
        if not call_on_loop(self._loop, self._wake):
            self.close()

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)
