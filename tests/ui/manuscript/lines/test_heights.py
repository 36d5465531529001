# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import random

from studio.ui.manuscript.lines.heights import Heights


def made(*heights: float) -> Heights:
    rows = Heights()
    rows.replace(0, 0, heights)
    return rows


def test_rows_stand_one_below_the_other() -> None:
    rows = made(10, 20, 30)
    assert [rows.top(row) for row in range(3)] == [0, 10, 30]
    assert rows.total() == 60
    assert [rows.row_at(y) for y in (-5, 0, 9, 10, 29, 30, 59, 99)] == [0, 0, 0, 1, 1, 2, 2, 2]


def test_a_true_height_moves_what_is_below() -> None:
    rows = made(10, 20, 30)
    assert rows.top(2) == 30
    assert rows.tell(1, 25) == 5
    assert (rows.top(1), rows.top(2), rows.total()) == (10, 35, 65)


def test_rows_are_unknown_until_told_and_again_when_replaced_or_stretched() -> None:
    rows = made(10, 20, 30)
    for row in range(3):
        assert rows.unknown() == row
        rows.tell(row, 10)
    assert rows.unknown() is None
    rows.replace(1, 1, [5, 5])
    assert (len(rows), rows.unknown(), rows.known(0), rows.known(3)) == (4, 1, True, True)
    rows.tell(1, 5)
    rows.doubt(1)
    assert (rows.unknown(), rows.height(1)) == (1, 5)
    rows.stretch(2)
    assert (rows.unknown(), rows.total()) == (0, 60)


def test_no_rows_have_no_height() -> None:
    assert (len(made()), made().total(), made().unknown()) == (0, 0, None)


def test_any_edits_leave_the_rows_of_a_list_edited_so() -> None:
    drawn = random.Random(5)
    rows, expected = Heights(), [10.0]
    rows.replace(0, 0, expected)
    for _ in range(500):
        first = drawn.randrange(len(expected))
        removed = drawn.randrange(min(4, len(expected) - first + 1))
        new = [float(drawn.randrange(5, 50)) for _ in range(drawn.randrange(1, 5))]
        rows.replace(first, removed, new)
        expected[first : first + removed] = new
        told = drawn.randrange(len(expected))
        expected[told] = float(drawn.randrange(5, 50))
        rows.tell(told, expected[told])
        row = drawn.randrange(len(expected))
        assert (len(rows), rows.height(row), rows.top(row)) == (len(expected), expected[row], sum(expected[:row]))
        assert rows.total() == sum(expected)
        assert rows.row_at(rows.top(row)) == row


def test_many_rows_are_like_few() -> None:
    drawn = random.Random(8)
    expected = [float(drawn.randrange(5, 50)) for _ in range(3000)]
    rows = made(*expected)
    for first, removed, count in [
        (1500, 1, 2),
        (10, 2000, 3),
        (0, 0, 900),
        (1800, 90, 0),
        (700, 1, 1),
        (0, 1500, 1200),
    ]:
        new = [float(drawn.randrange(5, 50)) for _ in range(count)]
        rows.replace(first, removed, new)
        expected[first : first + removed] = new
        assert len(rows) == len(expected)
        for row in (0, 399, 400, 401, len(expected) // 2, len(expected) - 1):
            assert (rows.height(row), rows.top(row)) == (expected[row], sum(expected[:row]))
            assert rows.row_at(rows.top(row)) == rows.row_at(rows.top(row) + expected[row] - 1) == row
    while (unknown := rows.unknown()) is not None:
        expected[unknown] = unknown % 7 + 1.0
        rows.tell(unknown, expected[unknown])
    assert rows.total() == sum(expected)
