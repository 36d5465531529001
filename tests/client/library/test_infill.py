# SPDX-License-Identifier: GPL-3.0-or-later
"""Results in a notebook, and speech between recordings."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from studio.client import AsyncCartesia, Cartesia
from studio.client.endpoint import Endpoint
from studio.client.library.wav import wav_of

if TYPE_CHECKING:
    from tests.client.conftest import Answer

    ServeHttp = Callable[[Answer], Endpoint]

S16 = {"container": "raw", "encoding": "pcm_s16le", "sample_rate": 8000}
WAV = {**S16, "container": "wav"}


INFILL: dict[str, Any] = {
    "model_id": "sonic",
    "language": "en",
    "transcript": "in between",
    "voice_id": "a-voice",
    "output_format": WAV,
    "experimental_voice_controls": {"speed": "slow", "emotion": ["anger", "sadness:low"]},
}


async def test_speech_between_recordings_is_asked_for_and_joined(serve_http: ServeHttp, tmp_path: Path) -> None:
    asked: list[bytes] = []

    def answer(method: str, path: str, headers: dict[str, str], body: bytes) -> tuple[int, dict[str, str], bytes]:
        assert (method, path) == ("POST", "/infill/bytes")
        asked.append(body)
        return 200, {}, wav_of(b"mm", S16)

    left, right = tmp_path / "left.wav", tmp_path / "right.wav"
    left.write_bytes(wav_of(b"ll", S16))
    right.write_bytes(wav_of(b"rr", S16))
    url = serve_http(answer).base_url
    with Cartesia(base_url=url) as client:
        middle, whole = client.tts.infill(**INFILL, left_audio_path=left, right_audio_path=str(right))
        assert (middle, whole) == (wav_of(b"mm", S16), wav_of(b"llmmrr", S16))
        for path in (None, "no/such/file"):
            with pytest.raises(ValueError, match="left_audio_path"):
                client.tts.infill(**INFILL, left_audio_path=path)
    async with AsyncCartesia(base_url=url) as other:
        assert (await other.tts.infill(**INFILL, right_audio_path=right))[1] == wav_of(b"mmrr", S16)
    for field, value in {
        "voice_id": "a-voice",
        "output_format[sample_rate]": "8000",
        "voice[__experimental_controls][speed]": "slow",
        "voice[__experimental_controls][emotion][]": "sadness:low",
    }.items():
        assert f'name="{field}"\r\n\r\n{value}\r\n'.encode() in asked[0]
    assert b'name="left_audio"; filename="left.wav"' in asked[0]
    assert b"left_audio" not in asked[1]
