# SPDX-License-Identifier: GPL-3.0-or-later
"""Small requests that stand for much sound are refused, or spoken without being held in memory."""

from __future__ import annotations

import io
import struct
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import psutil
import pytest
import soundfile

from studio.engine.aliases import NEWSMAN_ID
from studio.engine.clip.reading import HIGHEST_RATE_HZ, LONGEST_S, MOST_CHANNELS, ClipRefused, open_sound, read_clip
from tests.server.process.test_run import first_line, process, wait_for_engine
from tests.server.speech.test_infill import clip, infill
from tests.support.speech_server import RAW_24K

MORE_MB = 250
SECOND = 24000


def silence(
    length_s: float, rate_hz: int = HIGHEST_RATE_HZ, channels: int = MOST_CHANNELS, kind: str = "FLAC"
) -> bytes:
    """A small file of much silence, written in blocks."""
    file = io.BytesIO()
    block = np.zeros((rate_hz, channels), np.int16)
    with soundfile.SoundFile(file, "w", rate_hz, channels, format=kind) as sound:
        for _ in range(int(length_s)):
            sound.write(block)
    return file.getvalue()


@pytest.mark.parametrize("length_s", [20, LONGEST_S + 1])
def test_a_bomb_is_measured_without_being_held(length_s: float, long_form: bool) -> None:
    if length_s > 20 and not long_form:
        pytest.skip("the long form: run with --long")
    data = silence(length_s)
    assert len(data) < 1_000_000 or length_s > 20
    tracemalloc.start()
    try:
        if length_s > LONGEST_S:
            with pytest.raises(ClipRefused, match="minutes"):
                read_clip(io.BytesIO(data))
        else:
            with open_sound(io.BytesIO(data)) as sound:
                assert sum(map(len, sound.blocks)) == length_s * HIGHEST_RATE_HZ
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    # Whole, 20 s of it are 123 MB; five minutes at 16 kHz are 19 MB, and as many pieces.
    assert peak < (60_000_000 if length_s > LONGEST_S else 20_000_000)


@pytest.mark.parametrize("kind", ["AIFF", "AU", "CAF", "W64", "RAW", "VOC", "NIST", "IRCAM", "PVF", "XI", "HTK", "SVX"])
def test_a_neighbour_of_another_kind_is_refused_by_name(http: httpx.Client, kind: str) -> None:
    file = io.BytesIO()
    subtype = "PCM_16" if kind != "XI" else "DPCM_16"
    samples = np.zeros(24000, np.float32)
    soundfile.write(file, samples, 44100 if kind == "XI" else 24000, format=kind, subtype=subtype)
    answer = infill(http, clip(), file.getvalue())
    assert answer.status_code == 400
    assert answer.json()["error"] == "right_audio: must be a sound file of the kind WAV, FLAC, OGG or MP3"
    with pytest.raises(ClipRefused):
        read_clip(file)


@pytest.mark.parametrize(
    "data",
    [
        silence(1, 8000),
        silence(2, 8000, MOST_CHANNELS + 1, "WAV"),
        silence(2, HIGHEST_RATE_HZ + 1, 1, "WAV"),
        silence(2, 3999, 1, "WAV"),
        silence(0, 8000, 1, "WAV"),
        silence(LONGEST_S + 1, 8000, 1),
        b"fLaC" + bytes(100),
        b"OggS" + bytes(100),
        b"ID3" + bytes(100),
        b"RIFF" + struct.pack("<I", 0xFFFFFFF0) + b"WAVEfmt " + bytes(100),
    ],
    ids=["eight channels", "channels", "rate", "low rate", "empty", "length", "flac", "ogg", "id3", "riff"],
)
def test_odd_rates_channels_and_lengths_are_refused_by_name(
    http: httpx.Client, data: bytes, request: pytest.FixtureRequest
) -> None:
    answer = infill(http, data, clip())
    if request.node.callspec.id == "eight channels":
        assert answer.status_code == 200
    else:
        assert answer.status_code == 400
        assert answer.json()["error"].startswith("left_audio: must be ")


BREAKS = "One. " + '<break time="60s"/>' * 40 + " Two."


def order(**more: Any) -> dict[str, Any]:
    return {
        "model_id": "m",
        "transcript": BREAKS,
        "voice": {"id": NEWSMAN_ID},
        "output_format": dict(RAW_24K),
        **more,
    }


def test_many_breaks_are_refused_where_speech_is_held(http: httpx.Client) -> None:
    for answer in (http.post("/tts/bytes", json=order(duration=300)), infill(http, clip(), None, transcript=BREAKS)):
        assert answer.status_code == 400
        assert answer.json()["error"] == "transcript: must be a text that takes at most 800 seconds, with its breaks"


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[tuple[httpx.Client, psutil.Process]]:
    """A client of a server in a process of its own, with the tone engine, and that process."""
    with process(tmp_path, "--engine", "tone", "--parent-stdin") as running:
        told = first_line(running)
        wait_for_engine(told["port"], told["token"])
        address, shown = f"http://127.0.0.1:{told['port']}", {"X-API-Key": told["token"]}
        with httpx.Client(base_url=address, headers=shown, timeout=60.0) as client:
            yield client, psutil.Process(running.pid)


def test_neither_breaks_nor_bombs_fill_the_servers_memory(memory: tuple[httpx.Client, psutil.Process]) -> None:
    http, server = memory
    assert infill(http, clip(), clip()).status_code == 200
    before_mb = server.memory_info().rss / 1e6
    highest_mb = before_mb
    silent = 0
    with http.stream("POST", "/tts/bytes", json=order()) as answer:
        assert answer.status_code == 200
        for part in answer.iter_bytes(1 << 20):
            silent += len(part)
            highest_mb = max(highest_mb, server.memory_info().rss / 1e6)
    # Each break is there, to the last.
    assert silent > 40 * 60 * SECOND * 4
    for more in ({"transcript": BREAKS}, {}):
        assert infill(http, silence(30), silence(30), **more).status_code == (400 if more else 200)
        # What was taken at most since the process began.
        highest_mb = max(highest_mb, _peak_mb(server))
    assert highest_mb - before_mb < MORE_MB


def _peak_mb(server: psutil.Process) -> float:
    """The most memory that the process has had."""
    status = Path(f"/proc/{server.pid}/status")
    if not status.exists():
        return float(server.memory_info().rss / 1e6)
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1000
