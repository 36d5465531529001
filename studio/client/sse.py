# SPDX-License-Identifier: Apache-2.0
"""Server-sent events, as they come in pieces of any size."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from studio.client.messages import said
from studio.core.errors import ProtocolError

if TYPE_CHECKING:
    from studio.client.messages import Message

_MAX_EVENT_BYTES = 32 * 1024 * 1024


class EventParser:
    """Bytes in, messages out; the format is that of the HTML standard's section on server-sent events."""

    def __init__(self) -> None:
        self._rest = bytearray()
        self._data: list[bytes] = []
        self._size = 0

    def feed(self, piece: bytes) -> Iterator[Message]:
        """The messages that *piece* completes.

        Raises:
            ProtocolError: an event's data is no JSON object, or an event is longer than 32 MB.
        """
        start = 0
        self._rest += piece
        # A carriage return at the end may be half of a line break: its line waits for what follows.
        while (found := _line_end(self._rest, start)) is not None:
            end, after = found
            yield from self._line(bytes(self._rest[start:end]))
            start = after
        del self._rest[:start]
        if len(self._rest) + self._size > _MAX_EVENT_BYTES:
            raise _broken("an event is too long")

    def end(self) -> Iterator[Message]:
        """The message of a last event that no blank line follows."""
        yield from self._line(bytes(self._rest.removesuffix(b"\r")))
        yield from self._line(b"")

    def _line(self, line: bytes) -> Iterator[Message]:
        if not line:
            data, self._data, self._size = b"\n".join(self._data), [], 0
            if data.strip():
                yield from said(_object(data))
            return
        name, _, value = line.partition(b":")
        if name == b"data":
            self._data.append(value.removeprefix(b" "))
            self._size += len(value)


def _line_end(text: bytearray, start: int) -> tuple[int, int] | None:
    """Where the line from *start* ends and the next begins; None while that is not known."""
    feed, ret = text.find(b"\n", start), text.find(b"\r", start)
    if ret != -1 and (feed == -1 or ret < feed):
        if ret + 1 == len(text):
            return None
        return ret, ret + 2 if text[ret + 1] == 0x0A else ret + 1
    return None if feed == -1 else (feed, feed + 1)


def _object(data: bytes) -> dict[str, object]:
    try:
        parsed = json.loads(data.decode())
    except (ValueError, RecursionError) as error:
        raise _broken(f"not JSON: {type(error).__name__}") from None
    if not isinstance(parsed, dict):
        raise _broken(f"{type(parsed).__name__} where an object belongs")
    return parsed


def _broken(detail: str) -> ProtocolError:
    return ProtocolError("The speech server sent something that cannot be understood: try again.", detail)
