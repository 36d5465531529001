# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import numpy as np
import pytest

from studio.audio.flac import from_flac, to_flac

RATE_HZ = 24000


def test_samples_come_back_as_a_file_of_16_bits_has_them() -> None:
    samples = (0.8 * np.sin(np.arange(RATE_HZ) / 20)).astype(np.float32)
    data = to_flac(samples, RATE_HZ)
    assert data.startswith(b"fLaC")
    assert len(data) < 2 * len(samples)
    back = from_flac(data)
    assert back.dtype == np.float32
    assert np.abs(back - samples).max() <= 1 / 32768
    # A second time nothing is lost.
    assert np.array_equal(from_flac(to_flac(back, RATE_HZ)), back)


def test_what_is_louder_than_full_is_clipped() -> None:
    assert np.abs(from_flac(to_flac(np.array([2.0, -2.0, 0.0], np.float32), RATE_HZ))).max() <= 1.0


@pytest.mark.parametrize("data", [b"", b"fLaC", b"RIFF" + bytes(100), to_flac(np.zeros(1000, np.float32), 24000)[:60]])
def test_a_damaged_stream_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="FLAC"):
        from_flac(data)
