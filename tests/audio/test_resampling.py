# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import numpy as np
import pytest

from studio.audio.resampling import resampled
from studio.core.pcm import Samples


def tone(rate_hz: int, hz: float = 440.0, seconds: float = 0.5) -> Samples:
    return (0.5 * np.sin(2 * np.pi * hz * np.arange(round(seconds * rate_hz)) / rate_hz)).astype(np.float32)


@pytest.mark.parametrize(("from_hz", "to_hz"), [(24000, 22050), (22050, 24000), (48000, 24000)])
def test_a_tone_is_the_same_tone_at_another_rate(from_hz: int, to_hz: int) -> None:
    made, wanted = resampled(tone(from_hz), from_hz, to_hz), tone(to_hz)
    assert made.dtype == np.float32
    assert abs(len(made) - len(wanted)) <= 1
    inside = slice(to_hz // 50, len(wanted) - to_hz // 50)
    assert np.abs(made[: len(wanted)][inside] - wanted[: len(made)][inside]).max() < 1e-4


def test_at_its_own_rate_it_stays_and_no_sound_stays_none() -> None:
    samples = tone(24000)
    assert resampled(samples, 24000, 24000) is samples
    assert not len(resampled(samples[:0], 24000, 22050))


def test_what_is_at_full_scale_stays_within_it() -> None:
    square = np.sign(tone(24000))
    assert np.abs(resampled(square, 24000, 22050)).max() <= 1.0
