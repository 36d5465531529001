# SPDX-License-Identifier: GPL-3.0-or-later
"""What counts as silence, on sounds whose truth is known."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from studio.core.pcm import Samples
from studio.engine.clip.mel import RATE_HZ
from studio.engine.clip.silence import levelled, speech_begins, speech_of

Buzz = Callable[..., Samples]


def test_silence_before_between_and_after_is_taken_out(buzz: Buzz) -> None:
    silence = np.zeros(RATE_HZ * 2, np.float32)
    hiss = 1e-4 * np.random.default_rng(1).standard_normal(RATE_HZ * 11)
    clip = np.concatenate([silence, buzz(), silence, buzz(), silence[: RATE_HZ // 2]])
    speech = speech_of(np.asarray(clip + hiss[: len(clip)], np.float32))
    assert len(speech) / RATE_HZ == pytest.approx(6.3, abs=0.4)
    assert speech_begins(clip) / RATE_HZ == pytest.approx(2.0, abs=0.15)


@pytest.mark.parametrize("samples", [np.zeros(0, np.float32), np.zeros(100, np.float32), np.zeros(50_000, np.float32)])
def test_nothing_is_left_of_silence(samples: Samples) -> None:
    assert len(speech_of(samples)) == 0
    assert speech_begins(samples) == 0
    assert len(levelled(samples)) == len(samples)


def test_a_level_is_reached(buzz: Buzz) -> None:
    for gain in (1e-3, 1.0, 3.0):
        rms = np.sqrt(np.mean(levelled(buzz() * np.float32(gain)) ** 2))
        assert 20 * np.log10(rms) == pytest.approx(-30.0, abs=0.1)


def test_speech_above_a_loud_noise_is_kept_and_the_noise_is_not(buzz: Buzz) -> None:
    """The noise is above the 30 dB under speech that count as silence elsewhere."""
    noise = np.random.default_rng(1).standard_normal(RATE_HZ * 6).astype(np.float32) * np.float32(0.012)
    clip = noise.copy()
    clip[RATE_HZ * 3 :] += buzz()
    assert speech_begins(clip) / RATE_HZ == pytest.approx(3.0, abs=0.15)
    assert len(speech_of(clip)) / RATE_HZ == pytest.approx(3.0, abs=0.3)


def test_what_is_kept_is_of_the_clip_in_its_order(buzz: Buzz) -> None:
    clip = np.concatenate([np.zeros(RATE_HZ, np.float32), buzz(), np.zeros(RATE_HZ, np.float32)])
    begins, speech = speech_begins(clip), speech_of(clip)
    np.testing.assert_array_equal(speech, clip[begins : begins + len(speech)])
