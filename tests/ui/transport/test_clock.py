# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from studio.ui.transport.clock import clock


@pytest.mark.parametrize(
    ("t_s", "shown"), [(0, "0:00.0"), (12.44, "0:12.4"), (59.999, "0:59.9"), (61.0, "1:01.0"), (3723.4, "1:02:03.4")]
)
def test_the_clock_shows_tenths(t_s: float, shown: str) -> None:
    assert clock(t_s) == shown


def test_the_clock_rounds_to_seconds_where_it_estimates() -> None:
    assert clock(107.6, tenths=False) == "1:48"
