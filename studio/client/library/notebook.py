# SPDX-License-Identifier: Apache-2.0
"""Results that a notebook shows as an audio player; apart from that they are bytes and dictionaries."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from studio.client.library.types import SpeechOutput

_LINEAR = ("pcm_f32le", "pcm_s16le")


class SpeechBytes(bytes):
    """Audio as it came from the server."""

    output_format: Mapping[str, Any]

    def __new__(cls, content: bytes, output_format: Mapping[str, Any]) -> SpeechBytes:
        made = super().__new__(cls, content)
        made.output_format = dict(output_format)
        return made

    def _repr_html_(self) -> str:
        return player_html(self, self.output_format)


class Speech(dict[str, Any]):
    """A whole answer: audio, with context id and word timestamps if there are any."""

    output_format: Mapping[str, Any] = {}

    def _repr_html_(self) -> str:
        return player_html(self["audio"], self.output_format)


def shown(answer: SpeechOutput, output_format: Mapping[str, Any]) -> SpeechOutput:
    """*answer* as a value that a notebook shows as a player."""
    speech = Speech(answer)
    speech.output_format = dict(output_format)
    return cast("SpeechOutput", speech)


def player_html(audio: bytes, output_format: Mapping[str, Any]) -> str:
    """An HTML player of *audio*; telephone encodings, which browsers do not play, are decoded first."""
    kind = "mpeg" if output_format["container"] == "mp3" else "wav"
    content = bytes(audio)
    if output_format["container"] == "raw":
        if output_format["encoding"] not in _LINEAR:
            from studio.core.pcm import decode, encode

            content = encode(decode(content, output_format["encoding"]), "pcm_s16le")
            output_format = {**output_format, "encoding": "pcm_s16le"}
        from studio.client.library.wav import wav_of

        content = wav_of(content, output_format)
    return f'<audio controls src="data:audio/{kind};base64,{base64.b64encode(content).decode()}"></audio>'
