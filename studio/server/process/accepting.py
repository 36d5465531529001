# SPDX-License-Identifier: GPL-3.0-or-later
"""Accepting of connections up to a limit; when no descriptor is left, it waits for one."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import socket
import ssl
from collections.abc import Callable, Coroutine
from http import HTTPStatus
from typing import Any

from studio.server.process.connections import Attendant, Opening
from studio.server.wire.problems import Problem

_RETRY_S, _DROPPED_AT_ONCE = 0.1, 16
_REFUSED_AT_ONCE = 32
_REFUSAL_S = 1.0

_log = logging.getLogger(__name__)


class Acceptor:
    """Accepts connections on one listening socket until closed. It has the two methods that uvicorn calls at its end.

    Without descriptors the event loop's own server would try once for each waiting connection, and log each try.

    Args:
        listener: A listening socket.
        make: Makes a connection's protocol.
        attendant: Decides whether another connection may be accepted.
        tls_s: Seconds for a TLS handshake.
    """

    def __init__(
        self,
        listener: socket.socket,
        make: Callable[[], asyncio.Protocol],
        attendant: Attendant,
        tls: ssl.SSLContext | None,
        tls_s: float,
    ) -> None:
        self._listener = listener
        self._make = make
        self._attendant = attendant
        self._tls = tls
        self._tls_s = tls_s
        self._opening: set[asyncio.Task[None]] = set()
        self._refusing: set[asyncio.Task[None]] = set()
        listener.setblocking(False)
        self._loop = asyncio.get_running_loop()
        self._accepting = self._loop.create_task(self._accept())

    def close(self) -> None:
        """Accept nothing more."""
        for task in (self._accepting, *self._opening, *self._refusing):
            task.cancel()

    async def wait_closed(self) -> None:
        await asyncio.gather(self._accepting, *self._opening, *self._refusing, return_exceptions=True)

    async def _accept(self) -> None:
        while True:
            try:
                connection, _ = await self._loop.sock_accept(self._listener)
            except ConnectionError:
                continue
            except OSError as error:
                # No descriptor or memory is left until an open connection ends.
                _log.error("no connection can be accepted: %s", error.strerror)
                self._attendant.drop_unused(_DROPPED_AT_ONCE)
                await asyncio.sleep(_RETRY_S)
                continue
            if self._attendant.has_room():
                opening = Opening(self._loop.time())
                task = self._keep(self._opening, connection, self._open(connection, opening))
                self._attendant.opening[task] = opening
                task.add_done_callback(self._attendant.opening.pop)
            elif len(self._refusing) < _REFUSED_AT_ONCE and self._tls is None:
                self._keep(self._refusing, connection, self._refuse(connection))
            else:
                connection.close()

    async def _open(self, connection: socket.socket, opening: Opening) -> None:
        def make() -> asyncio.Protocol:
            opening.protocol = self._make()
            return opening.protocol

        try:
            connection.setblocking(False)
            # Without keep-alive a machine that is gone would hold its place for ever.
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
            await self._loop.connect_accepted_socket(
                make, connection, ssl=self._tls, ssl_handshake_timeout=self._tls_s if self._tls else None
            )
        except (OSError, TimeoutError):
            # The client hung up, or does not speak TLS.
            connection.close()

    async def _refuse(self, connection: socket.socket) -> None:
        """Answer a client's first request with 503, and close once the client has read it."""
        with connection, contextlib.suppress(OSError, TimeoutError):
            connection.setblocking(False)
            async with asyncio.timeout(_REFUSAL_S):
                await self._loop.sock_recv(connection, 4096)
                await self._loop.sock_sendall(connection, _no_room())
                connection.shutdown(socket.SHUT_WR)
                while await self._loop.sock_recv(connection, 65536):
                    pass

    def _keep(
        self, tasks: set[asyncio.Task[None]], connection: socket.socket, work: Coroutine[Any, Any, None]
    ) -> asyncio.Task[None]:
        def end(ended: asyncio.Task[None]) -> None:
            tasks.discard(ended)
            # A cancelled task may not even have begun.
            if ended.cancelled():
                connection.close()

        task = self._loop.create_task(work)
        tasks.add(task)
        task.add_done_callback(end)
        return task


def _no_room() -> bytes:
    text = "The server holds as many connections as it can. Try again in a moment."
    body = json.dumps(Problem(503, "Too busy", text, "connections_limited").fields()).encode()
    status = HTTPStatus.SERVICE_UNAVAILABLE
    head = (
        f"HTTP/1.1 {status.value} {status.phrase}\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n"
        "Retry-After: 1\r\nConnection: close\r\n\r\n"
    )
    return head.encode() + body
