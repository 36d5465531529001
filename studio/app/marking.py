# SPDX-License-Identifier: GPL-3.0-or-later
"""The room of marks: they are set, changed and taken away by hand, each time as one step."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from studio.app.keeping import Keeping
from studio.core.marks import MARK_KINDS, Mark
from studio.core.project import Project
from studio.project.edits import paragraph_at
from studio.project.history import History
from studio.project.marking import (
    value_of,
    with_marks,
    with_pauses,
    with_point,
    without_marks,
)

USUAL_PAUSE = "0.5"
"""Seconds of a pause that is put."""
_NAMES: Mapping[str, str] = {"emotion": "an emotion", "speed": "a speed", "volume": "a volume", "spell": "spelling"}


class Marking:
    """Sets marks. Places are those of the whole text unless they are of a paragraph.

    Args:
        history: Holds the project.
        keeping: Tells whether it may be changed.
    """

    def __init__(self, history: History, keeping: Keeping) -> None:
        self._history = history
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
            self._do(f"clearing {_named(kind)}", lambda project: without_marks(project, start, end, kind))
        else:
            self._do(f"marking {_named(kind)}", lambda project: with_marks(project, start, end, kind, value))

    def clear(self, start: int, end: int, kind: str = "") -> None:
        """Take marks of *kind*, "" for all kinds, off text[start:end]."""
        label = f"clearing {_named(kind) if kind else 'marks'}"
        self._do(label, lambda project: without_marks(project, start, end, kind))

    def pause_behind(self, start: int, end: int) -> None:
        """Put a pause behind text[start:end], in each of its paragraphs; take them away where they are there."""
        self._do("a pause", lambda project: with_pauses(project, start, end, USUAL_PAUSE))

    def pause_at(self, position: int, points: int) -> None:
        """Put a pause at a place, behind the first *points* of the points there."""

        def put(project: Project) -> Project:
            row, at = paragraph_at(project, position)
            return with_point(project, row, Mark("pause", at, at, USUAL_PAUSE), points)

        self._do("a pause", put)

    def _do(self, label: str, change: Callable[[Project], Project]) -> None:
        self._keeping.changing(lambda: self._history.do(label, change(self._history.project)))


def _named(kind: str) -> str:
    """*kind* in the name of a step."""
    return _NAMES.get(kind) or (f"a {kind}" if kind in MARK_KINDS and MARK_KINDS[kind].point else "a mark")
