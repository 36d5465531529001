# SPDX-License-Identifier: Apache-2.0
"""Speech as server-sent events over HTTP, for threads and for tasks."""

from __future__ import annotations

import time
from collections.abc import AsyncGenerator, Callable, Coroutine, Generator, Iterator
from contextlib import closing
from dataclasses import dataclass
from threading import Thread
from typing import TYPE_CHECKING, Any

from studio.client.errors import NO_SPEECH_SERVER, NotUnderstood, silent
from studio.client.library.outputs import output_of
from studio.client.wire.bodies import EVENTS
from studio.client.wire.channel import LoopChannel
from studio.client.wire.hang_up import HangUp
from studio.client.wire.messages import Failure, Finished, Message
from studio.client.wire.sse import EventParser
from studio.core.errors import StudioError

if TYPE_CHECKING:
    from studio.client.library.backend import Backend
    from studio.client.library.types import SpeechOutput
    from studio.client.wire.rest import Rest

_PATH = "/tts/sse"
_OUTPUT_BYTES = 256  # about the size of an output without audio


def event_outputs(
    backend: Backend, body: dict[str, Any], hang_up: HangUp | None = None, on_done: Callable[[], object] | None = None
) -> Generator[SpeechOutput]:
    """The outputs of one speech. Leaving early, or *hang_up* from another thread, hangs up and so cancels it.

    Args:
        on_done: Called once the stream has sent `done`. With it, the stream's end is then waited for, so that the next
            request can use the connection; without it the connection is closed, so that nobody waits.

    Raises:
        StudioError: while iterating: refused, failed or lost. If the engine on this machine is lost before the first
            output, it is started anew and asked once more instead. A stream that ends without `done` is complete,
            unless nothing came at all.
    """
    hang_up = hang_up or HangUp()
    rest = backend.rest()
    heard = False
    try:
        for output in _outputs_from(rest, body, hang_up, on_done, backend.timeout_s):
            heard = True
            yield output
    except StudioError as error:
        if heard or hang_up.called or not backend.renewed(rest.endpoint, error):
            raise
    else:
        return
    yield from _outputs_from(backend.rest(), body, hang_up, on_done, backend.timeout_s)


def _outputs_from(
    rest: Rest, body: dict[str, Any], hang_up: HangUp, on_done: Callable[[], object] | None, timeout_s: float
) -> Generator[SpeechOutput]:
    events = _Events()
    with rest.stream("POST", _PATH, repeatable=True, hang_up=hang_up, kinds=EVENTS, json=body) as pieces:
        heard_s = time.monotonic()
        for piece in pieces:
            for output in events.outputs(piece):
                yield output
                heard_s = time.monotonic()
            # Comments and empty events keep a connection alive but are no output.
            if time.monotonic() - heard_s > timeout_s:
                raise silent(rest.endpoint, timeout_s)
            if events.done:
                if on_done is not None:
                    on_done()
                    next(pieces, None)
                return
    yield from events.end()


async def async_event_outputs(backend: Backend, body: dict[str, Any]) -> AsyncGenerator[SpeechOutput]:
    """Like event_outputs, which it reads in a thread."""
    channel: LoopChannel[SpeechOutput | _End] = LoopChannel()
    hang_up = HangUp()

    def read() -> None:
        try:
            with closing(event_outputs(backend, body, hang_up, lambda: channel.end(_End()))) as outputs:
                for output in outputs:
                    channel.put(output, len(output.get("audio", b"")) + _OUTPUT_BYTES)
                    if not channel.open:
                        return
        except BaseException as error:
            channel.end(_End(error))
        else:
            channel.end(_End())

    Thread(target=read, name="speech-events", daemon=True).start()
    ended: _End | None = None
    try:
        while (output := await channel.next(None)) is not None and not isinstance(output, _End):
            yield output
        ended = output
        if ended is not None and ended.error is not None:
            raise ended.error
    finally:
        channel.close()
        if ended is None:
            hang_up()


@dataclass(frozen=True, slots=True)
class _End:
    """The end of the outputs, with the error if they break off."""

    error: BaseException | None = None


class _Events:
    """Parses bytes to outputs, until the stream sends `done`."""

    def __init__(self) -> None:
        self.done = False
        self._heard = False
        self._parser = EventParser()

    def outputs(self, piece: bytes) -> Iterator[SpeechOutput]:
        return self._outputs(self._parser.feed(piece))

    def end(self) -> Iterator[SpeechOutput]:
        yield from self._outputs(self._parser.end())
        if not self._heard and not self.done:
            raise NotUnderstood(NO_SPEECH_SERVER, "no event in the answer")

    def _outputs(self, messages: Iterator[Message]) -> Iterator[SpeechOutput]:
        for message in messages:
            if isinstance(message, Failure):
                raise message.error
            if isinstance(message, Finished):
                self.done = True
                return
            if (output := output_of(message)) is not None:
                self._heard = True
                yield output


class AsyncOutputs(AsyncGenerator["SpeechOutput"], Coroutine[Any, Any, AsyncGenerator["SpeechOutput"]]):
    """The result of AsyncTTS.sse: it can be iterated over, or awaited for an async generator, as in Cartesia's
    library."""

    def __init__(self, outputs: AsyncGenerator[SpeechOutput]) -> None:
        self._outputs = outputs
        self._itself = _itself(outputs)

    async def asend(self, value: None) -> SpeechOutput:
        return await self._outputs.asend(value)

    async def athrow(self, *error: Any) -> SpeechOutput:
        return await self._outputs.athrow(*error)

    async def aclose(self) -> None:
        """Cancel the speech."""
        await self._outputs.aclose()

    def __await__(self) -> Generator[Any, Any, AsyncGenerator[SpeechOutput]]:
        return _itself(self._outputs)

    def send(self, value: None) -> Any:
        return self._itself.send(value)

    def throw(self, *error: Any) -> Any:
        return self._itself.throw(*error)

    def close(self) -> None:
        self._itself.close()


def _itself(outputs: AsyncGenerator[SpeechOutput]) -> Generator[Any, Any, AsyncGenerator[SpeechOutput]]:
    """An awaitable that is ready at once. It is not a coroutine, since Python warns of one that is not awaited."""
    yield from ()
    return outputs
