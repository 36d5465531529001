# SPDX-License-Identifier: GPL-3.0-or-later
"""Answers before the end of a body, by an application that does not read it."""

from __future__ import annotations

import asyncio

import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import Message, Receive, Scope, Send

from studio.server.limits import Limits
from studio.server.wire.early_answers import EarlyAnswers

LENGTH = (b"content-length", b"100")


async def answered(
    *headers: tuple[bytes, bytes], reads: bool = False, parts: int = 3, limits: Limits | None = None
) -> tuple[list[Message], int]:
    """What is sent to a client whose body has so many *parts* of 1000 bytes, and how many were taken of them."""
    sent: list[Message] = []
    left = parts

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        if reads:
            await Request(scope, receive).body()
        await PlainTextResponse("no", 400)(scope, receive, send)

    async def receive() -> Message:
        nonlocal left
        if not left:
            await asyncio.Event().wait()
        left -= 1
        return {"type": "http.request", "body": b"x" * 1000, "more_body": left > 0}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "POST", "headers": list(headers)}
    await EarlyAnswers(application, limits or Limits())(scope, receive, send)
    return sent, parts - left


def closes(start: Message) -> bool:
    return (b"connection", b"close") in start["headers"]


async def test_an_answer_before_the_body_ends_the_connection_once_the_body_is_taken() -> None:
    (start, body, end), taken = await answered(LENGTH)
    assert closes(start)
    assert (body["body"], body["more_body"]) == (b"no", True)
    assert (end["body"], end["more_body"]) == (b"", False)
    assert taken == 3


@pytest.mark.parametrize(("headers", "reads"), [([], False), ([(b"content-length", b" 0 ")], False), ([LENGTH], True)])
async def test_where_nothing_is_left_of_a_body_the_connection_stays(
    headers: list[tuple[bytes, bytes]], reads: bool
) -> None:
    (start, *rest), _ = await answered(*headers, reads=reads)
    assert not closes(start)
    assert [message["body"] for message in rest] == [b"no"]


async def test_a_body_of_unknown_length_counts_too() -> None:
    (start, *_), taken = await answered((b"transfer-encoding", b"chunked"))
    assert closes(start)
    assert taken == 3


async def test_no_more_is_taken_than_permitted() -> None:
    sent, taken = await answered(LENGTH, parts=100, limits=Limits(unread_bytes=2000))
    assert taken == 3
    assert sent[-1]["more_body"] is False


async def test_a_body_that_does_not_come_is_not_waited_for() -> None:
    sent, taken = await answered(LENGTH, parts=0, limits=Limits(unread_s=0.01))
    assert taken == 0
    assert sent[-1]["more_body"] is False


async def test_who_waits_to_be_told_to_go_on_is_not_waited_for() -> None:
    sent, taken = await answered(LENGTH, (b"expect", b"100-continue"), limits=Limits(unread_s=1000.0))
    assert taken == 0
    assert closes(sent[0])
