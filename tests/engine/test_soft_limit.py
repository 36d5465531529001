# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import numpy as np
import pytest

from studio.engine.soft_limit import KNEE, soft_limited

LOUD = np.arange(-3000, 3001) / 1000


@pytest.mark.parametrize("ceiling", [0.99, 1.0])
@pytest.mark.parametrize("kind", [np.float32, np.float64])
def test_nothing_passes_the_ceiling_and_louder_stays_louder(ceiling: float, kind: type[np.float32]) -> None:
    limited = soft_limited(LOUD.astype(kind), ceiling)
    assert limited.dtype == kind
    assert np.abs(limited).max() <= ceiling + 1e-6
    assert (np.diff(limited) >= 0).all()
    assert np.array_equal(limited, -limited[::-1])


def test_what_is_not_loud_is_left_as_it_is() -> None:
    quiet = LOUD[np.abs(LOUD) <= KNEE].astype(np.float32)
    assert np.array_equal(soft_limited(quiet, 1.0), quiet)


def test_there_is_no_edge_at_the_knee() -> None:
    limited = soft_limited(LOUD, 1.0)
    slopes = np.diff(limited) / np.diff(LOUD)
    assert slopes.max() <= 1.0 + 1e-9
    assert np.abs(np.diff(slopes)).max() < 0.01
