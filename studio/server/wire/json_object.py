# SPDX-License-Identifier: GPL-3.0-or-later
"""JSON objects of requests and socket messages, read so that none can hold up or harm the server."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from contextlib import aclosing
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import Any

from starlette.requests import Request

from studio.core.errors import InvalidArgument
from studio.server.limits import Limits
from studio.server.wire.receiving import body_parts

Body = Mapping[str, Any]
_DIGITS_OF_EXACT_INT = 18
_MOST_VALUES = 200_000
_MOST_STRINGS = 50_000
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


async def read_body(request: Request, limits: Limits) -> Body:
    """The JSON object in a request's body, whatever its content type.

    Raises:
        TooLarge: more bytes than the limit.
        TooSlow: it did not arrive in time.
        InvalidArgument: not a JSON object.
    """
    data = bytearray()
    async with aclosing(body_parts(request, limits.body_bytes, limits)) as parts:
        async for part in parts:
            data += part
    return parse_object(bytes(data))


def parse_object(data: bytes | str) -> Body:
    """A JSON object; lone surrogates in its strings become U+FFFD.

    Raises:
        InvalidArgument: not a JSON object, or one with more values than any request needs.
    """
    try:
        text = data.decode("utf-8-sig") if isinstance(data, bytes) else data
        if len(text) > _MOST_VALUES and _values(text) > _MOST_VALUES:
            # Each value is an object in memory, made while all other requests wait.
            raise InvalidArgument("body", f"a JSON object of at most {_MOST_VALUES} values")
        value = json.loads(text, parse_int=_number, parse_constant=_refuse_constant)
        if "\\ud" in text.lower():
            value = repaired(value)
    except InvalidArgument:
        raise
    except (ValueError, RecursionError):
        raise InvalidArgument("body", "a JSON object") from None
    if not isinstance(value, dict):
        raise InvalidArgument("body", "a JSON object")
    return value


def _values(text: str) -> int:
    """About how many values a JSON text holds, not counting characters in its strings.

    Raises:
        ValueError: a string without an end.
    """
    count = sum(map(text.count, "[{,"))
    if count <= _MOST_VALUES or text.count('"') > 2 * _MOST_STRINGS:
        return count
    count = at = 0
    while (quote := text.find('"', at)) >= 0:
        count += sum(text.count(mark, at, quote) for mark in "[{,")
        at = scanstring(text, quote + 1, False)[1]
    return count + sum(text.count(mark, at) for mark in "[{,")


def _number(digits: str) -> int | float:
    # An integer of thousands of digits is slow and overflows later; a float is at most infinite.
    return int(digits) if len(digits) <= _DIGITS_OF_EXACT_INT else float(digits)


def _refuse_constant(name: str) -> float:
    raise ValueError(f"{name} is no JSON")


def repaired(value: Any) -> Any:
    """*value* with U+FFFD for lone surrogates, which could be neither stored nor sent."""
    if isinstance(value, str):
        # Codecs take a microsecond for each string. The parser has already joined pairs of surrogates.
        return value if value.isascii() else _LONE_SURROGATE.sub("\ufffd", value)
    if isinstance(value, list):
        return [repaired(item) for item in value]
    if isinstance(value, dict):
        return {repaired(key): repaired(item) for key, item in value.items()}
    return value
