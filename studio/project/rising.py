# SPDX-License-Identifier: GPL-3.0-or-later
"""What may stay in its place when others move."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import TypeVar

Order = TypeVar("Order", bytes, int)


def longest_rising(values: Sequence[Order]) -> set[int]:
    """Indexes of a longest ascending selection of *values*: what may stay when the others move."""
    tails: list[Order] = []
    at: list[int] = []
    before: list[int] = []
    for index, value in enumerate(values):
        place = bisect_left(tails, value)
        before.append(at[place - 1] if place else -1)
        if place == len(tails):
            tails.append(value)
            at.append(index)
        else:
            tails[place], at[place] = value, index
    chosen = set()
    index = at[-1] if at else -1
    while index >= 0:
        chosen.add(index)
        index = before[index]
    return chosen
