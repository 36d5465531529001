# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest

from studio.client import AsyncCartesia, Cartesia
from studio.client.library.backend import Backend
from studio.client.library.websocket.shared_socket import SharedSocket
from studio.core.errors import ConnectionFailed, InvalidArgument
from studio.server.wire.bodies import CONTEXT_ID
from tests.client.library.speaking import NEWSMAN, RAW
from tests.support.waiting import HANGS_S

if TYPE_CHECKING:
    from tests.client.conftest import Caller, ScriptedServer

    Serve = Callable[..., ScriptedServer]


async def test_a_socket_closed_while_idle_is_connected_again(serve: Serve) -> None:
    def one_speech(caller: Caller) -> None:
        message = caller.receive()
        assert message is not None
        caller.say(message["context_id"])
        caller.finish(message["context_id"])

    endpoint = serve(one_speech).endpoint
    async with AsyncCartesia(api_key="k", base_url=endpoint.base_url, timeout=HANGS_S) as client:
        ws = await client.tts.websocket()
        for _ in range(5):
            assert (await ws.send("m", "Hi.", RAW, NEWSMAN, stream=False))["audio"]
        await ws.close()
    with Cartesia(api_key="k", base_url=endpoint.base_url, timeout=HANGS_S) as blocking:
        socket = blocking.tts.websocket()
        for _ in range(5):
            assert await asyncio.to_thread(lambda: socket.send("m", "Hi.", RAW, NEWSMAN, stream=False)["audio"])
        socket.close()


async def test_a_server_that_says_nothing_more_is_a_runtime_error_in_time(serve: Serve) -> None:
    def mute(caller: Caller) -> None:
        message = caller.receive()
        assert message is not None
        caller.say(message["context_id"])
        caller.receive()

    endpoint = serve(mute).endpoint
    async with AsyncCartesia(api_key="k", base_url=endpoint.base_url, timeout=HANGS_S) as client:
        ws = await client.tts.websocket()
        client._backend.timeout_s = 0.2
        with pytest.raises(RuntimeError, match="nothing"):
            await ws.send("m", "Hi.", RAW, NEWSMAN, stream=False)
        await ws.close()
    with Cartesia(api_key="k", base_url=endpoint.base_url, timeout=HANGS_S) as blocking:
        socket = blocking.tts.websocket()
        blocking._backend.timeout_s = 0.2
        with pytest.raises(RuntimeError, match="nothing"):
            await asyncio.to_thread(lambda: socket.send("m", "Hi.", RAW, NEWSMAN, stream=False))
        socket.close()


@pytest.fixture
def shared(serve: Serve) -> Iterator[SharedSocket]:
    def wait_for_the_end(caller: Caller) -> None:
        while caller.receive() is not None:
            continue

    backend = Backend(serve(wait_for_the_end).endpoint, HANGS_S)
    made = SharedSocket(backend)
    yield made
    if (socket := made.begin_close()) is not None:
        socket.join()
    backend.close()


def test_an_id_is_given_once_until_its_context_ends(shared: SharedSocket) -> None:
    assert shared.new_context_id("mine") == "mine"
    with pytest.raises(InvalidArgument, match="context_id"):
        shared.new_context_id("mine")
    shared.open_contexts.discard("mine")
    assert shared.new_context_id("mine") == "mine"
    assert shared.new_context_id(None) != shared.new_context_id(None)


@pytest.mark.parametrize("wanted", ["", 7, "x" * 241])
def test_what_is_no_id_is_refused(shared: SharedSocket, wanted: Any) -> None:
    with pytest.raises(InvalidArgument, match="context_id"):
        shared.new_context_id(wanted)


def test_a_long_id_stays_within_what_servers_take_after_cancels(shared: SharedSocket) -> None:
    longest = shared.new_context_id("x" * 240)
    for _ in range(1000):
        shared.was_cancelled(longest)
    assert CONTEXT_ID.check(shared.wire_id(longest), "context_id") == f"{longest}~1000"


def test_only_so_many_cancelled_ids_are_remembered(shared: SharedSocket) -> None:
    for number in range(256):
        shared.was_cancelled(str(number))
    shared.was_cancelled("0")
    shared.was_cancelled("new")
    assert shared.wire_id("0") == "0~2"
    assert shared.wire_id("1") == "1", "the one that was cancelled longest ago is forgotten"
    assert shared.wire_id("2") == "2~1"
    assert shared.wire_id("never") == "never"


def test_it_connects_when_asked_and_not_while_it_is_closed(shared: SharedSocket) -> None:
    assert shared.living() is None
    socket = shared.connected()
    assert shared.connected() is shared.living() is socket
    closed = shared.begin_close()
    assert closed is socket
    closed.join()
    with pytest.raises(ConnectionFailed, match="closed"):
        shared.connected()
    shared.reopen()
    assert shared.connected() is not socket
