# SPDX-License-Identifier: Apache-2.0
"""A signal that ends a request for which another thread waits."""

from __future__ import annotations

import socket
from threading import Event, Lock


class HangUp:
    """Ends one request, whether its thread waits for a connection, an answer, more of it, or another attempt.

    Any thread may call any method.
    """

    def __init__(self) -> None:
        self._called = Event()
        self._lock = Lock()
        self._socket: socket.socket | None = None

    def __call__(self) -> None:
        """Hang up at once and for good; the waiting thread gets a connection error."""
        with self._lock:
            self._called.set()
            if self._socket is not None:
                cut(self._socket)

    @property
    def called(self) -> bool:
        return self._called.is_set()

    def wait(self, timeout_s: float) -> bool:
        """Wait *timeout_s* seconds, or until it is called; whether it was called."""
        return self._called.wait(timeout_s)

    def hold(self, connected: socket.socket | None) -> None:
        """Note the request's socket, None once the request is over. The socket is cut if this was called before."""
        with self._lock:
            self._socket = connected
            if connected is not None and self._called.is_set():
                cut(connected)


def cut(connected: socket.socket) -> None:
    """End both directions of a connection, which frees a thread that reads or writes; closing alone does not."""
    try:
        # A TLS socket's own method would drop the TLS state while another thread reads.
        socket.socket.shutdown(connected, socket.SHUT_RDWR)
    except OSError:
        return  # the other side was faster
