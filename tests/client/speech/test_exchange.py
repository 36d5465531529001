# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable
from contextlib import aclosing
from threading import Event
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from studio.client.endpoint import Endpoint
from studio.client.errors import Busy, RequestRefused
from studio.client.speech.client import AsyncSpeechClient
from studio.client.speech.events import Audio, Done, Failed, Notice, Words
from studio.client.speech.exchange import Patience, speak
from studio.client.speech.request import SpeechRequest
from studio.client.wire.backoff import Backoff
from studio.client.wire.channel import Channel
from studio.client.wire.messages import Message
from studio.client.wire.pool import SocketPool
from studio.client.wire.socket import SpeechSocket
from studio.core.errors import AccessRefused, ConnectionFailed, EngineUnavailable, InvalidArgument
from studio.core.pcm import PcmFormat
from studio.core.speech import controls
from studio.core.timeline import WordTiming
from studio.core.voices import MixPart
from tests.client.talking import IMPATIENT, KEY, PATIENT, REQUEST, client_of, collect, failure
from tests.support.forward_loop import forward, run_forward
from tests.support.waiting import HANGS_S, wait_until_async

if TYPE_CHECKING:
    from tests.client.conftest import Caller, ScriptedServer

    Serve = Callable[..., ScriptedServer]

pytestmark = pytest.mark.usefixtures("patient")


def answering(caller: Caller) -> None:
    """Two chunks, two words, done, for every request."""
    while (message := caller.receive()) is not None:
        if message.get("cancel"):
            continue
        context_id = message["context_id"]
        caller.say(context_id)
        caller.time_words(context_id, ["Hello,", "world!"], [0.0, 0.1], [0.1, 0.2])
        caller.say(context_id, b"\0\0\x80\x3f" * 120)
        caller.finish(context_id)


async def test_a_speech_is_told_in_order_and_ends_with_done(serve: Serve) -> None:
    async with client_of(serve(answering).endpoint) as client:
        first, words, second, done = await collect(client)
    assert isinstance(first, Audio)
    assert isinstance(second, Audio)
    assert (first.start_s, second.start_s) == (0.0, 0.01)
    assert first.samples.dtype == np.float32
    np.testing.assert_array_equal(second.samples, np.ones(120, np.float32))
    assert words == Words((WordTiming("Hello,", 0.0, 0.1), WordTiming("world!", 0.1, 0.2)))
    assert done == Done()


async def test_the_key_travels_in_a_header_and_not_in_the_address(serve: Serve) -> None:
    server = serve(answering)
    async with client_of(server.endpoint) as client:
        await collect(client)
    (caller,) = server.callers
    assert caller.headers["x-api-key"] == KEY
    assert KEY not in caller.target
    assert "2024-06-10" in caller.target


async def test_everything_of_the_request_is_on_the_wire(serve: Serve) -> None:
    seen: list[dict[str, Any]] = []

    def script(caller: Caller) -> None:
        while (message := caller.receive()) is not None:
            seen.append(message)
            caller.finish(message["context_id"])

    mix = (MixPart("a", 1.0), MixPart("b", 3.0))
    async with client_of(serve(script).endpoint) as client:
        fast = controls(0.5, {"anger": 4, "sadness": 3})
        await collect(client, SpeechRequest("Hi.", mix, "en-GB", fast, PcmFormat("raw", "pcm_s16le", 44100), "sonic"))
        await collect(client, SpeechRequest("Hi.", tuple([0.5] * 192), add_timestamps=False))
        await collect(client, SpeechRequest("Hi.", (MixPart("only", 3.0),)))
    first, second, third = seen
    assert first["voice"] == {
        "mix": [{"id": "a", "weight": 0.25}, {"id": "b", "weight": 0.75}],
        "__experimental_controls": {"speed": 0.5, "emotion": ["anger:high", "sadness"]},
    }
    assert first["output_format"] == {"container": "raw", "encoding": "pcm_s16le", "sample_rate": 44100}
    assert (first["language"], first["model_id"], first["add_timestamps"]) == ("en-GB", "sonic", True)
    assert second["voice"] == {"embedding": [0.5] * 192}
    assert "language" not in second
    assert second["add_timestamps"] is False
    assert third["voice"] == {"id": "only"}


@pytest.mark.parametrize(
    "request_",
    [
        SpeechRequest(" \n", "v"),
        SpeechRequest("Hi.", ""),
        SpeechRequest("Hi.", ()),
        SpeechRequest("Hi.", (1.0, 2.0)),
        SpeechRequest("Hi.", tuple([float("nan")] * 192)),
        SpeechRequest("Hi.", (MixPart("a", -1.0), MixPart("b", 1.0))),
        SpeechRequest("Hi.", "v", model_id=""),
        SpeechRequest("Hi.", "v", format=PcmFormat("wav")),
    ],
)
async def test_a_bad_request_fails_before_anything_is_sent(serve: Serve, request_: SpeechRequest) -> None:
    server = serve(answering)
    async with client_of(server.endpoint) as client:
        assert isinstance(failure(await collect(client, request_)), InvalidArgument)
    assert not server.callers


async def test_words_that_could_not_be_spoken_are_told(serve: Serve) -> None:
    def script(caller: Caller) -> None:
        context_id = (caller.receive() or {})["context_id"]
        caller.send({"type": "notice", "context_id": context_id, "skipped": ["🙂"]})
        caller.send({"type": "something new", "context_id": context_id, "done": False})
        caller.finish(context_id)
        caller.receive()

    async with client_of(serve(script).endpoint) as client:
        assert await collect(client) == [Notice(("🙂",)), Done()]


async def test_one_socket_serves_speech_after_speech(serve: Serve) -> None:
    server = serve(answering)
    async with client_of(server.endpoint) as client:
        for _ in range(3):
            assert (await collect(client))[-1] == Done()
    assert len(server.callers) == 1


async def test_speeches_at_once_have_sockets_of_their_own_of_which_two_stay(serve: Serve) -> None:
    server = serve(answering)
    async with client_of(server.endpoint) as client:
        for events in await asyncio.gather(*(collect(client) for _ in range(4))):
            assert [type(event) for event in events] == [Audio, Words, Audio, Done]
        assert len(server.callers) == 4
        await wait_until_async(lambda: sum(c.close_code is not None for c in server.callers) == 2)


async def test_messages_of_other_contexts_and_after_the_end_reach_nobody(serve: Serve) -> None:
    def script(caller: Caller) -> None:
        while (message := caller.receive()) is not None:
            context_id = message["context_id"]
            caller.say("somebody-else")
            caller.send({"type": "chunk", "done": False, "data": "AAAAAA=="})
            caller.say(context_id)
            caller.finish(context_id)
            caller.finish(context_id)
            caller.say(context_id)
            caller.fail(context_id, "too late")

    async with client_of(serve(script).endpoint) as client:
        for _ in range(3):
            assert [type(event) for event in await collect(client)] == [Audio, Done]


async def test_leaving_early_cancels_within_50_ms_and_the_socket_serves_on(serve: Serve) -> None:
    cancelled: list[str] = []

    left = Event()

    def script(caller: Caller) -> None:
        message = caller.receive()
        assert message is not None
        first = message["context_id"]
        caller.say(first)
        while (message := caller.receive()) is not None:
            if message.get("cancel"):
                cancelled.append(message["context_id"])
                # Nothing is said before: who waited for an answer would wait for ever.
                assert left.wait(HANGS_S)
                caller.say(first)  # what was on its way
            else:
                caller.say(message["context_id"])
                caller.finish(message["context_id"])

    server = serve(script)
    async with client_of(server.endpoint) as client:
        speech = client.speak(REQUEST)
        assert isinstance(await anext(speech), Audio)
        async with asyncio.timeout(HANGS_S / 2):
            await speech.aclose()
        left.set()
        assert [type(event) for event in await collect(client)] == [Audio, Done]
    assert len(cancelled) == 1
    assert len(server.callers) == 1


async def test_a_cancelled_task_ends_without_an_answer_also_before_the_first_message(serve: Serve) -> None:
    asked = Event()
    cancelled = Event()

    def script(caller: Caller) -> None:
        while (message := caller.receive()) is not None:
            (cancelled if message.get("cancel") else asked).set()

    async with client_of(serve(script).endpoint, Patience(10 * HANGS_S)) as client:
        task = asyncio.create_task(collect(client))
        assert await asyncio.to_thread(asked.wait, HANGS_S)
        task.cancel()
        async with asyncio.timeout(HANGS_S):
            with pytest.raises(asyncio.CancelledError):
                await task
        assert await asyncio.to_thread(cancelled.wait, HANGS_S)


async def test_a_generator_that_is_dropped_cancels_its_speech(serve: Serve) -> None:
    cancelled = Event()

    def script(caller: Caller) -> None:
        while (message := caller.receive()) is not None:
            if message.get("cancel"):
                cancelled.set()
            else:
                caller.say(message["context_id"])

    async with client_of(serve(script).endpoint) as client:
        speech = client.speak(REQUEST)
        assert isinstance(await anext(speech), Audio)
        del speech
        gc.collect()
        assert await asyncio.to_thread(cancelled.wait, HANGS_S)


async def test_a_slow_consumer_holds_the_server_back_and_no_other_speech(serve: Serve) -> None:
    sent_bytes = [0]
    block = b"\0" * 64_000

    def script(caller: Caller) -> None:
        message = caller.receive()
        assert message is not None
        if message["transcript"] == "short":
            caller.say(message["context_id"])
            caller.finish(message["context_id"])
            answering(caller)
            return
        for _ in range(1000):
            caller.say(message["context_id"], block)
            sent_bytes[0] += len(block)
        caller.finish(message["context_id"])
        caller.receive()

    endpoint = serve(script).endpoint
    async with client_of(endpoint, limit_bytes=1_000_000) as client, aclosing(client.speak(REQUEST)) as slow:
        assert isinstance(await anext(slow), Audio)
        held_at = -1
        while sent_bytes[0] != held_at:
            held_at = sent_bytes[0]
            # While others are spoken to their ends, the server would go on here if it could.
            for _ in range(10):
                assert isinstance((await collect(client, SpeechRequest("short", "v")))[-1], Done)
        # 1 MB here, and what the two kernels' socket buffers take.
        assert held_at < 20_000_000
        heard = 1
        async for event in slow:
            heard += isinstance(event, Audio)
        assert heard == 1000


class NotingPool(SocketPool):
    """A pool that notes where its sockets put what they receive."""

    def __init__(self, endpoint: Endpoint) -> None:
        super().__init__(endpoint)
        self.channels: list[Channel[Message]] = []

    def take(self) -> tuple[SpeechSocket, bool]:
        socket, used = super().take()
        open_as_ever = socket.open

        def note(context_id: str, channel: Channel[Message]) -> None:
            self.channels.append(channel)
            open_as_ever(context_id, channel)

        socket.open = note  # type: ignore[method-assign]
        return socket, used


async def test_who_leaves_a_speech_that_is_held_back_hangs_up(serve: Serve) -> None:
    hung_up = Event()

    def script(caller: Caller) -> None:
        message = caller.receive()
        assert message is not None
        if message["transcript"] == "short":
            caller.say(message["context_id"])
            caller.finish(message["context_id"])
            caller.receive()
            return
        try:
            while True:
                caller.say(message["context_id"], b"\0" * 64_000)
        except OSError:
            hung_up.set()

    endpoint = serve(script).endpoint
    pool = NotingPool(endpoint)
    try:
        held_back = speak(pool, endpoint, REQUEST, PATIENT, limit_bytes=1)
        assert isinstance(await anext(held_back), Audio)
        await wait_until_async(lambda: pool.channels[0].full, HANGS_S, "no room for more")
        await held_back.aclose()
        assert await asyncio.to_thread(hung_up.wait, HANGS_S)
        events = [event async for event in speak(pool, endpoint, SpeechRequest("short", "v"), PATIENT)]
        assert [type(event) for event in events] == [Audio, Done]
    finally:
        await asyncio.to_thread(pool.close)


def test_a_consumer_that_pauses_is_not_a_silent_server(serve: Serve) -> None:
    async def body() -> None:
        async with client_of(serve(answering).endpoint, Patience(message_s=100.0)) as client:
            kinds = []
            async for event in client.speak(REQUEST):
                await forward(1000.0)
                kinds.append(type(event))
        assert kinds == [Audio, Words, Audio, Done]

    run_forward(body())


async def test_an_idle_socket_that_the_server_closed_is_replaced(serve: Serve) -> None:
    def one_speech(caller: Caller) -> None:
        message = caller.receive()
        assert message is not None
        caller.say(message["context_id"])
        caller.finish(message["context_id"])
        caller.close()

    server = serve(one_speech)
    async with client_of(server.endpoint, Patience(HANGS_S, Backoff(0))) as client:
        for _ in range(5):
            assert [type(event) for event in await collect(client)] == [Audio, Done]
    assert len(server.callers) == 5


async def test_a_used_socket_that_dies_at_the_request_is_replaced_at_once(serve: Serve) -> None:
    def dies_at_the_second(caller: Caller) -> None:
        message = caller.receive()
        assert message is not None
        caller.say(message["context_id"])
        caller.finish(message["context_id"])
        caller.receive()

    async with client_of(serve(dies_at_the_second).endpoint, Patience(HANGS_S, Backoff(0))) as client:
        for _ in range(4):
            assert [type(event) for event in await collect(client)] == [Audio, Done]


async def test_connect_errors_are_retried_before_the_first_audio_only(serve: Serve) -> None:
    connections = [0]

    def script(caller: Caller) -> None:
        connections[0] += 1
        message = caller.receive()
        assert message is not None
        if connections[0] == 3:
            caller.say(message["context_id"])

    server = serve(script)
    async with client_of(server.endpoint) as client:
        events = await collect(client)
    assert [type(event) for event in events] == [Audio, Failed]
    assert isinstance(failure(events), EngineUnavailable)
    assert connections[0] == 3


async def test_nobody_listening_is_an_engine_that_is_not_running() -> None:
    async with client_of(Endpoint("http://127.0.0.1:9", KEY)) as client:
        events = await collect(client)
    error = failure(events)
    assert isinstance(error, EngineUnavailable)
    assert "started" in error.user_text


async def test_a_refused_key_is_told_and_not_retried(serve: Serve) -> None:
    server = serve(answering, refuse_status=401, refuse_body=b'{"error": "wrong key"}')
    async with client_of(server.endpoint) as client:
        error = failure(await collect(client))
    assert isinstance(error, AccessRefused)
    assert len(server.callers) == 1


async def test_errors_of_the_server_are_typed_and_keep_their_words(serve: Serve) -> None:
    def script(caller: Caller) -> None:
        while (message := caller.receive()) is not None:
            context_id, status = message["context_id"], int(message["transcript"])
            caller.fail(None if status == 418 else context_id, "speed: must be a number from -1 to 1", status)

    server = serve(script)
    async with client_of(server.endpoint) as client:
        for status, kind in ((400, RequestRefused), (418, RequestRefused), (503, EngineUnavailable), (429, Busy)):
            error = failure(await collect(client, SpeechRequest(str(status), "v")))
            assert isinstance(error, kind)
            assert isinstance(error, ValueError)
            assert isinstance(error, RuntimeError)
            assert error.user_text == "speed: must be a number from -1 to 1"
            if isinstance(error, RequestRefused):
                assert error.argument == "speed"


async def test_samples_split_between_chunks_are_put_together(serve: Serve) -> None:
    def script(caller: Caller) -> None:
        context_id = (caller.receive() or {})["context_id"]
        for part in (b"\0\0", b"\x80", b"\x3f\0\0\x80\x3f"):
            caller.say(context_id, part)
        caller.finish(context_id)
        caller.receive()

    async with client_of(serve(script).endpoint) as client:
        events = await collect(client)
    samples = np.concatenate([event.samples for event in events if isinstance(event, Audio)])
    np.testing.assert_array_equal(samples, np.ones(2, np.float32))
    assert events[-1] == Done()


async def test_closing_the_client_ends_running_speeches(serve: Serve) -> None:
    def script(caller: Caller) -> None:
        message = caller.receive()
        assert message is not None
        caller.say(message["context_id"])
        caller.receive()

    client = AsyncSpeechClient(serve(script).endpoint, Patience(10 * HANGS_S))
    speech = client.speak(REQUEST)
    assert isinstance(await anext(speech), Audio)
    await client.aclose()
    assert isinstance(failure([event async for event in speech]), ConnectionFailed)
    assert isinstance(failure(await collect(client)), ConnectionFailed)


async def test_closing_does_not_wait_for_a_server_that_never_answers_the_handshake() -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as listener:
        client = AsyncSpeechClient(Endpoint(f"http://127.0.0.1:{listener.getsockname()[1]}", KEY), IMPATIENT)
        assert isinstance(failure(await collect(client)), ConnectionFailed)
        async with asyncio.timeout(HANGS_S):
            await client.aclose()


async def test_a_warm_socket_waits_for_the_first_speech(serve: Serve) -> None:
    server = serve(answering)
    async with client_of(server.endpoint) as client:
        client.warm()
        await wait_until_async(lambda: server.callers and server.callers[0].target)
        assert (await collect(client))[-1] == Done()
    assert len(server.callers) == 1
