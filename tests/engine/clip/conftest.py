# SPDX-License-Identifier: GPL-3.0-or-later
"""Voices without a model: a buzz through two resonances, with pauses."""

from __future__ import annotations

import io
from collections.abc import Callable

import numpy as np
import pytest
import soundfile

from studio.core.pcm import Samples
from studio.engine.clip.mel import RATE_HZ


def buzz(f0_hz: float = 120.0, length_s: float = 3.0, rate_hz: int = RATE_HZ) -> Samples:
    """Syllables of 0.3 s with 0.2 s between them."""
    t_s = np.arange(round(length_s * rate_hz)) / rate_hz
    phase = 2 * np.pi * f0_hz * (t_s + 0.002 * np.sin(2 * np.pi * 3 * t_s))
    sound = np.zeros(len(t_s))
    for number in range(1, int(min(4000, rate_hz / 2) / f0_hz)):
        hz = number * f0_hz
        gain = 1 / (1 + ((hz - 600) / 300) ** 2) + 0.5 / (1 + ((hz - 1500) / 400) ** 2) + 0.02
        sound += gain * np.sin(number * phase)
    envelope = np.clip(np.minimum((t_s % 0.5) / 0.03, (0.3 - t_s % 0.5) / 0.03), 0, 1)
    return np.asarray(0.3 * sound * envelope / max(np.abs(sound).max(initial=0.0), 1e-9), np.float32)


def sound_file(samples: Samples, rate_hz: int = RATE_HZ, kind: str = "WAV") -> io.BytesIO:
    file = io.BytesIO()
    soundfile.write(file, samples, rate_hz, format=kind)
    file.seek(0)
    return file


@pytest.fixture(name="buzz", scope="session")
def buzz_fixture() -> Callable[..., Samples]:
    return buzz


@pytest.fixture(name="sound_file", scope="session")
def sound_file_fixture() -> Callable[..., io.BytesIO]:
    return sound_file
