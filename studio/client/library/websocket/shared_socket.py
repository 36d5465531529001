# SPDX-License-Identifier: Apache-2.0
"""A speech socket that several contexts share. It is connected anew if it was closed between speeches."""

from __future__ import annotations

import uuid
from threading import RLock
from typing import TYPE_CHECKING

from studio.client.errors import closed_here, is_lost, silent
from studio.client.wire.socket import SocketLimits, SpeechSocket
from studio.core.errors import ConnectionFailed, InvalidArgument, StudioError

if TYPE_CHECKING:
    from studio.client.endpoint import Endpoint
    from studio.client.library.backend import Backend

_REMEMBERED = 256
_LONGEST_ID = 240
"""Servers take 256 characters, of which some are left for what `wire_id` adds."""
ROOM_POLL_S = 0.005
"""Interval at which a sender checks for room for its next message."""
CONTEXT_LIMIT_BYTES = 64 * 1024 * 1024
"""Size of the messages that wait for one context, some four minutes of 44.1 kHz float audio. Beyond it the whole socket
waits, since contexts share it."""


def no_room() -> StudioError:
    """The error for a server that has not read its messages for too long."""
    return ConnectionFailed("The speech server takes no more text: try again.", "too many messages wait")


class SharedSocket:
    """The socket behind a websocket object of the library."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self._lock = RLock()
        self._socket: SpeechSocket | None = None
        self._closed = False
        self.open_contexts: set[str] = set()
        """Ids of contexts that have been made and not ended."""
        self._cancelled: dict[str, int] = {}

    @property
    def version(self) -> str:
        """The server's dialect."""
        return self._backend.version

    @property
    def timeout_s(self) -> float:
        return self._backend.timeout_s

    def silent(self) -> StudioError:
        """The error for a server that has sent nothing for too long. If no other context has received anything either,
        the next request uses another socket."""
        socket = self._socket
        error = silent(self._backend.endpoint() if socket is None else socket.endpoint, self._backend.timeout_s)
        if socket is not None and socket.quiet_s >= self._backend.timeout_s:
            socket.abandon(error)
        return error

    def living(self) -> SpeechSocket | None:
        """The socket, if it is connected already."""
        socket = self._socket
        return socket if socket is not None and socket.connected and not self._closed else None

    def connected(self) -> SpeechSocket:
        """The socket; blocks while it is being connected.

        Raises:
            StudioError: it cannot be; KeyRefused for a wrong key.
        """
        if (socket := self.living()) is not None:
            return socket
        endpoint = self._backend.endpoint()
        try:
            return self._connected_to(endpoint)
        except StudioError as error:
            if not self._backend.renewed(endpoint, error):
                raise
        return self._connected_to(self._backend.endpoint())

    def closed_meanwhile(self, error: StudioError) -> bool:
        """Whether *error* says that the server closed the socket, as it does with one that was not used for long."""
        return is_lost(error) and self.living() is None

    def renewed(self, socket: SpeechSocket, error: StudioError) -> bool:
        """Whether *error*, of a speech over *socket*, came from an engine that has died or is frozen; *connected* then
        gives a socket to another engine. Blocks while the engine is checked."""
        if not self._backend.renewed(socket.endpoint, error):
            return False
        socket.abandon(error)
        return True

    def _connected_to(self, endpoint: Endpoint) -> SpeechSocket:
        with self._lock:
            if self._closed:
                raise closed_here()
            if self._socket is None or not self._socket.alive or self._socket.endpoint != endpoint:
                limits = SocketLimits(connect_s=min(self._backend.timeout_s, SocketLimits().connect_s))
                self._socket = SpeechSocket(endpoint, limits)
                self._socket.start()
            socket = self._socket
        socket.wait_connected()
        return socket

    def new_context_id(self, wanted: str | None) -> str:
        """*wanted*, or a new id, now marked as open.

        Raises:
            InvalidArgument: it is open already, too long, or no text.
        """
        context_id = str(uuid.uuid4()) if wanted is None else wanted
        if not isinstance(context_id, str) or not context_id:
            raise InvalidArgument("context_id", "text, or None for a new id")
        if len(context_id) > _LONGEST_ID:
            raise InvalidArgument("context_id", f"an id of at most {_LONGEST_ID} characters", f"{len(context_id)}")
        if context_id in self.open_contexts:
            raise InvalidArgument("context_id", "an id that is not in use", repr(context_id))
        self.open_contexts.add(context_id)
        return context_id

    def was_cancelled(self, context_id: str) -> None:
        """Note that messages of a cancelled context, or of one under way, may still arrive, or that those for a failed
        one are ignored."""
        self._cancelled[context_id] = self._cancelled.pop(context_id, 0) + 1
        while len(self._cancelled) > _REMEMBERED:
            del self._cancelled[next(iter(self._cancelled))]

    def wire_id(self, context_id: str) -> str:
        """The id to send. After each cancel or failure it is another one, so that late messages are not taken for new
        ones."""
        times = self._cancelled.get(context_id, 0)
        return f"{context_id}~{times}" if times else context_id

    def begin_close(self) -> SpeechSocket | None:
        """Close without waiting; a caller that wants to wait joins the socket."""
        with self._lock:
            self._closed = True
            socket = self._socket
        if socket is not None:
            socket.close()
        return socket

    def reopen(self) -> None:
        """Make a closed socket usable again."""
        with self._lock:
            self._closed = False
