# SPDX-License-Identifier: GPL-3.0-or-later
"""Changes of very many paragraphs, which are worked out in a thread, so that the window goes on meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from studio.app.keeping.keeping import Keeping
from studio.app.work.work import Work
from studio.core.observe import Signal
from studio.core.project import Project
from studio.project.history import History

PARAGRAPHS = 1000
"""From so many on a change of all of them takes a while."""
Change = Callable[[Project], Project]
Prepare = Callable[[Project], Callable[[], object]]


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
        self._waiting: list[tuple[str, Change]] = []
        self.prepare: Prepare = lambda _project: lambda: None
        self.done: Signal[None] = Signal()

    def do(self, label: str, change: Change) -> None:
        """Make *change*, a pure function that may be called in a thread, a step named *label*; of a short project at
        once."""
        if len(self._history.project.paragraphs) < PARAGRAPHS:
            self._do(label, change)
            return
        one = label, change
        self._waiting.append(one)
        self._work.begin(label, self._do_worked_out(one))

    def finish(self, _none: None = None) -> None:
        """Make at once what is still worked out, as before an undo, or before another project is opened."""
        waiting, self._waiting = self._waiting, []
        for label, change in waiting:
            self._do(label, change)

    async def prepared(self, project: Project, prepare: Prepare) -> None:
        """Have *prepare* find out what will be asked of *project*, and make use of it."""
        (await asyncio.get_running_loop().run_in_executor(None, prepare, project))()

    async def _do_worked_out(self, one: tuple[str, Change]) -> None:
        label, change = one
        async with self._turn:
            if one not in self._waiting:
                return
            project, prepare = self._history.project, self.prepare

            def work_out() -> tuple[Project, Callable[[], object]]:
                after = change(project)
                return after, prepare(after)

            try:
                after, use = await asyncio.get_running_loop().run_in_executor(None, work_out)
            finally:
                waited = one in self._waiting
                if waited:
                    self._waiting.remove(one)
            if not waited:
                return
            use()
            if self._history.project is project:
                self._keeping.changing(lambda: self._history.do(label, after))
            else:
                self._do(label, change)
            self.done.emit(None)

    def _do(self, label: str, change: Change) -> None:
        self._keeping.changing(lambda: self._history.do(label, change(self._history.project)))
