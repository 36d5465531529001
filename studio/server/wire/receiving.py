# SPDX-License-Identifier: GPL-3.0-or-later
"""Receiving of a request's body, with limits of size and time."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator

from starlette.requests import ClientDisconnect, Request

from studio.server.limits import Limits
from studio.server.wire.problems import TooLarge, TooSlow


async def body_parts(request: Request, most_bytes: int, limits: Limits) -> AsyncGenerator[bytes, None]:
    """The parts of the body, in order.

    Raises:
        TooLarge: it has more than *most_bytes*; raised before reading if the request's header says so.
        TooSlow: nothing came for `body_s`, or the body was not complete within `whole_body_s`.
        ClientDisconnect: the client hung up.
    """
    too_large = TooLarge(f"body: must be at most {most_bytes} bytes.")
    told = request.headers.get("content-length", "")
    # uvicorn has checked that it is a number, and its number of digits.
    if told.isdecimal() and int(told) > most_bytes:
        raise too_large
    loop = asyncio.get_running_loop()
    ends_s = loop.time() + limits.whole_body_s
    count, more = 0, True
    while more:
        try:
            async with asyncio.timeout_at(min(ends_s, loop.time() + limits.body_s)):
                message = await request.receive()
        except TimeoutError:
            raise TooSlow("The request's body did not arrive in time.") from None
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        part, more = message.get("body", b""), message.get("more_body", False)
        count += len(part)
        if count > most_bytes:
            raise too_large
        yield part
