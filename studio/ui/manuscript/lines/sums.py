# SPDX-License-Identifier: GPL-3.0-or-later
"""Numbers of rows, and quick sums of those before a row."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from math import ceil

_MOST_ROWS = 400


class Sums:
    """A number of 0 or more for each row. Kept in chunks of some hundred, so that a change among many thousand rows
    touches no more than these."""

    def __init__(self) -> None:
        self._chunks: list[list[float]] = []
        self._totals: list[float] = []
        self._length = 0

    def __len__(self) -> int:
        return self._length

    def replace(self, first: int, removed: int, numbers: Sequence[float]) -> None:
        """Put *numbers* in the place of those of *removed* rows from *first* on."""
        begin, inside = self._place(first) if self._chunks else (0, first)
        end, kept = begin, 0
        while end < len(self._chunks) and kept < inside + removed:
            kept += len(self._chunks[end])
            end += 1
        end = max(end, min(begin + 1, len(self._chunks)))
        here = [number for chunk in self._chunks[begin:end] for number in chunk]
        here[inside : inside + removed] = numbers
        # In equal parts, since rows put in one by one would otherwise leave many chunks of one.
        size = max(1, ceil(len(here) / max(1, ceil(len(here) / _MOST_ROWS))))
        chunks = [here[at : at + size] for at in range(0, len(here), size)]
        self._chunks[begin:end] = chunks
        self._totals[begin:end] = [sum(chunk) for chunk in chunks]
        self._length += len(numbers) - removed

    def put(self, row: int, number: float) -> float:
        """Set the number of *row*, and return by how much it is more than the one so far."""
        at, inside = self._place(row)
        more = number - self._chunks[at][inside]
        self._chunks[at][inside] = number
        self._totals[at] += more
        return more

    def of(self, row: int) -> float:
        """The number of *row*."""
        at, inside = self._place(row)
        return self._chunks[at][inside]

    def before(self, row: int) -> float:
        """The sum of the rows before *row*."""
        at, inside = self._place(row)
        return sum(self._totals[:at]) + sum(self._chunks[at][:inside])

    def all(self) -> list[float]:
        """The numbers of all rows."""
        return [number for chunk in self._chunks for number in chunk]

    def total(self) -> float:
        return sum(self._totals)

    def row_at(self, sum_before: float) -> int:
        """The row within which the sum passes *sum_before*; the first or last one where it does nowhere."""
        row, done = 0, 0.0
        for chunk, total in zip(self._chunks, self._totals, strict=True):
            if done + total > sum_before:
                return row + max(0, bisect_right(list(accumulate(chunk, initial=done)), sum_before) - 1)
            row, done = row + len(chunk), done + total
        return max(0, self._length - 1)

    def _place(self, row: int) -> tuple[int, int]:
        """The number of the chunk that holds *row*, and the row's place in it; the last chunk holds what is beyond."""
        for at, chunk in enumerate(self._chunks):
            if row < len(chunk):
                return at, row
            row -= len(chunk)
        return len(self._chunks) - 1, row + len(self._chunks[-1])
