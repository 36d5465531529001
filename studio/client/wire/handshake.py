# SPDX-License-Identifier: Apache-2.0
"""A websocket's handshake with limits of size and time, which websocket-client does not have."""

from __future__ import annotations

import socket
import time
from typing import Any

import websocket

_MOST_BYTES = 64 * 1024
_STATUS_LINE_BYTES = 64


class HandshakeSocket:
    """A connected socket during the handshake. A server that sends more than 64 KiB, or takes longer than *within_s*
    seconds, is given up. A refusal counts as soon as its status is known."""

    def __init__(self, connected: socket.socket, within_s: float) -> None:
        self.connected = connected
        self._ends_s = time.monotonic() + within_s
        self._came_bytes = 0
        self._beginning = b""

    def recv(self, count: int) -> bytes:
        """See socket.recv.

        Raises:
            websocket.WebSocketException: the answer is too long, too late or cut off.
        """
        left_s = self._ends_s - time.monotonic()
        if left_s <= 0:
            self._raise(websocket.WebSocketTimeoutException("the handshake does not end"))
        self.connected.settimeout(left_s)
        try:
            data = self.connected.recv(count)
        except TimeoutError:
            self._raise(websocket.WebSocketTimeoutException("the handshake does not end"))
            raise
        self._came_bytes += len(data)
        if len(self._beginning) < _STATUS_LINE_BYTES:
            self._beginning += data[:_STATUS_LINE_BYTES]
        if not data:
            self._raise(websocket.WebSocketConnectionClosedException("end of stream"))
        if self._came_bytes > _MOST_BYTES:
            self._raise(websocket.WebSocketProtocolException("the handshake is too long"))
        return data

    def __getattr__(self, name: str) -> Any:
        return getattr(self.connected, name)

    def _raise(self, otherwise: websocket.WebSocketException) -> None:
        line, end, _ = self._beginning.partition(b"\n")
        parts = line.split()
        if end and len(parts) > 1 and len(parts[1]) == 3 and parts[1].isdigit() and parts[1] != b"101":
            raise websocket.WebSocketBadStatusException("refused", int(parts[1]))
        raise otherwise
