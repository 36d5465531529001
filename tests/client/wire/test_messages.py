# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.client.wire.messages import Chunk, Failure, Finished, FlushDone, Timestamps, Told, parse
from studio.core.errors import ProtocolError, SpeechFailed
from studio.core.timeline import WordTiming

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
KEYS = ("type", "context_id", "done", "data", "error", "status_code", "word_timestamps", "flush_id", "skipped")
KINDS = st.sampled_from(["chunk", "timestamps", "flush_done", "notice", "error", "done"])


def said(**message: object) -> tuple[object, ...]:
    context_id, messages = parse(json.dumps({"context_id": "c", **message}).encode())
    assert context_id == "c"
    return messages


@given(st.binary(max_size=200))
def test_any_bytes_are_a_message_or_a_protocol_error(frame: bytes) -> None:
    try:
        parse(frame)
    except ProtocolError:
        return


@given(st.fixed_dictionaries({}, optional=dict.fromkeys(KEYS, JSON)), KINDS | JSON)
def test_any_object_is_a_message_or_a_protocol_error(fields: dict[str, object], kind: object) -> None:
    try:
        parse(json.dumps({**fields, "type": kind}).encode())
    except ProtocolError:
        return


@given(st.binary(max_size=100))
def test_audio_arrives_as_it_was_sent(data: bytes) -> None:
    assert said(type="chunk", data=base64.b64encode(data).decode()) == (Chunk(data),)


@given(st.binary(min_size=300, max_size=400), st.sampled_from([(",", ":"), (", ", ": ")]), st.booleans())
def test_much_audio_arrives_as_it_was_sent_however_it_is_written(
    data: bytes, separators: tuple[str, str], escaped: bool
) -> None:
    message = {"type": "chunk", "context_id": "c", "data": base64.b64encode(data).decode(), "flush_id": 3}
    text = json.dumps(message, separators=separators)
    if escaped:
        text = text.replace("/", "\\/")
    assert parse(text.encode()) == ("c", (Chunk(data, 3),))


def test_audio_elsewhere_in_a_message_is_not_taken_for_its_own() -> None:
    audio = base64.b64encode(b"x" * 300).decode()
    assert said(more={"data": audio}, type="chunk", data="AAAA") == (Chunk(b"\0\0\0"),)
    with pytest.raises(ProtocolError):
        said(type="chunk", data=audio[:-1] + "*")
    with pytest.raises(ProtocolError):
        parse(b'{"type":"chunk","data":"' + audio.encode())


def test_each_kind_of_message_is_told() -> None:
    assert said(type="flush_done", flush_id=0, flush_done=True, done=False) == (FlushDone(0),)
    assert said(type="notice", skipped=["🙂"]) == (Told(("🙂",)),)
    assert said(type="notice", skipped=[], buffer_s=2.5) == (Told((), 2.5, None),)
    assert said(type="notice", skipped=[], buffer_s=2.5, wait_s=0) == (Told((), 2.5, 0.0),)
    assert said(type="done", done=True, status_code=200) == (Finished(),)
    assert said(done=True) == (Finished(),)
    assert said(data="AAAA", done=True) == (Chunk(b"\0\0\0"), Finished())
    times = {"words": ["a", "b"], "start": [0, 0.5], "end": [0.5, 1]}
    assert said(type="timestamps", word_timestamps=times, data="") == (
        Timestamps((WordTiming("a", 0.0, 0.5), WordTiming("b", 0.5, 1.0))),
    )
    assert said(type="something new", data={"nested": 1}) == ()


def test_an_error_is_told_whatever_else_the_message_says() -> None:
    (failure,) = said(type="chunk", error="No.", data="AAAA", done=False)
    assert isinstance(failure, Failure)
    assert isinstance(failure.error, SpeechFailed)
    assert failure.error.user_text == "No."
    (failure,) = said(type="error", title="Bad", message="Too long.", status_code=400)
    assert isinstance(failure, Failure)
    assert failure.error.user_text == "Too long."


def test_an_error_key_of_null_is_no_error() -> None:
    assert said(type="done", done=True, error=None) == (Finished(),)


@pytest.mark.parametrize("frame", [b"", b"null", b"[]", b'"x"', b"{", b"\xff", b'{"type":"chunk","data":1}'])
def test_what_is_no_message_is_a_protocol_error(frame: bytes) -> None:
    with pytest.raises(ProtocolError):
        parse(frame)
