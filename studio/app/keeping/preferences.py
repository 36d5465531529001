# SPDX-License-Identifier: GPL-3.0-or-later
"""The room of the settings that a person chooses. They act at once, and have an undo of their own until the end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from studio.app.keeping.keeping import Keeping
from studio.app.keeping.settings import SPECS, Number, Settings
from studio.core.errors import InvalidArgument
from studio.core.observe import Signal


@dataclass(frozen=True, slots=True)
class _Step:
    """Settings before and after, by their names."""

    before: dict[str, Any]
    after: dict[str, Any]

    @property
    def label(self) -> str:
        return SPECS[next(iter(self.after))].title.lower()


class Preferences:
    """Changes settings, and takes changes back.

    Args:
        keeping: Remembers them.

    Attributes:
        changed: Emits the settings when one of them was changed here.
    """

    def __init__(self, keeping: Keeping) -> None:
        self._keeping = keeping
        self._done: list[_Step] = []
        self._undone: list[_Step] = []
        self.changed: Signal[Settings] = Signal()

    @property
    def now(self) -> Settings:
        return self._keeping.settings

    @property
    def undo_label(self) -> str:
        """What `undo` would take back; "" for nothing."""
        return self._done[-1].label if self._done else ""

    @property
    def redo_label(self) -> str:
        return self._undone[-1].label if self._undone else ""

    def change(self, **changes: Any) -> None:
        """Change settings as one step. Changes of one number that follow each other, as a slider's, are one step too.

        Raises:
            InvalidArgument: a value is not permitted.
        """
        for name, value in changes.items():
            if not SPECS[name].kind.permits(value):
                raise InvalidArgument(name, SPECS[name].kind.permitted, repr(value))
        before = {name: getattr(self.now, name) for name in changes}
        if before == changes:
            return
        last = self._done[-1] if self._done and not self._undone else None
        if last is not None and last.after.keys() == changes.keys() and _moves(changes):
            before = last.before
            self._done.pop()
        self._undone.clear()
        self._done.append(_Step(before, changes))
        self._apply(changes)

    def undo(self) -> None:
        if self._done:
            self._undone.append(self._done.pop())
            self._apply(self._undone[-1].before)

    def redo(self) -> None:
        if self._undone:
            self._done.append(self._undone.pop())
            self._apply(self._done[-1].after)

    def _apply(self, values: dict[str, Any]) -> None:
        self._keeping.remember(**values)
        self.changed.emit(self.now)


def _moves(changes: dict[str, Any]) -> bool:
    return all(isinstance(SPECS[name].kind, Number) for name in changes)
