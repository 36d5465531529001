# SPDX-License-Identifier: Apache-2.0
"""Server-sent events, as they come in pieces of any size."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from studio.client.errors import not_understood
from studio.client.messages import parse

if TYPE_CHECKING:
    from studio.client.messages import Message

_MAX_EVENT_BYTES = 32 * 1024 * 1024


class EventParser:
    """Bytes in, messages out; the format is that of the HTML standard's section on server-sent events."""

    def __init__(self) -> None:
        self._rest = b""
        self._data: list[bytes] = []
        self._size = 0

    def feed(self, piece: bytes) -> Iterator[Message]:
        """The messages that *piece* completes.

        Raises:
            ProtocolError: an event's data is no JSON object, or an event is longer than 32 MB.
        """
        text, held = self._rest + piece, b""
        if b"\r" in text:
            if text.endswith(b"\r"):
                text, held = text[:-1], b"\r"  # it may be half of a line break
            text = text.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        *lines, rest = text.split(b"\n")
        self._rest = rest + held
        for line in lines:
            yield from self._line(line)
        if len(self._rest) + self._size > _MAX_EVENT_BYTES:
            raise not_understood("an event is too long")

    def end(self) -> Iterator[Message]:
        """The message of a last event that no blank line follows."""
        rest, self._rest = self._rest.removesuffix(b"\r"), b""
        yield from self._line(rest)
        yield from self._line(b"")

    def _line(self, line: bytes) -> Iterator[Message]:
        if line.startswith(b"data:"):
            self._data.append(line[6:] if line.startswith(b" ", 5) else line[5:])
            self._size += len(line)
        elif not line:
            data, self._data, self._size = b"\n".join(self._data), [], 0
            if data.strip():
                yield from parse(data)[1]
