# SPDX-License-Identifier: GPL-3.0-or-later
"""Steps of the history as data: what a change took out of the project, and what it put there."""

from __future__ import annotations

import dataclasses
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Any

from studio.core.project import Paragraph, Project
from studio.project.rising import longest_rising

Effect = Callable[[], Awaitable[object]]
FIELDS = tuple(field.name for field in dataclasses.fields(Project) if field.name != "paragraphs")
"""Names of the project's values beside its paragraphs."""


@dataclass(frozen=True, slots=True)
class Splice:
    """Paragraphs from index *at* of the old ones on, *removed* by a change, and those *added* in their place."""

    at: int
    removed: tuple[Paragraph, ...]
    added: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A value of the project beside its paragraphs, *before* and *after* a change."""

    name: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Change:
    """The difference of two projects; its splices are in ascending order."""

    splices: tuple[Splice, ...] = ()
    fields: tuple[FieldChange, ...] = ()

    @property
    def empty(self) -> bool:
        return not self.splices and not self.fields

    def done(self, project: Project) -> Project:
        """*project*, which is as before the change, after it."""
        paragraphs = list(project.paragraphs)
        for one in reversed(self.splices):
            paragraphs[one.at : one.at + len(one.removed)] = one.added
        return self._with(project, paragraphs, {one.name: one.after for one in self.fields})

    def undone(self, project: Project) -> Project:
        """*project*, which is as after the change, before it."""
        paragraphs = list(project.paragraphs)
        for one in self.splices:
            # Those before it are undone, so its place is that among the old paragraphs again.
            paragraphs[one.at : one.at + len(one.added)] = one.removed
        return self._with(project, paragraphs, {one.name: one.before for one in self.fields})

    def _with(self, project: Project, paragraphs: list[Paragraph], values: dict[str, Any]) -> Project:
        if self.splices:
            values["paragraphs"] = tuple(paragraphs)
        return replace(project, **values)


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """One undoable change.

    Attributes:
        number: Its number in the history; later steps have higher ones.
        label: Name of the change, for "Undo <label>".
        change: What changed in the project.
        merge_key: Steps with the same key within a second become one; "" never merges.
        undo_effect, redo_effect: Effects outside the project, such as putting back a deleted voice. They last until the
            program ends.
    """

    number: int
    label: str
    change: Change
    merge_key: str = ""
    undo_effect: Effect | None = None
    redo_effect: Effect | None = None


def difference(before: Project, after: Project) -> Change:
    """The change from *before* to *after*. Quick where both share their unchanged values."""
    return Change(
        _splices(before.paragraphs, after.paragraphs),
        tuple(
            FieldChange(name, old, new)
            for name in FIELDS
            if (old := getattr(before, name)) is not (new := getattr(after, name)) and old != new
        ),
    )


def same(one: object, other: object) -> bool:
    return one is other or one == other


def unlike(before: tuple[Paragraph, ...], after: tuple[Paragraph, ...]) -> tuple[int, int]:
    """Numbers of paragraphs at the start and, after those, at the end that both have alike."""
    most = min(len(before), len(after))
    start = 0
    while start < most and same(before[start], after[start]):
        start += 1
    end = 0
    while end < most - start and same(before[-1 - end], after[-1 - end]):
        end += 1
    return start, end


def _splices(before: tuple[Paragraph, ...], after: tuple[Paragraph, ...]) -> tuple[Splice, ...]:
    if before is after:
        return ()
    start, end = unlike(before, after)
    removed, added = before[start : len(before) - end], after[start : len(after) - end]
    # A splice for each run between those that stay: what was changed all over the text, or moved, is little each time.
    places = {paragraph.id: place for place, paragraph in enumerate(removed)}
    alike = [
        (place, number)
        for number, paragraph in enumerate(added)
        if (place := places.get(paragraph.id, -1)) >= 0 and same(removed[place], paragraph)
    ]
    rising = longest_rising([place for place, _ in alike])
    splices = []
    at = number = 0
    for place, to in [*(alike[index] for index in sorted(rising)), (len(removed), len(added))]:
        if place > at or to > number:
            splices.append(Splice(start + at, removed[at:place], added[number:to]))
        at, number = place + 1, to + 1
    return tuple(splices)
