# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest
import soundfile

from studio.engine.aliases import NEWSMAN_ID
from studio.server.wire.formats.mp3 import BIT_RATES, RATES_HZ, Mp3Format
from tests.support.converted import converted, sine
from tests.support.speech_server import WatchedEngine, running_server


def order(transcript: str, **output: Any) -> dict[str, Any]:
    return {"model_id": "m", "transcript": transcript, "voice": {"id": NEWSMAN_ID}, "output_format": output}


@pytest.mark.parametrize("rate_hz", RATES_HZ)
@pytest.mark.parametrize("bit_rate", [BIT_RATES[0], BIT_RATES[-1]])
def test_mp3_at_every_rate(rate_hz: int, bit_rate: int) -> None:
    data = converted(Mp3Format(rate_hz, bit_rate), sine())
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
