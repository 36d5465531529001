# SPDX-License-Identifier: GPL-3.0-or-later
"""Request bodies and socket messages as checked values. Null counts as absent; unknown keys are ignored."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from starlette.requests import Request

from studio.core.errors import InvalidArgument
from studio.core.generation import with_generation_config
from studio.core.pcm import PcmFormat, pcm_format
from studio.core.speech import Controls, controls_from_wire
from studio.core.voices import MixPart, checked_embedding, normalised
from studio.server.limits import Limits
from studio.server.problems import TooLarge

Body = Mapping[str, Any]
VoiceChoice = str | tuple[float, ...] | tuple[MixPart, ...]
"""Whom a request names: a voice's id, an embedding, or a weighted mix of voices."""

_LONGEST_ID = 256
_LONGEST_NAME = 1000
_LONGEST_LANGUAGE = 40
_DIGITS_OF_EXACT_INT = 18
_ONE_LANGUAGE_MODEL = "sonic-english"


@dataclass(frozen=True, slots=True)
class TextPart:
    """What every message to a context brings: text, whether more follows, whether to flush."""

    transcript: str
    continues: bool
    flush: bool


@dataclass(frozen=True, slots=True)
class SpeechOrder:
    """What a context is opened with.

    Attributes:
        language: BCP 47 tag, "" for the voice's own.
        pronunciation_dict_id: "" for none.
        name_emoji: Say what emoji show, rather than skip them.
    """

    voice: VoiceChoice
    language: str
    controls: Controls
    output: PcmFormat
    add_timestamps: bool
    add_notices: bool
    pronunciation_dict_id: str = ""
    name_emoji: bool = False


@dataclass(frozen=True, slots=True)
class NewVoice:
    """A voice to be stored. *id* and *language* are "" where the request leaves them open."""

    name: str
    description: str
    embedding: tuple[float, ...] | None
    language: str
    recipe: tuple[MixPart, ...]
    id: str
    base_voice_id: str


async def read_body(request: Request, limits: Limits) -> Body:
    """The JSON object in a request's body, whatever content type it is declared as.

    Raises:
        TooLarge: more bytes than the limit.
        InvalidArgument: not a JSON object.
    """
    data = bytearray()
    async for part in request.stream():
        data += part
        if len(data) > limits.body_bytes:
            raise TooLarge(f"body: must be at most {limits.body_bytes} bytes.")
    return parse_object(bytes(data))


def parse_object(data: bytes | str) -> Body:
    """A JSON object; lone surrogates in its strings become U+FFFD.

    Raises:
        InvalidArgument: not a JSON object.
    """
    try:
        text = data.decode("utf-8-sig") if isinstance(data, bytes) else data
        value = json.loads(text, parse_int=_number, parse_constant=_refuse_constant)
        if "\\ud" in text.lower():
            value = _repaired(value)
    except (ValueError, RecursionError):
        raise InvalidArgument("body", "a JSON object") from None
    if not isinstance(value, dict):
        raise InvalidArgument("body", "a JSON object")
    return value


def text_part(body: Body, limits: Limits) -> TextPart:
    """The part of a message that a context which is already open listens to."""
    return TextPart(_transcript(body, limits), _flag(body, "continue"), _flag(body, "flush"))


def transcript_of(body: Body, limits: Limits) -> str:
    """The whole transcript of a request that is answered at once; must hold more than blanks."""
    text = _transcript(body, limits)
    if not text.strip():
        raise InvalidArgument("transcript", "a text with at least one word")
    return text


def speech_order(body: Body, containers: tuple[str, ...]) -> SpeechOrder:
    """Voice, model, language, controls and format of a request.

    Args:
        containers: Those that the route can send.

    Raises:
        InvalidArgument: names the argument and what is permitted.
    """
    model_id = body.get("model_id")
    if not isinstance(model_id, str) or not model_id.strip():
        raise InvalidArgument("model_id", 'the name of a model, such as "sonic-multilingual"')
    language = _string(body, "language", _LONGEST_LANGUAGE)
    if model_id == _ONE_LANGUAGE_MODEL and language.lower().partition("-")[0] not in ("", "en"):
        raise InvalidArgument("language", '"en" with sonic-english; sonic-multilingual speaks the others')
    voice = body.get("voice")
    controls = voice.get("__experimental_controls") if isinstance(voice, dict) else None
    return SpeechOrder(
        voice=voice_choice(voice),
        language=language,
        controls=with_generation_config(
            controls_from_wire(_checked_controls(controls)), body.get("generation_config")
        ),
        output=_output_format(body.get("output_format"), containers),
        add_timestamps=_flag(body, "add_timestamps"),
        add_notices=_flag(body, "add_notices"),
        pronunciation_dict_id=_string(body, "pronunciation_dict_id", _LONGEST_ID),
        name_emoji=_flag(body, "name_emoji"),
    )


def voice_choice(value: object, name: str = "voice") -> VoiceChoice:
    """A voice by id, plain or in an object, by embedding, or as a local mix. An embedding goes before an id, unless
    `mode` says otherwise. Errors call the argument *name*."""
    permitted = 'a voice id, {"id": ...}, {"embedding": [192 numbers]} or {"mix": [{"id", "weight"}, ...]}'
    if isinstance(value, str):
        return _checked_id(value, name)
    if not isinstance(value, dict):
        raise InvalidArgument(name, permitted)
    mode = value.get("mode")
    if mode not in (None, "id", "embedding"):
        raise InvalidArgument(f"{name}.mode", "id or embedding")
    if value.get("mix") is not None and mode is None:
        return _mix_parts(value["mix"], f"{name}.mix")
    if value.get("embedding") is not None and mode != "id":
        return _embedding(value["embedding"], f"{name}.embedding")
    if value.get("id") is not None and mode != "embedding":
        return _checked_id(value["id"], f"{name}.id")
    raise InvalidArgument(name, permitted)


def mix_request(body: Body, limits: Limits) -> tuple[tuple[VoiceChoice, float], ...]:
    """The parts of `POST /voices/mix`: ids or embeddings with weights above 0."""
    voices = body.get("voices")
    if not isinstance(voices, list) or not 1 <= len(voices) <= limits.mix_parts:
        raise InvalidArgument("voices", f"a list of 1 to {limits.mix_parts} voices with weights")
    parts: list[tuple[VoiceChoice, float]] = []
    for index, part in enumerate(voices):
        name = f"voices[{index}]"
        if not isinstance(part, dict):
            raise InvalidArgument(name, "an object with id or embedding, and weight")
        parts.append((voice_choice({**part, "mix": None}, name), _weight(part.get("weight"), f"{name}.weight")))
    return tuple(parts)


def new_voice(body: Body) -> NewVoice:
    """The body of `POST /voices`."""
    embedding = body.get("embedding")
    recipe = body.get("recipe")
    voice_id = _string(body, "id", _LONGEST_ID)
    if voice_id:
        try:
            voice_id = str(UUID(voice_id))
        except ValueError:
            raise InvalidArgument("id", "a UUID") from None
    return NewVoice(
        name=_required_string(body, "name", _LONGEST_NAME),
        description=_string(body, "description", _LONGEST_NAME),
        embedding=None if embedding is None else _embedding(embedding, "embedding"),
        language=_string(body, "language", _LONGEST_LANGUAGE),
        recipe=_mix_parts(recipe, "recipe") if recipe else (),
        id=voice_id,
        base_voice_id=_string(body, "base_voice_id", _LONGEST_ID),
    )


def voice_changes(body: Body) -> tuple[str | None, str | None]:
    """New name and new description of `PATCH /voices/{id}`; None leaves as it is."""
    name = None if body.get("name") is None else _required_string(body, "name", _LONGEST_NAME)
    description = None if body.get("description") is None else _string(body, "description", _LONGEST_NAME)
    return name, description


def context_id_of(body: Body) -> str | None:
    """The message's context id, None where it brings none.

    Raises:
        InvalidArgument: not a text of sensible length.
    """
    value = body.get("context_id")
    if value is None:
        return None
    if not isinstance(value, str) or not 1 <= len(value) <= _LONGEST_ID:
        raise InvalidArgument("context_id", f"a text of 1 to {_LONGEST_ID} characters")
    return value


def is_cancel(body: Body) -> bool:
    return _flag(body, "cancel")


def _number(digits: str) -> int | float:
    # An integer of thousands of digits takes long to make and overflows later; as a float it is at most infinite.
    return int(digits) if len(digits) <= _DIGITS_OF_EXACT_INT else float(digits)


def _refuse_constant(name: str) -> float:
    raise ValueError(f"{name} is no JSON")


def _repaired(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    if isinstance(value, list):
        return [_repaired(item) for item in value]
    if isinstance(value, dict):
        return {_repaired(key): _repaired(item) for key, item in value.items()}
    return value


def _transcript(body: Body, limits: Limits) -> str:
    text = body.get("transcript")
    if text is None:
        return ""
    if not isinstance(text, str):
        raise InvalidArgument("transcript", "a text")
    if len(text) > limits.text_chars:
        raise TooLarge(f"transcript: must be at most {limits.text_chars} characters.")
    return text


def _flag(body: Body, name: str) -> bool:
    value = body.get(name)
    if value is None:
        return False
    if not isinstance(value, bool):
        raise InvalidArgument(name, "true or false")
    return value


def _string(body: Body, name: str, longest: int) -> str:
    value = body.get(name)
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > longest:
        raise InvalidArgument(name, f"a text of at most {longest} characters")
    return value


def _required_string(body: Body, name: str, longest: int) -> str:
    if not _string(body, name, longest).strip():
        raise InvalidArgument(name, f"a text of 1 to {longest} characters")
    return _string(body, name, longest)


def _checked_id(value: object, name: str) -> str:
    if not isinstance(value, str) or not 1 <= len(value) <= _LONGEST_ID:
        raise InvalidArgument(name, "the id of a voice")
    return value


def _embedding(value: object, name: str) -> tuple[float, ...]:
    if not isinstance(value, list) or not all(_is_number(item) for item in value):
        raise InvalidArgument(name, "192 finite numbers")
    return checked_embedding(value)


def _mix_parts(value: object, name: str) -> tuple[MixPart, ...]:
    if not isinstance(value, list):
        raise InvalidArgument(name, "a list of voices with weights")
    parts = []
    for index, part in enumerate(value):
        if not isinstance(part, dict):
            raise InvalidArgument(f"{name}[{index}]", "an object with id and weight")
        voice_id = _checked_id(part.get("id"), f"{name}[{index}].id")
        parts.append(MixPart(voice_id, _weight(part.get("weight"), f"{name}[{index}].weight")))
    return normalised(parts)


def _weight(value: object, name: str) -> float:
    if not _is_number(value) or not isinstance(value, int | float) or not 0 < value < float("inf"):
        raise InvalidArgument(name, "a finite number above 0")
    return float(value)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _checked_controls(value: object) -> Mapping[str, Any] | None:
    if value is None:
        return None
    if not isinstance(value, dict):
        raise InvalidArgument("voice.__experimental_controls", "an object with speed and emotion")
    emotion = value.get("emotion")
    if emotion is not None and not isinstance(emotion, list):
        raise InvalidArgument("emotion", 'a list of tags such as "anger:high"')
    return value


def _output_format(value: object, containers: tuple[str, ...]) -> PcmFormat:
    if not isinstance(value, dict):
        raise InvalidArgument("output_format", "an object with container, encoding and sample_rate")
    container, encoding, rate = (value.get(key) for key in ("container", "encoding", "sample_rate"))
    if container not in containers:
        raise InvalidArgument("output_format.container", "one of " + ", ".join(containers))
    if not isinstance(encoding, str):
        raise InvalidArgument("output_format.encoding", "the name of an encoding, such as pcm_s16le")
    if isinstance(rate, float) and rate.is_integer():
        rate = int(rate)
    return pcm_format(str(container), encoding, rate if isinstance(rate, int) else 0)
