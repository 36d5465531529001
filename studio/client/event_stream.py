# SPDX-License-Identifier: Apache-2.0
"""Speech as server-sent events over HTTP, for threads and for tasks."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncGenerator, AsyncIterator, Generator, Iterator
from contextlib import asynccontextmanager
from itertools import count
from typing import TYPE_CHECKING, Any, Self

from studio.client.backoff import Backoff
from studio.client.crossing import in_thread
from studio.client.messages import Failure, Finished, Message
from studio.client.outputs import output_of
from studio.client.rest import network_error, refusal
from studio.client.sse import EventParser
from studio.core.errors import ProtocolError

if TYPE_CHECKING:
    import httpx

    from studio.client.endpoint import Endpoint
    from studio.client.home import Home
    from studio.client.types import SpeechOutput

_PATH = "/tts/sse"


def event_outputs(home: Home, body: dict[str, Any]) -> Generator[SpeechOutput]:
    """The outputs of one speech; leaving early hangs up, which cancels it.

    Raises:
        StudioError: while iterating: refused, failed or lost. A stream that ends without saying so is complete, unless
            it has said nothing at all.
    """
    events = _Events()
    with home.rest().stream("POST", _PATH, repeatable=True, json=body) as pieces:
        for piece in pieces:
            yield from events.outputs(piece)
            if events.done:
                return
    yield from events.end()


async def async_event_outputs(home: Home, body: dict[str, Any]) -> AsyncGenerator[SpeechOutput]:
    """As event_outputs."""
    events = _Events()
    endpoint = await in_thread("speech-events-home", home.endpoint)
    async with _stream(endpoint, home.timeout_s, body) as pieces:
        async for piece in pieces:
            for output in events.outputs(piece):
                yield output
            if events.done:
                return
    for output in events.end():
        yield output


class _Events:
    """Bytes to outputs, until the stream says that it is done."""

    def __init__(self) -> None:
        self.done = False
        self._heard = False
        self._parser = EventParser()

    def outputs(self, piece: bytes) -> Iterator[SpeechOutput]:
        return self._outputs(self._parser.feed(piece))

    def end(self) -> Iterator[SpeechOutput]:
        yield from self._outputs(self._parser.end())
        if not self._heard and not self.done:
            raise ProtocolError("The address does not lead to a speech server: check it.", "no event in the answer")

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


class AsyncOutputs:
    """Outputs to iterate over; may be awaited first, which changes nothing."""

    def __init__(self, outputs: AsyncGenerator[SpeechOutput]) -> None:
        self._outputs = outputs

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> SpeechOutput:
        return await anext(self._outputs)

    def __await__(self) -> Generator[Any, Any, Self]:
        async def itself() -> Self:
            return self

        return itself().__await__()

    async def aclose(self) -> None:
        """Cancel the speech."""
        await self._outputs.aclose()


@asynccontextmanager
async def _stream(endpoint: Endpoint, timeout_s: float, body: dict[str, Any]) -> AsyncIterator[AsyncIterator[bytes]]:
    """The answer's bytes. A connection of its own each time, so that nothing is bound to one event loop."""
    import httpx

    # Building a TLS context takes longer than all the rest, so it is not done for plain HTTP.
    verify: bool | ssl.SSLContext = False
    if endpoint.base_url.startswith("https:"):
        verify = await in_thread("speech-events-tls", ssl.create_default_context)
    async with httpx.AsyncClient(
        base_url=endpoint.base_url,
        headers=endpoint.headers,
        timeout=httpx.Timeout(timeout_s),
        trust_env=not endpoint.on_this_machine,
        verify=verify,
    ) as http:
        answer = await _accepted(http, endpoint, body)
        try:
            yield answer.aiter_bytes()
        except httpx.HTTPError as failed:
            raise network_error(endpoint, failed)[0] from None
        finally:
            await answer.aclose()


async def _accepted(http: httpx.AsyncClient, endpoint: Endpoint, body: dict[str, Any]) -> httpx.Response:
    import httpx

    backoff = Backoff()
    for retry in count():
        asked_s = None
        try:
            answer = await http.send(http.build_request("POST", _PATH, json=body), stream=True)
        except httpx.HTTPError as failed:
            error, again = network_error(endpoint, failed, repeatable=True)
        else:
            if answer.is_success:
                return answer
            error, again, asked_s = refusal(answer, await _refusal_body(answer), repeatable=True)
        if not again or retry >= backoff.retries:
            raise error
        await asyncio.sleep(backoff.delay_s(retry, asked_s))
    raise AssertionError("unreachable")


async def _refusal_body(answer: httpx.Response) -> bytes:
    """What the server has to say of a refusal; nothing where that breaks off, for the status says enough."""
    import httpx

    try:
        return await answer.aread()
    except httpx.HTTPError:
        return b""
    finally:
        await answer.aclose()
