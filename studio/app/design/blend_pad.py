# SPDX-License-Identifier: GPL-3.0-or-later
"""The blend pad: weights of two to four voices as a point between the voices' corners, and back.

A point is (x, y), each 0 to 1, from the pad's left to its right and from its top to its bottom. It is the centre of
gravity of the weights at the corners. With two and three voices the point and the weights say the same; with four there
are weights of one and the same point that differ in how much the one diagonal has against the other, and that stays
while the point moves.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

Point = tuple[float, float]

MOST_CORNERS = 4
_CORNERS: dict[int, tuple[Point, ...]] = {
    2: ((0.0, 0.5), (1.0, 0.5)),
    3: ((0.5, 0.0), (0.0, 1.0), (1.0, 1.0)),
    4: ((0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)),
}
# Width of the pad in heights, by which the nearest point within a triangle is found.
_ASPECT = 2.3
_EVEN = 1e-9


def corners(count: int) -> tuple[Point, ...]:
    """The corners of *count* voices, 2 to 4."""
    return _CORNERS[count]


def point_of(weights: Sequence[float]) -> Point:
    """The point of two to four weights, which are not negative and not all 0."""
    total = math.fsum(weights)
    places = corners(len(weights))
    x = math.fsum(weight * place[0] for weight, place in zip(weights, places, strict=True)) / total
    y = math.fsum(weight * place[1] for weight, place in zip(weights, places, strict=True)) / total
    return x, y


def weights_at(point: Point, before: Sequence[float]) -> tuple[float, ...]:
    """The weights, of sum 1, at *point* or the nearest one that the pad has.

    Args:
        before: The weights from which the point is moved, two to four.
    """
    x, y = point
    if len(before) == 2:
        share = _within(x)
        return 1.0 - share, share
    return _in_triangle(x, y) if len(before) == 3 else _in_square((_within(x), _within(y)), before)


def _in_triangle(x: float, y: float) -> tuple[float, ...]:
    shares = _barycentric(x, y)
    if min(shares) >= 0.0:
        return shares
    places = _CORNERS[3]
    edges = [_nearest(x, y, places[one], places[other]) for one, other in ((0, 1), (1, 2), (2, 0))]
    nearest = min(edges, key=lambda found: _distance(found, (x, y)))
    bounded = [max(share, 0.0) for share in _barycentric(*nearest)]
    return tuple(share / sum(bounded) for share in bounded)


def _barycentric(x: float, y: float) -> tuple[float, float, float]:
    right = x - 0.5 * (1.0 - y)
    return 1.0 - y, y - right, right


def _nearest(x: float, y: float, one: Point, other: Point) -> Point:
    """The point nearest to (x, y) on the line from *one* to *other*."""
    along = (other[0] - one[0]) * _ASPECT, other[1] - one[1]
    off = (x - one[0]) * _ASPECT, y - one[1]
    share = _within((along[0] * off[0] + along[1] * off[1]) / (along[0] ** 2 + along[1] ** 2))
    return one[0] + share * (other[0] - one[0]), one[1] + share * (other[1] - one[1])


def _distance(one: Point, other: Point) -> float:
    return math.hypot((one[0] - other[0]) * _ASPECT, one[1] - other[1])


def _in_square(point: Point, before: Sequence[float]) -> tuple[float, ...]:
    total = math.fsum(before)
    was = _bilinear(point_of(before))
    ahead = before[0] / total - was[0]
    room = _room(was, ahead)
    # The same share of what the one diagonal may have more than the other at the new point.
    share = min(max(ahead / room, -1.0), 1.0) if abs(room) > _EVEN else 0.0
    now = _bilinear(point)
    moved = share * abs(_room(now, share))
    return tuple(max(weight + sign * moved, 0.0) for weight, sign in zip(now, (1, -1, -1, 1), strict=True))


def _bilinear(point: Point) -> tuple[float, float, float, float]:
    x, y = point
    return (1 - x) * (1 - y), x * (1 - y), (1 - x) * y, x * y


def _room(weights: Sequence[float], ahead: float) -> float:
    """How far the first corner's diagonal may gain, or lose where *ahead* is negative, without a weight below 0."""
    if ahead >= 0:
        return min(weights[1], weights[2])
    return min(weights[0], weights[3])


def _within(value: float) -> float:
    return min(max(value, 0.0), 1.0)
