# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import io
from itertools import pairwise
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest
import soundfile

from studio.core.pcm import PcmFormat, decode
from studio.engine.aliases import NEWSMAN_ID
from studio.server.rendering.converter import AudioConverter
from studio.server.wire.formats import MP3_BIT_RATES, MP3_RATES_HZ, Mp3Format
from tests.support.speech_server import WatchedEngine, running_server

ENGINE_HZ = 24000


def order(transcript: str, **output: Any) -> dict[str, Any]:
    return {"model_id": "m", "transcript": transcript, "voice": {"id": NEWSMAN_ID}, "output_format": output}


def through(output: PcmFormat | Mp3Format, samples: np.ndarray[Any, np.dtype[np.float32]]) -> bytes:
    """*samples* through a converter, in pieces of uneven lengths."""
    converter = AudioConverter(ENGINE_HZ, output)
    cuts = [0, 1, 700, 701, 5000, 11111, 12345, len(samples)]
    parts = [converter.push(samples[start:end]) for start, end in pairwise(cuts)]
    return b"".join([*parts, converter.finish()])


def sine(seconds: float = 1.0, hz: float = 441.0) -> np.ndarray[Any, np.dtype[np.float32]]:
    return (0.5 * np.sin(2 * np.pi * hz * np.arange(round(seconds * ENGINE_HZ)) / ENGINE_HZ)).astype(np.float32)


@pytest.mark.parametrize("rate_hz", [8000, 11025, 16000, 22050, 24000, 44100, 48000, 8001, 47999])
@pytest.mark.parametrize("encoding", ["pcm_f32le", "pcm_s16le", "pcm_mulaw", "pcm_alaw"])
def test_a_sine_through_pieces_stays_a_sine(rate_hz: int, encoding: str) -> None:
    heard = decode(through(PcmFormat("raw", encoding, rate_hz), sine()), encoding).astype(np.float64)
    assert len(heard) == pytest.approx(rate_hz, abs=2)
    t_s = np.arange(len(heard)) / rate_hz
    basis = np.stack([np.sin(2 * np.pi * 441 * t_s), np.cos(2 * np.pi * 441 * t_s)], axis=1)
    inner = slice(rate_hz // 20, -rate_hz // 20)
    fit = np.linalg.lstsq(basis[inner], heard[inner], rcond=None)[0]
    # What a click leaves stands out of the rest; companding to 8 bits alone is off by up to 2 %.
    most_off = 0.02 if "law" in encoding else 0.001
    assert np.abs(heard[inner] - basis[inner] @ fit).max() < most_off
    assert float(np.hypot(*fit)) == pytest.approx(0.5, rel=0.02)


@pytest.mark.parametrize("rate_hz", MP3_RATES_HZ)
@pytest.mark.parametrize("bit_rate", [MP3_BIT_RATES[0], MP3_BIT_RATES[-1]])
def test_mp3_at_every_rate(rate_hz: int, bit_rate: int) -> None:
    data = through(Mp3Format(rate_hz, bit_rate), sine())
    samples, found_hz = soundfile.read(io.BytesIO(data))
    assert found_hz == rate_hz
    # A stream's beginning holds the encoder's delay, its end fills a frame.
    assert len(samples) / rate_hz == pytest.approx(1.0, abs=3000 / rate_hz)
    loud = samples[len(samples) // 4 : len(samples) // 2]
    assert np.sqrt(np.mean(np.square(loud))) == pytest.approx(0.5 / np.sqrt(2), rel=0.08)
    allowed = bit_rate if rate_hz >= 32000 else min(bit_rate, 160_000 if rate_hz >= 16000 else 64_000)
    assert len(data) * 8 == pytest.approx(allowed, rel=0.25)


def test_mp3_is_answered_and_starts_early(tmp_path: Path) -> None:
    engine = WatchedEngine(render_delay_s=0.05)
    with running_server(tmp_path, engine) as server, server.http() as http:
        body = order("This sentence has five words. " * 40, container="mp3", sample_rate=44100, bit_rate=128000)
        with http.stream("POST", "/tts/bytes", json=body) as answer:
            assert answer.headers["content-type"] == "audio/mpeg"
            chunks = answer.iter_bytes()
            content = next(chunks)
            assert len(engine.turns) < 30
            content += b"".join(chunks)
    samples, rate_hz = soundfile.read(io.BytesIO(content))
    assert len(samples) / rate_hz == pytest.approx(40.0, abs=0.1)


@pytest.mark.parametrize(
    ("output", "told"),
    [
        ({"container": "mp3"}, "output_format.sample_rate"),
        ({"container": "mp3", "sample_rate": 9000}, "one of 8000, 11025"),
        ({"container": "mp3", "sample_rate": 8000, "bit_rate": 100}, "output_format.bit_rate"),
        ({"container": "mp3", "sample_rate": 8000, "bit_rate": 33000}, "one of 32000"),
    ],
)
def test_what_mp3_cannot_do_is_told(http: httpx.Client, output: dict[str, Any], told: str) -> None:
    answer = http.post("/tts/bytes", json=order("One.", **output))
    assert answer.status_code == 400
    assert told in answer.json()["error"]
