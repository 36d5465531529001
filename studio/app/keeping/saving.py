# SPDX-License-Identifier: GPL-3.0-or-later
"""Autosave: writes the project within a second of each change, outside of the GUI thread."""

from __future__ import annotations

import asyncio
import itertools
import logging
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass
from threading import Lock

from studio.core.errors import SaveFailed
from studio.core.project import Project
from studio.project.file.content import Content

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SaveDelays:
    """Delays of the autosave.

    Attributes:
        after_s: From a change to its save, so that typing makes one save.
        retry_s: From a save that failed to the next.
        rest_s: From a save to the file's rest.
        place_s: Between looks at the place where the person is, so that a killed program comes back near it.
    """

    after_s: float = 0.4
    retry_s: float = 3.0
    rest_s: float = 3.0
    place_s: float = 3.0


class Autosave:
    """Writes the newest project soon after it has changed. After a failure it tries again for ever.

    Args:
        write: Writes a project and all else to be saved; called in *executor*, one call at a time. Any exception
            counts as a failed save.
        current: Gives the newest project.
        failed: Called when a save failed (once for each reason), and with None once one has succeeded again.
        delays: Delays of saving.
        saved: Whether the present project is on disk or needs no saving.
        executor: None for the loop's own.
    """

    def __init__(
        self,
        write: Callable[[Content], None],
        current: Callable[[], Content],
        failed: Callable[[SaveFailed | None], None],
        delays: SaveDelays | None = None,
        saved: bool = True,
        executor: Executor | None = None,
    ) -> None:
        self._write = write
        self._current = current
        self._failed = failed
        self._delays = delays or SaveDelays()
        self._executor = executor
        self._saved: Project | None = current().project if saved else None
        self._dirty = asyncio.Event()
        self._numbers = itertools.count()
        self._last = -1
        self._turn = Lock()
        self._fault: SaveFailed | None = None

    @property
    def newest(self) -> Content:
        return self._current()

    @property
    def unsaved(self) -> bool:
        """Whether the newest project is not on disk."""
        return self._current().project is not self._saved

    def begin_anew(self, saved: bool) -> None:
        """Note that another project is the present one from now on, and whether it is on disk."""
        self._saved = self._current().project if saved else None
        if saved and self._fault is not None:
            self._fault = None
            self._failed(None)

    @property
    def fault(self) -> SaveFailed | None:
        """The error of the last save; None if it succeeded."""
        return self._fault

    def touch(self) -> None:
        """Note that something has changed."""
        self._dirty.set()

    def fail(self, error: SaveFailed) -> None:
        """Report *error*, by which saving does not work, and try again until it does."""
        self._note(error)

    async def run(self) -> None:
        """Save until cancelled."""
        while True:
            try:
                await self._dirty.wait()
                await asyncio.sleep(self._delays.after_s if self._fault is None else self._delays.retry_s)
                self._dirty.clear()
                await self.save()
            except Exception:
                # Reporting a save may fail too; the text is saved all the same.
                _log.exception("saving goes on after a fault")
                self._dirty.set()
                await asyncio.sleep(self._delays.retry_s)

    async def save(self) -> bool:
        """Save now; whether the project that was newest at the call is on disk."""
        content = self._current()
        number = next(self._numbers)
        try:
            await asyncio.get_running_loop().run_in_executor(self._executor, self._in_turn, number, content)
        except SaveFailed as error:
            self._note(error)
            return False
        except Exception as error:
            self._note(SaveFailed(f"The text could not be saved ({type(error).__name__}).", repr(error)))
            return False
        self._saved = content.project
        if self._fault is not None:
            self._fault = None
            self._failed(None)
        return True

    def _in_turn(self, number: int, content: Content) -> None:
        # A cancelled save goes on in its thread, and must not overwrite a newer one.
        with self._turn:
            if number > self._last:
                self._write(content)
                self._last = number

    def _note(self, error: SaveFailed) -> None:
        told, self._fault = self._fault, error
        self._dirty.set()
        if told is None or told.user_text != error.user_text:
            self._failed(error)
