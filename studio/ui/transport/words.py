# SPDX-License-Identifier: GPL-3.0-or-later
"""Places of the words under the waveform, each as near to its sound as its neighbours permit, without Qt.

Words crowd where short ones follow each other quickly. They are moved apart, to both sides. If one came too far from
its sound by that, the crowd is set in narrower type, and after that its long words are cut. No word is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

GAP_PX = 6.0
ASTRAY_PX = 30.0
"""Distance of a word from the middle of its sound beyond which its crowd is made smaller."""

_CAPS_PX = (60.0, 50.0, 42.0, 35.0, 30.0, 26.0, 22.0, 19.0, 16.0)
"""Greatest widths of a crowd's words, step by step."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """The written form of a word: *text*, which may be cut, whether it is in *narrow* type, and its width."""

    text: str
    narrow: bool
    width_px: float


@dataclass(frozen=True, slots=True)
class Placed:
    """A written word with the place of its left end."""

    fitted: Fitted
    left_px: float


Fit = Callable[[str, bool, float], Fitted]
"""Gives the written form of a word, in narrower type or not, and at most the given number of pixels wide unless one
letter is wider."""


def place_words(words: Sequence[tuple[str, float]], room_px: float, fit: Fit) -> list[Placed]:
    """Places of *words* (text and the middle of its sound in pixels), in order and without overlaps.

    If they do not fit into *room_px* even so, they go beyond its right end.
    """
    middles = [middle for _, middle in words]
    written = [fit(text, False, float("inf")) for text, _ in words]
    lefts = _spread(middles, written, room_px)
    for narrow, cap_px in ((True, float("inf")), *((True, cap_px) for cap_px in _CAPS_PX)):
        crowded = _crowded(middles, written, lefts, room_px)
        if not crowded:
            break
        for number in crowded:
            written[number] = fit(words[number][0], narrow, cap_px)
        lefts = _spread(middles, written, room_px)
    return [Placed(one, left) for one, left in zip(written, lefts, strict=True)]


def _crowded(middles: Sequence[float], written: Sequence[Fitted], lefts: Sequence[float], room_px: float) -> list[int]:
    """The words of crowds in which one is too far from its sound or beyond the end."""
    found: list[int] = []
    run: list[int] = []
    astray = False
    for number, (middle, one, left) in enumerate(zip(middles, written, lefts, strict=True)):
        if run and left - lefts[number - 1] > written[number - 1].width_px + GAP_PX + 0.01:
            found += run if astray else []
            run, astray = [], False
        run.append(number)
        half = one.width_px / 2
        at_edge = min(max(middle, half), room_px - half)
        astray = astray or abs(left + half - at_edge) > ASTRAY_PX or left + one.width_px > room_px + 0.01
    return found + (run if astray else [])


def _spread(middles: Sequence[float], written: Sequence[Fitted], room_px: float) -> list[float]:
    """Left ends that keep *written* apart and within *room_px*, with the least squares of distances (isotonic
    regression)."""
    before: list[float] = []
    used = 0.0
    for one in written:
        before.append(used)
        used += one.width_px + GAP_PX
    most = max(0.0, room_px - (used - GAP_PX))
    pooled: list[tuple[float, int]] = []
    for middle, one, offset in zip(middles, written, before, strict=True):
        value, count = middle - one.width_px / 2 - offset, 1
        while pooled and pooled[-1][0] > value:
            other, others = pooled.pop()
            value, count = (value * count + other * others) / (count + others), count + others
        pooled.append((value, count))
    flat = [value for value, count in pooled for _ in range(count)]
    return [min(max(value, 0.0), most) + offset for value, offset in zip(flat, before, strict=True)]
