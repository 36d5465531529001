# SPDX-License-Identifier: GPL-3.0-or-later
"""The 44 bytes before the samples of a WAV file (RIFF/WAVE, Microsoft and IBM 1991)."""

from __future__ import annotations

import struct

from studio.core.pcm import PcmFormat

_FORMAT_TAGS = {"pcm_s16le": 1, "pcm_f32le": 3, "pcm_alaw": 6, "pcm_mulaw": 7}
_UNKNOWN = 0xFFFFFFFF
_HEADER_REST = 36


def wav_header(output: PcmFormat, data_bytes: int | None = None) -> bytes:
    """Header of a mono WAV file with *data_bytes* of samples.

    Without a length both sizes are the largest number, which readers take for "until the end": for a stream whose
    length is not known when it begins.
    """
    frame = output.bytes_per_sample
    length = _UNKNOWN if data_bytes is None else data_bytes
    riff = _UNKNOWN if data_bytes is None else min(_HEADER_REST + data_bytes, _UNKNOWN)
    return struct.pack(
        "<4sI4s4sIHHIIHH4sI",
        b"RIFF",
        riff,
        b"WAVE",
        b"fmt ",
        16,
        _FORMAT_TAGS[output.encoding],
        1,
        output.sample_rate_hz,
        output.sample_rate_hz * frame,
        frame,
        8 * frame,
        b"data",
        min(length, _UNKNOWN),
    )
