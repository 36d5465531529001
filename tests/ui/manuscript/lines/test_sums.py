# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import random

from studio.ui.manuscript.lines.sums import Sums


def made(*numbers: float) -> Sums:
    sums = Sums()
    sums.replace(0, 0, numbers)
    return sums


def test_the_rows_before_are_summed() -> None:
    sums = made(3, 0, 4)
    assert [sums.before(row) for row in range(4)] == [0, 3, 3, 7]
    assert (sums.total(), sums.all(), len(sums)) == (7, [3, 0, 4], 3)


def test_a_row_is_found_by_the_sum_that_it_passes() -> None:
    sums = made(3, 0, 4)
    assert [sums.row_at(at) for at in (-1, 0, 2, 3, 6, 7, 99)] == [0, 0, 0, 2, 2, 2, 2]
    assert made(0, 0, 1).row_at(0) == 2


def test_a_number_put_moves_the_sums_behind_it() -> None:
    sums = made(3, 1, 4)
    assert sums.put(1, 6) == 5
    assert (sums.of(1), sums.before(2), sums.total()) == (6, 9, 13)


def test_many_rows_edited_anywhere_are_like_a_list() -> None:
    drawn = random.Random(4)
    expected = [float(drawn.randrange(9)) for _ in range(2000)]
    sums = made(*expected)
    for _ in range(200):
        first = drawn.randrange(len(expected))
        removed = drawn.randrange(min(600, len(expected) - first) + 1) if drawn.random() < 0.1 else 1
        new = [float(drawn.randrange(9)) for _ in range(drawn.choice((0, 1, 1, 2, 300)))] or [1.0]
        sums.replace(first, removed, new)
        expected[first : first + removed] = new
        row = drawn.randrange(len(expected))
        assert (len(sums), sums.of(row), sums.before(row)) == (len(expected), expected[row], sum(expected[:row]))
    assert sums.all() == expected
