# SPDX-License-Identifier: GPL-3.0-or-later
"""Undo and redo over frozen documents."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from studio.core.observe import Signal
from studio.core.project import Project

Effect = Callable[[], Awaitable[None]]
MERGE_WITHIN_S = 1.0
MAX_STEPS = 1000


@dataclass(frozen=True, slots=True)
class Step:
    """One undoable change.

    Attributes:
        label: Name of the change, for "Undo <label>".
        merge_key: Steps with the same key within a second become one; "" never merges.
        undo_effect, redo_effect: Effects outside the document, such as putting back a deleted voice.
    """

    label: str
    before: Project
    after: Project
    merge_key: str = ""
    undo_effect: Effect | None = None
    redo_effect: Effect | None = None


class History:
    """Holds the document, and makes all changes of it.

    Args:
        document: The document to start from.
        clock: Monotonic seconds, by which steps are merged.
    """

    def __init__(self, project: Project, clock: Callable[[], float] = time.monotonic) -> None:
        self._document = project
        self._clock = clock
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self._last_change_s = float("-inf")
        self.changed: Signal[Project] = Signal()

    @property
    def project(self) -> Project:
        return self._document

    @property
    def undo_label(self) -> str:
        """Label of the step that undo would take back; "" if there is none."""
        return self._done[-1].label if self._done else ""

    @property
    def redo_label(self) -> str:
        return self._undone[-1].label if self._undone else ""

    def do(
        self,
        label: str,
        after: Project,
        merge_key: str = "",
        undo_effect: Effect | None = None,
        redo_effect: Effect | None = None,
    ) -> None:
        """Make *after* the document. Nothing is recorded without a change or effects."""
        before = self._document
        if after == before and undo_effect is None:
            return
        now_s = self._clock()
        last = self._done[-1] if self._done else None
        merges = merge_key and now_s - self._last_change_s <= MERGE_WITHIN_S
        self._last_change_s = now_s
        if last and merges and last.merge_key == merge_key:
            self._done.pop()
            if after != last.before:
                self._done.append(Step(label, last.before, after, merge_key))
            else:
                # A slider back at its old value leaves nothing to undo, and the next change is a step of its own.
                self._last_change_s = float("-inf")
        else:
            self._done.append(Step(label, before, after, merge_key, undo_effect, redo_effect))
            del self._done[:-MAX_STEPS]
        self._undone.clear()
        self._become(after)

    def amend(self, change: Callable[[Project], Project], same: Callable[[str], bool]) -> None:
        """Change the document without a step. Documents of neighbouring steps are changed too, as far as *same*, called
        with a step's label, says that they are of the same text."""
        self._document = change(self._document)
        for index in reversed(range(len(self._done))):
            step = replace(self._done[index], after=change(self._done[index].after))
            self._done[index] = replace(step, before=change(step.before)) if same(step.label) else step
            if not same(step.label):
                break
        for index in reversed(range(len(self._undone))):
            step = replace(self._undone[index], before=change(self._undone[index].before))
            self._undone[index] = replace(step, after=change(step.after)) if same(step.label) else step
            if not same(step.label):
                break
        self.changed.emit(self._document)

    def undo(self) -> Step | None:
        """Take back the last step; the caller runs its undo_effect."""
        if not self._done:
            return None
        step = self._done.pop()
        self._undone.append(step)
        self._last_change_s = float("-inf")
        self._become(step.before)
        return step

    def redo(self) -> Step | None:
        """Redo the last undone step; the caller runs its redo_effect."""
        if not self._undone:
            return None
        step = self._undone.pop()
        self._done.append(step)
        self._last_change_s = float("-inf")
        self._become(step.after)
        return step

    def _become(self, project: Project) -> None:
        self._document = project
        self.changed.emit(project)
