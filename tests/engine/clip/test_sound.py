# SPDX-License-Identifier: GPL-3.0-or-later
"""Pitch, silence, noise and the mel front end, on sounds whose truth is known."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from studio.core.pcm import Samples
from studio.engine.clip.mel import BANDS, RATE_HZ, mel_filters, mel_spectra
from studio.engine.clip.noise import enhanced
from studio.engine.clip.pitch import pitch_of
from studio.engine.clip.silence import levelled, speech_begins, speech_of

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


def test_mel_bands_are_of_unit_area_and_see_a_tone_where_it_is() -> None:
    assert mel_filters().shape == (BANDS, 201)
    np.testing.assert_allclose(mel_filters()[20:].sum(axis=1) * 40.0, 1.0, atol=0.06)
    tone = np.sin(2 * np.pi * 1000 * np.arange(RATE_HZ) / RATE_HZ).astype(np.float32)
    spectra = mel_spectra(tone)
    assert len(spectra) == RATE_HZ // 160 + 1
    centre_hz = float(mel_filters()[spectra[50].argmax()].argmax()) * 40
    assert centre_hz == pytest.approx(1000, abs=80)
