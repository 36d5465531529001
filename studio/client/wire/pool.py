# SPDX-License-Identifier: Apache-2.0
"""A pool of speech sockets that stay connected between speeches. Each speech has a socket for itself."""

from __future__ import annotations

import time
from threading import Lock
from typing import TYPE_CHECKING

from studio.client.errors import closed_here
from studio.client.wire.socket import SocketLimits, SpeechSocket

if TYPE_CHECKING:
    from studio.client.endpoint import Endpoint


class SocketPool:
    """Sockets to *endpoint*. Any thread may call; all but *close* return at once.

    Args:
        max_idle: Sockets that stay connected while nobody speaks.
    """

    def __init__(self, endpoint: Endpoint, max_idle: int = 2, limits: SocketLimits | None = None) -> None:
        self._endpoint = endpoint
        self._max_idle = max_idle
        self._limits = limits
        self._lock = Lock()
        self._idle: list[SpeechSocket] = []
        self._all: list[SpeechSocket] = []
        self._closed = False

    def take(self) -> tuple[SpeechSocket, bool]:
        """A socket for one speech, and whether it was used before, in which case the server may just be closing it.

        The socket returned last is taken first, so that a cancel arrives before the next request.

        Raises:
            ConnectionFailed: the pool is closed.
        """
        with self._lock:
            if self._closed:
                raise closed_here()
            self._all = [socket for socket in self._all if not socket.ended]
            while self._idle:
                socket = self._idle.pop()
                if socket.usable:
                    return socket, True
                socket.close()
            socket = SpeechSocket(self._endpoint, self._limits)
            self._all.append(socket)
        socket.start()
        return socket, False

    def give_back(self, socket: SpeechSocket) -> None:
        """Return *socket*; it is closed if it is not usable or enough are idle."""
        with self._lock:
            keep = not self._closed and socket.usable and len(self._idle) < self._max_idle
            if keep:
                self._idle.append(socket)
        if not keep:
            socket.close()

    def warm(self) -> None:
        """Connect one socket ahead of need."""
        with self._lock:
            needed = not self._idle
        if needed:
            socket, _ = self.take()
            self.give_back(socket)

    def close(self, patience_s: float = 0.2) -> None:
        """Close all sockets and wait for their threads; after *patience_s* seconds connections are cut."""
        with self._lock:
            self._closed = True
            sockets, self._all, self._idle = self._all, [], []
        for socket in sockets:
            socket.close()
        deadline_s = time.monotonic() + patience_s
        for socket in sockets:
            socket.join(max(0.0, deadline_s - time.monotonic()))
