# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
import soxr

from studio.core.pcm import decode, encode
from studio.server.rendering.converter import AudioConverter
from studio.server.wire.formats.pcm import RawFormat


def sweep(seconds: float) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    t_s = np.arange(round(seconds * 24000)) / 24000
    return (0.5 * np.sin(2 * np.pi * (200 * t_s + 800 * t_s**2))).astype(np.float32)


@pytest.mark.parametrize("rate_hz", [8000, 16000, 22050, 44100, 48000])
def test_pieces_join_as_if_they_had_been_one(rate_hz: int) -> None:
    whole = sweep(1.0)
    converter = AudioConverter(24000, RawFormat("pcm_f32le", rate_hz))
    cuts = [0, 1, 700, 701, 9000, 24000]
    data = b"".join(converter.push(whole[start:end]) for start, end in pairwise(cuts))
    joined = decode(data + converter.finish(), "pcm_f32le")
    expected = soxr.resample(whole, 24000, rate_hz, quality="HQ")
    assert abs(len(joined) - rate_hz) <= 1
    assert np.abs(joined - expected[: len(joined)]).max() < 1e-4


def test_the_engines_own_rate_is_left_alone() -> None:
    whole = sweep(0.1)
    converter = AudioConverter(24000, RawFormat("pcm_s16le", 24000))
    assert converter.push(whole) == encode(whole, "pcm_s16le")
    assert converter.finish() == b""
