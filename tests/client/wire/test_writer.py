# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from studio.client.wire.transport import Connection, connect, cut
from studio.client.wire.writer import Writer
from tests.support.waiting import HANGS_S, wait_until

if TYPE_CHECKING:
    from tests.client.conftest import Caller, ScriptedServer

    Serve = Callable[..., ScriptedServer]


class Listening:
    """A script that keeps what it hears until the client goes."""

    def __init__(self) -> None:
        self.heard: list[object] = []

    def __call__(self, caller: Caller) -> None:
        while (message := caller.receive()) is not None:
            self.heard.append(message)


@pytest.fixture
def listening() -> Listening:
    return Listening()


@pytest.fixture
def server(serve: Serve, listening: Listening) -> ScriptedServer:
    return serve(listening)


@pytest.fixture
def connection(server: ScriptedServer) -> Iterator[Connection]:
    made = Connection(1000)
    connect(made, server.endpoint, HANGS_S)
    yield made
    made.dispose()


def test_texts_are_written_in_order_and_then_goodbye(
    connection: Connection, server: ScriptedServer, listening: Listening
) -> None:
    writer = Writer(100)
    assert all(writer.send(json.dumps({"number": number})) for number in range(50))
    writer.start(connection)
    assert writer.send(json.dumps({"number": 50}))
    writer.finish(1002)
    writer.finish(1000)
    writer.join(5)
    wait_until(lambda: server.callers[0].close_code is not None)
    assert server.callers[0].close_code == 1002, "the first reason counts"
    assert listening.heard == [{"number": number} for number in range(51)]
    assert writer.waiting_s == 0.0


def test_more_texts_than_may_wait_are_not_taken(connection: Connection, listening: Listening) -> None:
    writer = Writer(2)
    assert writer.waiting_s == 0.0
    assert [writer.send("{}") for _ in range(3)] == [True, True, False]
    wait_until(lambda: writer.waiting_s > 0.0)
    writer.start(connection)
    wait_until(lambda: writer.send("{}"))
    writer.finish(1000)
    writer.join(5)
    assert len(listening.heard) <= 3


def test_a_connection_that_is_gone_ends_the_thread(connection: Connection) -> None:
    writer = Writer(10)
    writer.start(connection)
    cut(connection)
    wait_until(lambda: not writer.send("{}"), what="texts that wait for ever")
    writer.join(5)


def test_who_never_started_has_nothing_to_wait_for() -> None:
    Writer(1).join()
