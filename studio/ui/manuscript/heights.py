# SPDX-License-Identifier: GPL-3.0-or-later
"""Heights of rows of which most are estimated, and where each row begins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import ceil

_MOST_ROWS = 400


@dataclass(slots=True)
class _Chunk:
    """Some hundred rows, so that a change among many thousand touches no more than these."""

    heights: list[float]
    known: list[bool]
    total: float

    @classmethod
    def of(cls, heights: list[float], known: list[bool]) -> _Chunk:
        return cls(heights, known, sum(heights))


class Heights:
    """Heights in pixels of rows one below the other. A row's height is an estimate until it is told."""

    def __init__(self) -> None:
        self._chunks: list[_Chunk] = []
        self._length = 0
        self._unknown_from = 0

    def __len__(self) -> int:
        return self._length

    def replace(self, first: int, removed: int, estimates: Sequence[float]) -> None:
        """Put rows of estimated height in the place of *removed* rows from *first* on."""
        begin, inside = self._place(first) if self._chunks else (0, first)
        end, kept = begin, 0
        while end < len(self._chunks) and kept < inside + removed:
            kept += len(self._chunks[end].heights)
            end += 1
        end = max(end, min(begin + 1, len(self._chunks)))
        heights = [height for chunk in self._chunks[begin:end] for height in chunk.heights]
        known = [each for chunk in self._chunks[begin:end] for each in chunk.known]
        heights[inside : inside + removed] = estimates
        known[inside : inside + removed] = [False] * len(estimates)
        # In equal parts, since rows put in one by one would otherwise leave many chunks of one.
        size = ceil(len(heights) / max(1, ceil(len(heights) / _MOST_ROWS)))
        self._chunks[begin:end] = [
            _Chunk.of(heights[at : at + size], known[at : at + size]) for at in range(0, len(heights), max(1, size))
        ]
        self._length += len(estimates) - removed
        self._unknown_from = min(self._unknown_from, first)

    def known(self, row: int) -> bool:
        number, inside = self._place(row)
        return self._chunks[number].known[inside]

    def tell(self, row: int, height: float) -> float:
        """Note the true height of *row*, and return by how much it is more than the one so far."""
        number, inside = self._place(row)
        chunk = self._chunks[number]
        more = height - chunk.heights[inside]
        chunk.known[inside] = True
        chunk.heights[inside] = height
        chunk.total += more
        return more

    def stretch(self, factor: float) -> None:
        """Make all heights estimates, *factor* times what they were."""
        self._chunks = [
            _Chunk.of([height * factor for height in chunk.heights], [False] * len(chunk.heights))
            for chunk in self._chunks
        ]
        self._unknown_from = 0

    def height(self, row: int) -> float:
        number, inside = self._place(row)
        return self._chunks[number].heights[inside]

    def top(self, row: int) -> float:
        number, inside = self._place(row)
        return sum(chunk.total for chunk in self._chunks[:number]) + sum(self._chunks[number].heights[:inside])

    def total(self) -> float:
        return sum(chunk.total for chunk in self._chunks)

    def row_at(self, y: float) -> int:
        """The row at *y*, or the nearest."""
        row, top = 0, 0.0
        for chunk in self._chunks:
            if top + chunk.total > y:
                ends = accumulate(chunk.heights, initial=top)
                return row + max(0, sum(end <= y for end in ends) - 1)
            row, top = row + len(chunk.heights), top + chunk.total
        return max(0, self._length - 1)

    def unknown(self) -> int | None:
        """A row whose height is still an estimate; None if there is none."""
        row = 0
        for chunk in self._chunks:
            count = len(chunk.heights)
            if row + count > self._unknown_from:
                for inside in range(max(0, self._unknown_from - row), count):
                    if not chunk.known[inside]:
                        self._unknown_from = row + inside
                        return self._unknown_from
            row += count
        self._unknown_from = self._length
        return None

    def _place(self, row: int) -> tuple[int, int]:
        """The number of the chunk that holds *row*, and the row's place in it; the last chunk holds what is beyond."""
        for number, chunk in enumerate(self._chunks):
            if row < len(chunk.heights):
                return number, row
            row -= len(chunk.heights)
        return len(self._chunks) - 1, row + len(self._chunks[-1].heights)
