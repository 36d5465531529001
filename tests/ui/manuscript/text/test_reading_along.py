# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from studio.ui.manuscript.text.reading_along import LEFT_ALONE_S, ReadingAlong


def test_typing_puts_it_off_and_scrolling_stops_it_until_it_is_taken_up() -> None:
    now = [100.0]
    along = ReadingAlong(lambda: now[0])
    follows = [along.follows]
    for act in (along.typed, lambda: wait(now, LEFT_ALONE_S + 0.1), along.typed, along.left):
        act()
        follows.append(along.follows)
    assert follows == [True, False, True, False, True]
    for act in (along.scrolled, lambda: wait(now, 1000.0), along.left, along.take_up):
        act()
        follows.append(along.follows)
    assert follows[5:] == [False, False, False, True]


def wait(now: list[float], seconds: float) -> None:
    now[0] += seconds
