# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import io

import numpy as np
import pytest
import soundfile

from studio.core.errors import InvalidArgument
from studio.core.pcm import BYTES_PER_SAMPLE, decode
from studio.server.wire.formats.pcm import RawFormat, WavFormat
from tests.support.converted import converted, sine


@pytest.mark.parametrize("rate_hz", [8000, 11025, 16000, 22050, 24000, 44100, 48000, 8001, 47999])
@pytest.mark.parametrize("encoding", ["pcm_f32le", "pcm_s16le", "pcm_mulaw", "pcm_alaw"])
def test_a_sine_through_pieces_stays_a_sine(rate_hz: int, encoding: str) -> None:
    heard = decode(converted(RawFormat(encoding, rate_hz), sine()), encoding).astype(np.float64)
    assert len(heard) == pytest.approx(rate_hz, abs=2)
    t_s = np.arange(len(heard)) / rate_hz
    basis = np.stack([np.sin(2 * np.pi * 441 * t_s), np.cos(2 * np.pi * 441 * t_s)], axis=1)
    inner = slice(rate_hz // 20, -rate_hz // 20)
    fit = np.linalg.lstsq(basis[inner], heard[inner], rcond=None)[0]
    # What a click leaves stands out of the rest; companding to 8 bits alone is off by up to 2 %.
    most_off = 0.02 if "law" in encoding else 0.001
    assert np.abs(heard[inner] - basis[inner] @ fit).max() < most_off
    assert float(np.hypot(*fit)) == pytest.approx(0.5, rel=0.02)


@pytest.mark.parametrize("encoding", BYTES_PER_SAMPLE)
def test_a_wav_file_is_the_raw_samples_behind_a_header(encoding: str) -> None:
    raw = converted(RawFormat(encoding, 16000), sine())
    wav = WavFormat(encoding, 16000)
    assert converted(wav, sine()) == raw
    samples, rate_hz = soundfile.read(io.BytesIO(wav.header(len(raw)) + raw), dtype="float32")
    assert rate_hz == 16000
    assert np.abs(samples - decode(raw, encoding)).max() < 1e-4


def test_a_wav_file_of_unknown_length_is_read_to_its_end() -> None:
    wav = WavFormat("pcm_s16le", 16000)
    raw = converted(wav, sine())
    samples, _ = soundfile.read(io.BytesIO(wav.header(None) + raw), dtype="float32")
    assert len(samples) == len(raw) // 2


@pytest.mark.parametrize("encoding", BYTES_PER_SAMPLE)
def test_a_second_takes_the_bytes_that_are_told(encoding: str) -> None:
    output = RawFormat(encoding, 24000)
    assert output.header(None) == b""
    assert output.bytes_per_s == 24000 * output.unit_bytes == len(converted(output, sine()))


@pytest.mark.parametrize("form", [RawFormat, WavFormat])
def test_samples_need_an_encoding(form: type[RawFormat]) -> None:
    with pytest.raises(InvalidArgument, match=r"output_format\.encoding: must be one of pcm_f32le"):
        form.of({"encoding": None, "sample_rate": 8000})
