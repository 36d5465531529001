# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import numpy as np
import pytest

from studio.audio.levels import SILENCE, measure
from tests.support.signals import tone


def test_a_sine_has_its_peak_and_its_rms() -> None:
    level = measure(tone(1.0, 48000, peak=0.5))
    assert level.peak == pytest.approx(0.5, rel=1e-4)
    assert level.rms == pytest.approx(0.5 / 2**0.5, rel=1e-4)


def test_the_gain_counts() -> None:
    assert measure(tone(1.0, 48000, peak=0.5), 0.5).peak == pytest.approx(0.25, rel=1e-4)


def test_nothing_is_silence() -> None:
    assert measure(np.zeros(0, np.float32)) == SILENCE
    assert (SILENCE.peak, SILENCE.rms) == (0.0, 0.0)
