# SPDX-License-Identifier: GPL-3.0-or-later
"""Clients that send their requests slowly, in part, or not at all."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import httpx

from tests.support.speech_server import RunningServer
from tests.support.waiting import HANGS_S

HALF_A_HEAD = b"GET /status HTTP/1.1\r\nHost: localhost\r\n"
LONG_S = 1000.0


def connection(server: RunningServer) -> socket.socket:
    return socket.create_connection(("127.0.0.1", server.port), timeout=HANGS_S)


@contextmanager
def connections(server: RunningServer, count: int, sent: bytes = b"") -> Iterator[list[socket.socket]]:
    with ExitStack() as stack:
        opened = [stack.enter_context(connection(server)) for _ in range(count)]
        for each in opened:
            each.sendall(sent)
        yield opened


@contextmanager
def asking(server: RunningServer, path: str, **content: Any) -> Iterator[None]:
    """A POST with *content*, as httpx takes it, whose answer nobody reads; hangs up at the end."""
    request = httpx.Request("POST", server.url + path, headers={"X-API-Key": server.token}, **content)
    head = "".join(f"{name}: {value}\r\n" for name, value in request.headers.items())
    with connection(server) as caller:
        caller.sendall(f"POST {path} HTTP/1.1\r\n{head}\r\n".encode() + request.read())
        yield


def ask(server: RunningServer, path: str = "/status", key: bool = True, more: str = "") -> bytes:
    shown = f"X-API-Key: {server.token}\r\n" if key else ""
    return f"GET {path} HTTP/1.1\r\nHost: localhost\r\n{shown}{more}\r\n".encode()


def is_over(opened: socket.socket) -> bool:
    """Whether the other side has closed, perhaps after an answer; waits for it."""
    try:
        while opened.recv(65536):
            pass
    except ConnectionError:
        pass
    return True


def read_answer(opened: socket.socket) -> tuple[int, httpx.Headers, bytes]:
    """Status, headers and body of the next answer."""
    data = b""
    while b"\r\n\r\n" not in data:
        part = opened.recv(65536)
        assert part, data
        data += part
    head, _, body = data.partition(b"\r\n\r\n")
    first, *lines = head.decode().split("\r\n")
    headers = httpx.Headers([(name, value) for name, _, value in (line.partition(": ") for line in lines)])
    while len(body) < int(headers["content-length"]):
        part = opened.recv(65536)
        assert part, body
        body += part
    return int(first.split()[1]), headers, body
