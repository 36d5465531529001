# SPDX-License-Identifier: GPL-3.0-or-later
"""Server-sent events: any split and any nonsense."""

from __future__ import annotations

import json
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.client.wire.messages import Chunk, Finished, Message, Timestamps
from studio.client.wire.sse import EventParser
from studio.core.errors import ProtocolError
from tests.client.events import DONE, chunk


def parsed(pieces: Iterable[bytes]) -> list[Message]:
    parser = EventParser()
    messages = [message for piece in pieces for message in parser.feed(piece)]
    return messages + list(parser.end())


@given(st.data(), st.sampled_from(["\n", "\r\n", "\r"]), st.lists(st.binary(min_size=1, max_size=40), max_size=5))
def test_any_split_gives_the_same_messages(data: st.DataObject, end: str, audio: list[bytes]) -> None:
    times = {"words": ["nested", "“wörds”"], "start": [0, 1], "end": [1, 2]}
    nested = json.dumps({"type": "timestamps", "word_timestamps": times, "done": False}, ensure_ascii=False)
    stream = b": comment" + end.encode() * 2 + b"".join(chunk(piece, end) for piece in audio)
    stream += f"id: 7{end}data: {nested}{end}{end}".encode() + DONE
    cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=8)))
    pieces = [stream[start:stop] for start, stop in zip([0, *cuts], [*cuts, len(stream)], strict=True)]
    messages = parsed(pieces)
    assert messages[: len(audio)] == [Chunk(piece) for piece in audio]
    (times_message,) = messages[len(audio) : -1]
    assert isinstance(times_message, Timestamps)
    assert [word.text for word in times_message.words] == ["nested", "“wörds”"]
    assert messages[-1] == Finished()


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_byte_order_mark_before_the_first_event_is_no_part_of_it(end: str) -> None:
    assert parsed([b"\xef\xbb\xbf" + DONE.replace(b"event: done\n", b"").replace(b"\n", end.encode())]) == [Finished()]


def test_what_only_keeps_a_stream_open_takes_no_memory() -> None:
    comment = b": " + b"x" * 1_000_000 + b"\n"
    assert parsed([comment] * 40 + [DONE]) == [Finished()]


@given(st.lists(st.binary(max_size=60), max_size=5))
def test_any_bytes_are_messages_or_a_protocol_error(pieces: list[bytes]) -> None:
    try:
        parsed([b"data: ", *pieces])
    except ProtocolError:
        return


def test_messages_come_as_soon_as_their_event_is_whole() -> None:
    parser = EventParser()
    event = chunk(b"ab")
    assert list(parser.feed(event[:-1])) == []
    assert list(parser.feed(event[-1:] + b"data: ")) == [Chunk(b"ab")]
    assert list(parser.end()) == []


def test_an_event_in_several_lines_is_joined() -> None:
    assert parsed([b'data: {"type":\ndata: "done",\ndata:"done":true}\n\n']) == [Finished()]
    with pytest.raises(ProtocolError):
        parsed([b'data: {"type":"done","status_code":2\ndata:00}\n\n'])


@pytest.mark.parametrize(
    "stream", [b"", b"\n\n\n", b": comment\n\n", b"event: done\nid: 7\n\n", b"data:\n\n", b"data: "]
)
def test_events_without_data_say_nothing(stream: bytes) -> None:
    assert parsed([stream]) == []


def test_an_event_of_too_many_lines_or_bytes_is_given_up() -> None:
    with pytest.raises(ProtocolError, match="too many lines"):
        parsed([b"data: x\n" * 10_001])
    with pytest.raises(ProtocolError, match="too long"):
        parsed([b"data: " + b"x" * (17 * 1024 * 1024)] * 2)
