# SPDX-License-Identifier: Apache-2.0
"""A parser of server-sent events that come in pieces of any size."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from studio.client.errors import not_understood
from studio.client.wire.bodies import MESSAGE_BYTES
from studio.client.wire.messages import parse

if TYPE_CHECKING:
    from studio.client.wire.messages import Message

_MOST_LINES = 10_000
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class EventParser:
    """Parses bytes to messages, by the HTML standard's section on server-sent events.

    Nearly all of an event is audio in one line, so it is parsed in place, in a buffer that is reused.
    """

    def __init__(self) -> None:
        self._text = bytearray()
        """Bytes of the unfinished event."""
        self._line = 0
        """Begin of its last line."""
        self._seen = 0
        """Position up to which all line breaks were found."""
        self._values: list[tuple[int, int]] = []
        """Begin and end of the values of its `data` fields."""
        self._held = b""
        self._begun = False

    def feed(self, piece: bytes) -> Iterator[Message]:
        """The messages that *piece* completes.

        Raises:
            ProtocolError: an event's data is no JSON object, or an event is longer than 32 MB or 10,000 lines.
        """
        if self._held or b"\r" in piece:
            piece = self._held + piece
            self._held = b"\r" if piece.endswith(b"\r") else b""  # it may be half of a line break
            piece = piece.removesuffix(b"\r").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        self._text += piece
        while (end := self._text.find(b"\n", self._seen)) != -1:
            if end == self._line:
                yield from self._ended(end + 1)
            else:
                self._line_ended(end)
        self._seen = len(self._text)
        if self._seen > MESSAGE_BYTES:
            raise not_understood("an event is too long")

    def end(self) -> Iterator[Message]:
        """The message of a last event that no blank line follows."""
        self._line_ended(len(self._text))
        yield from self._ended(len(self._text))

    def _line_ended(self, end: int) -> None:
        if not self._begun and self._text.startswith(_BYTE_ORDER_MARK):
            del self._text[: len(_BYTE_ORDER_MARK)]
            end -= len(_BYTE_ORDER_MARK)
        self._begun = True
        if self._text.startswith(b"data:", self._line):
            if len(self._values) >= _MOST_LINES:
                raise not_understood("an event has too many lines")
            begin = self._line + 5
            self._values.append((begin + self._text.startswith(b" ", begin), end))
        elif not self._values:
            del self._text[: end + 1]
            end = -1
        self._line = self._seen = end + 1

    def _ended(self, end: int) -> tuple[Message, ...]:
        text, values = self._text, self._values
        if len(values) != 1:
            text = bytearray(b"\n".join(text[begin:end] for begin, end in values))
            values = [(0, len(text))]
        ((begin, stop),) = values
        blank = not text[begin : begin + 1].strip() and not text[begin:stop].strip()
        messages = () if blank else parse(text, begin, stop)[1]
        del self._text[:end]
        self._line, self._seen, self._values = 0, 0, []
        return messages
