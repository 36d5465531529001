# SPDX-License-Identifier: GPL-3.0-or-later
"""Contexts of a socket. A context is a stream of speech to which messages add text."""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from uuid import uuid4

from starlette.websockets import WebSocketDisconnect

from studio.core.errors import InvalidArgument, NothingToSay, StudioError
from studio.server.limits import Limits
from studio.server.rendering.engine_host import EngineHost
from studio.server.rendering.outs import (
    AudioOut,
    CancelledOut,
    FailedOut,
    FinishedOut,
    FlushedOut,
    Out,
)
from studio.server.speech.context import Context
from studio.server.speech.out_messages import out_message
from studio.server.voices.directory import VoiceDirectory
from studio.server.wire import messages
from studio.server.wire.dialects import Dialect
from studio.server.wire.formats.table import STREAMED
from studio.server.wire.json_object import Body, parse_object
from studio.server.wire.problems import TooBusy, TooLarge, unexpected
from studio.server.wire.requests import (
    TextInput,
    context_id_of,
    is_cancel,
    speech_order,
    text_input,
    unheeded,
)

SendMessage = Callable[[messages.Message], Awaitable[None]]

_log = logging.getLogger(__name__)

_REMEMBERED_FAILURES = 1000


class SocketContexts:
    """Answers a socket's messages. Owns one task for each context, from its first message to its `done`.

    Args:
        send: Sends one message; may wait for a client that reads slowly, and raises WebSocketDisconnect
            once the socket is closed.
        dialect: The client's dialect.
    """

    def __init__(
        self, send: SendMessage, host: EngineHost, directory: VoiceDirectory, limits: Limits, dialect: Dialect
    ) -> None:
        self._send = send
        self._dialect = dialect
        self._host = host
        self._directory = directory
        self._limits = limits
        self._newest: dict[str, Context] = {}
        self._failed: OrderedDict[str, None] = OrderedDict()
        self._tasks: dict[asyncio.Task[None], Context] = {}

    async def handle(self, data: str | bytes) -> None:
        """Handle one message; an error is sent, not raised."""
        context_id = ""
        continues = False
        try:
            body = parse_object(data)
            context_id = context_id_of(body) or str(uuid4())
            if is_cancel(body):
                self._cancel(context_id)
                return
            continues = body.get("continue") is True
            incoming = text_input(body, self._limits)
            if (
                self._dialect.pieces_are_sentences
                and not incoming.transcript
                and incoming.continues
                and not incoming.flush
            ):
                raise InvalidArgument("transcript", "text, unless flush is true or continue is not")
            if self._ignored(context_id, incoming):
                return
            await self._take(context_id, body, incoming)
        except Exception as error:
            told = error if isinstance(error, StudioError) else None
            if told is None and isinstance(error, WebSocketDisconnect | OSError):
                raise  # the client hung up
            self._break(context_id, remember=continues)
            await self._send(messages.failed(context_id, told or unexpected(error), self._dialect))

    async def close(self) -> None:
        """Cancel all contexts and wait for their tasks."""
        tasks = dict(self._tasks)
        for task, context in tasks.items():
            context.render.cancel()
            task.cancel()
        if tasks:
            await asyncio.wait(tasks)

    async def _take(self, context_id: str, body: Body, incoming: TextInput) -> None:
        context = self._newest.get(context_id)
        if context is None or not context.accepts:
            context = await self._open(context_id, body)
        most = self._limits.text_chars if context.order.duration_s is None else self._limits.fitted_chars
        if context.render.waiting_chars + len(context.held) + len(incoming.transcript) > most:
            raise TooLarge(f"transcript: at most {most} characters may wait in one context.")
        if self._host.waiting_chars + len(incoming.transcript) > self._limits.waiting_chars:
            raise TooBusy("Too much text waits to be spoken. Try again in a moment.")
        context.touched_s = asyncio.get_running_loop().time()
        context.add(incoming)
        if self._dialect.tells_unheeded and incoming.transcript:
            await self._tell_unheeded(context, body)

    async def _open(self, context_id: str, body: Body) -> Context:
        order = speech_order(body, STREAMED, self._dialect)
        if body.get("continue") and not order.words.is_all:
            raise InvalidArgument("continue", "false with from_word or to_word, which count the words of a whole text")
        if len(self._tasks) >= self._limits.contexts_per_socket:
            raise TooBusy(f"At most {self._limits.contexts_per_socket} contexts can be open on one socket.")
        speaker = await self._directory.speaker(order)
        context = Context(
            context_id,
            order,
            self._host.open(speaker, order.output),
            self._newest.get(context_id),
            asyncio.get_running_loop().time(),
            self._dialect.first_flush_id,
            max(order.buffer_delay_s, self._limits.gather_s),
            self._dialect.pieces_are_sentences,
        )
        self._newest[context_id] = context
        task = asyncio.create_task(self._answer(context), name="context")
        self._tasks[task] = context
        task.add_done_callback(self._forget)
        return context

    async def _tell_unheeded(self, context: Context, body: Body) -> None:
        """Send a notice, once for each key, if a later message asks otherwise than the context's first one."""
        told = tuple(
            f"{key}: is that of the context's first message; what a later one asks is not heeded."
            for key in unheeded(body, context.order)
        )
        told = tuple(text for text in told if text not in context.notices)
        context.notices += told
        if told and context.order.add_notices:
            await self._send(messages.notice(context.id, (), notices=told))

    def _forget(self, task: asyncio.Task[None]) -> None:
        context = self._tasks.pop(task)
        context.stop_waiting()
        context.render.cancel()
        context.over.set()
        if self._newest.get(context.id) is context:
            del self._newest[context.id]
        error = None if task.cancelled() else task.exception()
        # A client that is gone is no fault.
        if error is not None and not isinstance(error, WebSocketDisconnect):
            _log.error("context ended by %s", type(error).__name__)

    def _cancel(self, context_id: str) -> None:
        self._failed.pop(context_id, None)
        for context in self._tasks.values():
            if context.id == context_id:
                context.accepts = False
                context.render.cancel()

    def _ignored(self, context_id: str, incoming: TextInput) -> bool:
        """Whether a message is for a context that has failed; its error has been sent, and no audio may follow."""
        if context_id not in self._failed:
            return False
        if not incoming.continues:
            del self._failed[context_id]
        return True

    def _break(self, context_id: str, remember: bool) -> None:
        """End the context of a bad message, without a `done` of its own."""
        context = self._newest.get(context_id)
        if context is not None and context.accepts:
            context.accepts = False
            for task, owner in self._tasks.items():
                if owner is context:
                    task.cancel()
        if remember:
            self._remember_failure(context_id)

    def _remember_failure(self, context_id: str) -> None:
        self._failed[context_id] = None
        while len(self._failed) > _REMEMBERED_FAILURES:
            self._failed.popitem(last=False)

    async def _answer(self, context: Context) -> None:
        if context.predecessor is not None:
            await context.predecessor.over.wait()
            context.predecessor = None
        while True:
            out = await self._next(context)
            context.touched_s = asyncio.get_running_loop().time()
            context.sounded = context.sounded or isinstance(out, AudioOut)
            if isinstance(out, FinishedOut) and context.whole and not context.sounded:
                out = FailedOut(NothingToSay())
            if isinstance(out, FailedOut):
                if context.accepts:
                    context.accepts = False
                    self._remember_failure(context.id)
                await self._send(messages.failed(context.id, out.error, self._dialect))
                return
            if isinstance(out, FinishedOut | CancelledOut):
                # Forgotten before its `done` is sent: the client may reuse the id as soon as it reads that.
                if self._newest.get(context.id) is context:
                    del self._newest[context.id]
                if isinstance(out, FinishedOut) or self._dialect.cancels_are_answered:
                    await self._send(messages.done(context.id, context.notices))
                return
            message = self._message(context, out)
            if message is not None:
                await self._send(message)

    async def _next(self, context: Context) -> Out:
        """The render's next output; a context that nobody uses is ended meanwhile."""
        loop = asyncio.get_running_loop()
        while True:
            deadline_s = context.touched_s + self._limits.idle_s if context.accepts else None
            try:
                async with asyncio.timeout_at(deadline_s):
                    return await context.render.next()
            except TimeoutError:
                pass
            if not context.accepts or loop.time() < context.touched_s + self._limits.idle_s:
                continue
            if context.render.drained:
                context.add(TextInput("", continues=False, flush=False))
            else:
                context.touched_s = loop.time()

    def _message(self, context: Context, out: Out) -> messages.Message | None:
        if isinstance(out, FlushedOut):
            context.flush_id += 1
            return messages.flush_done(context.id, context.flush_id - 1)
        return out_message(out, context.id, context.order.add_notices, context.flush_id)
