# SPDX-License-Identifier: GPL-3.0-or-later
"""A weekly check of the speech model's files in the background, as a flipped bit changes neither size nor time."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Event, Thread

from studio.core.commands import FETCH_MODEL
from studio.engine.model.store import ModelStore

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class CheckIntervals:
    """Intervals of the check, and how gently it reads.

    Attributes:
        every_s: Seconds between two checks, over all runs of the program.
        first_s: Seconds after the program's start before the first look, so that it can speak first.
        look_again_s: Seconds between two looks whether a check is due.
        pause_s: Seconds waited after each MB.
    """

    every_s: float = 7 * 86400.0
    first_s: float = 60.0
    look_again_s: float = 3600.0
    pause_s: float = 0.02


class WeeklyCheck:
    """A thread that reads all files if the last check was a week ago, and reports those that are damaged.

    Args:
        store: The files; it remembers when they were read.
        tell: Called from the thread with a text for the person.
    """

    def __init__(self, store: ModelStore, tell: Callable[[str], None], intervals: CheckIntervals | None = None) -> None:
        self._store = store
        self._tell = tell
        self._intervals = intervals or CheckIntervals()
        self._closing = Event()
        self._thread = Thread(target=self._run, name="read-model-again", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def close(self) -> None:
        """End the thread; if it is reading, it ends with the process."""
        self._closing.set()

    def _run(self) -> None:
        wait_s = self._intervals.first_s
        while not self._closing.wait(wait_s):
            wait_s = self._intervals.look_again_s
            try:
                if time.time() - self._store.read_at_s() >= self._intervals.every_s:
                    self._read()
            except Exception:
                _log.exception("the model's files could not be read again")

    def _read(self) -> None:
        known = set(self._store.state().damaged)
        found = [path for path in self._store.verify(self._intervals.pause_s).damaged if path not in known]
        if found:
            named = ", ".join(found[:3]) + (f" and {len(found) - 3} more" if len(found) > 3 else "")
            self._tell(
                f"Files of the speech model were found damaged: {named}. "
                f"Mend them with `{FETCH_MODEL}`, then start Speech Studio again."
            )
