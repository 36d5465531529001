# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the selection's bar goes: into a gap between paragraphs, so that it covers no line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

BAR_HEIGHT = 32
LEAST_GAP = 24
"""Pixels between two paragraphs into which the bar fits: above and below it has 4 px of the lines' own leading."""
_INSIDE = 8
_OVER_EDGE = 12


@dataclass(frozen=True, slots=True)
class Band:
    """A paragraph's lines, and what is open below them, in the view: its number, top and bottom in pixels."""

    row: int
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class _Gap:
    """A gap between two paragraphs, -1 for none: top of a bar in it."""

    above: int
    top: float
    below: int


def bar_top(bands: Sequence[Band], first: int, last: int, words: tuple[float, float], height: int) -> int:
    """Top of the bar in a view of *height* px: in the gap before the selection's first paragraph, else behind its last,
    else in the nearest one. Where no gap is in view, at the edge where it does not cover the selected words.

    Args:
        bands: The paragraphs in view, from top to bottom, without empty lines.
        first, last: Numbers of the first and the last paragraph selected.
        words: Top and bottom of the selected lines in the view.
    """
    gaps = [gap for gap in _gaps(bands) if -_OVER_EDGE <= gap.top <= height - BAR_HEIGHT]
    beside = [gap for gap in gaps if gap.below == first] + [gap for gap in gaps if gap.above == last]
    if beside:
        return round(beside[0].top)
    begin, end = words
    if gaps:
        return round(min(gaps, key=lambda gap: max(begin - gap.top, gap.top - end, 0.0)).top)
    covered = begin < BAR_HEIGHT - _OVER_EDGE < end + BAR_HEIGHT
    return height - BAR_HEIGHT if covered else -_OVER_EDGE


def bar_left(middle: float, width: int, begin: int, end: int) -> int:
    """Left edge of a bar of *width* px whose middle is at *middle*, within a column from *begin* to *end*."""
    return round(max(begin + _INSIDE, min(middle - width / 2, end - _INSIDE - width)))


def _gaps(bands: Sequence[Band]) -> list[_Gap]:
    if not bands:
        return []
    found = [_Gap(-1, bands[0].top - (LEAST_GAP + BAR_HEIGHT) / 2, bands[0].row)] if bands[0].row == 0 else []
    for above, below in pairwise(bands):
        if below.top - above.bottom >= LEAST_GAP:
            found.append(_Gap(above.row, (above.bottom + below.top - BAR_HEIGHT) / 2, below.row))
    return [*found, _Gap(bands[-1].row, bands[-1].bottom + (LEAST_GAP - BAR_HEIGHT) / 2, -1)]
