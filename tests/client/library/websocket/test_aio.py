# SPDX-License-Identifier: GPL-3.0-or-later
"""The speech socket for programs with an event loop, against the real server."""

from __future__ import annotations

import asyncio
import gc
import threading
import weakref
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from studio.client import AsyncCartesia
from studio.client.library.websocket.shared_socket import SharedSocket
from studio.client.wire.socket import SpeechSocket
from tests.client.library.speaking import NEWSMAN, RAW, client_of, spoken
from tests.support.speech_server import RunningServer, WatchedEngine
from tests.support.waiting import HANGS_S, wait_until_async

if TYPE_CHECKING:
    from tests.client.conftest import Caller, ScriptedServer

    Serve = Callable[..., ScriptedServer]


async def test_contexts_at_once_over_one_socket_each_get_their_own(server: RunningServer) -> None:
    texts = [f"This is number {number}." for number in range(6)]
    alone = [(await spoken(server, "async", "socket", transcript=text))["audio"] for text in texts]
    async with client_of(server) as client, await client.tts.websocket() as ws:

        async def one(text: str) -> bytes:
            outputs = await ws.send("sonic-english", text, RAW, NEWSMAN)
            return b"".join([output["audio"] async for output in outputs])

        assert await asyncio.gather(*map(one, texts)) == alone


PARTS = ["Hello, wor", "ld! It co", "sts three ", "fifty."]


async def test_text_in_parts_is_spoken_as_one_and_no_timestamp_is_lost(server: RunningServer) -> None:
    async with client_of(server) as client, await client.tts.websocket() as ws:
        context = ws.context()
        receiving = asyncio.create_task(collect_words(context.receive()))
        for part in PARTS:
            await context.send("m", part, RAW, NEWSMAN, continue_=True, add_timestamps=True)
        await context.no_more_inputs()
        assert await receiving == "".join(PARTS).split()
        assert context.is_closed()


async def collect_words(outputs: Any) -> list[str]:
    return [word async for output in outputs for word in output.get("word_timestamps", {"words": []})["words"]]


async def test_a_flush_parts_the_outputs(server: RunningServer) -> None:
    async with client_of(server) as client, await client.tts.websocket() as ws:
        context = ws.context()
        await context.send("m", "One two. ", RAW, NEWSMAN, continue_=True, add_timestamps=True)
        first = await context.flush()
        await context.send("m", "Three. ", RAW, NEWSMAN, continue_=True, add_timestamps=True)
        second = await context.flush()
        await context.send("m", "Four five six.", RAW, NEWSMAN, continue_=True, add_timestamps=True)
        await context.no_more_inputs()
        assert await collect_words(first()) == ["One", "two."]
        assert await collect_words(second()) == ["Three."]
        assert await collect_words(context.receive()) == ["Four", "five", "six."]


async def test_receive_goes_on_over_a_flush_that_comes_while_it_waits(server: RunningServer) -> None:
    async with client_of(server) as client, await client.tts.websocket() as ws:
        context = ws.context()
        receiving = asyncio.create_task(collect_words(context.receive()))
        await asyncio.sleep(0)
        await context.send("m", "One two. ", RAW, NEWSMAN, continue_=True, add_timestamps=True)
        before = await context.flush()
        await context.send("m", "Three.", RAW, NEWSMAN, continue_=True, add_timestamps=True)
        await context.no_more_inputs()
        words = await receiving
        assert words[-1] == "Three."
        assert sorted([*words, *(await collect_words(before()))]) == sorted(["One", "two.", "Three."])


async def test_after_a_cancel_no_output_comes_and_the_socket_serves_on(
    server: RunningServer, engine: WatchedEngine
) -> None:
    long, turns_before = "word " * 2000, len(engine.turns)
    async with client_of(server) as client, await client.tts.websocket() as ws:
        context = ws.context("mine")
        await context.send("m", long, RAW, NEWSMAN)
        outputs = context.receive()
        assert (await anext(outputs))["context_id"] == "mine"
        await context.cancel()
        assert [output async for output in outputs] == []
        again = ws.context("mine")
        await again.send("m", "Short.", RAW, NEWSMAN)
        assert b"".join([output["audio"] async for output in again.receive()])

        dropped = await ws.send("m", long, RAW, NEWSMAN)
        await anext(dropped)
        await dropped.aclose()
        assert (await ws.send("m", "Short.", RAW, NEWSMAN, stream=False))["audio"]
        await wait_until_async(lambda: not engine.busy)
        assert len(engine.turns) - turns_before < 1000, "the long texts were not spoken to their end"


async def test_a_context_id_in_use_is_refused_and_another_contexts_id_too(server: RunningServer) -> None:
    async with client_of(server) as client, await client.tts.websocket() as ws:
        context = ws.context("mine")
        with pytest.raises(ValueError, match="context_id"):
            ws.context("mine")
        with pytest.raises(ValueError, match="context_id"):
            await context.send("m", "Hi.", RAW, NEWSMAN, context_id="yours")
        with pytest.raises(ValueError, match="transcript"):
            await context.send("m", "", RAW, NEWSMAN, continue_=True)


async def test_a_closed_socket_can_be_connected_again(server: RunningServer) -> None:
    async with client_of(server) as client:
        ws = await client.tts.websocket()
        await ws.close()
        with pytest.raises(RuntimeError, match="closed"):
            await ws.send("m", "Hi.", RAW, NEWSMAN)
        await ws.connect()
        assert (await ws.send("m", "Hi.", RAW, NEWSMAN, stream=False))["audio"]
        await ws.close()


async def test_nothing_late_reaches_a_context_that_takes_a_cancelled_ones_id(serve: Serve) -> None:
    def script(caller: Caller) -> None:
        first = caller.receive()
        assert first is not None
        caller.say(first["context_id"], b"old!")
        while (message := caller.receive()) is not None:
            if not message.get("cancel"):
                for late in ("say", "finish"):
                    getattr(caller, late)(first["context_id"])
                caller.say(message["context_id"], b"new!")
                caller.finish(message["context_id"])

    endpoint = serve(script).endpoint
    async with AsyncCartesia(api_key="k", base_url=endpoint.base_url, timeout=HANGS_S) as client:
        ws = await client.tts.websocket()
        context = ws.context("mine")
        await context.send("m", "Hi.", RAW, NEWSMAN)
        assert (await anext(context.receive()))["audio"] == b"old!"
        await context.cancel()
        answer = await ws.send("m", "Hi.", RAW, NEWSMAN, context_id="mine", stream=False)
        assert answer == {"audio": b"new!", "context_id": "mine"}
        await ws.close()


async def heard(outputs: Any) -> bytes:
    return b"".join([output["audio"] async for output in outputs if "audio" in output])


async def test_a_cancel_ends_who_waits_and_what_is_sent_next_is_heard(serve: Serve) -> None:
    def script(caller: Caller) -> None:
        first = caller.receive()
        while (message := caller.receive()) is not None:
            if not message.get("cancel"):
                assert first is not None
                caller.say(message["context_id"], b"new!")
                caller.finish(message["context_id"])

    endpoint = serve(script).endpoint
    async with AsyncCartesia(api_key="k", base_url=endpoint.base_url, timeout=HANGS_S) as client:
        ws = await client.tts.websocket()
        context = ws.context("mine")
        await context.send("m", "Never spoken.", RAW, NEWSMAN)
        waiting = asyncio.create_task(heard(context.receive()))
        await wait_until_async(lambda: context._turn.locked(), what="somebody who waits")
        await context.cancel()
        await context.send("m", "Hi.", RAW, NEWSMAN)
        again = asyncio.create_task(heard(context.receive()))
        # Well before the client's own patience ends.
        assert await asyncio.wait_for(waiting, HANGS_S / 2) == b""
        assert await asyncio.wait_for(again, HANGS_S / 2) == b"new!"
        await ws.close()


async def test_who_left_a_cancelled_speech_late_does_not_end_the_next(serve: Serve) -> None:
    def script(caller: Caller) -> None:
        while (message := caller.receive()) is not None:
            if not message.get("cancel"):
                caller.say(message["context_id"], message["transcript"].encode())
                if message["transcript"] == "two!":
                    caller.finish(message["context_id"])

    endpoint = serve(script).endpoint
    async with AsyncCartesia(api_key="k", base_url=endpoint.base_url, timeout=HANGS_S) as client:
        ws = await client.tts.websocket()
        context = ws.context("mine")
        await context.send("m", "one!", RAW, NEWSMAN)
        old = context.receive()
        assert (await anext(old))["audio"] == b"one!"
        await context.cancel()
        await context.send("m", "two!", RAW, NEWSMAN)
        await old.aclose()
        assert await asyncio.wait_for(heard(context.receive()), HANGS_S / 2) == b"two!"
        await ws.close()


async def test_the_end_of_a_speech_leaves_the_one_that_was_sent_behind_it(serve: Serve) -> None:
    cancelled: list[str] = []

    def script(caller: Caller) -> None:
        while (message := caller.receive()) is not None:
            if message.get("cancel"):
                cancelled.append(message["context_id"])
            else:
                caller.say(message["context_id"], message["transcript"].encode())
                caller.finish(message["context_id"])

    endpoint = serve(script).endpoint
    async with AsyncCartesia(api_key="k", base_url=endpoint.base_url, timeout=HANGS_S) as client:
        ws = await client.tts.websocket()
        context = ws.context("mine")
        await context.send("m", "one!", RAW, NEWSMAN)
        socket = context._state.socket
        assert socket is not None
        await wait_until_async(lambda: not socket.is_open("mine"), what="the end of the first, unread")
        await context.send("m", "two!", RAW, NEWSMAN)
        assert await heard(context.receive()) == b"one!"
        assert not context.is_closed()
        assert await heard(context.receive()) == b"two!"
        assert context.is_closed()
        await ws.close()
    assert not cancelled


@pytest.mark.parametrize("how", ["cancelled", "left", "dropped"])
async def test_a_context_that_has_ended_ends_no_other_of_its_id(serve: Serve, how: str) -> None:
    def script(caller: Caller) -> None:
        while (message := caller.receive()) is not None:
            if not message.get("cancel"):
                caller.say(message["context_id"], message["transcript"].encode())
                if not message.get("continue"):
                    caller.finish(message["context_id"])

    endpoint = serve(script).endpoint
    async with AsyncCartesia(api_key="k", base_url=endpoint.base_url, timeout=HANGS_S) as client:
        ws = await client.tts.websocket()
        old = ws.context("mine")
        await old.send("m", "one!", RAW, NEWSMAN)
        assert await heard(old.receive()) == b"one!"
        new = ws.context("mine")
        await new.send("m", "two, ", RAW, NEWSMAN, continue_=True)
        outputs = new.receive()
        assert (await anext(outputs))["audio"] == b"two, "
        if how == "cancelled":
            await old.cancel()
        elif how == "left":
            async with old:
                pass
        dropped = weakref.ref(old)
        del old
        gc.collect()
        assert dropped() is None
        with pytest.raises(ValueError, match="context_id"):
            ws.context("mine")
        await new.send("m", "three!", RAW, NEWSMAN)
        assert await heard(outputs) == b"three!"
        await ws.close()


async def test_a_cancel_while_it_connects_has_nothing_sent(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []

    def script(caller: Caller) -> None:
        while (message := caller.receive()) is not None:
            if not message.get("cancel"):
                said.append(message["transcript"])
                caller.finish(message["context_id"])

    connecting, go_on = threading.Event(), threading.Event()
    connected = SharedSocket.connected

    def held(self: SharedSocket) -> SpeechSocket:
        connecting.set()
        assert go_on.wait(HANGS_S)
        return connected(self)

    endpoint = serve(script).endpoint
    async with AsyncCartesia(api_key="k", base_url=endpoint.base_url, timeout=HANGS_S) as client:
        ws = await client.tts.websocket()
        await ws.close()
        await ws.connect()
        monkeypatch.setattr(SharedSocket, "living", lambda _self: None)
        monkeypatch.setattr(SharedSocket, "connected", held)
        context = ws.context("mine")
        sending = asyncio.create_task(context.send("m", "Never.", RAW, NEWSMAN))
        await wait_until_async(connecting.is_set, what="the connection")
        await context.cancel()
        go_on.set()
        await sending
        assert context.is_closed()
        monkeypatch.undo()
        assert await heard(await ws.send("m", "Said.", RAW, NEWSMAN)) == b""
        assert said == ["Said."]
        await ws.close()


async def test_only_a_flush_of_its_own_parts_the_outputs(server: RunningServer) -> None:
    async with client_of(server) as client, await client.tts.websocket() as ws:
        context = ws.context()
        await context.send("m", "One two. ", RAW, NEWSMAN, continue_=True, flush=True, add_timestamps=True)
        await context.send("m", "Three. ", RAW, NEWSMAN, continue_=True, add_timestamps=True)
        first = await context.flush()
        await context.send("m", "Four.", RAW, NEWSMAN, continue_=True, add_timestamps=True)
        await context.no_more_inputs()
        assert await collect_words(first()) == ["One", "two.", "Three."]
        assert await collect_words(context.receive()) == ["Four."]


async def test_after_a_speech_in_parts_that_failed_the_next_of_that_id_is_heard(server: RunningServer) -> None:
    async with client_of(server) as client, await client.tts.websocket() as ws:
        context = ws.context("mine")
        await context.send("m", "Hi. ", RAW, "no such voice", continue_=True)
        with pytest.raises(RuntimeError):
            await heard(context.receive())
        assert await asyncio.wait_for(heard(await ws.send("m", "Hi.", RAW, NEWSMAN, context_id="mine")), HANGS_S / 2)
