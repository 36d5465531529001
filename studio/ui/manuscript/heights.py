# SPDX-License-Identifier: GPL-3.0-or-later
"""Heights of rows of which most are estimated, and where each row begins."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np


class Heights:
    """Heights in pixels of rows one below the other. A row's height is an estimate until it is told."""

    def __init__(self) -> None:
        self._heights = np.zeros(0)
        self._known = np.zeros(0, dtype=bool)
        self._ends: np.ndarray[tuple[int], np.dtype[np.float64]] | None = None
        self._unknown_from = 0

    def __len__(self) -> int:
        return len(self._heights)

    def replace(self, first: int, removed: int, estimates: Sequence[float]) -> None:
        """Put rows of estimated height in the place of *removed* rows from *first* on."""
        new = np.asarray(estimates, dtype=float)
        if len(new) == removed:
            self._heights[first : first + removed] = new
            self._known[first : first + removed] = False
        else:
            after = first + removed
            self._heights = np.concatenate([self._heights[:first], new, self._heights[after:]])
            self._known = np.concatenate([self._known[:first], np.zeros(len(new), dtype=bool), self._known[after:]])
        self._unknown_from = min(self._unknown_from, first)
        self._ends = None

    def known(self, row: int) -> bool:
        return bool(self._known[row])

    def tell(self, row: int, height: float) -> float:
        """Note the true height of *row*, and return by how much it is more than the one so far."""
        more = height - float(self._heights[row])
        self._known[row] = True
        if more:
            self._heights[row] = height
            if self._ends is not None:
                self._ends[row:] += more
        return more

    def stretch(self, factor: float) -> None:
        """Make all heights estimates, *factor* times what they were."""
        self._heights *= factor
        self._known[:] = False
        self._unknown_from = 0
        self._ends = None

    def height(self, row: int) -> float:
        return float(self._heights[row])

    def top(self, row: int) -> float:
        return float(self._sums()[row] - self._heights[row])

    def total(self) -> float:
        return float(self._sums()[-1]) if len(self._heights) else 0.0

    def row_at(self, y: float) -> int:
        """The row at *y*, or the nearest."""
        return min(max(0, len(self) - 1), int(np.searchsorted(self._sums(), y, side="right")))

    def unknown(self) -> int | None:
        """A row whose height is still an estimate; None if there is none."""
        rest = self._known[self._unknown_from :]
        place = int(np.argmin(rest)) if len(rest) else 0
        if not len(rest) or rest[place]:
            self._unknown_from = len(self._known)
            return None
        self._unknown_from += place
        return self._unknown_from

    def _sums(self) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        if self._ends is None:
            self._ends = np.cumsum(self._heights)
        return self._ends
