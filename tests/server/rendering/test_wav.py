# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import io
import struct

import numpy as np
import pytest
from scipy.io import wavfile

from studio.core.pcm import PcmFormat, encode
from studio.server.rendering.wav import wav_header

SAMPLES = (0.5 * np.sin(np.arange(8000) / 10)).astype(np.float32)


@pytest.mark.parametrize(("encoding", "full_scale"), [("pcm_f32le", 1.0), ("pcm_s16le", 32768.0)])
def test_another_reader_hears_the_same(encoding: str, full_scale: float) -> None:
    data = encode(SAMPLES, encoding)
    rate_hz, read = wavfile.read(io.BytesIO(wav_header(PcmFormat("wav", encoding, 16000), len(data)) + data))
    assert rate_hz == 16000
    assert np.abs(read / full_scale - SAMPLES).max() < 1e-4


@pytest.mark.parametrize(
    ("encoding", "tag", "size"), [("pcm_f32le", 3, 4), ("pcm_s16le", 1, 2), ("pcm_alaw", 6, 1), ("pcm_mulaw", 7, 1)]
)
def test_the_header_tells_the_format(encoding: str, tag: int, size: int) -> None:
    header = wav_header(PcmFormat("wav", encoding, 8000), 1000)
    assert len(header) == 44
    assert struct.unpack("<HHIIHH", header[20:36]) == (tag, 1, 8000, 8000 * size, size, 8 * size)
    assert struct.unpack("<I", header[4:8]) == (1036,)
    assert struct.unpack("<I", header[40:]) == (1000,)


def test_an_unknown_length_is_the_largest_number() -> None:
    header = wav_header(PcmFormat("wav", "pcm_s16le", 8000))
    assert header[4:8] == header[40:] == b"\xff" * 4
