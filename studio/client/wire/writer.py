# SPDX-License-Identifier: Apache-2.0
"""A thread that writes to a speech socket, so that no caller waits for the network."""

from __future__ import annotations

import time
from collections import deque
from threading import Condition, Thread
from typing import TYPE_CHECKING

from studio.client.wire.transport import cut, goodbye, write

if TYPE_CHECKING:
    from studio.client.wire.transport import Connection


class Writer:
    """Writes texts as websocket messages, in order. All methods but *join* return at once.

    Args:
        limit: Texts that may wait.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._changed = Condition()
        self._waiting: deque[str] = deque()
        self._waiting_since_s = 0.0
        self._close_code: int | None = None
        self._thread: Thread | None = None

    def start(self, connection: Connection) -> None:
        self._thread = Thread(target=self._run, args=(connection,), name="speech-socket-writer", daemon=True)
        self._thread.start()

    def send(self, text: str) -> bool:
        """Whether *text* was accepted; False if too many wait already."""
        with self._changed:
            if len(self._waiting) >= self._limit:
                return False
            if not self._waiting:
                self._waiting_since_s = time.monotonic()
            self._waiting.append(text)
            self._changed.notify()
            return True

    def finish(self, close_code: int) -> None:
        """Write all waiting texts and a close frame, hang up and end."""
        with self._changed:
            self._close_code = close_code if self._close_code is None else self._close_code
            self._changed.notify()

    @property
    def waiting_s(self) -> float:
        """Seconds that the first text has waited to be written; 0 if none waits."""
        with self._changed:
            return time.monotonic() - self._waiting_since_s if self._waiting else 0.0

    def join(self, timeout_s: float | None = None) -> None:
        if self._thread is not None:
            self._thread.join(timeout_s)

    def _run(self, connection: Connection) -> None:
        while (text := self._next()) is not None:
            if not write(connection, text):
                break
            with self._changed:
                self._waiting.popleft()
                self._waiting_since_s = time.monotonic()
        else:
            goodbye(connection, self._close_code or 0)
        cut(connection)  # the reader reports the end of the stream

    def _next(self) -> str | None:
        with self._changed:
            self._changed.wait_for(lambda: self._waiting or self._close_code is not None)
            return self._waiting[0] if self._waiting else None
