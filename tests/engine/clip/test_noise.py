# SPDX-License-Identifier: GPL-3.0-or-later
"""Noise reduction, on sounds whose truth is known."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.pcm import Samples
from studio.engine.clip.noise import enhanced

Buzz = Callable[..., Samples]


@pytest.mark.parametrize("snr_db", [0.0, 10.0, 20.0])
def test_noise_is_reduced_and_speech_kept(buzz: Buzz, snr_db: float) -> None:
    clean = buzz(150.0, 4.0).astype(np.float64)
    noise = np.random.default_rng(2).standard_normal(len(clean))
    noise *= np.sqrt(np.mean(clean**2)) / np.sqrt(np.mean(noise**2)) * 10 ** (-snr_db / 20)
    out = enhanced(np.asarray(clean + noise, np.float32)).astype(np.float64)
    assert len(out) == len(clean)
    left = np.mean((out - clean) ** 2) / np.mean(noise**2)
    assert 10 * np.log10(left) < -3
    assert np.sqrt(np.mean(out**2)) == pytest.approx(np.sqrt(np.mean(clean**2)), rel=0.35)


def test_a_clean_clip_and_a_tiny_one_come_through(buzz: Buzz) -> None:
    clean = buzz(150.0, 4.0)
    assert np.mean((enhanced(clean) - clean) ** 2) < 0.003 * np.mean(clean**2)
    assert len(enhanced(clean[:300])) == 300


@given(st.integers(0, 9000))
def test_the_length_stays_whatever_it_is(count: int) -> None:
    out = enhanced(np.zeros(count, np.float32))
    assert len(out) == count
    assert out.dtype == np.float32
    assert not out.any()
