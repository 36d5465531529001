# SPDX-License-Identifier: Apache-2.0
"""WAV files around audio of an output format, and several of them as one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from studio.core.errors import InvalidArgument
from studio.core.wav import FORMATS, format_chunk, wav_file, wav_parts


def wav_of(audio: bytes, output_format: Mapping[str, Any]) -> bytes:
    """A mono WAV file with *audio* in the format's encoding and rate."""
    tag, bits = FORMATS[output_format["encoding"]]
    return wav_file(format_chunk(output_format["sample_rate"], bits, tag), audio)


def joined(contents: Sequence[tuple[str, bytes]], container: str) -> bytes:
    """One file of several of the same format, each given with the name of its argument.

    Raises:
        InvalidArgument: a WAV file is broken, or of another format than the last of them.
    """
    if container != "wav":
        return b"".join(content for _, content in contents)  # frames of raw audio and of MP3 simply follow each other
    parts = [(name, *wav_parts(content, name)) for name, content in contents]
    _, wanted, _ = parts[-1]
    for name, form, _ in parts:
        if form[:16] != wanted[:16]:
            raise InvalidArgument(name, "a WAV file of the same encoding, rate and channels as output_format")
    return wav_file(wanted, b"".join(audio for _, _, audio in parts))
