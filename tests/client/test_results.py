# SPDX-License-Identifier: GPL-3.0-or-later
"""Results in a notebook, and speech between recordings."""

from __future__ import annotations

import base64
import io
import re
import wave
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from studio.client import AsyncCartesia, Cartesia
from studio.client.endpoint import Endpoint
from studio.client.library.notebook import SpeechBytes, shown
from studio.client.library.wav import joined, wav_of
from studio.core.errors import InvalidArgument

if TYPE_CHECKING:
    from tests.client.conftest import Answer

    ServeHttp = Callable[[Answer], Endpoint]

S16 = {"container": "raw", "encoding": "pcm_s16le", "sample_rate": 8000}
WAV = {**S16, "container": "wav"}
AUDIO = np.arange(100, dtype="<i2").tobytes()


def frames_of(html: str) -> tuple[bytes, int]:
    """Audio and rate of the WAV file in a player."""
    (content,) = re.findall(r'<audio controls src="data:audio/wav;base64,([^"]+)"', html)
    with wave.open(io.BytesIO(base64.b64decode(content))) as file:
        return file.readframes(file.getnframes()), file.getframerate()


def test_bytes_and_whole_answers_show_a_player_and_are_what_they_were() -> None:
    result = SpeechBytes(AUDIO, S16)
    assert result == AUDIO
    assert frames_of(result._repr_html_()) == (AUDIO, 8000)
    answer: Any = shown({"audio": AUDIO, "context_id": "c"}, S16)
    assert answer == {"audio": AUDIO, "context_id": "c"}
    assert frames_of(answer._repr_html_()) == (AUDIO, 8000)
    wav = SpeechBytes(wav_of(AUDIO, S16), WAV)
    assert frames_of(wav._repr_html_()) == (AUDIO, 8000)
    telephone = SpeechBytes(b"\xff" * 10, {**S16, "encoding": "pcm_mulaw"})
    assert frames_of(telephone._repr_html_()) == (b"\0\0" * 10, 8000)
    assert "audio/mpeg" in SpeechBytes(b"x", {"container": "mp3"})._repr_html_()


def test_wav_files_are_joined_to_one_that_others_read() -> None:
    odd = {**S16, "encoding": "pcm_mulaw"}
    assert joined([("a", b"ab"), ("b", b"cd")], "raw") == b"abcd"
    whole = joined([("a", wav_of(AUDIO, S16)), ("b", wav_of(AUDIO, S16))], "wav")
    with wave.open(io.BytesIO(whole)) as file:
        assert file.readframes(1000) == AUDIO * 2
    streamed = bytearray(wav_of(AUDIO, S16))
    streamed[4:8] = streamed[40:44] = b"\xff" * 4
    assert joined([("a", bytes(streamed)), ("b", wav_of(b"", S16))], "wav") == wav_of(AUDIO, S16)
    assert len(wav_of(b"abc", odd)) % 2 == 0
    for broken in (
        b"",
        b"RIFF",
        b"RIFF0000WAVE",
        wav_of(AUDIO, S16)[:30],
        wav_of(AUDIO, {**S16, "sample_rate": 16000}),
    ):
        with pytest.raises(InvalidArgument, match="left"):
            joined([("left", broken), ("right", wav_of(AUDIO, S16))], "wav")


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
