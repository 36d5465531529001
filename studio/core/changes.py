# SPDX-License-Identifier: Apache-2.0
"""The difference between two texts, as the one smallest edit."""

from __future__ import annotations

from collections.abc import Callable


def changed_span(old: str, new: str) -> tuple[int, int, str]:
    """The smallest edit from *old* to *new*: position, number of characters removed, text added."""
    most = min(len(old), len(new))
    start = _common(most, lambda n: old[:n] == new[:n])
    end = _common(most - start, lambda n: old[len(old) - n :] == new[len(new) - n :])
    return start, len(old) - start - end, new[start : len(new) - end]


def moved_place(old: str, new: str, position: int) -> int:
    """The position in *new* of the character at *position* of *old*; if it was removed, the end of the text that
    replaced it."""
    start, removed, added = changed_span(old, new)
    if position < start:
        return position
    return max(position, start + removed) - removed + len(added)


def _common(most: int, same: Callable[[int], bool]) -> int:
    """The largest n up to *most* for which *same(n)* holds, given that it holds for all smaller ones too."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if same(middle):
            low = middle
        else:
            high = middle - 1
    return low
