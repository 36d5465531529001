# SPDX-License-Identifier: GPL-3.0-or-later
"""The log of the server's process: warnings and errors on standard error, at a limited rate."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import TextIO

_LONGEST_CHARS = 4000


class Sparing(logging.Filter):
    """Lets *burst* records through, and then one each *every_s* seconds, so that nobody can fill a disk by making the
    server log. The next record tells how many were left out.

    Args:
        clock: Seconds that never go back.
    """

    def __init__(self, burst: int = 30, every_s: float = 10.0, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._burst = burst
        self._every_s = every_s
        self._clock = clock
        self._left = float(burst)
        self._then_s = clock()
        self._left_out = 0

    def filter(self, record: logging.LogRecord) -> bool:
        now_s = self._clock()
        self._left = min(self._burst, self._left + (now_s - self._then_s) / self._every_s)
        self._then_s = now_s
        if self._left < 1:
            self._left_out += 1
            return False
        self._left -= 1
        if self._left_out:
            record.msg = f"({self._left_out} lines left out) {record.msg}"
            self._left_out = 0
        return True


class _Short(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        text = super().format(record)
        return text if len(text) <= _LONGEST_CHARS else f"{text[:_LONGEST_CHARS]} ..."


def log_to(stream: TextIO) -> None:
    """Make all loggers write to *stream*; for the beginning of a process."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(_Short("%(asctime)s %(levelname)s %(message)s"))
    handler.addFilter(Sparing())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
