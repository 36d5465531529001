# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from studio.client.endpoint import Endpoint
from studio.client.errors import BadText, Busy, KeyRefused, NotUnderstood
from studio.client.wire.transport import (
    BAD_TEXT,
    NORMAL,
    PROTOCOL_BROKEN,
    Connection,
    close_code,
    connect,
    cut,
    goodbye,
    receive,
    write,
)
from studio.core.errors import EngineUnavailable, ProtocolError, StudioError
from tests.support.waiting import HANGS_S, wait_until

if TYPE_CHECKING:
    from tests.client.conftest import Caller, ScriptedServer

    Serve = Callable[..., ScriptedServer]


@contextmanager
def connected(endpoint: Endpoint, message_bytes: int = 1000) -> Iterator[Connection]:
    connection = Connection(message_bytes)
    connect(connection, endpoint, HANGS_S)
    try:
        yield connection
    finally:
        connection.dispose()


def says(*messages: dict[str, object] | str | bytes) -> Callable[[Caller], None]:
    def script(caller: Caller) -> None:
        for message in messages:
            caller.send(message)
        caller.receive()

    return script


def test_messages_come_whole_and_in_order(serve: Serve) -> None:
    endpoint = serve(says("one", "x" * 990, b"bytes", "é")).endpoint
    with connected(endpoint) as connection:
        received = [receive(connection, endpoint) for _ in range(4)]
        goodbye(connection, NORMAL)
    assert received == [b"one", b"x" * 990, b"bytes", "é".encode()]


def test_the_key_goes_in_a_header_with_the_version(serve: Serve) -> None:
    server = serve(says())
    with connected(server.endpoint) as connection:
        goodbye(connection, NORMAL)
    assert server.callers[0].headers["x-api-key"] == server.endpoint.token
    assert "origin" not in server.callers[0].headers
    assert server.endpoint.token not in server.callers[0].target


@pytest.mark.parametrize(("status", "kind"), [(401, KeyRefused), (429, Busy), (302, ProtocolError)])
def test_a_refusal_is_told_by_its_status(serve: Serve, status: int, kind: type[StudioError]) -> None:
    endpoint = serve(says(), refuse_status=status).endpoint
    connection = Connection(1000)
    with pytest.raises(kind):
        connect(connection, endpoint, HANGS_S)
    connection.dispose()


def test_nobody_there_is_an_engine_that_is_not_running() -> None:
    connection = Connection(1000)
    with pytest.raises(EngineUnavailable):
        connect(connection, Endpoint("http://127.0.0.1:9", "key"), 5.0)
    connection.dispose()


def test_a_message_longer_than_allowed_is_given_up(serve: Serve) -> None:
    endpoint = serve(says("x" * 1100)).endpoint
    with connected(endpoint) as connection, pytest.raises(NotUnderstood, match="too long"):
        receive(connection, endpoint)


@pytest.mark.parametrize(("code", "name"), [(1000, "1000"), (1011, "1011")])
def test_the_other_sides_goodbye_is_a_loss_with_its_code(serve: Serve, code: int, name: str) -> None:
    endpoint = serve(lambda caller: caller.close(code)).endpoint
    with connected(endpoint) as connection, pytest.raises(EngineUnavailable, match=name):
        receive(connection, endpoint)


def test_nothing_follows_a_goodbye(serve: Serve) -> None:
    heard: list[object] = []

    def script(caller: Caller) -> None:
        while (message := caller.receive()) is not None:
            heard.append(message)

    server = serve(script)
    with connected(server.endpoint) as connection:
        assert write(connection, json.dumps({"before": 1}))
        assert goodbye(connection, PROTOCOL_BROKEN)
        assert not write(connection, json.dumps({"after": 1}))
        assert not goodbye(connection, NORMAL)
        wait_until(lambda: server.callers[0].close_code is not None)
    assert heard == [{"before": 1}]
    assert server.callers[0].close_code == PROTOCOL_BROKEN


def test_a_cut_frees_a_thread_that_reads(serve: Serve) -> None:
    endpoint = serve(says()).endpoint
    errors: list[StudioError] = []

    def read() -> None:
        try:
            receive(connection, endpoint)
        except StudioError as error:
            errors.append(error)

    with connected(endpoint) as connection:
        thread = threading.Thread(target=read, name="reading")
        thread.start()
        cut(connection)
        thread.join(5)
        cut(connection)
        assert not write(connection, "{}")
    assert [type(error) for error in errors] == [EngineUnavailable]
    cut(connection)


@pytest.mark.parametrize(
    ("error", "code"),
    [(BadText("x"), BAD_TEXT), (NotUnderstood("x"), PROTOCOL_BROKEN), (EngineUnavailable("x"), NORMAL)],
)
def test_goodbye_is_said_with_the_reason(error: StudioError, code: int) -> None:
    assert close_code(error) == code
