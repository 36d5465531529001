# SPDX-License-Identifier: GPL-3.0-or-later
"""Admission control: a request or a socket's handshake beyond the limits is answered 429 and may be tried again."""

from __future__ import annotations

from dataclasses import dataclass, field

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from studio.server.limits import Limits
from studio.server.wire.problems import TooBusy, problem_response

_BUSY = "The server is answering as much as it can. Try again in a moment."
_FORM_TYPE = b"multipart/form-data"


@dataclass(slots=True)
class _Count:
    most: int
    now: int = 0


@dataclass(slots=True)
class InFlight:
    """Counts of what is being answered now, and the bytes of its bodies."""

    limits: Limits
    counts: dict[str, _Count] = field(default_factory=dict)
    body_bytes: int = 0
    """Held of bodies not answered yet, without the small part that each may hold in any case."""

    def __post_init__(self) -> None:
        limits = self.limits
        for kind, most in (("request", limits.requests), ("socket", limits.sockets), ("upload", limits.uploads)):
            self.counts[kind] = _Count(most)


class _HeldBody:
    """One request's body, counted against the memory that all of them share."""

    def __init__(self, in_flight: InFlight, receive: Receive) -> None:
        self._in_flight = in_flight
        self._receive = receive
        self._came_bytes = self._held_bytes = 0
        self._answered = False

    async def receive(self) -> Message:
        """Raises TooBusy where the bodies of others fill it."""
        message = await self._receive()
        if message["type"] == "http.request" and not self._answered:
            self._came_bytes += len(message.get("body", b""))
            more = max(0, self._came_bytes - self._in_flight.limits.small_body_bytes) - self._held_bytes
            if more and self._in_flight.body_bytes + more > self._in_flight.limits.bodies_bytes:
                raise TooBusy(_BUSY)
            self._held_bytes += more
            self._in_flight.body_bytes += more
        return message

    def let_go(self) -> None:
        """Free its share once the request is answered: what comes afterwards is dropped."""
        self._answered = True
        self._in_flight.body_bytes -= self._held_bytes
        self._held_bytes = 0


class Admission:
    """ASGI middleware that admits so many requests, sockets and uploads at once, and so many bytes of their bodies."""

    def __init__(self, app: ASGIApp, limits: Limits) -> None:
        self._app = app
        self._in_flight = InFlight(limits)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        counts = [self._in_flight.counts[kind] for kind in _kinds(scope)]
        if any(count.now >= count.most for count in counts):
            await problem_response(TooBusy(_BUSY))(scope, receive, send)
            return
        for count in counts:
            count.now += 1
        try:
            if _kinds(scope) == ("request",):
                await self._with_body(scope, receive, send)
            else:
                # Forms go to disk, sockets have limits of their own.
                await self._app(scope, receive, send)
        finally:
            for count in counts:
                count.now -= 1

    async def _with_body(self, scope: Scope, receive: Receive, send: Send) -> None:
        body = _HeldBody(self._in_flight, receive)

        async def noting_send(message: Message) -> None:
            body.let_go()
            await send(message)

        try:
            await self._app(scope, body.receive, noting_send)
        finally:
            body.let_go()


def _kinds(scope: Scope) -> tuple[str, ...]:
    if scope["type"] == "websocket":
        return ("socket",)
    content_types = [value for name, value in scope["headers"] if name == b"content-type"]
    if any(value.lower().startswith(_FORM_TYPE) for value in content_types):
        return ("request", "upload")
    return ("request",)
