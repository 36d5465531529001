# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import io
import struct

import numpy as np
import pytest
from scipy.io import wavfile

from studio.core.errors import InvalidArgument
from studio.core.pcm import BYTES_PER_SAMPLE, encode
from studio.core.wav import FORMATS, INTEGER, format_chunk, wav_file, wav_header, wav_parts

SAMPLES = (0.5 * np.sin(np.arange(8000) / 10)).astype(np.float32)


def of(encoding: str, rate_hz: int) -> bytes:
    tag, bits = FORMATS[encoding]
    return format_chunk(rate_hz, bits, tag)


def test_each_encoding_of_the_api_has_a_format_of_its_size() -> None:
    assert {encoding: bits // 8 for encoding, (_, bits) in FORMATS.items()} == BYTES_PER_SAMPLE


@pytest.mark.parametrize(("encoding", "full_scale"), [("pcm_f32le", 1.0), ("pcm_s16le", 32768.0)])
def test_another_reader_hears_the_same(encoding: str, full_scale: float) -> None:
    data = encode(SAMPLES, encoding)
    rate_hz, read = wavfile.read(io.BytesIO(wav_header(of(encoding, 16000), len(data)) + data))
    assert rate_hz == 16000
    assert np.abs(read / full_scale - SAMPLES).max() < 1e-4


def test_another_reader_hears_two_channels_of_24_bits() -> None:
    left, right = np.arange(-500, 500) << 8, np.arange(1000) << 9
    data = np.stack([left, right], 1).astype("<i4").view(np.uint8).reshape(-1, 4)[:, 1:].tobytes()
    header = wav_header(format_chunk(48000, 24, INTEGER, channels=2), len(data))
    rate_hz, read = wavfile.read(io.BytesIO(header + data))
    assert rate_hz == 48000
    assert np.array_equal(read.T >> 8, [left >> 8, right >> 8])


@pytest.mark.parametrize(
    ("encoding", "tag", "size"), [("pcm_f32le", 3, 4), ("pcm_s16le", 1, 2), ("pcm_alaw", 6, 1), ("pcm_mulaw", 7, 1)]
)
def test_the_header_tells_the_format(encoding: str, tag: int, size: int) -> None:
    header = wav_header(of(encoding, 8000), 1000)
    assert len(header) == 44
    assert struct.unpack("<HHIIHH", header[20:36]) == (tag, 1, 8000, 8000 * size, size, 8 * size)
    assert struct.unpack("<I", header[4:8]) == (1036,)
    assert struct.unpack("<I", header[40:]) == (1000,)


def test_padding_counts_for_the_file_and_not_for_the_samples() -> None:
    header = wav_header(of("pcm_mulaw", 8000), 7, padding=1)
    assert struct.unpack("<I", header[4:8]) == (36 + 8,)
    assert struct.unpack("<I", header[40:]) == (7,)


def test_an_unknown_length_is_the_largest_number() -> None:
    header = wav_header(of("pcm_s16le", 8000))
    assert header[4:8] == header[40:] == b"\xff" * 4


@pytest.mark.parametrize("audio", [b"", b"abc", b"abcd"])
def test_what_is_put_together_is_found_again(audio: bytes) -> None:
    form = of("pcm_mulaw", 8000)
    whole = wav_file(form, audio)
    assert len(whole) % 2 == 0
    found, samples = wav_parts(whole, "clip")
    assert (found[:16], samples) == (form, audio)
    streamed = wav_header(form) + audio
    assert wav_parts(streamed, "clip") == (form, audio)


def test_chunks_that_are_neither_format_nor_samples_are_passed_over() -> None:
    form, samples = of("pcm_s16le", 8000), b"abcd"
    whole = wav_file(form, samples)
    noted = whole[:36] + b"LIST\x03\0\0\0abc\0" + whole[36:]
    assert wav_parts(noted, "clip") == (form, samples)


@pytest.mark.parametrize("broken", [b"", b"RIFF", b"RIFF0000WAVE", b"RIFX0000WAVE", "cut"])
def test_what_is_no_wav_file_is_refused_by_its_name(broken: bytes | str) -> None:
    content = wav_file(of("pcm_s16le", 8000), b"abcd")[:30] if isinstance(broken, str) else broken
    with pytest.raises(InvalidArgument, match="left_audio"):
        wav_parts(content, "left_audio")


@pytest.mark.parametrize("encoding", ["pcm_f32le", "pcm_alaw", "pcm_mulaw"])
def test_a_whole_file_of_other_samples_than_whole_numbers_tells_how_many_there_are(encoding: str) -> None:
    data = encode(SAMPLES[:7], encoding)
    whole = wav_file(of(encoding, 8000), data)
    assert whole[12:20] == b"fmt " + struct.pack("<I", 18)
    assert whole[36:38] == b"\0\0", "nothing follows the format's 16 bytes"
    assert whole[38:50] == b"fact" + struct.pack("<II", 4, 7)
    assert struct.unpack("<I", whole[4:8]) == (len(whole) - 8,)
    assert len(whole) % 2 == 0
    assert wav_parts(whole, "file") == (of(encoding, 8000) + b"\0\0", data)


def test_a_whole_file_of_floats_sounds_the_same_to_another_reader() -> None:
    rate_hz, read = wavfile.read(io.BytesIO(wav_file(of("pcm_f32le", 16000), encode(SAMPLES, "pcm_f32le"))))
    assert rate_hz == 16000
    assert np.array_equal(read, SAMPLES)


def test_a_whole_file_of_whole_numbers_keeps_the_short_header() -> None:
    data = encode(SAMPLES, "pcm_s16le")
    assert wav_file(of("pcm_s16le", 8000), data) == wav_header(of("pcm_s16le", 8000), len(data)) + data
