# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from queue import Queue
from typing import TYPE_CHECKING

import pytest

from studio.client.endpoint import Endpoint
from studio.client.errors import KeyRefused
from studio.client.wire.channel import Channel
from studio.client.wire.messages import Chunk, Failure, Finished, Message
from studio.client.wire.socket import SocketLimits, SpeechSocket
from studio.core.errors import EngineUnavailable, StudioError
from tests.support.waiting import HANGS_S, wait_until

if TYPE_CHECKING:
    from tests.client.conftest import Caller, ScriptedServer

    Serve = Callable[..., ScriptedServer]

pytestmark = pytest.mark.usefixtures("patient")


@pytest.mark.parametrize("who", ["the server", "this program"])
def test_nothing_is_written_after_a_close_frame(serve: Serve, who: str) -> None:
    heard = bytearray()
    over = threading.Event()

    def script(caller: Caller) -> None:
        heard.extend(caller.sock.recv(65536))
        if who == "the server":
            caller.close()
        while data := caller.sock.recv(65536):
            heard.extend(data)
        over.set()

    socket = SpeechSocket(serve(script).endpoint)
    socket.start()
    socket.wait_connected()
    with pytest.raises(StudioError):
        for number in range(100_000):
            socket.offer({"context_id": "c", "transcript": "some text"})
            if number == 100 and who == "this program":
                wait_until(lambda: bool(heard))
                socket.close()
    socket.join(HANGS_S)
    assert over.wait(HANGS_S)
    opcodes = [opcode for opcode, _ in _frames(bytes(heard))]
    assert opcodes.count(8) == 1
    assert opcodes[-1] == 8
    assert set(opcodes) == {1, 8}


def _frames(data: bytes) -> list[tuple[int, bytes]]:
    """Opcode and masked content of each frame of a client."""
    frames = []
    while data:
        size, begin = data[1] & 127, 6
        if size == 126:
            size, begin = int.from_bytes(data[2:4], "big"), 8
        assert len(data) >= begin + size, "a frame that is cut short"
        frames.append((data[0] & 15, data[begin : begin + size]))
        data = data[begin + size :]
    return frames


def wait_for_the_end(caller: Caller) -> None:
    while caller.receive() is not None:
        continue


@contextmanager
def connected(server: ScriptedServer, limits: SocketLimits | None = None) -> Iterator[SpeechSocket]:
    socket = SpeechSocket(server.endpoint, limits)
    socket.start()
    socket.wait_connected()
    try:
        yield socket
    finally:
        socket.close()
        socket.join(HANGS_S)
        assert socket.ended


def test_messages_reach_the_channel_of_their_context_up_to_its_last(serve: Serve) -> None:
    def script(caller: Caller) -> None:
        caller.receive()
        for context_id in ("b", "unknown", "a"):
            caller.say(context_id, context_id.encode() * 4)
            caller.finish(context_id)
        caller.say("a", b"late")
        caller.receive()

    first: Channel[Message] = Channel()
    second: Channel[Message] = Channel()
    with connected(serve(script)) as socket:
        socket.open("a", first)
        socket.open("b", second)
        socket.send({"context_id": "a"})
        assert [first.get(HANGS_S), first.get(HANGS_S)] == [Chunk(b"aaaa"), Finished()]
        assert [second.get(HANGS_S), second.get(HANGS_S)] == [Chunk(b"bbbb"), Finished()]
        assert not socket.is_open("a")
        assert first.get(0.0) is None


def test_an_error_without_a_context_ends_all_of_them(serve: Serve) -> None:
    def script(caller: Caller) -> None:
        caller.receive()
        caller.fail(None, "Too much.")
        caller.receive()

    channels: list[Channel[Message]] = [Channel(), Channel()]
    with connected(serve(script)) as socket:
        for number, channel in enumerate(channels):
            socket.open(str(number), channel)
        socket.send({})
        failures = [channel.get(HANGS_S) for channel in channels]
        assert socket.alive
    assert all(isinstance(failure, Failure) and failure.error.user_text == "Too much." for failure in failures)


def test_a_cancel_is_told_to_the_server_once_and_closes_the_channel(serve: Serve) -> None:
    heard: Queue[object] = Queue()

    def script(caller: Caller) -> None:
        while (message := caller.receive()) is not None:
            heard.put(message)

    channel: Channel[Message] = Channel()
    with connected(serve(script)) as socket:
        socket.open("a", channel)
        usable = [socket.usable]
        socket.cancel("a")
        socket.cancel("a")
        socket.cancel("unknown")
        usable.append(socket.usable)
        assert usable == [False, True]
        assert heard.get(timeout=HANGS_S) == {"context_id": "a", "cancel": True}
    assert not channel.open
    assert heard.empty()


def test_a_lost_connection_ends_its_contexts_and_takes_nothing_more(serve: Serve) -> None:
    server = serve(wait_for_the_end)
    channel: Channel[Message] = Channel()
    with connected(server) as socket:
        connected_before = socket.connected
        socket.open("a", channel)
        server.callers[0].close(1011)
        failure = channel.get(HANGS_S)
        assert isinstance(failure, Failure)
        assert failure.lost
        assert isinstance(failure.error, EngineUnavailable)
        assert (connected_before, socket.connected) == (True, False)
        uses: list[Callable[[], object]] = [
            lambda: socket.open("b", channel),
            lambda: socket.send({}),
            socket.wait_connected,
        ]
        for use in uses:
            with pytest.raises(EngineUnavailable):
                use()


def test_who_is_refused_is_told_where_the_connection_is_waited_for(serve: Serve) -> None:
    socket = SpeechSocket(serve(wait_for_the_end, refuse_status=401).endpoint)
    socket.start()
    with pytest.raises(KeyRefused):
        socket.wait_connected()
    socket.join(HANGS_S)
    assert socket.ended


def test_a_socket_that_was_never_started_ends_at_once(serve: Serve) -> None:
    socket = SpeechSocket(serve(wait_for_the_end).endpoint)
    socket.close()
    socket.join()
    assert not socket.alive


def test_too_many_messages_that_wait_are_an_error() -> None:
    endpoint = Endpoint("http://127.0.0.1:9", "key")
    socket = SpeechSocket(endpoint, SocketLimits(waiting_messages=2))
    assert socket.offer({})
    socket.send({})
    assert not socket.offer({})
    with pytest.raises(EngineUnavailable, match="stopped taking"):
        socket.send({})
