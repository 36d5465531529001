# SPDX-License-Identifier: GPL-3.0-or-later
"""Changes of very many paragraphs, which are worked out in a thread, so that the window goes on meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from studio.app.keeping.keeping import Keeping
from studio.app.playback.places import moved
from studio.app.work.work import Work
from studio.core.observe import Signal
from studio.core.project import Project
from studio.project.history import History

PARAGRAPHS = 1000
"""From so many on a change of all of them takes a while."""
_ROUNDS = 3
"""Times that a change is worked out in a thread, each time of what was changed meanwhile."""
Change = Callable[[Project], Project]
ChangeOn = Callable[[Project, int, int], Project]
Prepare = Callable[[Project], Callable[[], object]]


@dataclass(eq=False, slots=True)
class _Asked:
    """What is to be changed, at *start* to *end* of the text that *project* has."""

    label: str
    change: ChangeOn
    start: int
    end: int
    project: Project

    def follow(self, project: Project) -> None:
        self.start = moved(self.project, project, self.start)
        self.end = moved(self.project, project, self.end)
        self.project = project


class LongChanges:
    """Works changes out one after the other, each as one step.

    Args:
        history: Holds the project.
        keeping: Tells whether it may be changed.
        work: Owner of the tasks.

    Attributes:
        prepare: Finds out in a thread what will be asked of a project at once; what it returns makes use of that.
        done: Emits when what was worked out in a thread is made.
    """

    def __init__(self, history: History, keeping: Keeping, work: Work) -> None:
        self._history = history
        self._keeping = keeping
        self._work = work
        self._turn = asyncio.Lock()
        self._waiting: list[_Asked] = []
        self.prepare: Prepare = lambda _project: lambda: None
        self.done: Signal[None] = Signal()
        history.changed.connect(self._follow)

    def do(self, label: str, change: Change) -> None:
        """Make *change*, a pure function that may be called in a thread, a step named *label*; of a short project at
        once."""
        self.do_on(0, 0, label, lambda project, _start, _end: change(project))

    def do_on(self, start: int, end: int, label: str, change: ChangeOn) -> None:
        """`do` what changes text[start:end]; *change* is told where that is after edits made meanwhile."""
        one = _Asked(label, change, start, end, self._history.project)
        if len(one.project.paragraphs) < PARAGRAPHS:
            self._do(one)
            return
        self._waiting.append(one)
        self._work.begin(label, self._do_worked_out(one))

    def finish(self, _none: None = None) -> None:
        """Make at once what is still worked out, as before an undo, or before another project is opened."""
        while self._waiting:
            self._do(self._waiting.pop(0))

    async def prepared(self, project: Project, prepare: Prepare) -> None:
        """Have *prepare* find out what will be asked of *project*, and make use of it."""
        (await asyncio.get_running_loop().run_in_executor(None, prepare, project))()

    async def _do_worked_out(self, one: _Asked) -> None:
        async with self._turn:
            # Once more of what was changed meanwhile, as the window would stand still for it.
            for _ in range(_ROUNDS):
                if one not in self._waiting or await self._made(one):
                    return
            # It would never come while somebody types on.
            if one in self._waiting:
                self._waiting.remove(one)
                self._do(one)
                self.done.emit(None)

    async def _made(self, one: _Asked) -> bool:
        """Work *one* out in a thread, and make it, unless something has changed meanwhile; whether it is made."""
        project, start, end, prepare = one.project, one.start, one.end, self.prepare

        def work_out() -> tuple[Project, Callable[[], object]]:
            after = one.change(project, start, end)
            return after, prepare(after)

        try:
            after, use = await asyncio.get_running_loop().run_in_executor(None, work_out)
        except BaseException:
            if one in self._waiting:
                self._waiting.remove(one)
            raise
        if one not in self._waiting:
            return True
        if self._history.project is not project:
            return False
        self._waiting.remove(one)
        use()
        self._keeping.changing(lambda: self._history.do(one.label, after))
        self.done.emit(None)
        return True

    def _do(self, one: _Asked) -> None:
        def do() -> None:
            self._history.do(one.label, one.change(self._history.project, one.start, one.end))

        self._keeping.changing(do)

    def _follow(self, project: Project) -> None:
        for one in self._waiting:
            one.follow(project)
