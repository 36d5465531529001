# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a popover goes: beside its anchor, and never over what it is about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import QPoint, QRect, QSize

Side = Literal["below", "above", "right", "left"]
Align = Literal["start", "middle", "end"]

GAP = 8
"""Pixels between a popover and its anchor, and at least between it and the window's edges."""
_SIDES: tuple[Side, ...] = ("below", "above", "right", "left")


def place_beside(
    size: QSize,
    anchor: QRect,
    window: QRect,
    avoid: Sequence[QRect] = (),
    sides: Sequence[Side] = ("below", "above"),
    align: Align = "start",
) -> QPoint:
    """Top left corner of a popover of *size*, on the first side of *anchor* where it covers nothing, farther away if
    that spares what is to be avoided.

    Args:
        size: Its size, at most that of *window* without GAP at each edge.
        anchor: What it hangs on.
        window: Where it has to stay; all rectangles have the same coordinates.
        avoid: What it must not cover, beside the anchor.
        sides: Sides of the anchor, the best first; the others come after them.
        align: Which of its edges is at the anchor's: left or top ("start"), right or bottom ("end"), or its middle.
    """
    room = window.adjusted(GAP, GAP, -GAP, -GAP)
    spared = (anchor, *avoid)
    around = anchor
    for each in avoid:
        around = around.united(each)
    tried = [
        _within(QRect(_corner(size, beside, side, align), size), room)
        for side in dict.fromkeys((*sides, *_SIDES))
        for beside in (anchor, around)
    ]
    best = min(tried, key=lambda place: sum(_area(place.intersected(each)) for each in spared))
    return best.topLeft()


def _corner(size: QSize, anchor: QRect, side: Side, align: Align) -> QPoint:
    # Qt's right() and bottom() are a pixel within.
    right, bottom = anchor.x() + anchor.width(), anchor.y() + anchor.height()
    if side in ("below", "above"):
        free = anchor.width() - size.width()
        y = bottom + GAP if side == "below" else anchor.y() - GAP - size.height()
        return QPoint(anchor.x() + _share(free, align), y)
    free = anchor.height() - size.height()
    x = right + GAP if side == "right" else anchor.x() - GAP - size.width()
    return QPoint(x, anchor.y() + _share(free, align))


def _share(free: int, align: Align) -> int:
    return {"start": 0, "middle": free // 2, "end": free}[align]


def _within(place: QRect, room: QRect) -> QRect:
    x = max(room.x(), min(place.x(), room.x() + room.width() - place.width()))
    y = max(room.y(), min(place.y(), room.y() + room.height() - place.height()))
    return QRect(QPoint(x, y), place.size())


def _area(rect: QRect) -> int:
    return rect.width() * rect.height() if rect.isValid() else 0
