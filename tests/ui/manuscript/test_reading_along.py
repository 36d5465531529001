# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from studio.ui.manuscript.reading_along import LEFT_ALONE_S, ReadingAlong


def test_typing_puts_it_off_and_scrolling_stops_it_until_it_is_taken_up() -> None:
    now = [100.0]
    along = ReadingAlong(lambda: now[0])
    assert along.follows
    along.typed()
    assert not along.follows
    now[0] += LEFT_ALONE_S + 0.1
    assert along.follows
    along.typed()
    along.left()
    assert along.follows
    along.scrolled()
    now[0] += 1000
    assert not along.follows
    along.left()
    assert not along.follows
    along.take_up()
    assert along.follows
