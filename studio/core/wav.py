# SPDX-License-Identifier: Apache-2.0
"""WAV files (RIFF/WAVE, Microsoft and IBM 1991): writing of headers, and reading of format and samples."""

from __future__ import annotations

import struct

from studio.core.errors import InvalidArgument

INTEGER = 1
FORMATS = {"pcm_s16le": (INTEGER, 16), "pcm_f32le": (3, 32), "pcm_alaw": (6, 8), "pcm_mulaw": (7, 8)}
"""Number of the format in a WAV file, and bits of a sample, by encoding."""
_UNKNOWN = 0xFFFFFFFF


def format_chunk(rate_hz: int, bits: int, tag: int = INTEGER, channels: int = 1) -> bytes:
    """Content of the chunk `fmt `, 16 bytes.

    Args:
        bits: Bits of a sample, a multiple of 8.
        tag: Number of the format, INTEGER for signed whole numbers; FORMATS has those of the API's encodings.
    """
    frame = channels * bits // 8
    return struct.pack("<HHIIHH", tag, channels, rate_hz, rate_hz * frame, frame, bits)


def wav_header(form: bytes, data_bytes: int | None = None, padding: int = 0) -> bytes:
    """The header before *data_bytes* of samples: 44 bytes with a *form* of 16.

    Without a length, for a stream whose length is not yet known, both sizes are the largest number, which readers take
    for "until the end".

    Args:
        form: Content of the chunk `fmt `, see `format_chunk`.
        padding: Bytes after the samples; by the standard one if *data_bytes* is odd.
    """
    beginning = b"WAVEfmt " + struct.pack("<I", len(form)) + form + b"data"
    whole = _UNKNOWN if data_bytes is None else len(beginning) + 4 + data_bytes + padding
    data = _UNKNOWN if data_bytes is None else data_bytes
    return b"RIFF" + struct.pack("<I", min(whole, _UNKNOWN)) + beginning + struct.pack("<I", min(data, _UNKNOWN))


def wav_file(form: bytes, audio: bytes) -> bytes:
    """A whole file: *audio* in the format of *form*, see `format_chunk`.

    Samples other than whole numbers have, as the format asks, a `fmt ` of 18 bytes and a chunk `fact` with their
    number.
    """
    padding = len(audio) % 2
    tag, _, _, _, frame = struct.unpack_from("<HHIIH", form)
    if tag == INTEGER:
        return wav_header(form, len(audio), padding) + audio + b"\0" * padding
    if len(form) < 18:
        form = form[:16] + struct.pack("<H", 0)
    chunks = [(b"fmt ", form), (b"fact", struct.pack("<I", len(audio) // frame)), (b"data", audio)]
    content = b"".join(name + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2) for name, data in chunks)
    return b"RIFF" + struct.pack("<I", 4 + len(content)) + b"WAVE" + content


def wav_parts(content: bytes, name: str) -> tuple[bytes, bytes]:
    """Format (content of the chunk `fmt `, at least 16 bytes) and samples of a whole file. If the length is too long,
    as in a stream, the samples reach to the end.

    Raises:
        InvalidArgument: the file, called *name*, is not a WAV file or has no format or samples.
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
