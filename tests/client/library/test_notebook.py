# SPDX-License-Identifier: GPL-3.0-or-later
"""Results in a notebook."""

from __future__ import annotations

import base64
import io
import re
import wave
from typing import Any

import numpy as np

from studio.client.library.notebook import SpeechBytes, shown
from studio.client.library.wav import wav_of

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
