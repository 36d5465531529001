# SPDX-License-Identifier: GPL-3.0-or-later
"""A handshake within bounds, over a real pair of sockets."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest
import websocket

from studio.client.wire.handshake import HandshakeSocket
from tests.support.waiting import HANGS_S


@pytest.fixture
def pair() -> Iterator[tuple[socket.socket, socket.socket]]:
    """The client's end and the server's."""
    client, server = socket.socketpair()
    with client, server:
        yield client, server


def read_all(handshake: HandshakeSocket) -> None:
    while True:
        handshake.recv(4096)


def test_bytes_come_as_they_were_sent(pair: tuple[socket.socket, socket.socket]) -> None:
    handshake = HandshakeSocket(pair[0], HANGS_S)
    pair[1].sendall(b"HTTP/1.1 101 Switching Protocols\r\n")
    assert handshake.recv(8) == b"HTTP/1.1"
    assert handshake.recv(4096) == b" 101 Switching Protocols\r\n"


def test_all_else_is_asked_of_the_socket(pair: tuple[socket.socket, socket.socket]) -> None:
    handshake = HandshakeSocket(pair[0], HANGS_S)
    assert handshake.fileno() == pair[0].fileno()
    handshake.sendall(b"GET /")
    assert pair[1].recv(5) == b"GET /"


@pytest.mark.parametrize("within_s", [0.0, 0.01])
def test_a_handshake_that_does_not_end_in_time_is_given_up(
    pair: tuple[socket.socket, socket.socket], within_s: float
) -> None:
    with pytest.raises(websocket.WebSocketTimeoutException):
        read_all(HandshakeSocket(pair[0], within_s))


def test_a_handshake_that_breaks_off_is_given_up(pair: tuple[socket.socket, socket.socket]) -> None:
    pair[1].sendall(b"HTTP/1.1 101")
    pair[1].shutdown(socket.SHUT_WR)
    with pytest.raises(websocket.WebSocketConnectionClosedException):
        read_all(HandshakeSocket(pair[0], HANGS_S))


def test_a_handshake_that_is_too_long_is_given_up(pair: tuple[socket.socket, socket.socket]) -> None:
    handshake = HandshakeSocket(pair[0], HANGS_S)
    for _ in range(16):
        pair[1].sendall(b"x" * 4096)
        handshake.recv(4096)
    pair[1].sendall(b"x")
    with pytest.raises(websocket.WebSocketProtocolException, match="too long"):
        handshake.recv(4096)


@pytest.mark.parametrize("end", ["too late", "cut off"])
def test_a_refusal_counts_as_soon_as_its_status_is_known(pair: tuple[socket.socket, socket.socket], end: str) -> None:
    pair[1].sendall(b"HTTP/1.1 503 Busy\r\nX: ")
    if end == "cut off":
        pair[1].shutdown(socket.SHUT_WR)
    with pytest.raises(websocket.WebSocketBadStatusException) as refused:
        read_all(HandshakeSocket(pair[0], 2.0 if end == "too late" else HANGS_S))
    assert refused.value.status_code == 503


@pytest.mark.parametrize(
    "line", [b"HTTP/1.1 101 Switching\r\n", b"HTTP/1.1 50", b"HTTP/1.1 5030 No\r\n", b"\r\n", b"no HTTP\n"]
)
def test_what_is_no_refusal_is_not_taken_for_one(pair: tuple[socket.socket, socket.socket], line: bytes) -> None:
    pair[1].sendall(line)
    pair[1].shutdown(socket.SHUT_WR)
    with pytest.raises(websocket.WebSocketConnectionClosedException):
        read_all(HandshakeSocket(pair[0], HANGS_S))
