# SPDX-License-Identifier: Apache-2.0
"""Bodies of speech requests from the library's keyword arguments, checked before anything is sent."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from studio.client.dialect import speech_fields
from studio.core.errors import InvalidArgument
from studio.core.rates import PERMITTED_RATES, is_rate
from studio.core.speech import controls_from_wire
from studio.core.voices import PERMITTED_EMBEDDING, checked_embedding

_MOST_AUDIO_BYTES = 2 * 1024**3


@dataclass(frozen=True, slots=True)
class SpeechArguments:
    """Model, voice, language and format of a speech request; *settings* checks them."""

    model_id: str
    output_format: Mapping[str, Any]
    voice_id: str | None = None
    voice_embedding: Sequence[float] | None = None
    duration: float | None = None
    language: str | None = None
    controls: Mapping[str, Any] | None = None

    def settings(self, version: str) -> dict[str, Any]:
        """A request's body without its text, in the dialect *version*.

        Raises:
            InvalidArgument: a value is not permitted; names the argument.
            Unsupported: the dialect does not know an argument.
        """
        body: dict[str, Any] = {
            "model_id": _filled(self.model_id, "model_id", 'the name of a model, such as "sonic-english"'),
            "voice": self._voice(),
            "output_format": _format(self.output_format),
        }
        if self.language is not None:
            body["language"] = _filled(self.language, "language", 'a language tag, such as "en"')
        if self.duration is not None:
            if not _is_number(self.duration) or not 0 < self.duration < math.inf:
                raise InvalidArgument("duration", "a number of seconds above 0", repr(self.duration))
            body["duration"] = self.duration
        return speech_fields(body, version)

    def body(self, version: str, transcript: object) -> dict[str, Any]:
        """The body of a request that speaks the whole of *transcript*; see *settings* for what is raised.

        Raises:
            InvalidArgument: *transcript* is blank, too, or no text.
        """
        return {**self.settings(version), "transcript": whole_text(transcript)}

    def _voice(self) -> dict[str, Any]:
        voice: dict[str, Any] = {}
        if self.voice_id is None and self.voice_embedding is None:
            raise InvalidArgument("voice_id", "the id of a voice, or voice_embedding must be given")
        if self.voice_id is not None:
            voice["id"] = _filled(self.voice_id, "voice_id", "the id of a voice")
        if self.voice_embedding is not None:
            voice["embedding"] = embedding(self.voice_embedding, "voice_embedding")
        if self.controls is not None:
            controls_from_wire(self.controls)
            voice["__experimental_controls"] = dict(self.controls)
        return voice


def longest_audio_bytes(output_format: Mapping[str, Any], text: str) -> int:
    """Upper limit of the audio of *text*: no tag, number or word takes more than 10 s for each of its characters, a
    short text is given ten minutes, and no encoding takes more than 4 bytes for each sample."""
    rate_hz: int = output_format["sample_rate"]
    return min((600 + 10 * len(text)) * rate_hz * 4, _MOST_AUDIO_BYTES)


def whole_text(transcript: object) -> str:
    """*transcript*, if it can be spoken by itself.

    Raises:
        InvalidArgument: not text, or blank.
    """
    return _filled(transcript, "transcript", "text with at least one word")


def part_of_text(transcript: object) -> str:
    """*transcript*, if it can be a part of what is spoken.

    Raises:
        InvalidArgument: not text.
    """
    if not isinstance(transcript, str):
        raise InvalidArgument("transcript", "text", type(transcript).__name__)
    return transcript


def embedding(values: Any, name: str = "embedding") -> list[float]:
    """*values* (a list, a tuple or an array) as 192 finite floats.

    Raises:
        InvalidArgument: anything else.
    """
    try:
        listed = values.tolist() if hasattr(values, "tolist") else list(values)
        return list(checked_embedding(listed))
    except (InvalidArgument, TypeError) as error:
        detail = error.detail if isinstance(error, InvalidArgument) else type(values).__name__
        raise InvalidArgument(name, PERMITTED_EMBEDDING, detail) from None


def _format(output_format: object) -> dict[str, Any]:
    if not isinstance(output_format, Mapping):
        raise InvalidArgument("output_format", "a dictionary with container, encoding and sample_rate")
    for key in ("container", "encoding"):
        _filled(output_format.get(key), f"output_format.{key}", "text, such as raw and pcm_f32le")
    rate_hz = output_format.get("sample_rate")
    if not is_rate(rate_hz):
        raise InvalidArgument("output_format.sample_rate", PERMITTED_RATES, repr(rate_hz))
    keys = ("container", "encoding", "sample_rate", "bit_rate")
    return {key: output_format[key] for key in keys if output_format.get(key) is not None}


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _filled(value: object, name: str, permitted: str) -> str:
    if not isinstance(value, str):
        raise InvalidArgument(name, permitted, type(value).__name__)
    if not value.strip():
        raise InvalidArgument(name, permitted, "blank")
    return value
