# SPDX-License-Identifier: Apache-2.0
"""Edits of texts, and the difference between two texts as the one smallest edit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Edit:
    """An edit of a text with marks.

    Attributes:
        position: Where in the text.
        removed: Number of characters removed there.
        added: What was put in their place.
        points: Number of points at *position* that stay before it.
        gone: Number of points that are removed with the text, of those at its end.
        inside: Whether what is put belongs to spans that begin at *position*.
    """

    position: int
    removed: int
    added: str = ""
    points: int = 0
    gone: int = 0
    inside: bool = False


def changed_span(old: str, new: str) -> tuple[int, int, str]:
    """The smallest edit from *old* to *new*: position, number of characters removed, text added."""
    most = min(len(old), len(new))
    start = common(most, lambda n: old[:n] == new[:n])
    end = common(most - start, lambda n: old[len(old) - n :] == new[len(new) - n :])
    return start, len(old) - start - end, new[start : len(new) - end]


def moved_place(old: str, new: str, position: int) -> int:
    """The position in *new* of the character at *position* of *old*; if it was removed, the end of the text that
    replaced it."""
    start, removed, added = changed_span(old, new)
    if position < start:
        return position
    return max(position, start + removed) - removed + len(added)


def place_among_words(old: str, new: str, position: int) -> int | None:
    """The position in *new* of the place *position* of *old*, where they differ in blanks alone; None where they
    differ otherwise."""
    if "".join(old.split()) != "".join(new.split()):
        return None
    before = len("".join(old[:position].split()))
    place = 0
    while before:
        before -= not new[place].isspace()
        place += 1
    blanks = position - len(old[:position].rstrip())
    return place + min(blanks, len(new) - place - len(new[place:].lstrip()))


def common(most: int, same: Callable[[int], bool]) -> int:
    """The largest n up to *most* for which *same(n)* holds, given that it holds for all smaller ones, too."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if same(middle):
            low = middle
        else:
            high = middle - 1
    return low
