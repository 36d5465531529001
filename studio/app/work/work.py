# SPDX-License-Identifier: GPL-3.0-or-later
"""Work of the rooms: tasks under one owner, and notices of failures."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from studio.app.work.notices import Notices
from studio.app.work.state import Activity, Notice
from studio.app.work.tasks import Supervisor
from studio.core.errors import ConnectionFailed, EngineUnavailable, StudioError
from studio.core.observe import Signal


class Work:
    """Does work that may fail, and tells the person when it does.

    Attributes:
        tasks: Owner of every task.
        notices: Notices for the person.
        activities: Progress of long work; an activity without text has ended.
    """

    def __init__(self) -> None:
        self.tasks = Supervisor(self._task_failed)
        self.notices = Notices()
        self.activities: Signal[Activity] = Signal()
        self._engine_turns = 0

    def attempt(self, act: Callable[[], object], key: str) -> None:
        """Do *act*; a failure is told under *key*."""
        try:
            act()
        except StudioError as error:
            self.report(error, key)

    def begin(
        self, name: str, work: Awaitable[object], failed: Callable[[], object] = lambda: None
    ) -> asyncio.Task[None]:
        """Do *work* as a task called *name*; a failure is told under that name until it succeeds, and *failed* is
        called. Keep the returned task only to cancel it."""

        async def attempt() -> None:
            try:
                await work
            except StudioError as error:
                failed()
                self.report(error, name)
            else:
                self.notices.withdraw(name)

        return self.tasks.spawn(name, attempt())

    def report(self, error: StudioError, key: str) -> None:
        """Tell *error* under *key* until the work succeeds; if the engine was missing, until that changes."""
        turns = self._engine_turns
        engine = isinstance(error, EngineUnavailable | ConnectionFailed)
        holds = (lambda: self._engine_turns == turns) if engine else None
        self.notices.emit(Notice(key, error.user_text, holds=holds))

    def engine_changed(self, _state: object = None) -> None:
        """Take away failures for want of the engine, which came or went."""
        self._engine_turns += 1

    def _task_failed(self, name: str, error: Exception) -> None:
        if isinstance(error, StudioError):
            self.report(error, name)
            return
        self.notices.emit(Notice(name, f"Something went wrong ({name})."))
        asyncio.get_running_loop().call_exception_handler({"message": name, "exception": error})
