# SPDX-License-Identifier: GPL-3.0-or-later
"""Inputs of a render that have not been spoken yet: texts, flushes and the end."""

from __future__ import annotations

from collections import deque
from enum import Enum


class Boundary(Enum):
    """A boundary after a text: FLUSH is passed on once all audio before it has come out; after END no text follows."""

    FLUSH = "flush"
    END = "end"


class Inputs:
    """Texts and boundaries in order. Not safe for several threads at once."""

    def __init__(self) -> None:
        self._waiting: deque[list[str] | Boundary] = deque()
        self.chars = 0
        """Characters of all texts that wait."""

    def __bool__(self) -> bool:
        return bool(self._waiting)

    @property
    def mark_is_next(self) -> bool:
        return bool(self._waiting) and isinstance(self._waiting[0], Boundary)

    def add(self, text: str) -> None:
        """Add *text*; it is joined with a text right before it, exactly as given."""
        last = self._waiting[-1] if self._waiting else None
        if isinstance(last, list):
            last.append(text)
        else:
            self._waiting.append([text])
        self.chars += len(text)

    def add_boundary(self, boundary: Boundary) -> None:
        self._waiting.append(boundary)

    def take(self) -> str | Boundary:
        """Take the next text or boundary; IndexError if nothing waits."""
        taken = self._waiting.popleft()
        if isinstance(taken, Boundary):
            return taken
        text = "".join(taken)
        self.chars -= len(text)
        return text

    def clear(self) -> None:
        self._waiting.clear()
        self.chars = 0
