# SPDX-License-Identifier: Apache-2.0
"""A speech socket: one thread connects and reads, another writes, and contexts share it."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Event, RLock, Thread
from typing import TYPE_CHECKING, Any

from studio.client.errors import closed_here, lost
from studio.client.wire.bodies import MESSAGE_BYTES
from studio.client.wire.messages import Failure, Finished, Message, parse
from studio.client.wire.transport import NORMAL, PROTOCOL_BROKEN, Connection, close_code, connect, cut, receive
from studio.client.wire.writer import Writer
from studio.core.errors import StudioError

if TYPE_CHECKING:
    from studio.client.endpoint import Endpoint
    from studio.client.wire.channel import Channel

_STALLED_S = 0.1
_CUT_S = 1.0
_MIN_MESSAGE_BYTES = 64


@dataclass(frozen=True, slots=True)
class SocketLimits:
    """Limits of one socket.

    Attributes:
        connect_s: Seconds for each step of connecting.
        message_bytes: The longest message taken from the server.
        waiting_messages: Messages that may wait to be written.
    """

    connect_s: float = 10.0
    message_bytes: int = MESSAGE_BYTES
    waiting_messages: int = 256


class SpeechSocket:
    """A connection to `/tts/websocket`. All methods but *join* return at once and may be called from any thread.

    A context whose channel is full stops the reader, and TCP then holds the server back. Contexts that must not hold
    each other back use sockets of their own.
    """

    def __init__(self, endpoint: Endpoint, limits: SocketLimits | None = None) -> None:
        self.endpoint = self._endpoint = endpoint
        self._limits = limits or SocketLimits()
        self._lock = RLock()  # a dropped object may call cancel in the middle of another call
        self._contexts: dict[str, Channel[Message]] = {}
        self._connection = Connection(self._limits.message_bytes)
        self._lost: StudioError | None = None
        self._heard_s = time.monotonic()
        self._settled = Event()
        self._ended = Event()
        self._writer = Writer(self._limits.waiting_messages)
        self._reader = Thread(target=self._read, name="speech-socket-reader", daemon=True)

    def start(self) -> None:
        """Connect in the background; messages sent meanwhile wait."""
        self._reader.start()

    def wait_connected(self) -> None:
        """Block until connected, at most for the connection's own time limits.

        Raises:
            StudioError: it could not be.
        """
        self._settled.wait()
        if self._lost is not None:
            raise self._lost

    @property
    def alive(self) -> bool:
        """Whether it is connected, or about to be."""
        return self._lost is None

    @property
    def connected(self) -> bool:
        """Whether it is connected now."""
        return self._lost is None and self._settled.is_set()

    @property
    def quiet_s(self) -> float:
        """Seconds since anything came from the server."""
        return time.monotonic() - self._heard_s

    @property
    def ended(self) -> bool:
        """Whether its threads have ended and its file descriptor is closed."""
        return self._ended.is_set()

    @property
    def usable(self) -> bool:
        """Whether it is alive, has no open context, and the server reads its messages."""
        return self.alive and not self._contexts and self._writer.waiting_s < _STALLED_S

    def open(self, context_id: str, channel: Channel[Message]) -> None:
        """Route the messages of *context_id* to *channel* until it ends, is cancelled or the connection is lost.

        Raises:
            StudioError: the connection is gone; the error says why.
        """
        with self._lock:
            if self._lost is not None:
                raise self._lost
            self._contexts[context_id] = channel

    def send(self, message: Mapping[str, Any]) -> None:
        """Queue *message* for the writer.

        Raises:
            StudioError: the connection is gone, or too many messages wait.
        """
        if not self.offer(message):
            raise lost(self._endpoint, "the server has stopped taking messages")

    def offer(self, message: Mapping[str, Any]) -> bool:
        """Whether *message* was queued; False when too many wait.

        Raises:
            StudioError: the connection is gone.
        """
        if self._lost is not None:
            raise self._lost
        return self._writer.send(json.dumps(message))

    def is_open(self, context_id: str, channel: Channel[Message] | None = None) -> bool:
        """Whether messages of *context_id* are still to come; with a *channel*, to it."""
        found = self._contexts.get(context_id)
        return found is not None and channel in (None, found)

    def cancel(self, context_id: str, channel: Channel[Message] | None = None) -> bool:
        """Forget the context and tell the server; what still arrives of it is dropped. False if it is not open, or not
        that of *channel*."""
        with self._lock:
            if not self.is_open(context_id, channel):
                return False
            found = self._contexts.pop(context_id)
        found.close()
        if self.alive and not self._writer.send(json.dumps({"context_id": context_id, "cancel": True})):
            self._lose(lost(self._endpoint, "the server has stopped taking messages"), PROTOCOL_BROKEN)
        return True

    def close(self) -> None:
        """Say goodbye and hang up; open contexts end with ConnectionFailed. *join* waits for the end."""
        self._lose(closed_here(), NORMAL)

    def abandon(self, error: StudioError) -> None:
        """Hang up on a silent server; open contexts end with *error*."""
        self._lose(error, NORMAL)

    def join(self, patience_s: float = 0.2) -> None:
        """Wait until both threads have ended; after *patience_s* seconds the connection is cut.

        A thread that is still looking up a name cannot be interrupted; it ends by its own time limit.
        """
        if self._reader.ident is not None and not self._ended.wait(patience_s):
            cut(self._connection)
            self._ended.wait(_CUT_S)

    def _read(self) -> None:
        try:
            connect(self._connection, self._endpoint, self._limits.connect_s)
            self._writer.start(self._connection)
            self._settled.set()
            while self.alive:
                frame = receive(self._connection, self._endpoint)
                self._heard_s = time.monotonic()
                self._route(frame)
        except StudioError as error:
            self._lose(error, close_code(error))
        finally:
            self._wind_up()

    def _route(self, frame: bytes) -> None:
        context_id, messages = parse(frame)
        for message in messages:
            last = isinstance(message, Finished | Failure)
            for channel in self._channels(context_id, message, last):
                if last:
                    channel.end(message)
                else:
                    channel.put(message, max(len(frame), _MIN_MESSAGE_BYTES))

    def _channels(self, context_id: str | None, message: Message, last: bool) -> list[Channel[Message]]:
        """The channels for *message*. A context ends with its last message; later ones are dropped."""
        with self._lock:
            if context_id is not None:
                channel = self._contexts.pop(context_id, None) if last else self._contexts.get(context_id)
                return [] if channel is None else [channel]
            # An error without a context is about the connection; other messages without one are dropped.
            if not isinstance(message, Failure):
                return []
            channels, self._contexts = list(self._contexts.values()), {}
            return channels

    def _lose(self, error: StudioError, code: int) -> None:
        """End every context with *error*, say goodbye with *code* and hang up."""
        with self._lock:
            if self._lost is None:
                self._lost = error
                self._writer.finish(code)
            channels, self._contexts = list(self._contexts.values()), {}
        self._settled.set()
        for channel in channels:
            channel.end(Failure(error, lost=True))

    def _wind_up(self) -> None:
        self._lose(lost(self._endpoint, "the reader ended"), NORMAL)
        self._writer.join(_STALLED_S)
        cut(self._connection)
        self._writer.join()
        self._connection.dispose()
        self._ended.set()
