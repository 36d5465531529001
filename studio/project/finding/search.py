# SPDX-License-Identifier: GPL-3.0-or-later
"""The search for a pattern in paragraphs, in slices of some milliseconds. Made to be called in a thread."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from regex import Match, Pattern

Span = tuple[int, int]
Spans = tuple[Span, ...]

PARAGRAPH_S = 0.2
"""Seconds after which the search in a paragraph is given up."""
SLICE_S = 0.03


@dataclass(frozen=True, slots=True)
class Searched:
    """What was found in the first paragraphs of those given.

    Attributes:
        spans: For each of them its hits: start and end in its text, in order, none of them empty.
        slow: Indices of those that were given up.
    """

    spans: tuple[Spans, ...]
    slow: tuple[int, ...] = ()


def search(
    pattern: Pattern[str],
    texts: Sequence[str],
    slice_s: float = SLICE_S,
    clock: Callable[[], float] = time.monotonic,
) -> Searched:
    """The hits of *pattern* in as many of *texts* as fit into *slice_s* seconds, at least in one."""
    until_s = clock() + slice_s
    spans: list[Spans] = []
    slow: list[int] = []
    for number, text in enumerate(texts):
        try:
            spans.append(tuple(match.span() for match in matches(pattern, text)))
        except TimeoutError:
            spans.append(())
            slow.append(number)
        if clock() > until_s:
            break
    return Searched(tuple(spans), tuple(slow))


def matches(pattern: Pattern[str], text: str) -> list[Match[str]]:
    """The matches of *pattern* in *text* that hold a character.

    Raises:
        TimeoutError: it took more than PARAGRAPH_S.
    """
    # Without the interpreter's lock, so that the window goes on meanwhile.
    found = pattern.finditer(text, concurrent=True, timeout=PARAGRAPH_S)
    return [match for match in found if match.end() > match.start()]
