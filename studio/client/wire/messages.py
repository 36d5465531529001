# SPDX-License-Identifier: Apache-2.0
"""Messages of the server on the speech socket, as typed values. Anything else raises ProtocolError."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pybase64

from studio.client.errors import BadText, error_of_status, not_understood
from studio.core.errors import ProtocolError
from studio.core.timeline import WordTiming

if TYPE_CHECKING:
    from studio.core.errors import StudioError


_DATA_KEY = b'"data":'
_ELSEWHERE = "(audio)"
_WORTH_IT_BYTES = 256


@dataclass(frozen=True, slots=True)
class Chunk:
    """Audio bytes in the encoding asked for; *flush_id* is None if the server sends none."""

    data: bytes
    flush_id: int | None = None


@dataclass(frozen=True, slots=True)
class Timestamps:
    """Word timings in seconds from the start of the context."""

    words: tuple[WordTiming, ...]


@dataclass(frozen=True, slots=True)
class FlushDone:
    """All audio of one flush has been sent."""

    flush_id: int | None


@dataclass(frozen=True, slots=True)
class Told:
    """Words that could not be spoken, and the head start for playing without a gap; see `events.Notice`."""

    skipped: tuple[str, ...]
    buffer_s: float = 0.0
    wait_s: float | None = None


@dataclass(frozen=True, slots=True)
class Finished:
    """The context is complete; nothing follows."""


@dataclass(frozen=True, slots=True)
class Failure:
    """The context failed; nothing follows. *lost* if the whole connection is gone."""

    error: StudioError
    lost: bool = False


Message = Chunk | Timestamps | FlushDone | Told | Finished | Failure


def parse(frame: bytes | bytearray, start: int = 0, end: int | None = None) -> tuple[str | None, tuple[Message, ...]]:
    """Context id (None if the message has none) and the messages; none for an unknown type.

    Args:
        frame: Bytes that hold the message.
        start: Index of its first byte.
        end: Index after its last byte; None for the end of *frame*.

    Raises:
        ProtocolError: not a JSON object, or a field of the wrong kind.
    """
    message, audio = _without_audio(frame, start, len(frame) if end is None else end)
    context_id = message.get("context_id")
    if context_id is not None and not isinstance(context_id, str):
        raise not_understood("context_id is not text")
    return context_id, _said(message, audio)


def _without_audio(frame: bytes | bytearray, start: int, end: int) -> tuple[dict[str, Any], bytes | None]:
    """The object in *frame*, and its audio apart. Nearly all of a message is audio, which a JSON decoder would copy
    three times."""
    found = frame.find(_DATA_KEY, start, end)
    first = found + len(_DATA_KEY)
    first += frame.startswith(b" ", first)
    last = frame.find(b'"', first + 1, end)
    if found == -1 or last - first < _WORTH_IT_BYTES or not frame.startswith(b'"', first):
        return _object(frame[start:end]), None
    try:
        message = _object(frame[start : first + 1] + _ELSEWHERE.encode() + frame[last:end])
        if message.get("data") == _ELSEWHERE:
            with memoryview(frame) as whole, whole[first + 1 : last] as data:
                return message, pybase64.b64decode(data, validate=True)
    except (ValueError, ProtocolError):
        return _object(frame[start:end]), None  # escaped characters in the audio, or no audio
    return _object(frame[start:end]), None


def _object(text: bytes | bytearray) -> dict[str, Any]:
    try:
        message = json.loads(text.decode())
    except (ValueError, RecursionError) as error:
        raise not_understood(f"not JSON: {type(error).__name__}", BadText) from None
    if not isinstance(message, dict):
        raise not_understood(f"{type(message).__name__} where an object belongs")
    return message


def _said(message: dict[str, Any], audio: bytes | None) -> tuple[Message, ...]:
    kind = message.get("type")
    if kind == "error" or message.get("error") is not None:
        status = message.get("status_code")
        return (Failure(error_of_status(status if isinstance(status, int) and status >= 400 else 500, message)),)
    found: tuple[Message, ...] = ()
    if kind == "timestamps":
        found = (Timestamps(_words(message.get("word_timestamps"))),)
    elif kind == "flush_done":
        found = (FlushDone(_flush_id(message)),)
    elif kind == "notice":
        (buffer_s,) = _times_s([message.get("buffer_s", 0.0)])
        wait_s = _times_s([message["wait_s"]])[0] if "wait_s" in message else None
        found = (Told(_texts(message.get("skipped"), "skipped"), buffer_s, wait_s),)
    elif kind == "chunk" or (kind is None and message.get("data")):
        found = (Chunk(_bytes(message.get("data")) if audio is None else audio, _flush_id(message)),)
    return (*found, Finished()) if kind == "done" or message.get("done") is True else found


def _bytes(data: object) -> bytes:
    if not isinstance(data, str):
        raise not_understood("data is not text")
    try:
        return pybase64.b64decode(data, validate=True)
    except ValueError:
        raise not_understood("data is not base64") from None


def _words(value: object) -> tuple[WordTiming, ...]:
    if not isinstance(value, dict):
        raise not_understood("word_timestamps is not an object")
    texts = _texts(value.get("words"), "words")
    starts_s, ends_s = (_times_s(value.get(key)) for key in ("start", "end"))
    if not len(texts) == len(starts_s) == len(ends_s):
        raise not_understood("word_timestamps of different lengths")
    return tuple(map(WordTiming, texts, starts_s, ends_s))


def _texts(value: object, name: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
        raise not_understood(f"{name} is not a list of texts")
    return tuple(value)


def _times_s(value: object) -> list[float]:
    if not isinstance(value, list):
        raise not_understood("times are not a list")
    for time_s in value:
        if isinstance(time_s, bool) or not isinstance(time_s, int | float) or not 0 <= time_s < math.inf:
            raise not_understood("a time is not a finite number from 0 up")
    return [float(time_s) for time_s in value]


def _flush_id(message: dict[str, Any]) -> int | None:
    flush_id = message.get("flush_id")
    if flush_id is not None and (isinstance(flush_id, bool) or not isinstance(flush_id, int)):
        raise not_understood("flush_id is not a whole number")
    return flush_id
