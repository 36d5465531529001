# SPDX-License-Identifier: GPL-3.0-or-later
"""Undo and redo over frozen projects."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from studio.core.observe import Signal
from studio.core.project import Project, named_voices
from studio.project.steps import Change, Effect, FieldChange, Step, difference

MERGE_WITHIN_S = 1.0
MAX_STEPS = 1000


@dataclass(frozen=True, slots=True)
class Steps:
    """The steps of a history: *done* ones, the latest last, and *undone* ones, the one to redo first last."""

    done: tuple[Step, ...] = ()
    undone: tuple[Step, ...] = ()


class History:
    """Holds the project, and makes all changes of it.

    Args:
        project: The project to start from.
        clock: Monotonic seconds, by which steps are merged.

    Attributes:
        begun: How often another project was begun, by which it is known whether one is still the same.
        completed: Gives a project with what is noted in it without a step, such as the voices that it names.
    """

    def __init__(self, project: Project, clock: Callable[[], float] = time.monotonic) -> None:
        self._project = project
        self._clock = clock
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self._last_number = 0
        self._last_change_s = float("-inf")
        self._held = False
        self.begun = 0
        self._noted: frozenset[str] = frozenset()
        """Voices that the project had notes of before the last step."""
        self.changed: Signal[Project] = Signal()
        self.completed: Callable[[Project], Project] = lambda project: project

    @property
    def project(self) -> Project:
        return self._project

    @property
    def steps(self) -> Steps:
        return Steps(tuple(self._done), tuple(self._undone))

    @property
    def undo_label(self) -> str:
        """Label of the step that undo would take back; "" if there is none."""
        return self._done[-1].label if self._done else ""

    @property
    def redo_label(self) -> str:
        return self._undone[-1].label if self._undone else ""

    def begin(self, project: Project, steps: Steps) -> None:
        """Hold another project, with its own *steps*."""
        self.begun += 1
        self._done, self._undone = list(steps.done), list(steps.undone)
        self._last_number = max((step.number for step in (*steps.done, *steps.undone)), default=0)
        self._last_change_s = float("-inf")
        self._become(project)

    def hold(self, held: bool) -> None:
        """Note that a control is held, or no more: what it changes meanwhile, however slowly, is one step, and none
        with what was changed before."""
        self._held = held
        if held:
            self._last_change_s = float("-inf")

    def do(
        self,
        label: str,
        after: Project,
        merge_key: str = "",
        undo_effect: Effect | None = None,
        redo_effect: Effect | None = None,
        *,
        whenever: bool = False,
    ) -> None:
        """Make *after* the project. Nothing is recorded without a change or effects.

        Args:
            merge_key: A change with the key of the last step is one step with it, if it comes soon after.
            whenever: Whether it is that also later.
        """
        before = self._project
        change = difference(before, after)
        if change.empty and undo_effect is None:
            return
        now_s = self._clock()
        last = self._done[-1] if self._done else None
        passed_s = now_s - self._last_change_s
        merges = merge_key and (whenever or passed_s <= MERGE_WITHIN_S or (self._held and math.isfinite(passed_s)))
        self._last_change_s = now_s
        if last and merges and last.merge_key == merge_key:
            self._done.pop()
            after = self._without_passed_over(after)
            change = difference(last.change.undone(before), after)
            if not change.empty:
                self._done.append(replace(last, label=label, change=change))
            else:
                # A slider back at its old value leaves nothing to undo, and the next change is a step of its own.
                self._last_change_s = float("-inf")
        else:
            self._last_number += 1
            self._noted = frozenset(voice.id for voice in before.voices)
            self._done.append(Step(self._last_number, label, change, merge_key, undo_effect, redo_effect))
            del self._done[:-MAX_STEPS]
        self._undone.clear()
        self._become(after)

    def amend(self, **values: Any) -> None:
        """Change values of the project beside its paragraphs without a step. The last step that changed one of them,
        and the next to redo that does, lead to and from the new value."""
        self._project = replace(self._project, **values)
        self._amend(self._done, values, "after")
        self._amend(self._undone, values, "before")
        self.changed.emit(self._project)

    def undo(self) -> Step | None:
        """Take back the last step; the caller runs its undo_effect."""
        if not self._done:
            return None
        step = self._done.pop()
        self._undone.append(step)
        self._held, self._last_change_s = False, float("-inf")
        self._become(step.change.undone(self._project))
        return step

    def redo(self) -> Step | None:
        """Redo the last undone step; the caller runs its redo_effect."""
        if not self._undone:
            return None
        step = self._undone.pop()
        self._done.append(step)
        self._held, self._last_change_s = False, float("-inf")
        self._become(step.change.done(self._project))
        return step

    def _without_passed_over(self, project: Project) -> Project:
        """*project* without the notes of voices that a control named on its way and names no more."""
        kept = self._noted | named_voices(project)
        if all(voice.id in kept for voice in project.voices):
            return project
        return replace(project, voices=tuple(voice for voice in project.voices if voice.id in kept))

    def _become(self, project: Project) -> None:
        self._project = self.completed(project)
        self.changed.emit(self._project)

    @staticmethod
    def _amend(steps: list[Step], values: Mapping[str, Any], side: str) -> None:
        left = dict(values)
        for index in reversed(range(len(steps))):
            change = steps[index].change
            touched = {one.name for one in change.fields} & left.keys()
            if touched:
                fields = tuple(_with(one, side, left) for one in change.fields)
                steps[index] = replace(steps[index], change=Change(change.splices, fields))
                left = {name: value for name, value in left.items() if name not in touched}
            if not left:
                return


def _with(field: FieldChange, side: str, values: Mapping[str, Any]) -> FieldChange:
    return replace(field, **{side: values[field.name]}) if field.name in values else field
