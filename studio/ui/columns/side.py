# SPDX-License-Identifier: GPL-3.0-or-later
"""A column at a side: its bounds, what a person chose of it, and how wide it is then. Without Qt."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from studio.app.keeping.settings import SPECS, Number, Settings

State = Literal["auto", "open", "folded"]
FOLDED_PX = 56
"""Width of a folded column."""
LEAST_MIDDLE_PX = 560
"""What the columns at the sides leave to the middle."""
SHEET_MIDDLE_PX = 680
"""What they leave to it in a sheet, which has a form there."""
_NARROW_PX = 1280
# Of the least width, where a drag folds the column.
_FOLDS_AT = 0.6


@dataclass(frozen=True, slots=True)
class Side:
    """Widths in pixels.

    Attributes:
        usual_px, least_px, most_px: Of the open column.
        folds_below_px: Width of the window below which it folds by itself.
    """

    usual_px: int
    least_px: int
    most_px: int
    folds_below_px: int = 0

    def folds(self, state: State, window_px: int) -> bool:
        """Whether it is folded in a window of that width."""
        return state == "folded" or (state == "auto" and window_px < self.folds_below_px)

    def state_for(self, folded: bool, window_px: int) -> State:
        """What makes it folded, or open, in this window: "auto" where that does so, for windows of other widths."""
        if self.folds("auto", window_px) == folded:
            return "auto"
        return "folded" if folded else "open"

    def within(self, px: int) -> int:
        """*px* within the bounds."""
        return max(self.least_px, min(self.most_px, px))

    def folds_at(self, px: int) -> bool:
        """Whether a drag to that width means a folded column."""
        return px < self.least_px * _FOLDS_AT


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a person chose of a column: its width while it is open, and whether it folds."""

    px: int
    state: State = "auto"


def shown_widths(
    left: tuple[Side, Chosen], right: tuple[Side, Chosen], window_px: int, middle_px: int = LEAST_MIDDLE_PX
) -> tuple[int, int]:
    """Widths of both columns. The middle keeps *middle_px* where the least widths permit it; the left one yields
    first."""
    widths = []
    spare = window_px - middle_px
    open_ones = [not side.folds(chosen.state, window_px) for side, chosen in (left, right)]
    for (side, chosen), is_open in zip((left, right), open_ones, strict=True):
        widths.append(side.within(chosen.px) if is_open else FOLDED_PX)
    for number, (side, _chosen) in enumerate((left, right)):
        over = sum(widths) - spare
        if open_ones[number] and over > 0:
            widths[number] = max(side.least_px, widths[number] - over)
    return widths[0], widths[1]


def sheet_widths(left: Chosen, right: Chosen, window_px: int) -> tuple[int, int]:
    """Widths of a sheet's columns, which do not fold: as they were chosen, as far as a form has room in the middle."""
    return shown_widths(
        (LEFT, replace(left, state="open")), (RIGHT, replace(right, state="open")), window_px, SHEET_MIDDLE_PX
    )


def _side(setting: str, folds_below_px: int = 0) -> Side:
    bounds = SPECS[setting].kind
    assert isinstance(bounds, Number)
    return Side(getattr(Settings(), setting), int(bounds.least), int(bounds.most), folds_below_px)


LEFT = _side("left_width", _NARROW_PX)
RIGHT = _side("right_width")
