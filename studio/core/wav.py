# SPDX-License-Identifier: Apache-2.0
"""WAV files (RIFF/WAVE, Microsoft and IBM 1991): their header written, and their format and samples found."""

from __future__ import annotations

import struct

from studio.core.errors import InvalidArgument

INTEGER = 1
FORMATS = {"pcm_s16le": (INTEGER, 16), "pcm_f32le": (3, 32), "pcm_alaw": (6, 8), "pcm_mulaw": (7, 8)}
"""Encoding -> the number that the format has in a WAV file, and bits a sample."""
_UNKNOWN = 0xFFFFFFFF


def format_chunk(rate_hz: int, bits: int, tag: int = INTEGER, channels: int = 1) -> bytes:
    """Content of the chunk `fmt `, 16 bytes.

    Args:
        bits: Of one sample, a multiple of 8.
        tag: Number of the format, INTEGER for signed whole numbers; FORMATS has those of the API's encodings.
    """
    frame = channels * bits // 8
    return struct.pack("<HHIIHH", tag, channels, rate_hz, rate_hz * frame, frame, bits)


def wav_header(form: bytes, data_bytes: int | None = None, padding: int = 0) -> bytes:
    """What stands before *data_bytes* of samples: 44 bytes with a *form* of 16.

    Without a length both sizes are the largest number, which readers take for "until the end": for a stream whose
    length is not known when it begins.

    Args:
        form: Content of the chunk `fmt `, see `format_chunk`.
        padding: Bytes that follow the samples without being any: one where *data_bytes* is odd, by the book.
    """
    beginning = b"WAVEfmt " + struct.pack("<I", len(form)) + form + b"data"
    whole = _UNKNOWN if data_bytes is None else len(beginning) + 4 + data_bytes + padding
    data = _UNKNOWN if data_bytes is None else data_bytes
    return b"RIFF" + struct.pack("<I", min(whole, _UNKNOWN)) + beginning + struct.pack("<I", min(data, _UNKNOWN))


def wav_file(form: bytes, audio: bytes) -> bytes:
    """A whole file: *audio* in the format that *form* tells, see `format_chunk`."""
    padding = len(audio) % 2
    return wav_header(form, len(audio), padding) + audio + b"\0" * padding


def wav_parts(content: bytes, name: str) -> tuple[bytes, bytes]:
    """Format (content of the chunk `fmt `, at least 16 bytes) and samples of a whole file. A length that is too long is
    that of a stream: the rest is taken.

    Raises:
        InvalidArgument: no WAV file, or one without format or samples; calls it *name*.
    """
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
