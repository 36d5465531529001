# SPDX-License-Identifier: Apache-2.0
"""The voice that comes closest to a recording, as the local server finds it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from studio.client.errors import error_of_status, not_understood
from studio.client.wire.bodies import EVENTS, MESSAGE_BYTES, Allowance
from studio.core.errors import InvalidArgument
from studio.core.voices import MixPart, checked_embedding, normalised

if TYPE_CHECKING:
    from studio.client.wire.hang_up import HangUp
    from studio.client.wire.rest import Rest

_PATH = "/voices/clone/clip?progress=true"


@dataclass(frozen=True, slots=True)
class FoundBlend:
    """The voice that comes closest to a recording: a blend of known voices, or one beyond all blends.

    Attributes:
        embedding: 192 floats.
        similarity: Cosine of the angle between the two speakers' prints, up to 1.
        semitones: How much higher the blend speaks than the recording.
        moved: Semitones by which the blend was moved to come there.
        recipe: The voices that it was mixed from; weights sum to 1. Of a voice *beyond* blends, the nearest blend.
        note: What else is to be known, in words; "" for nothing.
        clip_sha256: Hex digest of the recording's file.
        beyond: Whether no blend gives the embedding.
        two_speak: Whether two people seem to speak in the recording.
    """

    embedding: tuple[float, ...]
    similarity: float
    semitones: float
    moved: float
    recipe: tuple[MixPart, ...]
    note: str
    clip_sha256: str
    beyond: bool = False
    two_speak: bool = False


@dataclass(frozen=True, slots=True)
class Recording:
    """A recording of one voice.

    Attributes:
        sound: The file's bytes: WAV, FLAC, OGG or MP3, 1 second to 5 minutes.
        said: What is said in it; "" if that is not known.
        language: BCP 47 tag of what is said.
        enhance: Whether steady noise is taken out first.
    """

    sound: bytes
    said: str = ""
    language: str = "en"
    enhance: bool = False


def find_blend(
    rest: Rest,
    recording: Recording,
    progress: Callable[[float], object],
    closer: Callable[[FoundBlend], object] = lambda _found: None,
    hang_up: HangUp | None = None,
) -> FoundBlend:
    """Have the server search; takes up to a minute.

    Args:
        progress: Told the share that is done, 0 to 1, in this thread.
        closer: Told the closest voice so far whenever that is another one, in this thread.
        hang_up: Ends the search from another thread, with ConnectionFailed here.

    Raises:
        StudioError: the recording is refused, the engine cannot blend, or nobody answers.
    """
    fields = {"enhance": str(recording.enhance).lower(), "language": recording.language}
    if recording.said:
        fields["transcript"] = recording.said
    form: dict[str, Any] = {"files": {"clip": ("clip", recording.sound)}, "data": fields}
    allowance = Allowance(MESSAGE_BYTES)
    with rest.stream("POST", _PATH, hang_up=hang_up, kinds=EVENTS, allowance=allowance, **form) as parts:
        for event in _events(parts):
            kind = event.get("type")
            if kind == "progress":
                progress(_number(event, "done"))
                if "so_far" in event:
                    closer(_blend(event["so_far"]))
            elif kind == "done":
                return _blend(event.get("result"))
            elif kind == "error":
                status = event.get("status_code")
                raise error_of_status(status if isinstance(status, int) else 500, event)
    raise not_understood("the search ended without a result")


def _events(parts: Iterator[bytes]) -> Iterator[Mapping[str, Any]]:
    """Events with one line of data each."""
    rest = b""
    for part in parts:
        *lines, rest = (rest + part).split(b"\n")
        for line in lines:
            if line.startswith(b"data:"):
                yield _object(line.removeprefix(b"data:"))


def _object(data: bytes) -> Mapping[str, Any]:
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, Mapping):
        raise not_understood("an event is no JSON object")
    return found


def _blend(value: object) -> FoundBlend:
    if not isinstance(value, Mapping):
        raise not_understood("a blend is not an object")
    note, digest, recipe = value.get("note"), value.get("clip_sha256"), value.get("recipe")
    if not isinstance(recipe, list) or not isinstance(note, str) or not isinstance(digest, str):
        raise not_understood("a blend without recipe, note or digest")
    try:
        parts = normalised(MixPart(str(part["id"]), _number(part, "weight")) for part in recipe)
        embedding = checked_embedding(value.get("embedding") or ())
    except (InvalidArgument, TypeError, KeyError) as error:
        raise not_understood(f"a blend: {error}") from None
    numbers = (_number(value, name) for name in ("similarity", "semitones", "moved"))
    similarity, semitones, moved = numbers
    beyond, two_speak = (value.get(name) is True for name in ("beyond", "two_speak"))
    return FoundBlend(embedding, similarity, semitones, moved, parts, note, digest, beyond, two_speak)


def _number(value: Mapping[str, Any], name: str) -> float:
    found = value.get(name)
    if not isinstance(found, int | float) or isinstance(found, bool):
        raise not_understood(f"{name} is no number")
    return float(found)
