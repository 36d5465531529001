# SPDX-License-Identifier: GPL-3.0-or-later
"""Answers that are sent before the request's body has been read. They end the connection."""

from __future__ import annotations

import asyncio
import contextlib

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from studio.server.limits import Limits


class EarlyAnswers:
    """ASGI middleware that adds `Connection: close` to such an answer and reads a little more of the body. A client
    that sends its whole body first then still sees the answer instead of a broken connection."""

    def __init__(self, app: ASGIApp, limits: Limits) -> None:
        self._app = app
        self._limits = limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not _has_body(scope):
            await self._app(scope, receive, send)
            return
        body = _Body(receive)
        begun_early, ended = False, False

        async def closing_send(message: Message) -> None:
            nonlocal begun_early, ended
            if message["type"] == "http.response.start" and not body.arrived:
                begun_early = True
                headers = [(name, value) for name, value in message.get("headers", ()) if name != b"connection"]
                message = {**message, "headers": [*headers, (b"connection", b"close")]}
            elif begun_early:
                ended = not message.get("more_body", False)
                message = {**message, "more_body": True}
            await send(message)

        await self._app(scope, body.receive, closing_send)
        if ended:
            # A client that waits for "100 Continue" sends no body after an answer.
            if not any(name == b"expect" for name, _ in scope["headers"]):
                await body.take(self._limits)
            await send({"type": "http.response.body", "body": b"", "more_body": False})


class _Body:
    """A request's body; *arrived* is true once its end has been read."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self.arrived = False

    async def receive(self) -> Message:
        message = await self._receive()
        self.arrived = self.arrived or message["type"] != "http.request" or not message.get("more_body", False)
        return message

    async def take(self, limits: Limits) -> None:
        """Read the rest and drop it, within the limits."""
        taken = 0
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(limits.unread_s):
                while not self.arrived and taken <= limits.unread_bytes:
                    taken += len((await self.receive()).get("body", b""))


def _has_body(scope: Scope) -> bool:
    return any(
        name == b"transfer-encoding" or (name == b"content-length" and value.strip() != b"0")
        for name, value in scope["headers"]
    )
