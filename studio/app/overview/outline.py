# SPDX-License-Identifier: GPL-3.0-or-later
"""The room of the outline: the project's chapters, how far each is rendered, and their order."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Mapping

from studio.app.keeping.keeping import Keeping
from studio.app.overview.chapters import ChapterState, OutlineChapter
from studio.app.overview.overview import Overview, is_ready
from studio.app.overview.rendering import Rendering
from studio.app.takes.in_use import FITTING
from studio.app.takes.part import OverviewPart
from studio.core.observe import Signal
from studio.core.project import Paragraph, Project
from studio.project.chapters import chapter_rows, move_chapter
from studio.project.edits import paragraph_starts
from studio.project.history import History


class Outline:
    """Follows text and rendering.

    Args:
        history: Holds the project.
        overview: Has the lengths of the text's paragraphs.
        rendering: Renders a chapter next, and tells what failed.
        keeping: Tells whether the project may be changed.

    Attributes:
        changed: Emits when the chapters have changed.
    """

    def __init__(self, history: History, overview: Overview, rendering: Rendering, keeping: Keeping) -> None:
        self._history = history
        self._overview = overview
        self._rendering = rendering
        self._keeping = keeping
        self._chapters: tuple[OutlineChapter, ...] = ()
        self._places: tuple[tuple[Paragraph, ...], tuple[int, ...]] | None = None
        self.changed: Signal[None] = Signal()
        history.changed.connect(self._follow)
        overview.changed.connect(self._look)
        rendering.changed.connect(self._look)

    @property
    def chapters(self) -> tuple[OutlineChapter, ...]:
        return self._chapters

    @property
    def ready(self) -> int:
        """Number of chapters that are rendered as they are now."""
        return sum(each.state == "ready" for each in self._chapters)

    @property
    def rendered_s(self) -> float:
        """Seconds of the chapters that are rendered."""
        return sum(each.length_s * each.fraction for each in self._chapters)

    @property
    def total_s(self) -> float:
        """Length of all chapters."""
        return sum(each.length_s for each in self._chapters)

    def position(self, number: int) -> int:
        """The character of the text at which chapter *number* begins."""
        return self._starts()[self._chapters[number].row]

    def row_at(self, position: int) -> int:
        """Row of the paragraph that holds character *position* of the text."""
        return max(bisect_right(self._starts(), position) - 1, 0)

    def _starts(self) -> tuple[int, ...]:
        """Where each paragraph begins; kept, as it is asked for at each word that is heard."""
        project = self._history.project
        if self._places is None or self._places[0] is not project.paragraphs:
            self._places = project.paragraphs, paragraph_starts(project)
        return self._places[1]

    def move(self, number: int, to: int) -> None:
        """Make chapter *number* the one of number *to*, both counted from 0, as one step that undo takes back."""
        if 0 <= number < len(self._chapters) and 0 <= to < len(self._chapters) and number != to:
            self._keeping.changing(
                lambda: self._history.do("moving a chapter", move_chapter(self._history.project, number, to))
            )

    def render_next(self, number: int) -> None:
        """Render that chapter before all others, also what failed of it."""
        if 0 <= number < len(self._chapters):
            chapter = self._chapters[number]
            rows = self._history.project.paragraphs[chapter.row : chapter.end]
            self._rendering.render_first(tuple(each.id for each in rows))

    def _follow(self, project: Project) -> None:
        """Show at once when headings were written or moved, before their lengths are known."""
        rows = chapter_rows(project)
        headings = [(project.paragraphs[start].id, project.paragraphs[start].text, start, end) for start, end in rows]
        if headings != [(each.paragraph_id, each.title, each.row, each.end) for each in self._chapters]:
            self._look()

    def _look(self, _changed: object = None) -> None:
        project = self._history.project
        found = outline_of(project, self._overview.text_parts, self._rendering.failed)
        if found != self._chapters:
            self._chapters = found
            self.changed.emit(None)


def outline_of(
    project: Project, parts: Collection[OverviewPart], failed: Collection[str] = ()
) -> tuple[OutlineChapter, ...]:
    """The chapters of *project*.

    Args:
        parts: Its paragraphs in time.
        failed: Ids of those that could not be rendered.
    """
    by_id = {part.paragraph_id: part for part in parts}
    return tuple(_chapter(project, start, end, by_id, failed) for start, end in chapter_rows(project))


def _chapter(
    project: Project, start: int, end: int, parts: Mapping[str, OverviewPart], failed: Collection[str]
) -> OutlineChapter:
    rows = project.paragraphs[start:end]
    own = [part for each in rows if (part := parts.get(each.id)) is not None]
    done = [_rendered_s(part) for part in own]
    spoken_s = sum(part.duration_s for part in own)
    ready = sum(is_ready(part) for part in own)
    growing = any(_is_growing(part) for part in own)
    wrong = next((number for number, each in enumerate(rows, 1) if each.id in failed), 0) if failed else 0
    state: ChapterState = "none"
    if wrong:
        state = "failed"
    elif growing:
        state = "rendering"
    elif own and ready == len(own):
        state = "ready"
    elif sum(done) > 0:
        state = "part"
    length_s = own[-1].start_s + own[-1].duration_s - own[0].start_s if own else 0.0
    return OutlineChapter(
        rows[0].id,
        start,
        end,
        rows[0].text,
        state,
        length_s,
        ready < len(own),
        min(sum(done) / spoken_s, 1.0) if spoken_s > 0 else 0.0,
        wrong,
    )


def _is_growing(part: OverviewPart) -> bool:
    take = part.take
    return take is not None and not take.complete and not part.broken_off and take.error is None


def _rendered_s(part: OverviewPart) -> float:
    """Seconds of it that are rendered as it is now."""
    return min(part.rendered_s, part.duration_s) if part.take is not None and part.stale in FITTING else 0.0
