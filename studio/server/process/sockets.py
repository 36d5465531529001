# SPDX-License-Identifier: GPL-3.0-or-later
"""A limit on the memory of unfinished messages of all sockets together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import wsproto
from uvicorn.protocols.websockets.wsproto_impl import WSProtocol

from studio.server.limits import Limits

if TYPE_CHECKING:
    from wsproto import events

TRY_AGAIN_LATER = 1013
REASON = "The server holds too much of unfinished messages. Send smaller ones, or try again later."


class BoundedSocket(WSProtocol):
    """A socket whose messages count against the limit from their first byte until they have been handled.

    When the messages of all sockets exceed it, the socket that holds most is closed, so that clients who send little
    are not kept out by those who send much.

    Attributes:
        limits, holding: The class's limits and all sockets' sizes; see socket_class.
    """

    limits: Limits
    holding: dict[BoundedSocket, int]
    _in_hand = 0

    def handle_message(self, event: events.TextMessage | events.BytesMessage) -> None:
        added = len(event.data.encode() if isinstance(event.data, str) else event.data)
        size = self.buffer.length + added
        super().handle_message(event)
        if self.close_sent:
            self._let_go()
            return
        if event.message_finished:
            self._in_hand += size
        self._hold(self.buffer.length + self._in_hand)
        while sum(self.holding.values()) > self.limits.unfinished_bytes:
            max(self.holding, key=lambda each: (self.holding[each], each is self)).refuse()

    async def receive(self) -> Any:
        if self.queue.empty():
            # The application asks for the next message when it has handled those before.
            self._in_hand = 0
            self._hold(self.buffer.length)
        return await super().receive()

    def connection_lost(self, exc: Exception | None) -> None:
        self._let_go()
        super().connection_lost(exc)

    def refuse(self) -> None:
        """Close the socket, as it holds too much."""
        self._let_go()
        self.close_sent = True
        self.queue.put_nowait({"type": "websocket.disconnect", "code": TRY_AGAIN_LATER, "reason": REASON})
        if not self.transport.is_closing():
            closing = wsproto.events.CloseConnection(code=TRY_AGAIN_LATER, reason=REASON)
            self.transport.write(self.conn.send(closing))
            # Bytes under way are still read and dropped; otherwise the client would see a broken connection instead of
            # the reason.
            self.transport.resume_reading()
            self.close_timer = self.loop.call_later(self.close_timeout, self.transport.close)

    def _hold(self, size: int) -> None:
        if size:
            self.holding[self] = size
        else:
            self.holding.pop(self, None)

    def _let_go(self) -> None:
        self.buffer.clear()
        self._in_hand = 0
        self._hold(0)


def socket_class(limits: Limits) -> type[BoundedSocket]:
    """The class of one server's sockets."""
    return type("ServerSocket", (BoundedSocket,), {"limits": limits, "holding": {}})
