# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import io
import wave

import numpy as np
import pytest

from studio.export.wav import WavEncoder, quantised


@pytest.mark.parametrize("bits", [16, 24])
def test_samples_come_back_from_the_file(bits: int) -> None:
    file = io.BytesIO()
    encoder = WavEncoder(file, 48000, bits)
    written = np.linspace(-0.9, 0.9, 1001).astype(np.float32)
    for block in np.array_split(written, 3):
        encoder.write(block)
    encoder.finish()
    assert len(file.getvalue()) % 2 == 0
    file.seek(0)
    with wave.open(file) as read:
        assert (read.getframerate(), read.getsampwidth(), read.getnchannels()) == (48000, bits // 8, 1)
        assert read.getnframes() == len(written)
        raw = read.readframes(read.getnframes())
    padded = np.zeros((len(written), 4), np.uint8)
    padded[:, 4 - bits // 8 :] = np.frombuffer(raw, np.uint8).reshape(-1, bits // 8)
    assert np.abs(padded.view("<i4").ravel() / 2**31 - written).max() <= 0.5 / 2 ** (bits - 1) + 1e-9


def test_full_scale_is_clipped() -> None:
    assert quantised(np.array([2.0, -2.0], np.float32), 24) == b"\xff\xff\x7f\x00\x00\x80"
