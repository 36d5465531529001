# SPDX-License-Identifier: GPL-3.0-or-later
"""The room of finding: what is sought in the text, its hits, and their replacement."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from studio.app.text.editing import Editing
from studio.app.text.hits import Hit, Hits, Place, Scope
from studio.app.work.work import Work
from studio.core.errors import InvalidArgument
from studio.core.observe import Signal
from studio.core.project import Project
from studio.project.edits import paragraph_at
from studio.project.finding.query import Query, pattern_of
from studio.project.finding.replacement import Replacement, replacement_of
from studio.project.finding.replacing import put_for, with_replaced
from studio.project.finding.search import Span, search

if TYPE_CHECKING:
    from regex import Pattern

__all__ = ["Finding", "Hit", "Place", "Query"]

T = TypeVar("T")
_MOST_ROWS = 2000
_MOST_SLOW = 5


@dataclass(frozen=True, slots=True)
class Preview:
    """What the replacement would make of the current hit: the text found, and the one put in its place."""

    found: str = ""
    put: str = ""


class Finding:
    """Seeks in the present document, in threads and in slices, so that no call waits; hits follow edits.

    Args:
        editing: Has the document.
        work: Owns the tasks.

    Attributes:
        changed: Emits when hits, the current one, or what is told of them have changed.
        query: What is sought; its text is empty for nothing.
        bad_query: Why the expression cannot be used; "" if it can.
        bad_replacement: Why the replacement cannot be used; "" if it can.
        slow: Number of paragraphs that were left out, as the search in them took too long.
        gave_up: Whether so many were slow that no more are searched.
        busy: Whether some paragraphs are not searched yet.
        current: The hit that is at hand.
        preview: What its replacement would be.
    """

    def __init__(self, editing: Editing, work: Work) -> None:
        self._editing = editing
        self._work = work
        self._hits = Hits()
        self._pattern: Pattern[str] | None = None
        self._written: str | None = None
        self._from = Place(0, 0)
        self._task: asyncio.Task[None] | None = None
        self._again = False
        self._replacing = False
        self._opened = 0
        self._behind: Place | None = None
        self.query = Query()
        self.bad_query = ""
        self.bad_replacement = ""
        self.slow = 0
        self.gave_up = False
        self.busy = False
        self.current: Hit | None = None
        self.preview: Preview | None = None
        self.changed: Signal[None] = Signal()
        editing.changed.connect(self._follow)
        editing.opened.connect(self._note_opened)

    # --- asking

    @property
    def active(self) -> bool:
        """Whether something is sought."""
        return bool(self.query.text)

    @property
    def count(self) -> int:
        """Number of hits found so far."""
        return self._hits.count

    @property
    def rows(self) -> int:
        """Number of paragraphs with a hit."""
        return self._hits.rows

    @property
    def within(self) -> bool:
        """Whether a part of the text alone is searched."""
        return self._hits.scope is not None

    @property
    def scope(self) -> tuple[int, int] | None:
        """Start and end, as the text is now, of the part that is searched; None for all."""
        scope = self._hits.scope
        return None if scope is None else (self._position(scope[0]), self._position(scope[1]))

    @property
    def number(self) -> int:
        """Number of the current hit among all, from 1 on; 0 without one."""
        return self._hits.before(self.current.place) + 1 if self.current is not None else 0

    def hits_in(self, row: int) -> Sequence[Span]:
        """The hits in a paragraph: start and end in its text."""
        return self._hits.of(row)

    def position_of(self, hit: Hit) -> tuple[int, int]:
        """Start and end of a hit in the whole text."""
        start = self._position(hit.place)
        return start, start + hit.end - hit.start

    # --- seeking

    def seek(self, query: Query, position: int = 0, scope: tuple[int, int] | None = None) -> None:
        """Seek *query* instead of what was sought. The first hit from *position* of the text on becomes the current
        one.

        Args:
            scope: Start and end of the part of the text that is searched; None for all.
        """
        project = self._editing.project
        self.query, self.bad_query, self.slow, self.gave_up = query, "", 0, False
        self.current = self.preview = self._pattern = None
        self._from = self._place(min(position, len(project.text)))
        self._hits.begin(project.paragraphs, self._scope(scope), self.active)
        self._go()
        self.changed.emit(None)

    def seek_within(self, scope: tuple[int, int] | None) -> None:
        """Seek the same in a part of the text alone, or in all."""
        # Another object, as a search under way knows by it that something else is asked for.
        self.seek(replace(self.query), scope[0] if scope is not None else 0, scope)

    def end(self) -> None:
        """Seek nothing."""
        if self.active or self.within:
            self.seek(Query())

    def replace_by(self, written: str | None) -> None:
        """Take *written* as the replacement, see `replacement_of`; None if nothing is to be replaced."""
        if written != self._written:
            self._written, self.preview = written, None
            self._go()

    def next(self, position: int | None = None) -> None:
        """Make the next hit the current one, behind the last the first; the first from *position* on, if given."""
        place = self._place(position) if position is not None else None
        if place is None:
            place = Place(self.current.row, self.current.start + 1) if self.current is not None else self._from
        self._take(self._hits.at_or_after(place) or self._hits.at_or_after(Place(0, 0)))

    def previous(self, position: int | None = None) -> None:
        """Make the hit before the current one the current one, before the first the last; or the one before
        *position*."""
        place = self._place(position) if position is not None else None
        if place is None:
            place = self.current.place if self.current is not None else self._from
        end = Place(len(self._hits.paragraphs), 0)
        self._take(self._hits.last_before(place) or self._hits.last_before(end))

    # --- replacing

    def replace(self) -> None:
        """Replace the current hit, and go to the next."""
        if self.current is not None:
            self._begin_replacing("replacing", self.current)

    def replace_all(self) -> None:
        """Replace all hits, as one step of undo."""
        if self.count:
            self._begin_replacing("replacing all", None)

    def _begin_replacing(self, label: str, hit: Hit | None) -> None:
        pattern, replacement = self._pattern, self._replacement()
        if pattern is not None and replacement is not None and not self._replacing:
            self._replacing = True
            self._work.tasks.spawn(label, self._replace(label, hit, pattern, replacement))

    async def _replace(self, label: str, hit: Hit | None, pattern: Pattern[str], replacement: Replacement) -> None:
        query, opened = self.query, self._opened
        try:
            if hit is None:
                await self._searched()
            # What is found in another text was not asked to be replaced.
            while query is self.query and opened == self._opened:
                before = self._editing.project
                after = await _in_thread(with_replaced, before, pattern, replacement, self._spans(hit))
                if self._editing.project is before:
                    self._put(label, hit, after)
                    return
                if hit is not None:
                    return
        finally:
            self._replacing = False

    def _put(self, label: str, hit: Hit | None, after: Project) -> None:
        if hit is not None:
            more = len(after.paragraphs[hit.row].text) - len(self._editing.project.paragraphs[hit.row].text)
            self.current = None
            # Behind what was put there, in which the same may be found again.
            self._behind = Place(hit.row, hit.end + more)
        project = self._editing.project
        self._editing.replace_found(label, after)
        if hit is not None and self._editing.project is project:
            # It was said so already, and no change leads on.
            self._behind = None
            self._take(self._hits.at_or_after(Place(hit.row, hit.end)) or self._hits.at_or_after(Place(0, 0)))

    def _spans(self, hit: Hit | None) -> dict[str, Sequence[Span]]:
        """What is replaced, by the paragraphs' ids: *hit*, or all hits."""
        paragraphs = self._hits.paragraphs
        if hit is not None:
            return {paragraphs[hit.row].id: ((hit.start, hit.end),)}
        return {each.id: spans for row, each in enumerate(paragraphs) if (spans := self._hits.of(row))}

    async def _searched(self) -> None:
        """Wait until all hits are known."""
        while self._task is not None and not self._task.done():
            await asyncio.wait([self._task])

    def _replacement(self) -> Replacement | None:
        """The replacement; None, and a reason, if it cannot be used."""
        self.bad_replacement = ""
        if self._pattern is None or self._written is None:
            return None
        try:
            return replacement_of(self._written, self._pattern, self.query.expression)
        except InvalidArgument as error:
            self.bad_replacement = f"The replacement must be {error.permitted}."
            return None

    # --- searching

    def _go(self) -> None:
        """Have the search take up what is due."""
        self.busy = self.active and not self.bad_query
        if self._task is None or self._task.done():
            if self.busy:
                self._task = self._work.tasks.spawn("find", self._search())
        else:
            self._again = True

    async def _search(self) -> None:
        while True:
            self._again = False
            await self._search_due()
            if not self._again:
                break
        self.busy = False
        self.changed.emit(None)

    async def _search_due(self) -> None:
        """Search until nothing is due, or something else is sought."""
        query = self.query
        if not query.text or not await self._has_pattern(query):
            return
        while rows := self._hits.next_due(self._from.row, _MOST_ROWS):
            paragraphs = self._hits.paragraphs[rows.start : rows.stop]
            found = await _in_thread(search, self._pattern, [each.text for each in paragraphs])
            if query is not self.query:
                return
            for row, paragraph, spans in zip(rows, paragraphs, found.spans, strict=False):
                self._hits.put(row, paragraph, spans)
            self.slow += len(found.slow)
            if self.slow >= _MOST_SLOW:
                self.gave_up = True
                self._hits.clear_due()
            self._choose()
            self.changed.emit(None)
        self._choose()
        await self._show_preview(query)

    async def _has_pattern(self, query: Query) -> bool:
        """Whether *query*, which is still sought, has a pattern."""
        if self._pattern is not None:
            return True
        try:
            pattern = await _in_thread(pattern_of, query)
        except InvalidArgument as error:
            if query is self.query:
                self.bad_query = f"The expression must be {error.permitted}."
                self._hits.clear_due()
            return False
        if query is self.query:
            self._pattern = pattern
        return query is self.query

    def _choose(self) -> None:
        """Make the first hit from where the search began the current one, unless there is one."""
        if self.current is None:
            hit = self._hits.at_or_after(self._from)
            if hit is None and not self._hits.next_due(0, 1):
                hit = self._hits.at_or_after(Place(0, 0))
            self.current, self.preview = hit, None

    async def _show_preview(self, query: Query) -> None:
        hit, pattern, replacement = self.current, self._pattern, self._replacement()
        if replacement is None:
            self.preview = None
        elif hit is not None and pattern is not None and self.preview is None and hit.row < len(self._hits.paragraphs):
            text, span = self._hits.paragraphs[hit.row].text, (hit.start, hit.end)
            put = await _in_thread(put_for, pattern, replacement, text, span)
            if query is self.query and hit == self.current:
                self.preview = Preview(text[slice(*span)], put)

    def _take(self, hit: Hit | None) -> None:
        if hit != self.current:
            self.current, self.preview = hit, None
            if hit is not None:
                self._from = hit.place
        self._go()
        self.changed.emit(None)

    def _follow(self, project: Project) -> None:
        if not self.active and not self.within:
            return
        moves = self._hits.follow(project.paragraphs, self.active and not self.bad_query and not self.gave_up)
        self._from = self._behind or moves.place(self._from)
        self._behind = None
        if self.current is not None:
            at = moves.place(self.current.place)
            size = self.current.end - self.current.start
            there = (at.at, at.at + size) in self._hits.of(at.row)
            self.current = Hit(at.row, at.at, at.at + size) if there else None
            if not there:
                self._from, self.preview = at, None
        self._go()
        self.changed.emit(None)

    def _note_opened(self, _none: None) -> None:
        self._opened += 1

    def _place(self, position: int) -> Place:
        return Place(*paragraph_at(self._editing.project, position))

    def _scope(self, scope: tuple[int, int] | None) -> Scope | None:
        if scope is None:
            return None
        # It may have been selected in a text that was longer.
        end = len(self._editing.project.text)
        return self._place(min(scope[0], end)), self._place(min(scope[1], end))

    def _position(self, place: Place) -> int:
        return sum(len(each.text) + 1 for each in self._editing.project.paragraphs[: place.row]) + place.at


async def _in_thread(call: Callable[..., T], *args: object) -> T:
    return await asyncio.get_running_loop().run_in_executor(None, call, *args)
