# SPDX-License-Identifier: GPL-3.0-or-later
"""Server-sent events: any split, any nonsense, and what is tried again."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.client import AsyncCartesia, Cartesia
from studio.client.endpoint import Endpoint
from studio.client.wire.messages import Chunk, Finished, Message, Timestamps
from studio.client.wire.sse import EventParser
from studio.core.errors import EngineUnavailable, ProtocolError

if TYPE_CHECKING:
    from tests.client.conftest import Answer

    ServeHttp = Callable[[Answer], Endpoint]

ARGUMENTS: dict[str, Any] = {
    "model_id": "sonic-english",
    "transcript": "Hi.",
    "voice_id": "a-voice",
    "output_format": {"container": "raw", "encoding": "pcm_s16le", "sample_rate": 8000},
}
DONE = b'event: done\ndata: {"type":"done","done":true}\n\n'


def chunk(data: bytes, end: str = "\n") -> bytes:
    message = {"type": "chunk", "data": base64.b64encode(data).decode(), "done": False, "status_code": 206}
    return f"event: chunk{end}data: {json.dumps(message)}{end}{end}".encode()


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


async def heard(endpoint: Endpoint, twin: str) -> bytes:
    """All audio of one speech."""
    options: dict[str, Any] = {"api_key": endpoint.token, "base_url": endpoint.base_url, "timeout": 0.5}
    if twin == "async":
        async with AsyncCartesia(**options) as client:
            return b"".join([output["audio"] async for output in await client.tts.sse(**ARGUMENTS)])
    import asyncio

    def blocking() -> bytes:
        with Cartesia(**options) as client:
            return b"".join(output["audio"] for output in client.tts.sse(**ARGUMENTS))

    return await asyncio.to_thread(blocking)


@pytest.mark.parametrize("twin", ["sync", "async"])
@pytest.mark.parametrize(
    ("body", "audio"),
    [
        (chunk(b"ab") + chunk(b"cd") + DONE, b"abcd"),
        (chunk(b"ab") + chunk(b"cd"), b"abcd"),
        (chunk(b"ab") + chunk(b"cd").rstrip(), b"abcd"),
        (chunk(b"ab") + DONE + DONE + chunk(b"cd"), b"ab"),
        (b'data: {"type":"unknown","more":{"nested":[1]}}\n\n' + chunk(b"ab") + DONE, b"ab"),
    ],
)
async def test_streams_that_are_good_enough(serve_http: ServeHttp, twin: str, body: bytes, audio: bytes) -> None:
    assert await heard(serve_http(lambda *_: (200, {}, body)), twin) == audio


@pytest.mark.parametrize("twin", ["sync", "async"])
@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ((200, {}, chunk(b"ab") + b'data: {"error":"No more.","done":false}\n\n'), RuntimeError),
        ((200, {}, chunk(b"ab") + b"data: nonsense\n\n"), ProtocolError),
        ((200, {"Content-Length": "9999"}, chunk(b"ab")), EngineUnavailable),
        ((400, {}, b'{"error":"speed: must be a number"}'), RuntimeError),
        ((404, {}, b"{}"), RuntimeError),
        ((500, {}, b""), RuntimeError),
        ((302, {"Location": "http://127.0.0.1:9/"}, b""), ProtocolError),
        ((200, {}, b"<html>"), ProtocolError),
        ((200, {}, b""), ProtocolError),
    ],
)
async def test_streams_that_fail(
    serve_http: ServeHttp, twin: str, answer: tuple[int, dict[str, str], bytes], kind: type[Exception]
) -> None:
    with pytest.raises(kind):
        await heard(serve_http(lambda *_: answer), twin)


@pytest.mark.parametrize("twin", ["sync", "async"])
async def test_what_passes_by_itself_is_tried_again_before_the_first_audio(serve_http: ServeHttp, twin: str) -> None:
    asked = []

    def answer(*_: object) -> tuple[int, dict[str, str], bytes]:
        asked.append(1)
        if len(asked) < 3:
            return (429, {"Retry-After": "0"}, b"") if len(asked) == 1 else (502, {}, b"")
        return 200, {}, chunk(b"ab") + DONE

    assert await heard(serve_http(answer), twin) == b"ab"
    assert len(asked) == 3
