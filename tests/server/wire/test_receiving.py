# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import asyncio
from contextlib import aclosing

import pytest
from starlette.requests import ClientDisconnect, Request
from starlette.types import Message

from studio.server.limits import Limits
from studio.server.wire.problems import TooLarge, TooSlow
from studio.server.wire.receiving import body_parts


class Sender:
    """A client that sends *parts* and then nothing more, or hangs up; counts what was taken of it."""

    def __init__(self, *parts: bytes, ends: bool = True, hangs_up: bool = False) -> None:
        self._parts = list(parts)
        self._ends = ends
        self._hangs_up = hangs_up
        self.taken = 0

    async def __call__(self) -> Message:
        if self._parts:
            self.taken += 1
            part = self._parts.pop(0)
            return {"type": "http.request", "body": part, "more_body": bool(self._parts) or not self._ends}
        if self._hangs_up:
            return {"type": "http.disconnect"}
        await asyncio.Event().wait()
        raise AssertionError("it never comes")


async def received(sender: Sender, most: int = 10, limits: Limits | None = None, length: int | None = None) -> bytes:
    headers = [] if length is None else [(b"content-length", str(length).encode())]
    request = Request({"type": "http", "headers": headers}, sender)
    async with aclosing(body_parts(request, most, limits or Limits())) as parts:
        return b"".join([part async for part in parts])


@pytest.mark.parametrize("parts", [[b""], [b"abc"], [b"ab", b"", b"c" * 8]])
async def test_a_body_is_its_parts(parts: list[bytes]) -> None:
    assert await received(Sender(*parts)) == b"".join(parts)


async def test_a_body_beyond_the_bound_is_given_up_as_soon_as_it_is() -> None:
    sender = Sender(b"x" * 10, b"x", b"x")
    with pytest.raises(TooLarge, match="at most 10 bytes"):
        await received(sender)
    assert sender.taken == 2


async def test_a_body_that_says_it_is_too_large_is_not_read() -> None:
    sender = Sender(b"x" * 11)
    with pytest.raises(TooLarge):
        await received(sender, length=11)
    assert sender.taken == 0


@pytest.mark.parametrize("limits", [Limits(body_s=0.0), Limits(whole_body_s=0.0)])
async def test_a_body_that_stops_coming_is_given_up(limits: Limits) -> None:
    with pytest.raises(TooSlow):
        await received(Sender(b"x", ends=False), limits=limits)


async def test_who_hangs_up_within_a_body_has_hung_up() -> None:
    with pytest.raises(ClientDisconnect):
        await received(Sender(b"x", ends=False, hangs_up=True))
