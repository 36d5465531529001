# SPDX-License-Identifier: GPL-3.0-or-later
"""The room of marks: they are set, changed and taken away by hand, each time as one step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

from studio.app.keeping.keeping import Keeping
from studio.app.text.long_changes import ChangeOn, LongChanges
from studio.app.voices.designing import Designing
from studio.core.mark_values import RANGES, next_value
from studio.core.marks import MARK_KINDS, Mark, kind_of
from studio.core.project import Project, paragraph_spans
from studio.project.edits import paragraph_at, paragraph_starts
from studio.project.history import History
from studio.project.marking import (
    nearest_edge,
    reach_by_word,
    value_of,
    with_marks,
    with_pauses,
    with_point,
    with_reach,
    with_value,
    without_marks,
)

USUAL_PAUSE = "0.5"
"""Seconds of a pause that is put."""
_WORDS_AROUND, _LONG = 4, 50_000
_NAMES: Mapping[str, str] = {"emotion": "an emotion", "speed": "a speed", "volume": "a volume", "spell": "spelling"}


class Marking:
    """Sets marks. Places are those of the whole text unless they are of a paragraph.

    Args:
        history: Holds the project.
        designing: Tells the language, by which words are told apart.
        keeping: Tells whether it may be changed.
        changes: Makes changes of a long stretch.
    """

    def __init__(self, history: History, designing: Designing, keeping: Keeping, changes: LongChanges) -> None:
        self._history = history
        self._changes = changes
        self._designing = designing
        self._keeping = keeping

    def blocker(self) -> str:
        """Why no mark can be set; "" if it can."""
        return "The project can only be read." if self._keeping.read_only else ""

    def value(self, start: int, end: int, kind: str) -> str | None:
        """The value that all of text[start:end] has by marks of *kind*; None where not all has the same."""
        return value_of(self._history.project, start, end, kind)

    def choose(self, start: int, end: int, kind: str, value: str = "") -> None:
        """Mark text[start:end], each paragraph by itself; where all of it has that very mark, take it away."""
        if self.value(start, end, kind) == value:
            self.clear(start, end, kind)
        else:
            self._do_on(start, end, f"marking {_named(kind)}", lambda it, at, to: with_marks(it, at, to, kind, value))

    def say(self, start: int, end: int, kind: str, value: str) -> None:
        """Have text[start:end] said as *value*, by a mark of *kind*."""
        self._do("saying a word", lambda project: with_marks(project, start, end, kind, value))

    def unsay(self, start: int, end: int) -> None:
        """Have text[start:end] said as written, as far as marks go."""
        self._do("clearing a mark", lambda project: without_marks(project, start, end, "ipa"))

    def clear(self, start: int, end: int, kind: str = "") -> None:
        """Take marks of *kind*, "" for all kinds, off text[start:end]."""
        label = f"clearing {_named(kind) if kind else 'marks'}"
        self._do_on(start, end, label, lambda it, at, to: without_marks(it, at, to, kind))

    def pause_behind(self, start: int, end: int) -> None:
        """Put a pause behind text[start:end], in each of its paragraphs; take them away where they are there."""
        self._do_on(start, end, "a pause", lambda it, at, to: with_pauses(it, at, to, USUAL_PAUSE))

    def pause_at(self, position: int, points: int) -> None:
        """Put a pause at a place, behind the first *points* of the points there."""

        def put(project: Project) -> Project:
            row, at = paragraph_at(project, position)
            return with_point(project, row, Mark("pause", at, at, USUAL_PAUSE), points)

        self._do("a pause", put)

    def set_value(self, row: int, number: int, value: str) -> None:
        """Change the value of the mark *number* of the paragraph *row*."""
        kind = self._history.project.paragraphs[row].marks[number].kind
        self._do(f"changing {_named(kind)}", lambda project: with_value(project, row, number, value))

    def set_reach(self, row: int, number: int, start: int, end: int) -> None:
        """Let the span *number* of the paragraph *row* reach from *start* to *end* of that paragraph's text."""
        kind = self._history.project.paragraphs[row].marks[number].kind
        self._do(f"changing {_named(kind)}", lambda project: with_reach(project, row, number, start, end))

    def lengthen(self, row: int, number: int, by: int) -> None:
        """Let the mark *number* of the paragraph *row* reach *by* words further; a pause lasts *by* steps longer."""
        mark = self._history.project.paragraphs[row].marks[number]
        if mark.kind in RANGES and kind_of(mark).point:
            self.set_value(row, number, next_value(mark.kind, mark.value, by))
        elif not mark.point:
            self._reach_by_word(row, number, "end", by)

    def begin_by_word(self, row: int, number: int, by: int) -> None:
        """Let the span *number* of the paragraph *row* begin *by* words later."""
        if not self._history.project.paragraphs[row].marks[number].point:
            self._reach_by_word(row, number, "begin", by)

    def stretch_of(self, row: int, number: int) -> tuple[int, int]:
        """The part of the whole text that the mark *number* of the paragraph *row* is about: a span's; of a point, some
        words before and behind it; nothing where there is no such mark."""
        project = self._history.project
        paragraph, at = project.paragraphs[row], paragraph_starts(project)[row]
        if number >= len(paragraph.marks):
            return at, at
        mark = paragraph.marks[number]
        if not mark.point:
            return at + mark.start, at + mark.end
        words = paragraph_spans(paragraph, self._language())
        before = [word.start for word in words if word.start < mark.start][-_WORDS_AROUND:]
        behind = [word.end for word in words if word.start >= mark.start][:_WORDS_AROUND]
        return at + min([mark.start, *before]), at + max([mark.start, *behind])

    def nearest_edge(self, row: int, at: int, side: Literal["begin", "end"]) -> int:
        """The edge of a word that is nearest to place *at* of the paragraph *row*."""
        return nearest_edge(self._history.project.paragraphs[row], at, side, self._language())

    def _reach_by_word(self, row: int, number: int, side: Literal["begin", "end"], by: int) -> None:
        paragraph = self._history.project.paragraphs[row]
        self.set_reach(row, number, *reach_by_word(paragraph, number, side, by, self._language()))

    def _language(self) -> str:
        return self._designing.spoken_design.language

    def _do_on(self, start: int, end: int, label: str, change: ChangeOn) -> None:
        """`_do` what changes each paragraph of text[start:end]."""
        if end - start < _LONG:
            self._do(label, lambda project: change(project, start, end))
        else:
            self._changes.do_on(start, end, label, change)

    def _do(self, label: str, change: Callable[[Project], Project]) -> None:
        self._keeping.changing(lambda: self._history.do(label, change(self._history.project)))


def _named(kind: str) -> str:
    """*kind* in the name of a step."""
    return _NAMES.get(kind) or (f"a {kind}" if kind in MARK_KINDS and MARK_KINDS[kind].point else "a mark")
