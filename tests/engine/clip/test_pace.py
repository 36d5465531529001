# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from studio.engine.clip.comparison_text import ComparisonText
from studio.engine.clip.pace import Pace

SHORT, LONG = ComparisonText("x" * 20), ComparisonText("x" * 80)


def test_there_is_time_for_what_would_end_in_time_by_the_renders_so_far() -> None:
    now_s = 0.0
    pace = Pace(lambda: now_s, 10.0)
    assert pace.has_time_for(LONG), "nobody knows how long the first takes"
    with pace.rendering(SHORT):
        now_s += 2.0
    assert pace.has_time_for(LONG)
    assert not pace.has_time_for(LONG, SHORT)
    with pace.rendering(LONG):
        now_s += 7.0
    assert not pace.has_time_for(SHORT)
