# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from studio.client import AsyncCartesia, Cartesia
from tests.client.library.speaking import NEWSMAN, RAW

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
    async with AsyncCartesia(api_key="k", base_url=endpoint.base_url, timeout=5) as client:
        ws = await client.tts.websocket()
        for _ in range(5):
            assert (await ws.send("m", "Hi.", RAW, NEWSMAN, stream=False))["audio"]
        await ws.close()
    with Cartesia(api_key="k", base_url=endpoint.base_url, timeout=5) as blocking:
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
    async with AsyncCartesia(api_key="k", base_url=endpoint.base_url, timeout=0.2) as client:
        ws = await client.tts.websocket()
        with pytest.raises(RuntimeError, match="nothing"):
            await ws.send("m", "Hi.", RAW, NEWSMAN, stream=False)
        await ws.close()
    with Cartesia(api_key="k", base_url=endpoint.base_url, timeout=0.2) as blocking:
        socket = blocking.tts.websocket()
        with pytest.raises(RuntimeError, match="nothing"):
            await asyncio.to_thread(lambda: socket.send("m", "Hi.", RAW, NEWSMAN, stream=False))
        socket.close()
