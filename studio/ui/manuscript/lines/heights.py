# SPDX-License-Identifier: GPL-3.0-or-later
"""Heights of rows of which most are estimated, and where each row begins."""

from __future__ import annotations

from collections.abc import Sequence

from studio.ui.manuscript.lines.sums import Sums


class Heights:
    """Heights in pixels of rows one below the other. A row's height is an estimate until it is told."""

    def __init__(self) -> None:
        self._heights = Sums()
        # 1 for a row whose height is an estimate.
        self._unknown = Sums()

    def __len__(self) -> int:
        return len(self._heights)

    def replace(self, first: int, removed: int, estimates: Sequence[float]) -> None:
        """Put rows of estimated height in the place of *removed* rows from *first* on."""
        self._heights.replace(first, removed, estimates)
        self._unknown.replace(first, removed, [1] * len(estimates))

    def known(self, row: int) -> bool:
        return not self._unknown.of(row)

    def tell(self, row: int, height: float) -> float:
        """Note the true height of *row*, and return by how much it is more than the one so far."""
        self._unknown.put(row, 0)
        return self._heights.put(row, height)

    def doubt(self, row: int) -> None:
        """Take the height of *row* for an estimate from now on."""
        self._unknown.put(row, 1)

    def stretch(self, factor: float) -> None:
        """Make all heights estimates, *factor* times what they were."""
        self.replace(0, len(self), [height * factor for height in self._heights.all()])

    def height(self, row: int) -> float:
        return self._heights.of(row)

    def top(self, row: int) -> float:
        return self._heights.before(row)

    def total(self) -> float:
        return self._heights.total()

    def row_at(self, y: float) -> int:
        """The row at *y*, or the nearest."""
        return self._heights.row_at(y)

    def unknown(self) -> int | None:
        """A row whose height is still an estimate; None if there is none."""
        return self._unknown.row_at(0) if self._unknown.total() else None
