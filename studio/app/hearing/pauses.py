# SPDX-License-Identifier: GPL-3.0-or-later
"""The room of the project's pauses: how long they are, and a place in the text where each is heard."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from studio.app.hearing.hearing import Hearing
from studio.app.keeping.keeping import Keeping
from studio.app.takes.pausing import pause_between, with_sentence_pauses
from studio.app.work.work import Work
from studio.core.pauses import Pauses, checked_pauses
from studio.core.project import Project
from studio.core.timeline import says_something
from studio.project.edits import paragraph_starts
from studio.project.history import History

_BESIDE = 90
"""Most characters that are heard before and behind a pause."""


class ProjectPauses:
    """Changes the pauses; each change is a step of undo.

    Args:
        history: Holds the document.
        hearing: Plays what is around a pause.
        keeping: Tells whether the document may be changed.
        work: Reports what is not permitted.
    """

    def __init__(self, history: History, hearing: Hearing, keeping: Keeping, work: Work) -> None:
        self._history = history
        self._hearing = hearing
        self._keeping = keeping
        self._work = work

    @property
    def now(self) -> Pauses:
        return self._history.project.pauses

    def set(self, name: str, pause_s: float) -> None:
        """Have the pause of that name last *pause_s* seconds."""

        def change() -> None:
            checked_pauses(**{name: pause_s})
            project = self._history.project
            changed = replace(project.pauses, **{name: float(pause_s)})
            self._history.do("a pause", replace(project, pauses=changed), merge_key=name)

        self._keeping.changing(lambda: self._work.attempt(change, "pauses"))

    def place(self, name: str) -> tuple[int, int] | None:
        """The stretch of the text around the first such pause, from there on where playing will go on; None where the
        text has none."""
        project = self._history.project
        starts = paragraph_starts(project)
        here = self._hearing.here
        # From the place of playing on, and round to it.
        first = next((row for row, start in enumerate(starts) if start + len(project.paragraphs[row].text) > here), 0)
        return next(_places(project, starts, name, first), None) or next(_places(project, starts, name, 0), None)

    def hear(self, name: str) -> None:
        """Play what is around such a pause."""
        place = self.place(name)
        if place is not None:
            self._hearing.play_selection(*place)


def _places(project: Project, starts: Sequence[int], name: str, first: int) -> Iterator[tuple[int, int]]:
    """Stretches of the text around pauses of that name, from the paragraph number *first* on."""
    read = [
        (each, starts[row])
        for row, each in enumerate(project.paragraphs)
        if row >= first and each.is_read and says_something(each.text)
    ]
    if name == "sentence_s":
        for paragraph, start in read:
            for mark in with_sentence_pauses(replace(paragraph, marks=()), 1.0).marks:
                end = min(mark.start + _BESIDE, len(paragraph.text))
                yield start + max(mark.start - _BESIDE, 0), start + end
        return
    # Each kind has a length of its own here, by which it is known.
    told = replace(project, pauses=Pauses(0.0, 1.0, 2.0, 3.0))
    between, wanted = pause_between(told), getattr(told.pauses, name)
    for (one, start), (other, behind) in pairwise(read):
        if between(one, other) == wanted:
            yield start + max(len(one.text) - _BESIDE, 0), behind + min(len(other.text), _BESIDE)
