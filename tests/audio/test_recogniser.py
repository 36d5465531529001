# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from itertools import pairwise

import numpy as np

from studio.audio.recogniser import RATE_HZ, cuts_of
from tests.support.signals import noise


def test_a_long_recording_is_cut_where_it_is_quiet() -> None:
    samples = noise(65.0, RATE_HZ).copy()
    pauses_s = (15.0, 30.0, 47.0)
    for at_s in pauses_s:
        samples[round(at_s * RATE_HZ) : round((at_s + 0.3) * RATE_HZ)] = 0.0
    cuts = cuts_of(samples)
    assert (cuts[0], cuts[-1]) == (0, len(samples))
    np.testing.assert_allclose(np.array(cuts[1:-1]) / RATE_HZ, np.array(pauses_s) + 0.15, atol=0.2)


def test_parts_are_short_also_without_a_pause_and_what_is_short_stays_whole() -> None:
    cuts = cuts_of(noise(100.0, RATE_HZ))
    assert all(0 < end - begin <= 20 * RATE_HZ for begin, end in pairwise(cuts))
    assert cuts_of(noise(19.0, RATE_HZ)) == [0, 19 * RATE_HZ]
    assert cuts_of(np.zeros(0, np.float32)) == [0, 0]
