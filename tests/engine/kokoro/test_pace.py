# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from studio.engine.kokoro.pace import Pace

SLICES = [(32, 48), (64, 88), *[(120, 144)] * 10]


def paced(factor: float) -> Pace:
    pace = Pace()
    pace.note(100, 100 * 0.025 * factor)
    return pace


def gaps_s(pace: Pace, buffer_s: float) -> float:
    """Silence that a player hears which begins once *buffer_s* of audio are there."""
    ready_s, heard_s, arrivals = 0.0, 0.0, []
    for number, (kept, run) in enumerate(SLICES):
        ready_s += run * 0.025 * pace.factor if number else 0.0
        heard_s += kept * 0.025
        arrivals.append((ready_s, heard_s))
    begin_s = next(ready for ready, heard in arrivals if heard >= buffer_s)
    silent_s, so_far_s = 0.0, 0.0
    for ready, heard in arrivals:
        silent_s += max(0.0, ready - (begin_s + so_far_s + silent_s))
        so_far_s = heard
    return silent_s


def test_the_newest_decodes_count_most() -> None:
    pace = paced(0.5)
    for _ in range(20):
        pace.note(40, 1.0)

    assert pace.factor == pytest.approx(1.0, abs=0.01)


def test_a_fast_machine_need_not_wait() -> None:
    assert Pace().buffer_s(SLICES) == 0.0
    assert paced(0.25).buffer_s(SLICES) == 0.0
    assert paced(2.0).buffer_s([(32, 48)]) == 0.0


@pytest.mark.parametrize("factor", [0.25, 0.35, 0.5, 0.8, 1.2, 2.0])
def test_what_is_asked_for_is_enough_and_grows_with_slowness(factor: float) -> None:
    assert gaps_s(paced(factor), paced(factor).buffer_s(SLICES)) == 0.0
    assert paced(factor).buffer_s(SLICES) <= paced(factor * 1.5).buffer_s(SLICES)


def test_it_is_bounded() -> None:
    assert paced(50.0).buffer_s([(120, 144)] * 1000) == 60.0
