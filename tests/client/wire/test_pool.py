# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from studio.client.wire.channel import Channel
from studio.client.wire.messages import Message
from studio.client.wire.pool import SocketPool
from studio.client.wire.socket import SpeechSocket
from studio.core.errors import ConnectionFailed
from tests.support.waiting import HANGS_S, wait_until

if TYPE_CHECKING:
    from tests.client.conftest import Caller, ScriptedServer

    Serve = Callable[..., ScriptedServer]


def wait_for_the_end(caller: Caller) -> None:
    while caller.receive() is not None:
        continue


@pytest.fixture
def server(serve: Serve) -> ScriptedServer:
    return serve(wait_for_the_end)


@pytest.fixture
def pool(server: ScriptedServer) -> Iterator[SocketPool]:
    made = SocketPool(server.endpoint)
    yield made
    made.close()


def taken(pool: SocketPool, count: int) -> list[SpeechSocket]:
    sockets = [pool.take()[0] for _ in range(count)]
    for socket in sockets:
        socket.wait_connected()
    return sockets


def test_the_socket_given_back_last_is_taken_first(pool: SocketPool) -> None:
    first, second = taken(pool, 2)
    assert first is not second
    pool.give_back(first)
    pool.give_back(second)
    assert pool.take() == (second, True)
    assert pool.take() == (first, True)
    assert pool.take()[1] is False


def test_no_more_than_two_stay_while_nobody_speaks(pool: SocketPool) -> None:
    first, second, third = taken(pool, 3)
    for socket in (first, second, third):
        pool.give_back(socket)
    assert [socket.alive for socket in (first, second, third)] == [True, True, False]


def test_a_socket_that_still_speaks_or_was_lost_is_not_kept(pool: SocketPool) -> None:
    speaking, lost = taken(pool, 2)
    channel: Channel[Message] = Channel()
    speaking.open("c", channel)
    lost.close()
    pool.give_back(speaking)
    pool.give_back(lost)
    assert not speaking.alive
    assert not channel.open
    assert pool.take()[1] is False


def test_a_socket_that_was_lost_while_idle_is_passed_over(pool: SocketPool, server: ScriptedServer) -> None:
    (socket,) = taken(pool, 1)
    pool.give_back(socket)
    server.callers[0].close()
    wait_until(lambda: not socket.alive)
    assert pool.take()[1] is False


def test_warming_connects_one_and_no_second(pool: SocketPool, server: ScriptedServer) -> None:
    pool.warm()
    pool.warm()
    socket, used = pool.take()
    assert used
    socket.wait_connected()
    assert len(server.callers) == 1


def test_a_closed_pool_gives_nothing_and_keeps_nothing(pool: SocketPool) -> None:
    idle, speaking = taken(pool, 2)
    pool.give_back(idle)
    pool.close(HANGS_S)
    assert idle.ended
    assert speaking.ended
    pool.give_back(speaking)
    with pytest.raises(ConnectionFailed, match="closed"):
        pool.take()
    pool.close()
