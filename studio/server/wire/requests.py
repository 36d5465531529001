# SPDX-License-Identifier: GPL-3.0-or-later
"""Checked values of request bodies and socket messages. Null counts as absent; unknown keys are ignored."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from studio.core.dictionary import Entry
from studio.core.errors import InvalidArgument, NothingToSay
from studio.core.generation import with_generation_config
from studio.core.languages import primary
from studio.core.speech import Controls, controls_from_wire
from studio.core.timeline import ALL_WORDS, WordRange
from studio.core.voices import MixPart
from studio.server.limits import Limits
from studio.server.wire.bodies import (
    CONTEXT_FIELDS,
    CONTEXT_ID,
    CONTROLS,
    GENDERS,
    MIX_REQUEST,
    NEW_VOICE,
    SPEED_WORDS,
    VOICE,
    VOICE_CHANGES,
    VoiceChoice,
    mix_parts,
    speech_fields,
)
from studio.server.wire.dialects import OLDEST, Dialect
from studio.server.wire.formats.output import OutputFormat
from studio.server.wire.formats.table import STREAMED, Formats, output_format
from studio.server.wire.json_object import Body
from studio.server.wire.problems import TooLarge
from studio.server.wire.schema import Flag, Object

_ONE_LANGUAGE_MODEL = "sonic-english"


@dataclass(frozen=True, slots=True)
class TextInput:
    """The text in a message to a context, whether more follows, and whether to flush."""

    transcript: str
    continues: bool
    flush: bool


@dataclass(frozen=True, slots=True)
class SpeechOrder:
    """The settings of a context, fixed by its first message.

    Attributes:
        language: BCP 47 tag, "" for the voice's own.
        pronunciation_dict_id: "" for none.
        pronunciations: Entries of the request itself.
        name_emoji: Whether to say the names of emoji instead of skipping them.
        duration_s: Duration that the speech is to have; None for its natural one.
        buffer_delay_s: How long text may be collected to whole sentences; with 0 each piece is spoken at once.
        words: The words that are spoken of a text that comes in one piece.
        variation: Number of the reading, 0 for the voice's own.
        as_in_whole: Whether *words* sound as they do in all of the text, though later.
    """

    voice: VoiceChoice
    language: str
    controls: Controls
    output: OutputFormat
    add_timestamps: bool = False
    add_notices: bool = False
    pronunciation_dict_id: str = ""
    pronunciations: tuple[Entry, ...] = ()
    name_emoji: bool = False
    add_phoneme_timestamps: bool = False
    duration_s: float | None = None
    buffer_delay_s: float = 0.0
    words: WordRange = ALL_WORDS
    variation: int = 0
    as_in_whole: bool = False


@dataclass(frozen=True, slots=True)
class NewVoice:
    """A voice to be stored. *id*, *language* and *sex* are "" where the request leaves them open.

    Attributes:
        clip_sha256: Hex digest of the sound file it was made from, "" where there is none.
        imported: Whether it comes from a file.
    """

    name: str
    description: str
    embedding: tuple[float, ...] | None
    language: str
    recipe: tuple[MixPart, ...]
    id: str
    base_voice_id: str
    sex: str = ""
    clip_sha256: str = ""
    imported: bool = False


@dataclass(frozen=True, slots=True)
class VoiceChanges:
    """Changes by `PATCH /voices/{id}`; None leaves a value as it is."""

    name: str | None = None
    description: str | None = None
    sex: str | None = None


def text_input(body: Body, limits: Limits) -> TextInput:
    """The part of a message that counts in a context that is already open."""
    return TextInput(_transcript(body, limits), _flag(body, "continue"), _flag(body, "flush"))


def unheeded(body: Body, order: SpeechOrder) -> tuple[str, ...]:
    """The keys of a context's later message that differ from *order*, with which it was opened."""
    schema = _order_schema(STREAMED)
    asked: dict[str, tuple[Callable[[Any], object], object]] = {
        "output_format": (output_format, order.output),
        "voice": (lambda voice: voice, order.voice),
        "language": (lambda language: language if order.language else "", order.language),
    }
    return tuple(
        key
        for key, (read, opened) in asked.items()
        if body.get(key) is not None and _value(schema, key, body[key], read) != opened
    )


def transcript_of(body: Body, limits: Limits) -> str:
    """The transcript of a request over HTTP; it must hold more than blanks."""
    text = _transcript(body, limits)
    if not text.strip():
        raise NothingToSay
    return text


def speech_order(body: Body, formats: Formats, dialect: Dialect = OLDEST) -> SpeechOrder:
    """Voice, model, language, controls and format of a request.

    Args:
        formats: Formats that the route can send.

    Raises:
        InvalidArgument: names the argument and what is permitted.
    """
    given = _order_schema(formats).check(body)
    model_id, language = given["model_id"], given["language"] or given["locale"] or ""
    if model_id == _ONE_LANGUAGE_MODEL and primary(language) not in ("", "en"):
        raise InvalidArgument("language", '"en" with sonic-english; sonic-multilingual speaks the others')
    delay_ms = given["max_buffer_delay_ms"]
    return SpeechOrder(
        voice=given["voice"],
        language=language,
        controls=_controls(body["voice"], given),
        output=output_format(given["output_format"]),
        add_timestamps=bool(given["add_timestamps"]),
        add_notices=bool(given["add_notices"]),
        pronunciation_dict_id=given["pronunciation_dict_id"] or "",
        pronunciations=given["pronunciations"] or (),
        name_emoji=bool(given["name_emoji"]),
        add_phoneme_timestamps=bool(given["add_phoneme_timestamps"]),
        duration_s=given["duration"],
        buffer_delay_s=(dialect.buffer_delay_ms if delay_ms is None else delay_ms) / 1000,
        words=WordRange(given["from_word"] or 0, given["to_word"]),
        variation=given["variation"] or 0,
        as_in_whole=bool(given["as_in_whole"]),
    )


def mix_request(body: Body) -> tuple[tuple[VoiceChoice, float], ...]:
    """The parts of `POST /voices/mix`: ids or embeddings with weights above 0."""
    parts = MIX_REQUEST.check(body)["voices"]
    return tuple(
        (VOICE.check({**part, "mode": None, "mix": None}, f"voices[{index}]"), part["weight"])
        for index, part in enumerate(parts)
    )


def new_voice(body: Body) -> NewVoice:
    """The body of `POST /voices`."""
    given = NEW_VOICE.check(body)
    return NewVoice(
        name=given["name"],
        description=given["description"] or "",
        embedding=None if given["embedding"] is None else tuple(given["embedding"]),
        language=given["language"] or "",
        recipe=mix_parts(given["recipe"], "recipe") if given["recipe"] else (),
        id=given["id"] or "",
        base_voice_id=given["base_voice_id"] or "",
        sex=GENDERS.get(given["gender"], ""),
        clip_sha256=given["clip_sha256"] or "",
        imported=bool(given["imported"]),
    )


def voice_changes(body: Body) -> VoiceChanges:
    """The body of `PATCH /voices/{id}`."""
    given = VOICE_CHANGES.check(body)
    return VoiceChanges(given["name"], given["description"], GENDERS.get(given["gender"]))


def context_id_of(body: Body) -> str | None:
    """The message's context id; None if it has none.

    Raises:
        InvalidArgument: it is not a text of sensible length.
    """
    value = body.get("context_id")
    return None if value is None else CONTEXT_ID.check(value, "context_id")


def is_cancel(body: Body) -> bool:
    return _flag(body, "cancel")


@cache
def _order_schema(formats: Formats) -> Object:
    # The transcript has already been checked.
    fields = speech_fields(0, formats)
    del fields["transcript"]
    fields["max_buffer_delay_ms"] = CONTEXT_FIELDS["max_buffer_delay_ms"]
    return Object(fields, "a JSON object")


def _value(schema: Object, key: str, given: object, read: Callable[[Any], object]) -> object:
    """The value *given* for a key; None if it is invalid."""
    try:
        return read(schema.fields[key].kind.check(given, key))
    except InvalidArgument:
        return None


def _controls(voice: object, given: Mapping[str, Any]) -> Controls:
    """Controls asked for in any dialect's way; newer ways override older ones."""
    older = voice.get("__experimental_controls") if isinstance(voice, Mapping) else None
    if older is not None:
        CONTROLS.check(older, "voice.__experimental_controls")
    controls = controls_from_wire(older)
    speed = given["speed"]
    if speed is not None:
        controls = replace(controls, speed=SPEED_WORDS[speed] if isinstance(speed, str) else speed)
    return with_generation_config(controls, given["generation_config"])


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
    return False if value is None else Flag().check(value, name)
