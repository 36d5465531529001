# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable
from contextlib import closing
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from studio.client.endpoint import Endpoint
from studio.client.errors import NotListening, NotUnderstood, ServerFailed
from studio.client.wire.backoff import Backoff
from studio.client.wire.hang_up import HangUp
from studio.client.wire.rest import Rest, network_error, refusal
from studio.core.errors import ConnectionFailed, EngineUnavailable, ProtocolError, StudioError
from tests.client.wire.waiting import ServeWaiting
from tests.support.waiting import HANGS_S

if TYPE_CHECKING:
    from tests.client.conftest import Answer

    ServeHttp = Callable[[Answer], Endpoint]

PATIENT_S = 10 * HANGS_S
"""Longer than any wait of a test, so that a request ends by what the test does."""


class Asking:
    """A request in a thread of its own, and the error it ends with."""

    def __init__(self, rest: Rest, hang_up: HangUp | None = None) -> None:
        self.error: BaseException | None = None
        self._thread = threading.Thread(target=self._ask, args=(rest, hang_up), name="asking")
        self._thread.start()

    def _ask(self, rest: Rest, hang_up: HangUp | None) -> None:
        try:
            rest.content("GET", "/voices", hang_up=hang_up)
        except BaseException as error:
            self.error = error

    def over(self) -> BaseException | None:
        self._thread.join(HANGS_S)
        assert not self._thread.is_alive()
        return self.error


def test_hanging_up_ends_a_request_with_an_error_and_no_second_attempt(
    serve_waiting: ServeWaiting,
) -> None:
    server, hang_up = serve_waiting(b""), HangUp()
    rest = Rest(server.endpoint, PATIENT_S)
    asking = Asking(rest, hang_up)
    server.asked.get(timeout=HANGS_S)
    hang_up()
    error = asking.over()
    assert isinstance(error, ConnectionFailed)
    assert "closed" in str(error)
    rest.close()
    assert server.connections == 1


def test_hanging_up_ends_the_wait_for_another_attempt() -> None:
    with socket.create_server(("127.0.0.1", 0)) as unserved:
        endpoint = Endpoint(f"http://127.0.0.1:{unserved.getsockname()[1]}", "key")
    rest, hang_up = Rest(endpoint, PATIENT_S, Backoff(retries=30, first_delay_s=PATIENT_S)), HangUp()
    asking = Asking(rest, hang_up)
    hang_up()
    assert isinstance(asking.over(), ConnectionFailed)
    rest.close()


def test_what_was_hung_up_before_it_began_asks_for_nothing(serve_waiting: ServeWaiting) -> None:
    server, hang_up = serve_waiting(b""), HangUp()
    hang_up()
    rest = Rest(server.endpoint)
    assert isinstance(Asking(rest, hang_up).over(), ConnectionFailed)
    rest.close()
    assert server.asked.empty()


def test_closing_ends_what_is_running_and_refuses_what_follows(serve_waiting: ServeWaiting) -> None:
    server = serve_waiting(b"")
    rest = Rest(server.endpoint, PATIENT_S)
    asking = Asking(rest)
    server.asked.get(timeout=HANGS_S)
    rest.close()
    assert isinstance(asking.over(), ConnectionFailed)
    with pytest.raises(ConnectionFailed, match="closed"):
        rest.content("GET", "/voices")


def test_a_connection_serves_one_request_after_another_even_after_a_refusal(
    serve_waiting: ServeWaiting,
) -> None:
    server = serve_waiting(b"HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\n{}")
    rest = Rest(server.endpoint)
    for _ in range(3):
        with pytest.raises(RuntimeError):
            rest.content("GET", "/voices/none")
    rest.close()
    assert server.connections == 1


HERE, ELSEWHERE = Endpoint("http://127.0.0.1:1", "key"), Endpoint("https://speech.example", "key")


@pytest.mark.parametrize(
    ("failed", "kind", "again_anyhow", "again_if_repeatable"),
    [
        (httpx.ConnectError("refused"), NotListening, True, True),
        (httpx.ConnectTimeout("late"), NotListening, True, True),
        (httpx.ReadError("reset"), EngineUnavailable, False, True),
        (httpx.ReadTimeout("silent"), EngineUnavailable, False, False),
        (httpx.RemoteProtocolError("Server disconnected without sending a response."), EngineUnavailable, False, True),
        (httpx.RemoteProtocolError("illegal header line"), NotUnderstood, False, False),
        (httpx.TooManyRedirects("round"), ProtocolError, False, False),
    ],
)
def test_a_request_without_an_answer_is_repeated_only_where_that_may_help(
    failed: httpx.HTTPError, kind: type[StudioError], again_anyhow: bool, again_if_repeatable: bool
) -> None:
    error, again = network_error(HERE, failed)
    assert type(error) is kind
    assert again is again_anyhow
    assert network_error(HERE, failed, repeatable=True)[1] is again_if_repeatable
    assert not isinstance(network_error(ELSEWHERE, failed)[0], EngineUnavailable)


@pytest.mark.parametrize("endpoint", [HERE, ELSEWHERE])
def test_a_server_that_takes_too_long_is_not_told_to_be_gone(endpoint: Endpoint) -> None:
    error, _again = network_error(endpoint, httpx.ReadTimeout("late"))
    assert "no answer in time" in error.user_text


@pytest.mark.parametrize(
    ("status", "again_anyhow", "again_if_repeatable"),
    [(400, False, False), (404, False, False), (429, True, True), (500, False, True), (501, False, False)]
    + [(503, False, True)],
)
def test_a_refusal_is_repeated_only_where_that_may_help(
    status: int, again_anyhow: bool, again_if_repeatable: bool
) -> None:
    assert refusal(httpx.Response(status), "", False)[1] is again_anyhow
    assert refusal(httpx.Response(status), "", True)[1] is again_if_repeatable


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("2", 2.0), ("0.5", 0.5), ("0", 0.0), ("-1", None), ("inf", None), ("nan", None), ("", None)]
    + [("Wed, 21 Oct 2015 07:28:00 GMT", None)],
)
def test_the_wait_that_a_refusal_asks_for_is_in_seconds(header: str, seconds: float | None) -> None:
    assert refusal(httpx.Response(429, headers={"Retry-After": header}), "", False)[2] == seconds
    assert refusal(httpx.Response(429), "", False)[2] is None


@pytest.mark.parametrize(("body", "value"), [(b"", None), (b"null", None), (b'{"a": [1]}', {"a": [1]}), (b"7", 7)])
def test_the_answers_json_is_read_and_an_empty_answer_is_none(serve_http: ServeHttp, body: bytes, value: Any) -> None:
    with closing(Rest(serve_http(lambda *_: (200, {}, body)))) as rest:
        assert rest.json("GET", "/status") == value


def test_a_body_with_half_a_surrogate_pair_is_sent_as_json_has_it(serve_http: ServeHttp) -> None:
    told = {"text": "a\ud800b \\ud801 é🙂", "n": [1, None]}
    came: list[tuple[str, bytes]] = []

    def answer(_method: str, _path: str, headers: dict[str, str], body: bytes) -> tuple[int, dict[str, str], bytes]:
        came.append((headers["content-type"], body))
        return 200, {}, b""

    with closing(Rest(serve_http(answer))) as rest:
        rest.json("POST", "/explain", json=told)
    assert [(kind, json.loads(body)) for kind, body in came] == [("application/json", told)]
    assert "é🙂".encode() in came[0][1]


def test_a_form_with_half_a_surrogate_pair_is_sent(serve_http: ServeHttp) -> None:
    came: list[bytes] = []

    def answer(_method: str, _path: str, _headers: dict[str, str], body: bytes) -> tuple[int, dict[str, str], bytes]:
        came.append(body)
        return 200, {}, b""

    told = {"name": "a\ud800b é🙂", "emotion": ["\udc80", "sad"]}
    with closing(Rest(serve_http(answer))) as rest:
        rest.json("POST", "/voices/clone", files={"clip": ("c.wav", b"RIFF")}, data=told)
    for name, value in [("name", "a\ufffdb é🙂"), ("emotion", "\ufffd"), ("emotion", "sad")]:
        assert f'name="{name}"\r\n\r\n{value}\r\n'.encode() in came[0]


@pytest.mark.parametrize("body", [b"<html>", b"{", b"\xff", b"[" * 100_000])
def test_an_answer_that_is_no_json_is_not_understood(serve_http: ServeHttp, body: bytes) -> None:
    with closing(Rest(serve_http(lambda *_: (200, {}, body)))) as rest, pytest.raises(NotUnderstood, match="answer"):
        rest.json("GET", "/status")


@pytest.mark.parametrize(("method", "repeatable", "asked"), [("GET", None, 3), ("POST", None, 1), ("POST", True, 3)])
def test_a_failing_server_is_asked_again_where_that_does_no_harm(
    serve_http: ServeHttp, method: str, repeatable: bool | None, asked: int
) -> None:
    methods: list[str] = []

    def answer(method: str, *_: object) -> tuple[int, dict[str, str], bytes]:
        methods.append(method)
        return 500, {}, b""

    with closing(Rest(serve_http(answer), backoff=Backoff(2, 0.001))) as rest, pytest.raises(ServerFailed):
        rest.content(method, "/x", repeatable)
    assert methods == [method] * asked


def test_a_retired_one_keeps_no_connection_and_still_answers(serve_waiting: ServeWaiting) -> None:
    server = serve_waiting(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
    rest = Rest(server.endpoint)
    assert [rest.json("GET", "/") for _ in range(2)] == [{}, {}]
    assert server.connections == 1
    rest.retire()
    assert [rest.json("GET", "/") for _ in range(2)] == [{}, {}]
    rest.close()
    assert server.connections == 3
