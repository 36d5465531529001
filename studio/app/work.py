# SPDX-License-Identifier: GPL-3.0-or-later
"""What all rooms of the studio work with: tasks under one owner, and notices of what fails."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from studio.app.notices import Notices
from studio.app.state import Activity, Notice
from studio.app.tasks import Supervisor
from studio.core.errors import ConnectionFailed, EngineUnavailable, StudioError
from studio.core.observe import Signal


class Work:
    """Does things that may fail, and tells the person when they do.

    Attributes:
        tasks: Owner of every task.
        notices: What a person should know now.
        activities: How far long work is; one without text has ended.
    """

    def __init__(self) -> None:
        self.tasks = Supervisor(self._task_failed)
        self.notices = Notices()
        self.activities: Signal[Activity] = Signal()
        self._engine_turns = 0

    def attempt(self, act: Callable[[], object], key: str) -> None:
        """Do *act*; what may not be is told under *key*."""
        try:
            act()
        except StudioError as error:
            self.report(error, key)

    def begin(self, name: str, work: Awaitable[object], failed: Callable[[], object] = lambda: None) -> None:
        """Do *work* as a task called *name*; a failure is told under that name until it succeeds, and *failed* is
        called."""

        async def attempt() -> None:
            try:
                await work
            except StudioError as error:
                failed()
                self.report(error, name)
            else:
                self.notices.withdraw(name)

        self.tasks.spawn(name, attempt())

    def report(self, error: StudioError, key: str) -> None:
        """Tell that what is called *key* failed, until it succeeds; for want of the engine, until that changes."""
        turns = self._engine_turns
        engine = isinstance(error, EngineUnavailable | ConnectionFailed)
        holds = (lambda: self._engine_turns == turns) if engine else None
        self.notices.emit(Notice(key, error.user_text, holds=holds))

    def engine_changed(self, _state: object = None) -> None:
        """The engine came or went: what failed for want of it may be tried again."""
        self._engine_turns += 1

    def _task_failed(self, name: str, error: Exception) -> None:
        if isinstance(error, StudioError):
            self.report(error, name)
            return
        self.notices.emit(Notice(name, f"Something went wrong ({name})."))
        asyncio.get_running_loop().call_exception_handler({"message": name, "exception": error})
