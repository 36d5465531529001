# SPDX-License-Identifier: GPL-3.0-or-later
"""Speech over HTTP, as bytes of one file or as server-sent events."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from uuid import uuid4

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from studio.core.errors import EngineUnavailable, NothingToSay, StudioError
from studio.server.limits import Limits
from studio.server.rendering.engine_host import EngineHost
from studio.server.rendering.outs import (
    AudioOut,
    CancelledOut,
    FailedOut,
    FinishedOut,
    Out,
)
from studio.server.rendering.render import Render
from studio.server.speech.out_messages import out_message
from studio.server.voices.directory import VoiceDirectory
from studio.server.wire import messages
from studio.server.wire.dialects import Dialect, dialect_of
from studio.server.wire.formats.output import OutputFormat
from studio.server.wire.formats.table import ALL_FORMATS, STREAMED
from studio.server.wire.json_object import read_body
from studio.server.wire.problems import problem_response
from studio.server.wire.requests import SpeechOrder, context_id_of, speech_order, transcript_of


def speech_routes(host: EngineHost, directory: VoiceDirectory, limits: Limits) -> list[Route]:
    async def speak_bytes(request: Request) -> Response:
        body = await read_body(request, limits)
        order = speech_order(body, ALL_FORMATS)
        text = transcript_of(body, _bounds(limits, order))
        render = host.open(await directory.speaker(order), order.output)
        return BytesAnswer(render, text, order.output, limits)

    async def speak_events(request: Request) -> Response:
        body = await read_body(request, limits)
        order = speech_order(body, STREAMED)
        text = transcript_of(body, _bounds(limits, order))
        context_id = context_id_of(body) or str(uuid4())
        render = host.open(await directory.speaker(order), order.output)
        return EventsAnswer(render, text, order, context_id, dialect_of(request.scope), limits)

    return [
        Route("/tts/bytes", speak_bytes, methods=["POST"]),
        Route("/tts/sse", speak_events, methods=["POST"]),
    ]


def _bounds(limits: Limits, order: SpeechOrder) -> Limits:
    """*limits* for *order*: speech of a given duration is held as a whole, so its text has to be shorter."""
    return limits if order.duration_s is None else replace(limits, text_chars=limits.fitted_chars)


class SpeechAnswer(Response):
    """An answer that begins with the first sound, or is an error if none comes. It is cancelled when the client hangs
    up."""

    media_type: str | None = "application/octet-stream"

    def __init__(self, render: Render, text: str, limits: Limits) -> None:
        self._stalled_s = limits.stalled_s
        self._render = render
        self._text = text
        self.background = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        hang_up = asyncio.create_task(self._cancel_on_hang_up(receive), name="hang-up")
        try:
            self._render.add(self._text)
            self._render.finish()
            begun = [await self._render.next()]
            while not isinstance(begun[-1], AudioOut | FinishedOut | CancelledOut | FailedOut):
                begun.append(await self._render.next())
            error = _error_of(begun[-1])
            if error is not None:
                await problem_response(error)(scope, receive, send)
            else:
                await self._send(begun, send)
        except (_Broken, TimeoutError):
            # uvicorn closes the connection of an answer that has no end.
            return
        finally:
            self._render.cancel()
            hang_up.cancel()

    async def _send(self, begun: list[Out], send: Send) -> None:
        headers: list[tuple[bytes, bytes]] = [
            (b"content-type", (self.media_type or "").encode()),
            (b"cache-control", b"no-store"),
        ]
        started = False
        async for part, length in self._body(self._from(begun)):
            if not started:
                length_header = [] if length is None else [(b"content-length", str(length).encode())]
                await send({"type": "http.response.start", "status": 200, "headers": headers + length_header})
                started = True
            async with asyncio.timeout(self._stalled_s):
                await send({"type": "http.response.body", "body": part, "more_body": True})
        if started:
            await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _from(self, begun: list[Out]) -> AsyncIterator[Out]:
        for out in begun:
            yield out
        while not isinstance(out, FinishedOut | CancelledOut | FailedOut):
            out = await self._render.next()
            yield out

    def _body(self, outs: AsyncIterator[Out]) -> AsyncIterator[tuple[bytes, int | None]]:
        """The body's parts, each with the length of the whole body if it is known by then. Raises _Broken at the end if
        the answer must look incomplete."""
        raise NotImplementedError

    async def _cancel_on_hang_up(self, receive: Receive) -> None:
        while (await receive())["type"] != "http.disconnect":
            pass
        self._render.cancel()


def _error_of(out: Out) -> StudioError | None:
    """The error that an answer is if nothing has sounded before *out*."""
    if isinstance(out, FailedOut):
        return out.error
    if isinstance(out, CancelledOut):
        return EngineUnavailable("The server is closing.")
    return NothingToSay() if isinstance(out, FinishedOut) else None


class _Broken(Exception):
    """The answer breaks off; the connection closes without the body's proper end, so that the client notices."""


class BytesAnswer(SpeechAnswer):
    """Audio as it is rendered. Short audio with a header is held until its length is known, so that the header is
    exact."""

    def __init__(self, render: Render, text: str, output: OutputFormat, limits: Limits) -> None:
        super().__init__(render, text, limits)
        self._output = output
        self._held_bytes = round(limits.whole_wav_s * output.bytes_per_s)
        self.media_type = output.media_type

    async def _body(self, outs: AsyncIterator[Out]) -> AsyncIterator[tuple[bytes, int | None]]:
        output = self._output
        held = bytearray() if output.header(None) else None
        async for out in outs:
            if isinstance(out, CancelledOut | FailedOut):
                raise _Broken
            if not isinstance(out, AudioOut):
                continue
            if held is None:
                yield out.data, None
                continue
            held += out.data
            if len(held) > self._held_bytes:
                yield output.header(None) + bytes(held), None
                held = None
        if held is not None:
            header = output.header(len(held))
            yield header + bytes(held), len(header) + len(held)
        else:
            yield b"", None


class EventsAnswer(SpeechAnswer):
    """Server-sent events: one for each chunk of audio, word times if asked for, `done` at the end."""

    media_type = "text/event-stream"

    def __init__(
        self, render: Render, text: str, order: SpeechOrder, context_id: str, dialect: Dialect, limits: Limits
    ) -> None:
        super().__init__(render, text, limits)
        self._dialect = dialect
        self._order = order
        self._context_id = context_id

    async def _body(self, outs: AsyncIterator[Out]) -> AsyncIterator[tuple[bytes, int | None]]:
        async for out in outs:
            if isinstance(out, CancelledOut):
                raise _Broken
            message = self._message(out)
            if message is not None:
                yield messages.to_event(message), None

    def _message(self, out: Out) -> messages.Message | None:
        if isinstance(out, FailedOut):
            return messages.failed(self._context_id, out.error, self._dialect)
        if isinstance(out, FinishedOut):
            return messages.last_event(self._context_id, self._dialect)
        return out_message(out, self._context_id, self._order.add_notices)
