# SPDX-License-Identifier: GPL-3.0-or-later
"""Servers that break in mid-speech."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from studio.client.speech.events import Audio, Failed
from studio.client.speech.exchange import Patience
from studio.client.wire.pool import SocketPool
from studio.client.wire.socket import SocketLimits
from studio.core.errors import ConnectionFailed, EngineUnavailable, ProtocolError
from tests.client.talking import PATIENT, client_of, collect, failure
from tests.support.waiting import HANGS_S, wait_until_async

if TYPE_CHECKING:
    from tests.client.conftest import Caller, ScriptedServer

    Serve = Callable[..., ScriptedServer]
    Fault = Callable[[Caller, str], None]


def _mute(caller: Caller, context_id: str) -> None:
    caller.receive()


def _half_close(caller: Caller, context_id: str) -> None:
    import socket

    caller.sock.shutdown(socket.SHUT_WR)
    caller.receive()


def _broken(raw: bytes) -> Fault:
    def fault(caller: Caller, context_id: str) -> None:
        caller.sock.sendall(raw)
        caller.receive()

    return fault


def _says(text: str | bytes) -> Fault:
    def fault(caller: Caller, context_id: str) -> None:
        caller.send(text.replace("CONTEXT", context_id) if isinstance(text, str) else text)
        caller.receive()

    return fault


FAULTS: dict[str, tuple[Fault, type[Exception]]] = {
    "no done": (_mute, ConnectionFailed),
    "cut": (lambda caller, context_id: None, EngineUnavailable),
    "half close": (_half_close, EngineUnavailable),
    "closed normally": (lambda caller, context_id: caller.close(1000), EngineUnavailable),
    "closed for an internal error": (lambda caller, context_id: caller.close(1011), EngineUnavailable),
    "bytes that are no frame": (_broken(b"\xf3\x01x"), ProtocolError),
    "a frame cut short": (lambda caller, context_id: caller.sock.sendall(b"\x81\x7e\x01\x00half"), EngineUnavailable),
    "a frame longer than any message": (
        _broken(b"\x81\x7f\x00\x00\x00\x01\x00\x00\x00\x00" + b"x" * 300_000),
        ProtocolError,
    ),
    "a continuation of nothing": (_broken(b"\x80\x01x"), ProtocolError),
    "text that is not UTF-8": (_broken(b"\x81\x02\xff\xfe"), ProtocolError),
    "not JSON": (_says("<html>"), ProtocolError),
    "deep nesting": (_says("[" * 100_000), ProtocolError),
    "a bare number": (_says("7"), ProtocolError),
    "a context id that is no text": (_says('{"context_id": 7}'), ProtocolError),
    "bytes in place of text": (_says(b"\x00\x01"), ProtocolError),
    "data that is not base64": (_says('{"type":"chunk","context_id":"CONTEXT","data":"*"}'), ProtocolError),
    "chunk without data": (_says('{"type":"chunk","context_id":"CONTEXT"}'), ProtocolError),
    "times of another length": (
        _says('{"type":"timestamps","context_id":"CONTEXT","word_timestamps":{"words":["a"],"start":[],"end":[]}}'),
        ProtocolError,
    ),
    "a time that is not finite": (
        _says('{"type":"timestamps","context_id":"CONTEXT","word_timestamps":{"words":["a"],"start":[NaN],"end":[1]}}'),
        ProtocolError,
    ),
    "half a sample at the end": (
        _says('{"type":"chunk","context_id":"CONTEXT","data":"AAA=","done":true}'),
        ProtocolError,
    ),
}


@pytest.mark.parametrize("name", FAULTS)
async def test_every_fault_in_mid_speech_ends_in_a_typed_error_in_time(serve: Serve, name: str) -> None:
    fault, kind = FAULTS[name]

    def script(caller: Caller) -> None:
        message = caller.receive()
        assert message is not None
        caller.say(message["context_id"])
        fault(caller, message["context_id"])

    server = serve(script)
    pool = SocketPool(server.endpoint, limits=SocketLimits(message_bytes=200_000))
    # Long enough for what is said before the silence.
    patience = Patience(message_s=2.0) if fault is _mute else PATIENT
    async with client_of(server.endpoint, patience, pool=pool) as client, asyncio.timeout(HANGS_S / 2):
        events = await collect(client)
    assert [type(event) for event in events] == [Audio, Failed]
    error = failure(events)
    assert isinstance(error, kind), error
    assert getattr(error, "user_text", "")


@pytest.mark.usefixtures("patient")
@pytest.mark.parametrize(("raw", "code"), [(b"\x81\x02\xff\xfe", 1007), (b"\xf3\x01x", 1002)])
async def test_a_broken_protocol_is_answered_with_its_close_code(serve: Serve, raw: bytes, code: int) -> None:
    def script(caller: Caller) -> None:
        caller.receive()
        caller.sock.sendall(raw)
        while caller.receive() is not None:
            continue

    server = serve(script)
    async with client_of(server.endpoint) as client:
        await collect(client)
        await wait_until_async(lambda: server.callers[0].close_code is not None)
    assert server.callers[0].close_code == code
