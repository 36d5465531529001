# SPDX-License-Identifier: GPL-3.0-or-later
"""How much is done at once: beyond that, a request or a socket's handshake is answered 429 and may be tried again."""

from __future__ import annotations

from dataclasses import dataclass, field

from starlette.types import ASGIApp, Receive, Scope, Send

from studio.server.limits import Limits
from studio.server.wire.problems import TooBusy, problem_response

_FORM_TYPE = b"multipart/form-data"


@dataclass(slots=True)
class _Count:
    most: int
    now: int = 0


@dataclass(slots=True)
class Load:
    """What is being answered now."""

    limits: Limits
    counts: dict[str, _Count] = field(default_factory=dict)

    def __post_init__(self) -> None:
        limits = self.limits
        for kind, most in (("request", limits.requests), ("socket", limits.sockets), ("upload", limits.uploads)):
            self.counts[kind] = _Count(most)


class Bounds:
    """ASGI middleware: so many requests, sockets and uploads at once, and no more."""

    def __init__(self, app: ASGIApp, limits: Limits) -> None:
        self._app = app
        self._load = Load(limits)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        counts = [self._load.counts[kind] for kind in _kinds(scope)]
        if any(count.now >= count.most for count in counts):
            busy = TooBusy("The server is answering as much as it can. Try again in a moment.")
            await problem_response(busy)(scope, receive, send)
            return
        for count in counts:
            count.now += 1
        try:
            await self._app(scope, receive, send)
        finally:
            for count in counts:
                count.now -= 1


def _kinds(scope: Scope) -> tuple[str, ...]:
    if scope["type"] == "websocket":
        return ("socket",)
    content_types = [value for name, value in scope["headers"] if name == b"content-type"]
    if any(value.lower().startswith(_FORM_TYPE) for value in content_types):
        return ("request", "upload")
    return ("request",)
