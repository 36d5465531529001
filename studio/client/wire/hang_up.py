# SPDX-License-Identifier: Apache-2.0
"""Ending a request that another thread waits for."""

from __future__ import annotations

import socket
from threading import Event, Lock


class HangUp:
    """Ends one request, whatever its thread is waiting for: a connection, an answer, more of it, or another attempt.

    Any thread may call any method.
    """

    def __init__(self) -> None:
        self._called = Event()
        self._lock = Lock()
        self._socket: socket.socket | None = None

    def __call__(self) -> None:
        """Hang up, at once and for good; the waiting thread gets an error of its connection."""
        with self._lock:
            self._called.set()
            if self._socket is not None:
                cut(self._socket)

    @property
    def called(self) -> bool:
        return self._called.is_set()

    def wait(self, timeout_s: float) -> bool:
        """Wait so many seconds, or until it is called; whether it was."""
        return self._called.wait(timeout_s)

    def hold(self, connected: socket.socket | None) -> None:
        """The request goes over this socket from now on; None once it is over. Cut if it was called before."""
        with self._lock:
            self._socket = connected
            if connected is not None and self._called.is_set():
                cut(connected)


def cut(connected: socket.socket) -> None:
    """End both directions of a connection, which frees a thread that reads or writes; closing alone does not."""
    try:
        # A TLS socket's own method would take its state away from under the thread that reads.
        socket.socket.shutdown(connected, socket.SHUT_RDWR)
    except OSError:
        return  # the other side was faster
