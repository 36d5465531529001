# SPDX-License-Identifier: GPL-3.0-or-later
"""The connections that are open: how many, and how long each may keep the server waiting."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Set
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
    """What a client owes; REQUEST is the first byte of another one."""

    HEAD = "head"
    BODY = "body"
    REQUEST = "request"
    NOTHING = "nothing"


class Connection(H11Protocol):
    """HTTP until a client asks for a socket.

    Attributes:
        limits: Belongs to the class; see connection_class.
        awaited, since_s: What the client owes, and since when (loop's time).
    """

    limits: Limits
    awaited = Awaited.HEAD
    since_s = 0.0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        # Thousands of tiny pieces of a body take long to tell apart; others have their turn between two reads.
        transport.max_size = _READ_BYTES  # type: ignore[attr-defined]
        self.since_s = self.loop.time()

    def handle_events(self) -> None:
        super().handle_events()
        awaited = self._now_awaited()
        # A head has its time from the first byte on; a body from its newest.
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
                # It is the server that keeps the client waiting.
                self.since_s = self.loop.time()
            # Whoever reads the body gives up sooner, with an answer.
            return waited_s > self.limits.body_s + _ANSWER_S
        return False

    @property
    def unused_since_s(self) -> float | None:
        """Since when it has held its place for nothing, or for a request without a key; None where it has not."""
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
    """The class of connections with these bounds."""
    return type("BoundedConnection", (Connection,), {"limits": limits})


class Attendant:
    """Looks after the connections that uvicorn has open, HTTP and sockets.

    Args:
        connections: uvicorn's own set.

    Attributes:
        opening: What takes in those that are not in that set yet, as during a TLS handshake, and since when (loop's
            time).
    """

    def __init__(self, connections: Set[Any], limits: Limits) -> None:
        self._connections = connections
        self._limits = limits
        self._most = min(limits.connections, max(1, permitted_files() - limits.spare_files))
        self._closing: dict[Any, float] = {}
        self.opening: dict[asyncio.Task[None], float] = {}

    def has_room(self) -> bool:
        """Whether one more connection may be taken in; one that holds its place for nothing is dropped for it."""
        held = sum(not _is_dropped(each) for each in self._connections)
        opening = sum(not task.cancelling() for task in self.opening)
        return held + opening < self._most or self.drop_unused(1)

    def drop_unused(self, most: int) -> bool:
        """Drop those that have shown no key for the longest time, *most* of them, of those that have had their time to;
        whether there was one."""
        latest_s = asyncio.get_running_loop().time() - self._limits.keyless_s
        unused: list[tuple[float, Connection | asyncio.Task[None]]] = [
            (since_s, task) for task, since_s in self.opening.items() if since_s <= latest_s and not task.cancelling()
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

    def sweep(self) -> None:
        """Drop what is late, and what was closed but whose client does not take the end of its answer."""
        now_s = asyncio.get_running_loop().time()
        closing = {each for each in self._connections if each.transport.is_closing()}
        self._closing = {each: self._closing.get(each, now_s) for each in closing}
        for each in tuple(self._connections):
            stuck = now_s - self._closing.get(each, now_s) > _CLOSES_WITHIN_S
            if stuck or (isinstance(each, Connection) and each not in closing and each.is_late):
                _drop(each)


def permitted_files() -> int:
    """How many descriptors this process may have open."""
    if sys.platform == "win32":
        return sys.maxsize
    import resource

    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return sys.maxsize if soft == resource.RLIM_INFINITY else soft


def permit_files(wanted: int) -> None:
    """Have as many descriptors permitted, as far as that may be changed."""
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
