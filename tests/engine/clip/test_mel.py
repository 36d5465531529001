# SPDX-License-Identifier: GPL-3.0-or-later
"""The mel front end, on a tone."""

from __future__ import annotations

import numpy as np
import pytest

from studio.engine.clip.mel import BANDS, HOP, RATE_HZ, WINDOW, mel_filters, mel_spectra, power_spectra


def test_mel_bands_are_of_unit_area_and_see_a_tone_where_it_is() -> None:
    assert mel_filters().shape == (BANDS, 201)
    np.testing.assert_allclose(mel_filters()[20:].sum(axis=1) * 40.0, 1.0, atol=0.06)
    tone = np.sin(2 * np.pi * 1000 * np.arange(RATE_HZ) / RATE_HZ).astype(np.float32)
    spectra = mel_spectra(tone)
    assert len(spectra) == RATE_HZ // 160 + 1
    centre_hz = float(mel_filters()[spectra[50].argmax()].argmax()) * 40
    assert centre_hz == pytest.approx(1000, abs=80)


@pytest.mark.parametrize("count", [0, 1, HOP - 1, HOP, 5 * HOP + 3])
def test_there_is_a_frame_for_each_hop_begun(count: int) -> None:
    assert power_spectra(np.ones(count, np.float32)).shape == (count // HOP + 1, WINDOW // 2 + 1)


def test_power_goes_with_the_square_of_the_sound() -> None:
    sound = np.random.default_rng(1).standard_normal(1600).astype(np.float32)
    np.testing.assert_allclose(mel_spectra(3 * sound), 9 * mel_spectra(sound), rtol=1e-4)
    assert not mel_spectra(0 * sound).any()


def test_bands_are_of_one_width_below_1_khz_and_wider_above() -> None:
    peaks_hz = mel_filters().argmax(axis=1) * (RATE_HZ / WINDOW)
    steps_hz = np.diff(peaks_hz)
    assert np.ptp(steps_hz[peaks_hz[1:] < 1000]) <= RATE_HZ / WINDOW
    assert steps_hz[-1] > 4 * steps_hz[0]
