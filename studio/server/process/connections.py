# SPDX-License-Identifier: GPL-3.0-or-later
"""Open connections: their number, and how long each may keep the server waiting."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Set
from dataclasses import dataclass
from enum import Enum
from typing import Any, cast

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from studio.server.limits import Limits
from studio.server.wire.access import ADMITTED

_READ_BYTES = 8 * 1024
_ANSWER_S = 2.0
_CLOSES_WITHIN_S = 10.0


class Awaited(Enum):
    """Data that the server waits for; REQUEST is the first byte of another request."""

    HEAD = "head"
    BODY = "body"
    REQUEST = "request"
    NOTHING = "nothing"


class Connection(H11Protocol):
    """An HTTP connection, until its client asks for a socket.

    Attributes:
        limits: The class's limits; see connection_class.
        awaited, since_s: What the server waits for, and since when, in the loop's time.
    """

    limits: Limits
    awaited = Awaited.HEAD
    since_s = 0.0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        # Splitting thousands of tiny chunks of a body takes long; others have their turn between two reads.
        transport.max_size = _READ_BYTES  # type: ignore[attr-defined]
        self.since_s = self.loop.time()

    def handle_events(self) -> None:
        super().handle_events()
        awaited = self._now_awaited()
        # The time for a head counts from its first byte, that for a body from its newest.
        if awaited is not self.awaited or awaited is Awaited.BODY:
            self.awaited, self.since_s = awaited, self.loop.time()

    @property
    def is_late(self) -> bool:
        """Whether the client has kept the server waiting for longer than permitted."""
        waited_s = self.loop.time() - self.since_s
        if self.awaited is Awaited.HEAD:
            return waited_s > self.limits.head_s
        if self.awaited is Awaited.BODY:
            if self.flow.read_paused:
                # Here the client waits for the server.
                self.since_s = self.loop.time()
            # The body's reader gives up sooner, with an answer.
            return waited_s > self.limits.body_s + _ANSWER_S
        return False

    @property
    def unused_since_s(self) -> float | None:
        """Since when the connection has been idle or has had requests without a key only; None for any other."""
        scope = cast("dict[str, Any] | None", self.scope)
        admitted = scope is not None and bool(scope["state"].get(ADMITTED))
        at_work = self.awaited in (Awaited.BODY, Awaited.NOTHING)
        return None if at_work and admitted else self.since_s

    def _now_awaited(self) -> Awaited:
        if self.conn.their_state is h11.IDLE:
            begun = bool(self.conn.trailing_data[0]) or cast(object, self.cycle) is None
            return Awaited.HEAD if begun else Awaited.REQUEST
        return Awaited.BODY if self.conn.their_state is h11.SEND_BODY else Awaited.NOTHING


def connection_class(limits: Limits) -> type[Connection]:
    """The class of connections with these limits."""
    return type("BoundedConnection", (Connection,), {"limits": limits})


@dataclass(slots=True)
class Opening:
    """A connection that is being accepted, as during a TLS handshake.

    Attributes:
        since_s: Since when, in the loop's time.
        protocol: It, once made; among uvicorn's connections it is as soon as it has a transport.
    """

    since_s: float
    protocol: asyncio.Protocol | None = None


class Attendant:
    """Looks after the connections that uvicorn has open, HTTP and sockets.

    Args:
        connections: uvicorn's own set of connections.

    Attributes:
        opening: Tasks that accept connections.
    """

    def __init__(self, connections: Set[Any], limits: Limits) -> None:
        self._connections = connections
        self._limits = limits
        self._most = min(limits.connections, max(1, permitted_files() - limits.spare_files))
        self._closing: dict[Any, float] = {}
        self.opening: dict[asyncio.Task[None], Opening] = {}

    def has_room(self) -> bool:
        """Whether another connection may be accepted; an unused one is dropped for it."""
        held = sum(not _is_dropped(each) for each in self._connections)
        return held + len(self._only_opening()) < self._most or self.drop_unused(1)

    def drop_unused(self, most: int) -> bool:
        """Drop up to *most* connections that have shown no key for *keyless_s* or longer, the longest unused first.
        Whether any was dropped."""
        latest_s = asyncio.get_running_loop().time() - self._limits.keyless_s
        unused: list[tuple[float, Connection | asyncio.Task[None]]] = [
            (since_s, task) for since_s, task in self._only_opening() if since_s <= latest_s
        ]
        for each in self._connections:
            if isinstance(each, Connection) and not _is_dropped(each):
                since_s = each.unused_since_s
                if since_s is not None and since_s <= latest_s:
                    unused.append((since_s, each))
        for _, found in sorted(unused, key=lambda pair: pair[0])[:most]:
            if isinstance(found, Connection):
                _drop(found)
            else:
                found.cancel()
        return bool(unused)

    def _only_opening(self) -> list[tuple[float, asyncio.Task[None]]]:
        """The tasks whose connection is not among uvicorn's yet, and since when."""
        return [
            (opening.since_s, task)
            for task, opening in self.opening.items()
            if not task.cancelling() and getattr(opening.protocol, "transport", None) is None
        ]

    def sweep(self) -> None:
        """Drop connections that are late, and closed ones whose client does not read the end of its answer."""
        now_s = asyncio.get_running_loop().time()
        closing = {each for each in self._connections if each.transport.is_closing()}
        self._closing = {each: self._closing.get(each, now_s) for each in closing}
        for each in tuple(self._connections):
            stuck = now_s - self._closing.get(each, now_s) > _CLOSES_WITHIN_S
            if stuck or (isinstance(each, Connection) and each not in closing and each.is_late):
                _drop(each)


def permitted_files() -> int:
    """The number of descriptors that this process may have open."""
    if sys.platform == "win32":
        return sys.maxsize
    import resource

    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return sys.maxsize if soft == resource.RLIM_INFINITY else soft


def permit_files(wanted: int) -> None:
    """Raise the number of permitted descriptors to *wanted*, as far as the system allows."""
    if sys.platform == "win32" or permitted_files() >= wanted:
        return
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))


def _drop(connection: Any) -> None:
    connection.dropped = True
    connection.transport.abort()


def _is_dropped(connection: Any) -> bool:
    return bool(getattr(connection, "dropped", False))
