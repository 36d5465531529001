# SPDX-License-Identifier: GPL-3.0-or-later
"""The server's messages, on the socket and as server-sent events."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from studio.core.errors import StudioError
from studio.core.timeline import WordTiming
from studio.engine.base import NO_HEAD_START, HeadStart
from studio.server.wire.dialects import Dialect
from studio.server.wire.problems import problem

Message = dict[str, Any]


def chunk(context_id: str, data: bytes, step_ms: float, flush_id: int | None = None) -> Message:
    """Audio, as whole samples. *step_ms* is the time that rendering its piece took."""
    message: Message = {
        "type": "chunk",
        "context_id": context_id,
        "status_code": 206,
        "done": False,
        "step_time": round(step_ms, 1),
        "data": base64.b64encode(data).decode("ascii"),
    }
    if flush_id is not None:
        message["flush_id"] = flush_id
    return message


def timestamps(context_id: str, words: Sequence[WordTiming]) -> Message:
    """Word times, in seconds from the context's start. The empty `data` is for clients that read that key of every
    message."""
    return {
        "type": "timestamps",
        "context_id": context_id,
        "status_code": 206,
        "done": False,
        "word_timestamps": {
            "words": [word.text for word in words],
            "start": [word.start_s for word in words],
            "end": [word.end_s for word in words],
        },
        "data": "",
    }


def phoneme_timestamps(context_id: str, phonemes: Sequence[WordTiming]) -> Message:
    """Phoneme times, in seconds from the context's start."""
    return {
        "type": "phoneme_timestamps",
        "context_id": context_id,
        "status_code": 206,
        "done": False,
        "phoneme_timestamps": {
            "phonemes": [phoneme.text for phoneme in phonemes],
            "start": [phoneme.start_s for phoneme in phonemes],
            "end": [phoneme.end_s for phoneme in phonemes],
        },
        "data": "",
    }


def notice(
    context_id: str, skipped: Sequence[str], head_start: HeadStart = NO_HEAD_START, notices: Sequence[str] = ()
) -> Message:
    """Notices, an extension for clients that ask for it: words that could not be spoken; the head start for playing
    without a gap, if this machine needs one; notices for a person, in plain words."""
    return {
        "type": "notice",
        "context_id": context_id,
        "status_code": 206,
        "done": False,
        "skipped": list(skipped),
        **({"buffer_s": round(head_start.buffer_s, 2), "wait_s": round(head_start.wait_s, 2)} if head_start else {}),
        **({"notices": list(notices)} if notices else {}),
        "data": "",
    }


def flush_done(context_id: str, flush_id: int) -> Message:
    return {
        "type": "flush_done",
        "context_id": context_id,
        "status_code": 206,
        "done": False,
        "flush_done": True,
        "flush_id": flush_id,
        "data": "",
    }


def done(context_id: str, notices: Sequence[str] = ()) -> Message:
    """The end of a context; it repeats all *notices*, for clients that ignore messages with notices."""
    message: Message = {"type": "done", "context_id": context_id, "status_code": 200, "done": True}
    if notices:
        message["notices"] = list(notices)
    return message


def last_event(context_id: str, dialect: Dialect) -> Message:
    """The `done` of server-sent events, without a status for older clients that would refuse it."""
    message = done(context_id)
    if not dialect.last_event_has_status:
        del message["status_code"]
    return message


def failed(context_id: str, error: StudioError, dialect: Dialect) -> Message:
    """An error, which ends its context. Older clients wait for `done`; newer ones would take it for a normal end."""
    found = problem(error)
    return {
        "type": "error",
        "context_id": context_id,
        "status_code": found.status,
        "done": dialect.errors_are_done,
        **found.fields(),
    }


def to_json(message: Message) -> str:
    return _data_last(message, partial(json.dumps, separators=(",", ":")))


def to_event(message: Message) -> bytes:
    """A server-sent event: one line of ASCII without a brace in any string. Clients of the oldest dialect cut it at the
    first closing brace and decode each network packet alone."""
    return f"event: {message['type']}\ndata: {_data_last(message, _without_braces_in_strings)}\n\n".encode("ascii")


def _data_last(message: Message, dumps: Callable[[Message], str]) -> str:
    """JSON of *message* with `data` last. Base64 is nearly all of a message and needs no escaping, so that *dumps* is
    spared it."""
    data = message.get("data")
    if not data:
        return dumps(message)
    rest = dumps({key: value for key, value in message.items() if key != "data"})
    return f'{rest[:-1]},"data":"{data}"}}'


def _without_braces_in_strings(value: Any) -> str:
    if isinstance(value, str):
        return json.dumps(value).replace("{", "\\u007b").replace("}", "\\u007d")
    if isinstance(value, dict):
        pairs = (f"{_without_braces_in_strings(key)}:{_without_braces_in_strings(item)}" for key, item in value.items())
        return "{" + ",".join(pairs) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(_without_braces_in_strings, value)) + "]"
    return json.dumps(value)
