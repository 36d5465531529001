# SPDX-License-Identifier: Apache-2.0
"""WAV files taken apart and put together, without a decoder: RIFF chunks as the multimedia standard has them."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from typing import Any

from studio.core.errors import InvalidArgument

_TAGS = {"pcm_s16le": (1, 16), "pcm_f32le": (3, 32), "pcm_alaw": (6, 8), "pcm_mulaw": (7, 8)}


def wav_of(audio: bytes, output_format: Mapping[str, Any]) -> bytes:
    """Mono WAV file around *audio*, which is in the format's encoding and rate."""
    tag, bits = _TAGS[output_format["encoding"]]
    rate_hz, frame_bytes = output_format["sample_rate"], bits // 8
    return _file(struct.pack("<HHIIHH", tag, 1, rate_hz, rate_hz * frame_bytes, frame_bytes, bits), audio)


def joined(contents: Sequence[tuple[str, bytes]], container: str) -> bytes:
    """Files of one format as one; each with the name of the argument that gave it.

    Raises:
        InvalidArgument: a WAV file is broken, or of another format than the last of them.
    """
    if container != "wav":
        return b"".join(content for _, content in contents)  # frames of raw audio and of MP3 simply follow each other
    parts = [(name, *_parts(name, content)) for name, content in contents]
    _, wanted, _ = parts[-1]
    for name, form, _ in parts:
        if form[:16] != wanted[:16]:
            raise InvalidArgument(name, "a WAV file of the same encoding, rate and channels as output_format")
    return _file(wanted, b"".join(audio for _, _, audio in parts))


def _parts(name: str, content: bytes) -> tuple[bytes, bytes]:
    """Content of the chunks `fmt ` and `data`. A length that is too long is that of a stream: the rest is taken."""
    if content[:4] != b"RIFF" or content[8:12] != b"WAVE":
        raise InvalidArgument(name, "a WAV file")
    chunks: dict[bytes, bytes] = {}
    place = 12
    while place + 8 <= len(content) and b"data" not in chunks:
        size = int.from_bytes(content[place + 4 : place + 8], "little")
        chunks.setdefault(content[place : place + 4], content[place + 8 : place + 8 + size])
        place += 8 + size + size % 2
    if len(chunks.get(b"fmt ", b"")) < 16 or b"data" not in chunks:
        raise InvalidArgument(name, "a WAV file with format and audio")
    return chunks[b"fmt "], chunks[b"data"]


def _file(form: bytes, audio: bytes) -> bytes:
    body = b"WAVEfmt " + struct.pack("<I", len(form)) + form + b"data" + struct.pack("<I", len(audio)) + audio
    body += b"\0" * (len(audio) % 2)
    return b"RIFF" + struct.pack("<I", len(body)) + body
