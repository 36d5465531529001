# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import numpy as np
import pytest

from studio.core import pcm
from studio.core.errors import InvalidArgument

RAMP = np.linspace(-1, 1, 20001).astype(np.float32)


@pytest.mark.parametrize(
    ("encoding", "largest_error"), [("pcm_f32le", 0.0), ("pcm_s16le", 5e-5), ("pcm_mulaw", 0.02), ("pcm_alaw", 0.016)]
)
def test_what_is_encoded_is_decoded_within_the_encodings_step(encoding: str, largest_error: float) -> None:
    back = pcm.decode(pcm.encode(RAMP, encoding), encoding)
    assert np.abs(back - RAMP).max() <= largest_error


# Code words of ITU-T G.711 for silence and for full scale.
@pytest.mark.parametrize(("encoding", "silence", "top"), [("pcm_mulaw", 0xFF, 0x80), ("pcm_alaw", 0xD5, 0xAA)])
def test_companding_gives_the_standards_code_words(encoding: str, silence: int, top: int) -> None:
    assert pcm.encode(np.array([0.0, 1.0], np.float32), encoding) == bytes([silence, top])


def test_s16_clips_instead_of_wrapping() -> None:
    assert pcm.encode(np.array([2.0, -2.0], np.float32), "pcm_s16le") == b"\xff\x7f\x00\x80"


def test_half_a_sample_is_refused() -> None:
    with pytest.raises(InvalidArgument, match="whole samples"):
        pcm.decode(b"\0\0\0", "pcm_s16le")
