# SPDX-License-Identifier: GPL-3.0-or-later
"""Hits of a search in the paragraphs of a project, which follow its edits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from studio.core.changes import changed_span, common, moved_place
from studio.core.project import Paragraph
from studio.project.finding.search import Span, Spans


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A character of a paragraph: its row, and the place in its text."""

    row: int
    at: int


Scope = tuple[Place, Place]


@dataclass(frozen=True, slots=True)
class Hit:
    """text[start:end] of the paragraph *row*."""

    row: int
    start: int
    end: int

    @property
    def place(self) -> Place:
        return Place(self.row, self.start)


class Hits:
    """The hits by rows. Rows that are not searched yet, or have changed since, are due.

    Attributes:
        paragraphs: Those that it is about.
        count: Number of hits.
        rows: Number of paragraphs with a hit.
        scope: Begin and end of what is searched; None for all.
    """

    def __init__(self) -> None:
        self.paragraphs: tuple[Paragraph, ...] = ()
        self.count = 0
        self.rows = 0
        self.scope: Scope | None = None
        self._spans: list[Spans] = []
        self._due = bytearray()

    def begin(self, paragraphs: tuple[Paragraph, ...], scope: Scope | None, due: bool) -> None:
        """Forget all hits; the paragraphs in *scope* are due, or none."""
        self.paragraphs, self.scope = paragraphs, scope
        self._spans = [()] * len(paragraphs)
        self._due = bytearray(len(paragraphs))
        self.count = self.rows = 0
        if due:
            first, last = (scope[0].row, scope[1].row + 1) if scope is not None else (0, len(paragraphs))
            self._due[first:last] = b"\1" * (min(last, len(paragraphs)) - first)

    def of(self, row: int) -> Spans:
        """The hits in a paragraph."""
        return self._spans[row] if row < len(self._spans) else ()

    def next_due(self, row: int, most: int) -> range:
        """Up to *most* rows that are due, one behind the other, the first from *row* on or else from the top."""
        first = self._due.find(1, row)
        if first < 0:
            first = self._due.find(1)
        if first < 0:
            return range(0)
        end = self._due.find(0, first, first + most)
        return range(first, min(end if end >= 0 else first + most, len(self._due)))

    def clear_due(self) -> None:
        """Take all for searched."""
        self._due = bytearray(len(self._due))

    def put(self, row: int, paragraph: Paragraph, spans: Spans) -> None:
        """Note what was found in a paragraph, unless it has changed meanwhile."""
        if row < len(self.paragraphs) and self.paragraphs[row] is paragraph:
            self._due[row] = 0
            self._set(row, tuple(span for span in spans if self._within(row, span)))

    def follow(self, paragraphs: tuple[Paragraph, ...], due: bool) -> Moves:
        """Be about other *paragraphs*: hits go with their text, and what has changed is due, if anything can be."""
        old = self.paragraphs
        most = min(len(old), len(paragraphs))
        first = common(most, lambda n: old[:n] == paragraphs[:n])
        kept = common(most - first, lambda n: old[len(old) - n :] == paragraphs[len(paragraphs) - n :])
        moves = Moves(first, old[first : len(old) - kept], paragraphs[first : len(paragraphs) - kept])
        if not moves.removed and not moves.added:
            self.paragraphs = paragraphs
            return moves
        fresh: list[Spans] = []
        marked = bytearray()
        for paragraph in moves.added:
            row = moves.origin(paragraph)
            same = row is not None and old[row].text == paragraph.text
            marked.append(self._due[row] if same and row is not None else due)
            fresh.append(() if row is None else moved_spans(old[row].text, paragraph.text, self._spans[row]))
        end = first + len(moves.removed)
        gone = self._spans[first:end]
        self.count += sum(map(len, fresh)) - sum(map(len, gone))
        self.rows += sum(map(bool, fresh)) - sum(map(bool, gone))
        self._spans[first:end] = fresh
        self._due[first:end] = marked
        self.paragraphs = paragraphs
        if self.scope is not None:
            start, until = (moves.place(each) for each in self.scope)
            self.scope = (start, until) if start < until else None
        return moves

    def before(self, place: Place) -> int:
        """Number of hits that begin before *place*."""
        return sum(map(len, self._spans[: place.row])) + sum(start < place.at for start, _ in self.of(place.row))

    def at_or_after(self, place: Place) -> Hit | None:
        """The first hit from *place* on, in the order of the text."""
        here = next((span for span in self.of(place.row) if span[0] >= place.at), None)
        if here is not None:
            return Hit(place.row, *here)
        for row in range(place.row + 1, len(self._spans)):
            if self._spans[row]:
                return Hit(row, *self._spans[row][0])
        return None

    def last_before(self, place: Place) -> Hit | None:
        """The last hit that begins before *place*."""
        here = next((span for span in reversed(self.of(place.row)) if span[0] < place.at), None)
        if here is not None:
            return Hit(place.row, *here)
        for row in range(min(place.row, len(self._spans)) - 1, -1, -1):
            if self._spans[row]:
                return Hit(row, *self._spans[row][-1])
        return None

    def _set(self, row: int, spans: Spans) -> None:
        before = self._spans[row]
        self.count += len(spans) - len(before)
        self.rows += bool(spans) - bool(before)
        self._spans[row] = spans

    def _within(self, row: int, span: Span) -> bool:
        if self.scope is None:
            return True
        start, end = self.scope
        return start <= Place(row, span[0]) and Place(row, span[1]) <= end


class Moves:
    """How rows and places move where some paragraphs are replaced by others.

    Args:
        first: The row of the first one replaced.
        removed, added: Those before, and those in their place.
    """

    def __init__(self, first: int, removed: Sequence[Paragraph], added: Sequence[Paragraph]) -> None:
        self.first, self.removed, self.added = first, removed, added
        self._old = {paragraph.id: row for row, paragraph in enumerate(removed, first)}
        self._new = {paragraph.id: row for row, paragraph in enumerate(added, first)}

    def origin(self, paragraph: Paragraph) -> int | None:
        """The row that an added paragraph had."""
        return self._old.get(paragraph.id)

    def place(self, place: Place) -> Place:
        """Where a place is now."""
        if place.row < self.first:
            return place
        number = place.row - self.first
        if number >= len(self.removed):
            return Place(place.row + len(self.added) - len(self.removed), place.at)
        old = self.removed[number]
        row = self._new.get(old.id)
        if row is not None:
            return Place(row, moved_place(old.text, self.added[row - self.first].text, place.at))
        return Place(self.first + min(number, max(len(self.added) - 1, 0)), 0)


def moved_spans(old: str, new: str, spans: Spans) -> Spans:
    """*spans* of *old* where they are in *new*, without those that the edit touches."""
    if old == new or not spans:
        return spans
    start, removed, added = changed_span(old, new)
    by = len(added) - removed
    behind = start + removed
    return tuple(
        (begin, end) if end <= start else (begin + by, end + by)
        for begin, end in spans
        if end <= start or begin >= behind
    )
