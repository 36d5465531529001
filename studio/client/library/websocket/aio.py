# SPDX-License-Identifier: Apache-2.0
"""The speech socket for programs with an event loop."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, Self, overload

from studio.client.library.bodies import SpeechArguments, longest_audio_bytes, whole_text
from studio.client.library.notebook import shown
from studio.client.library.outputs import acollected, output_of
from studio.client.library.websocket.context import ContextState
from studio.client.library.websocket.shared_socket import CONTEXT_LIMIT_BYTES, ROOM_POLL_S, SharedSocket, no_room
from studio.client.wire.channel import LoopChannel
from studio.client.wire.messages import Failure, Finished, FlushDone, Message
from studio.client.wire.threads import in_thread
from studio.core.errors import ConnectionFailed, StudioError

if TYPE_CHECKING:
    from studio.client.library.backend import Backend
    from studio.client.library.types import SpeechOutput


class AsyncContext:
    """One speech over a socket that others share; text is sent and audio received independently.

    It ends with its last audio, when it is cancelled, or when *receive* is left early. A server ends it by itself
    when no text has come for 5 seconds.
    """

    def __init__(self, context_id: str, shared: SharedSocket, owner: AsyncWebSocket) -> None:
        self._owner = owner  # kept, as it hangs up when it is dropped
        self._state = ContextState(context_id, shared, lambda: LoopChannel[Message](CONTEXT_LIMIT_BYTES))
        self._batches: list[_Batch] = [_Batch()]
        self._turn = asyncio.Lock()
        self._begun = asyncio.Event()
        self._over = False
        self._posting = asyncio.Lock()  # so that repeated messages go before new ones
        self._sent: list[dict[str, Any]] = []
        """Messages to repeat if the engine is lost before anything is heard."""
        self._heard = self._tried = self._used = False
        self._ends = 0
        """Number of times that it was cancelled, or left: what was under way then is not for what follows."""
        self._flushes: deque[bool] = deque()
        """Whether each flush on its way parts the outputs."""

    @property
    def context_id(self) -> str:
        return self._state.id

    async def send(
        self,
        model_id: str,
        transcript: str,
        output_format: Mapping[str, Any],
        voice_id: str | None = None,
        voice_embedding: Sequence[float] | None = None,
        context_id: str | None = None,
        continue_: bool = False,
        flush: bool = False,
        duration: float | None = None,
        language: str | None = None,
        add_timestamps: bool = False,
        _experimental_voice_controls: Mapping[str, Any] | None = None,
    ) -> None:
        """Send the next part of the text; parts are joined exactly as they are sent.

        Args:
            continue_: More text follows. Without it this part is the last.
            flush: Have all that was sent so far spoken now.

        Raises:
            ValueError: an argument outside what is permitted.
            RuntimeError: the connection is lost.
        """
        arguments = SpeechArguments(
            model_id, output_format, voice_id, voice_embedding, duration, language, _experimental_voice_controls
        )
        await self._post(self._state.body(arguments, transcript, context_id, continue_, flush, add_timestamps))

    async def no_more_inputs(self) -> None:
        """Tell that the text is complete; what was sent is spoken to its end."""
        await self._post(self._state.closing())

    async def flush(self) -> Callable[[], AsyncGenerator[SpeechOutput]]:
        """Have all that was sent so far spoken now.

        Returns:
            A function whose generator yields the outputs up to here; *receive* then yields those that follow.
        """
        await self._post(self._state.flushing(), parts=True)
        batch = self._batches[-1]
        self._batches.append(_Batch())

        async def outputs_before() -> AsyncGenerator[SpeechOutput]:
            while (output := await self._next(batch)) is not None:
                yield output

        return outputs_before

    async def receive(self) -> AsyncGenerator[SpeechOutput]:
        """Yield the outputs as they come, after the newest flush: `{"audio", "context_id"}` or
        `{"word_timestamps", "context_id"}`. Leaving it early cancels the speech.

        Raises:
            RuntimeError: the speech cannot be rendered, nothing came in time, or the connection is lost.
        """
        ends, spoken = self._ends, False
        try:
            while True:
                batch = self._batches[-1]
                output = await self._next(batch)
                if output is not None:
                    yield output
                elif batch.last or batch is self._batches[-1]:
                    spoken = True
                    return
        finally:
            # Nothing is awaited here, so that a dropped generator is cleaned up on any loop. After its own end what was
            # sent meanwhile is another speech.
            if ends == self._ends and not spoken:
                self._close()

    async def cancel(self) -> None:
        """End the speech at once; waits for nothing."""
        self._close()

    def is_closed(self) -> bool:
        """Whether the speech has ended."""
        return self._state.id not in self._state.shared.open_contexts

    def _close(self) -> None:
        self._ends += 1
        self._state.end()
        self._end_batches(None)
        self._over = True
        self._begun.set()

    async def _post(self, message: dict[str, Any], parts: bool = False) -> None:
        """Send *message*, unless it is cancelled before; if it flushes, that *parts* the outputs or not."""
        ends = self._ends
        async with self._posting:
            if ends != self._ends:
                return
            if message.get("flush"):
                self._flushes.append(parts)
            if not self._state.channels:
                self._sent, self._heard, self._tried = [], False, False
                self._used = self._state.shared.living() is not None
            if not self._heard:
                self._sent.append(message)
            try:
                await self._offer(message)
            except StudioError as error:
                if not await self._asked_again(error):
                    raise

    async def _offer(self, message: dict[str, Any]) -> None:
        shared, ends = self._state.shared, self._ends
        socket = shared.living()
        if socket is None:
            socket = await in_thread("speech-socket-connect", shared.connected)
            if ends != self._ends:
                return
        self._state.begin(socket)
        self._over = False
        self._begun.set()
        loop = asyncio.get_running_loop()
        deadline_s = loop.time() + shared.timeout_s
        while not socket.offer(self._state.addressed(message)):
            if loop.time() > deadline_s:
                raise no_room()
            await asyncio.sleep(ROOM_POLL_S)
            if ends != self._ends:
                return

    async def _asked_again(self, error: StudioError) -> bool:
        """Whether all messages were repeated after *error*. That is done once, before anything is heard, if a socket
        used before turns out to be closed or the engine on this machine was lost. Called with *_posting* held."""
        shared, socket, ends = self._state.shared, self._state.socket, self._ends
        if self._heard or self._tried or len(self._state.channels) > 1:
            return False
        closed = self._used and shared.closed_meanwhile(error)
        if not closed and (
            socket is None or not await in_thread("engine-check", lambda: shared.renewed(socket, error))
        ):
            return False
        if ends != self._ends:
            return True  # nobody waits for it any more
        self._tried = True
        self._state.drop()
        for message in tuple(self._sent):
            await self._offer(message)
        return True

    async def _next(self, batch: _Batch) -> SpeechOutput | None:
        """The next output of *batch*, None after its last. A waiting task files messages for all batches."""
        while True:
            if batch.outputs:
                return batch.outputs.popleft()
            if batch.error is not None:
                raise batch.error
            if batch.ended:
                return None
            async with self._turn:
                if not batch.outputs and not batch.ended:
                    await self._take()

    async def _take(self) -> None:
        """Wait for one message and file it in its batch."""
        shared = self._state.shared
        if not self._state.channels and not self._over:
            self._begun.clear()
            try:
                await asyncio.wait_for(self._begun.wait(), shared.timeout_s)
            except TimeoutError:
                self._end_batches(ConnectionFailed("Nothing was sent to be spoken.", f"in {shared.timeout_s:g} s"))
                return
        if not self._state.channels:
            self._end_batches(None)
            return
        channel = self._state.channels[0]
        message = await channel.next(shared.timeout_s)
        if channel not in self._state.channels:
            return  # it was cancelled meanwhile
        silence = message is None and channel.open
        error = message.error if isinstance(message, Failure) else None
        if silence:
            error = await in_thread("speech-socket-silent", shared.silent)
        if error is not None:
            async with self._posting:
                if await self._asked_again(error) or channel not in self._state.channels:
                    return
        if silence:
            self._end_batches(error)
        elif message is None or isinstance(message, Finished | Failure):
            self._state.forget(channel, isinstance(message, Failure))
            self._over = not self._state.channels
            self._end_batches(error)
        else:
            self._heard = True
            self._sent.clear()
            self._file(message)

    def _file(self, message: Message) -> None:
        batch = self._batches[0]
        if isinstance(message, FlushDone):
            # Only a batch that a flush has ended ends here. Ids count from 0 or from 1, but their order is enough.
            if (not self._flushes or self._flushes.popleft()) and len(self._batches) > 1:
                self._batches.pop(0).ended = True
        elif (output := output_of(message, self._state.id)) is not None:
            batch.outputs.append(output)

    def _end_batches(self, error: StudioError | None) -> None:
        for batch in self._batches:
            batch.ended, batch.last, batch.error = True, True, error
        self._batches = [_Batch()]
        self._flushes.clear()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    def __del__(self) -> None:
        self._state.end()


class _Batch:
    """Outputs between two flushes; *last* if the speech ended with it."""

    def __init__(self) -> None:
        self.outputs: deque[SpeechOutput] = deque()
        self.error: StudioError | None = None
        self.ended = False
        self.last = False


class AsyncWebSocket:
    """A speech socket; several contexts may speak over it at once.

    One context that nobody reads stops the others only once 64 MB of it wait. Close it when done.
    """

    def __init__(self, backend: Backend) -> None:
        self._shared = SharedSocket(backend)

    async def connect(self) -> None:
        """Connect, unless connected.

        Raises:
            RuntimeError: it cannot be.
        """
        self._shared.reopen()
        if self._shared.living() is None:
            await in_thread("speech-socket-connect", self._shared.connected)

    async def close(self) -> None:
        """Hang up; contexts that still speak end with an error. It may be connected again."""
        socket = self._shared.begin_close()
        if socket is not None:
            await in_thread("speech-socket-close", socket.join)

    def context(self, context_id: str | None = None) -> AsyncContext:
        """A context with the given id, or a new one.

        Raises:
            ValueError: a context of that id is open.
        """
        return AsyncContext(self._shared.new_context_id(context_id), self._shared, self)

    @overload
    async def send(
        self,
        model_id: str,
        transcript: str,
        output_format: Mapping[str, Any],
        voice_id: str | None = None,
        voice_embedding: Sequence[float] | None = None,
        context_id: str | None = None,
        duration: float | None = None,
        language: str | None = None,
        stream: Literal[True] = True,
        add_timestamps: bool = False,
        _experimental_voice_controls: Mapping[str, Any] | None = None,
    ) -> AsyncGenerator[SpeechOutput]: ...

    @overload
    async def send(
        self,
        model_id: str,
        transcript: str,
        output_format: Mapping[str, Any],
        voice_id: str | None = None,
        voice_embedding: Sequence[float] | None = None,
        context_id: str | None = None,
        duration: float | None = None,
        language: str | None = None,
        *,
        stream: Literal[False],
        add_timestamps: bool = False,
        _experimental_voice_controls: Mapping[str, Any] | None = None,
    ) -> SpeechOutput: ...

    async def send(
        self,
        model_id: str,
        transcript: str,
        output_format: Mapping[str, Any],
        voice_id: str | None = None,
        voice_embedding: Sequence[float] | None = None,
        context_id: str | None = None,
        duration: float | None = None,
        language: str | None = None,
        stream: bool = True,
        add_timestamps: bool = False,
        _experimental_voice_controls: Mapping[str, Any] | None = None,
    ) -> AsyncGenerator[SpeechOutput] | SpeechOutput:
        """Speak *transcript*; arguments, result and errors are those of WebSocket.send, the generator is async."""
        context = self.context(context_id)

        try:
            await context.send(
                model_id=model_id,
                transcript=whole_text(transcript),
                output_format=output_format,
                voice_id=voice_id,
                voice_embedding=voice_embedding,
                duration=duration,
                language=language,
                add_timestamps=add_timestamps,
                _experimental_voice_controls=_experimental_voice_controls,
            )
        except BaseException:
            await context.cancel()
            raise
        outputs = context.receive()
        if stream:
            return outputs
        most_bytes = longest_audio_bytes(output_format, transcript)
        whole = await acollected(outputs, most_bytes, context.context_id, add_timestamps)
        return shown(whole, output_format)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    def __del__(self) -> None:
        self._shared.begin_close()
