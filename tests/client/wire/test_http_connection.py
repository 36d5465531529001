# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import json
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

import httpx
import pytest

from studio.client.endpoint import Endpoint
from studio.client.wire.hang_up import HangUp
from studio.client.wire.http_connection import HttpConnection, tls_context
from tests.client.wire.waiting import ServeWaiting
from tests.support.waiting import HANGS_S

if TYPE_CHECKING:
    from tests.client.conftest import Answer

    ServeHttp = Callable[[Answer], Endpoint]


def connection_to(endpoint: Endpoint, timeout_s: float = HANGS_S) -> HttpConnection:
    return HttpConnection(endpoint, timeout_s, tls_context(endpoint))


@contextmanager
def dripping() -> Iterator[Endpoint]:
    """A server whose answer's head never ends, a line every 10 ms."""
    over = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            sock, _ = listener.accept()
            with sock:
                sock.recv(65536)
                try:
                    sock.sendall(b"HTTP/1.1 200 OK\r\n")
                    while not over.wait(0.01):
                        sock.sendall(b"X: y\r\n")
                except OSError:
                    return

        thread = threading.Thread(target=serve, name="dripping-server")
        thread.start()
        yield Endpoint(f"http://127.0.0.1:{listener.getsockname()[1]}", "key")
        over.set()
        thread.join(HANGS_S)


def test_key_and_version_go_with_each_request_and_nothing_compressed_is_asked_for(serve_http: ServeHttp) -> None:
    seen: list[dict[str, str]] = []

    def answer(method: str, path: str, headers: dict[str, str], body: bytes) -> tuple[int, dict[str, str], bytes]:
        seen.append({**headers, "asked": f"{method} {path}", "body": body.decode()})
        return 200, {}, b"{}"

    endpoint = serve_http(answer)
    with closing(connection_to(endpoint)) as connection:
        for _ in range(2):
            with closing(connection.send("POST", "/voices", HangUp(), json={"name": "A"})) as response:
                assert response.read() == b"{}"
    for headers in seen:
        assert headers["x-api-key"] == endpoint.token
        assert headers["accept-encoding"] == "identity"
        assert headers["asked"] == "POST /voices"
        assert json.loads(headers["body"]) == {"name": "A"}
    assert len(seen) == 2


def test_hanging_up_ends_the_request_that_the_connection_was_used_for_last(serve_waiting: ServeWaiting) -> None:
    server, hang_up = serve_waiting(b""), HangUp()
    errors: list[BaseException] = []

    def ask() -> None:
        try:
            connection.send("GET", "/", hang_up)
        except httpx.HTTPError as error:
            errors.append(error)

    with closing(connection_to(server.endpoint, 10 * HANGS_S)) as connection:
        thread = threading.Thread(target=ask, name="asking")
        thread.start()
        server.asked.get(timeout=HANGS_S)
        hang_up()
        thread.join(HANGS_S)
    assert len(errors) == 1


def test_a_head_that_does_not_end_is_cut_off_as_silence() -> None:
    with (
        dripping() as endpoint,
        closing(connection_to(endpoint, 2.0)) as connection,
        pytest.raises(httpx.ReadTimeout, match="does not end"),
    ):
        connection.send("GET", "/", HangUp())


def test_certificates_are_checked_where_there_are_any() -> None:
    assert tls_context(Endpoint("https://speech.example", "key")).verify_mode is ssl.CERT_REQUIRED
    assert tls_context(Endpoint("https://speech.example", "key")).get_ca_certs()
    assert not tls_context(Endpoint("http://127.0.0.1:1", "key")).get_ca_certs(), "none are loaded, which takes time"


def test_a_kept_connection_is_hung_up_on_too(serve_waiting: ServeWaiting) -> None:
    server, hang_up = serve_waiting(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"), HangUp()
    with closing(connection_to(server.endpoint)) as connection:
        with closing(connection.send("GET", "/", HangUp())) as response:
            assert response.read() == b"{}"
        hang_up()
        with pytest.raises(httpx.HTTPError):
            connection.send("GET", "/", hang_up)
