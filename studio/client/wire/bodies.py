# SPDX-License-Identifier: Apache-2.0
"""Reading of answers' bodies, with checks: limited size, uncompressed, of the content type asked for."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

from studio.client.errors import not_understood
from studio.core.errors import StudioError

if TYPE_CHECKING:
    import httpx

MESSAGE_BYTES = 32 * 1024 * 1024
"""The longest answer of JSON, message of the socket and server-sent event that is taken."""
REFUSAL_BYTES = 64 * 1024
_WHOLE = 200
AUDIO = ("audio/", "application/octet-stream", "binary/octet-stream")
EVENTS = ("text/event-stream",)


class Allowance:
    """The number of bytes that may still be read; several answers may share one."""

    def __init__(self, most_bytes: int) -> None:
        self._left = most_bytes

    def take(self, count: int) -> None:
        """Count bytes that have come.

        Raises:
            NotUnderstood: there are more than allowed.
        """
        self._left -= count
        if self._left < 0:
            raise not_understood("the answer is longer than what was asked for can be")


def check_kind(answer: httpx.Response, kinds: tuple[str, ...]) -> None:
    """Check that *answer* is not compressed. If *kinds* (beginnings of content types) are given, check that it is whole
    and declares one of them, or none.

    Raises:
        NotUnderstood: anything else, such as the login page of a network.
    """
    if answer.headers.get("content-encoding", "identity").strip().lower() not in ("", "identity"):
        raise not_understood("the answer is compressed, which was not asked for")
    if kinds and answer.status_code != _WHOLE:
        raise not_understood(f"status {answer.status_code} without what was asked for")
    kind = answer.headers.get("content-type", "").strip().lower()
    if kinds and kind and not kind.startswith(kinds):
        raise not_understood("the answer is of another kind than what was asked for")


def pieces(answer: httpx.Response, allowance: Allowance | None) -> Iterator[bytes]:
    """The body as it comes. Without an *allowance* only its pieces are limited, for callers that do not keep it.

    Raises:
        NotUnderstood: it is longer than allowed.
        httpx.HTTPError: it breaks off.
    """
    for piece in answer.iter_raw():
        if allowance is not None:
            allowance.take(len(piece))
        yield piece


def whole(parts: Iterator[bytes]) -> bytes:
    """All *parts* joined, however small they are."""
    content = bytearray()
    for part in parts:
        content += part
    return bytes(content)


def refusal_text(answer: httpx.Response, within_s: float) -> str:
    """The body of a refusal; "" if it is too long, compressed, breaks off or takes longer than *within_s* seconds,
    since the status says enough. Closes *answer*."""
    import httpx

    def in_time() -> Iterator[bytes]:
        ends_s = time.monotonic() + within_s
        for piece in pieces(answer, Allowance(REFUSAL_BYTES)):
            if time.monotonic() > ends_s:
                raise not_understood("the answer does not end")
            yield piece

    try:
        check_kind(answer, ())
        return whole(in_time()).decode(errors="replace")
    except (httpx.HTTPError, StudioError):
        return ""
    finally:
        answer.close()
