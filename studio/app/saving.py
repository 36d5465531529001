# SPDX-License-Identifier: GPL-3.0-or-later
"""Saves the document within a second of each change, off the GUI thread, for as long as the program runs."""

from __future__ import annotations

import asyncio
import itertools
import logging
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from studio.core.document import Document
from studio.core.errors import SaveFailed

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Pace:
    """Attributes:
    after_s: From a change to its save, so that typing makes one save.
    retry_s: From a save that failed to the next.
    """

    after_s: float = 0.4
    retry_s: float = 3.0


class Autosave:
    """Writes the newest document soon after it changed; one that could not be written is tried again for ever.

    Args:
        write: Writes a document and whatever else is to be saved; called from a thread, one call at a time. Whatever
            it raises counts as a save that failed.
        current: Gives the newest document.
        failed: Told when a save failed (once a reason), and with None once one succeeded again.
        pace: How soon.
        saved: Whether the document that *current* gives now is on disk or needs no saving.
    """

    def __init__(
        self,
        write: Callable[[Document], None],
        current: Callable[[], Document],
        failed: Callable[[SaveFailed | None], None],
        pace: Pace | None = None,
        saved: bool = True,
    ) -> None:
        self._write = write
        self._current = current
        self._failed = failed
        self._pace = pace or Pace()
        self._saved: Document | None = current() if saved else None
        self._dirty = asyncio.Event()
        self._numbers = itertools.count()
        self._last = -1
        self._turn = Lock()
        self._fault: SaveFailed | None = None

    @property
    def newest(self) -> Document:
        return self._current()

    def is_new(self, document: Document) -> bool:
        """Whether *document* is another one than is on disk."""
        return document is not self._saved

    @property
    def unsaved(self) -> bool:
        """Whether the newest document is not on disk."""
        return self.is_new(self._current())

    @property
    def fault(self) -> SaveFailed | None:
        """Why the last save failed; None if it did not."""
        return self._fault

    def touch(self) -> None:
        """Something has changed."""
        self._dirty.set()

    def fail(self, error: SaveFailed) -> None:
        """Saving is known not to work: tell so, and try again until it does."""
        self._note(error)

    async def run(self) -> None:
        """Save until cancelled."""
        while True:
            try:
                await self._dirty.wait()
                await asyncio.sleep(self._pace.after_s if self._fault is None else self._pace.retry_s)
                self._dirty.clear()
                await self.save()
            except Exception:
                # What is told of a save may fail too; the text is saved all the same.
                _log.exception("saving goes on after a fault")
                self._dirty.set()
                await asyncio.sleep(self._pace.retry_s)

    async def save(self) -> bool:
        """Save now; whether the document that was newest when this was called is on disk."""
        document = self._current()
        number = next(self._numbers)
        try:
            await asyncio.get_running_loop().run_in_executor(None, self._in_turn, number, document)
        except SaveFailed as error:
            self._note(error)
            return False
        except Exception as error:
            self._note(SaveFailed(f"The text could not be saved ({type(error).__name__}).", repr(error)))
            return False
        self._saved = document
        if self._fault is not None:
            self._fault = None
            self._failed(None)
        return True

    def _in_turn(self, number: int, document: Document) -> None:
        # A save that was cancelled goes on in its thread; it must not come after a newer one.
        with self._turn:
            if number > self._last:
                self._write(document)
                self._last = number

    def _note(self, error: SaveFailed) -> None:
        told, self._fault = self._fault, error
        self._dirty.set()
        if told is None or told.user_text != error.user_text:
            self._failed(error)
