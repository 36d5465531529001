# SPDX-License-Identifier: Apache-2.0
"""The exchange of one speech, from request to last event, over a socket of its own."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from studio.client.dialect import speech_fields
from studio.client.errors import Busy, silent
from studio.client.speech.events import Audio, Done, Failed, Notice, SpeechEvent, Words
from studio.client.speech.request import request_message
from studio.client.wire.backoff import PATIENCE_S, Backoff
from studio.client.wire.channel import DEFAULT_LIMIT_BYTES, LoopChannel
from studio.client.wire.messages import Chunk, Failure, Finished, Message, Timestamps, Told
from studio.core.errors import ConnectionFailed, EngineUnavailable, ProtocolError, StudioError
from studio.core.pcm import decode

if TYPE_CHECKING:
    from studio.client.endpoint import Endpoint
    from studio.client.speech.request import SpeechRequest
    from studio.client.wire.pool import SocketPool
    from studio.client.wire.socket import SpeechSocket
    from studio.core.pcm import PcmFormat


@dataclass(frozen=True, slots=True)
class Patience:
    """Timeout and retries of a speech.

    Attributes:
        message_s: Seconds without any message after which a speech fails; a consumer's own pauses do not count.
        backoff: Further attempts after a connection failed before anything was heard of the speech.
    """

    message_s: float = PATIENCE_S
    backoff: Backoff = Backoff()


async def speak(
    pool: SocketPool,
    endpoint: Endpoint,
    request: SpeechRequest,
    patience: Patience,
    limit_bytes: int = DEFAULT_LIMIT_BYTES,
) -> AsyncGenerator[SpeechEvent]:
    """The events of one speech as they come, the last of them Done or Failed; nothing else is raised.

    Leaving the iteration early cancels the speech. At most *limit_bytes* wait here for a slow consumer.
    """
    exchange: Exchange | None = None
    ear = _Ear(request.format)
    try:
        exchange = Exchange(pool, endpoint, request, patience, limit_bytes)
        last = False
        while not last:
            event = ear.event(await exchange.next())
            last = isinstance(event, Done | Failed)
            if event is not None:
                yield event
    except StudioError as error:
        yield Failed(error)
    finally:
        # Nothing is awaited here, so that a generator dropped without aclose is cleaned up on Qt's loop too, which has
        # no hook for that.
        if exchange is not None:
            exchange.close()


class Exchange:
    """The one context of its socket. It reconnects before the first message, but not after."""

    def __init__(
        self, pool: SocketPool, endpoint: Endpoint, request: SpeechRequest, patience: Patience, limit_bytes: int
    ) -> None:
        self._pool = pool
        self._endpoint = endpoint
        self._context_id = str(uuid.uuid4())
        message = request_message(request, self._context_id, extended=not endpoint.is_cloud)
        self._message = speech_fields(message, endpoint.version)
        self._patience = patience
        self._limit_bytes = limit_bytes
        self._channel: LoopChannel[Message] | None = None
        self._socket: SpeechSocket | None = None
        self._socket_used = False
        self._heard = False
        self._retries = 0

    async def next(self) -> Message:
        """The next message.

        Raises:
            StudioError: no message in time, or no connection.
        """
        while True:
            try:
                message = await self._receive()
            except (ConnectionFailed, EngineUnavailable) as error:
                await self._before_retry(error)
            else:
                self._heard = True
                return message

    def close(self) -> None:
        """Cancel the speech if it goes on, and return the socket to the pool, without waiting."""
        socket, self._socket = self._socket, None
        if socket is not None:
            held_back = self._channel is not None and self._channel.full
            socket.cancel(self._context_id)
            if held_back:
                socket.close()  # another speech on it would have to wait for all that the server has sent already
            self._pool.give_back(socket)
        if self._channel is not None:
            self._channel.close()

    async def _receive(self) -> Message:
        if self._socket is None or self._channel is None:
            self._channel = LoopChannel(self._limit_bytes)
            self._socket, self._socket_used = self._pool.take()
            self._socket.open(self._context_id, self._channel)
            self._socket.send(self._message)
        message = await self._channel.next(self._patience.message_s)
        if message is None:
            self._heard = True  # the server took the request: asking again would only wait again
            self._socket.close()
            raise silent(self._endpoint, self._patience.message_s)
        if isinstance(message, Failure) and (message.lost or isinstance(message.error, Busy)):
            raise message.error
        return message

    async def _before_retry(self, error: StudioError) -> None:
        """Wait until another attempt is due, or raise *error* if there is none."""
        stale = self._socket_used and self._socket is not None and not self._socket.alive
        self.close()
        if self._heard:
            raise error
        if stale:
            return  # closed by the server while idle, most likely: the next one is tried at once
        backoff = self._patience.backoff
        if self._retries >= backoff.retries:
            raise error
        delay_s = backoff.delay_s(self._retries)
        self._retries += 1
        await asyncio.sleep(delay_s)


class _Ear:
    """Converts messages to events with whole samples and their start times."""

    def __init__(self, pcm: PcmFormat) -> None:
        self._pcm = pcm
        self._remainder = b""
        self._frames = 0

    def event(self, message: Message) -> SpeechEvent | None:
        if isinstance(message, Chunk):
            return self._audio(message.data)
        if isinstance(message, Timestamps):
            return Words(message.words) if message.words else None
        if isinstance(message, Told):
            return Notice(message.skipped, message.buffer_s, message.wait_s)
        if isinstance(message, Failure):
            return Failed(message.error)
        if isinstance(message, Finished):
            return self._end()
        return None

    def _audio(self, data: bytes) -> Audio | None:
        data = self._remainder + data
        whole = len(data) - len(data) % self._pcm.bytes_per_sample
        self._remainder = data[whole:]
        if not whole:
            return None
        audio = Audio(decode(data[:whole], self._pcm.encoding), self._frames / self._pcm.sample_rate_hz)
        self._frames += len(audio.samples)
        return audio

    def _end(self) -> Done | Failed:
        if self._remainder:
            return Failed(ProtocolError("The sound is cut off: try again.", "the audio ends within a sample"))
        return Done()
