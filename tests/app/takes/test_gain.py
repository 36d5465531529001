# SPDX-License-Identifier: GPL-3.0-or-later
"""A factor on a take, put right while that grows."""

from __future__ import annotations

import numpy as np
import pytest

from studio.app.takes.gain import Gain

ONES = np.ones(1000, np.float32)


def test_one_factor_is_on_all_of_it_and_1_leaves_the_samples_as_they_are() -> None:
    assert Gain().on(ONES, 0) is ONES
    assert Gain(0.5).factor == pytest.approx(0.5)
    assert np.allclose(Gain(0.5).on(ONES, 300), 0.5)
    assert np.abs(Gain(0.0).on(ONES, 0)).max() < 1e-5


def test_it_glides_from_a_place_on_and_what_goes_before_stays() -> None:
    gain = Gain(0.5)
    gain.glide(1.0, 200, 400)
    heard = gain.on(ONES, 0)
    assert np.allclose(heard[:200], 0.5)
    assert np.allclose(heard[600:], 1.0)
    assert np.all(np.diff(heard) >= 0)
    assert np.abs(np.diff(heard)).max() < 0.003, "no step"
    assert np.array_equal(gain.on(ONES[:100], 350), heard[350:450]), "wherever it is read from"
    gain.glide(0.25, 300, 100)
    later = gain.on(ONES, 0)
    assert np.array_equal(later[:300], heard[:300])
    assert np.allclose(later[400:], 0.25)


def test_before_its_begin_it_is_settled_at_once() -> None:
    gain = Gain(0.5)
    gain.glide(1.0, 0, 400)
    assert gain.on(ONES, 0) is ONES
    gain.glide(0.5, 100, 400)
    gain.settle(0.25)
    assert np.allclose(gain.on(ONES, 0), 0.25)
