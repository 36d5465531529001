# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from studio.project.rising import longest_rising


def test_what_stays_when_rows_move_is_as_much_as_can_be() -> None:
    assert longest_rising([b"d", b"a", b"b", b"c"]) == {1, 2, 3}
    assert longest_rising([b"b", b"c", b"d", b"a"]) == {0, 1, 2}
    assert longest_rising([b"c", b"b", b"a"]) in ({0}, {1}, {2})
    assert longest_rising([]) == set()
