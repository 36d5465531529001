# SPDX-License-Identifier: GPL-3.0-or-later
"""What counts as growth of a sitting."""

from __future__ import annotations

from collections.abc import Callable

from tests.bench.sitting.looks import EVERY_S, TEN_MINUTES_S, WARM_S, Look, growth


def met(window_mb: Callable[[float], float], minutes: float = 30) -> bool:
    """Whether a sitting is flat enough whose window's memory is that at each second."""
    times_s = [EVERY_S * number for number in range(round(60 * minutes / EVERY_S) + 1)]
    looks = [Look(at_s, window_mb(at_s), 250, 300, 300, 0, 1, 20, 10, 40, 20, 800, 400) for at_s in times_s]
    return all(figure.met for figure in growth(looks))


def test_what_grows_in_any_ten_minutes_is_found() -> None:
    def late_mb(at_s: float) -> float:
        return 200 + 30 * min(max(at_s - 900, 0) / TEN_MINUTES_S, 1)

    assert not met(late_mb)
    assert not met(lambda at_s: 200 + 25 * at_s / TEN_MINUTES_S)
    assert met(lambda at_s: 200 + 15 * at_s / TEN_MINUTES_S)


def test_what_is_needed_before_it_is_warm_or_for_a_moment_does_not_count() -> None:
    assert met(lambda at_s: 200 + min(at_s, WARM_S))
    assert met(lambda at_s: 200 + 150 * (at_s % TEN_MINUTES_S < 2 * EVERY_S))


def test_a_short_sitting_is_told_alone() -> None:
    assert met(lambda at_s: 200 + at_s, minutes=3)
