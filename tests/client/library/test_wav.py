# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import io
import wave

import numpy as np
import pytest

from studio.client.library.wav import joined, wav_of
from studio.core.errors import InvalidArgument

S16 = {"container": "raw", "encoding": "pcm_s16le", "sample_rate": 8000}


AUDIO = np.arange(100, dtype="<i2").tobytes()


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
