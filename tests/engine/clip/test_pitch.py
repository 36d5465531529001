# SPDX-License-Identifier: GPL-3.0-or-later
"""Pitch, on sounds whose truth is known."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from studio.core.pcm import Samples
from studio.engine.clip.mel import RATE_HZ
from studio.engine.clip.pitch import pitch_of, voiced_f0_hz

Buzz = Callable[..., Samples]


@pytest.mark.parametrize("f0_hz", [70.0, 110.0, 165.0, 233.0, 330.0, 440.0])
def test_the_pitch_of_a_buzz_is_found(buzz: Buzz, f0_hz: float) -> None:
    pitch = pitch_of(buzz(f0_hz))
    assert pitch.median_hz == pytest.approx(f0_hz, rel=0.02)
    assert pitch.voiced > 0.6


def test_noise_and_silence_have_no_pitch() -> None:
    noise = np.random.default_rng(1).standard_normal(RATE_HZ * 2).astype(np.float32) * 0.1
    assert pitch_of(noise).voiced < 0.02
    assert pitch_of(np.zeros(RATE_HZ, np.float32)).median_hz == 0
    assert pitch_of(np.zeros(10, np.float32)).voiced == 0


def test_a_gliding_voice_spreads_and_a_steady_one_does_not(buzz: Buzz) -> None:
    assert pitch_of(buzz(150.0)).spread < 1.5
    t_s = np.arange(RATE_HZ * 2) / RATE_HZ
    phase = 2 * np.pi * np.cumsum(120 + 60 * t_s) / RATE_HZ
    glide = np.asarray(sum(np.sin(number * phase) / number for number in range(1, 12)), np.float32)
    assert pitch_of(glide).spread == pytest.approx(12 * np.log2(228 / 132), abs=0.4)


def test_frames_without_sound_are_not_counted(buzz: Buzz) -> None:
    clip = np.concatenate([buzz(150.0), np.zeros(RATE_HZ * 5, np.float32)])
    found, frames = voiced_f0_hz(clip)
    assert 0 < len(found) <= frames < 300
    np.testing.assert_allclose(found, 150.0, rtol=0.05)
