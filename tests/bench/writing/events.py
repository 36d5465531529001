# SPDX-License-Identifier: GPL-3.0-or-later
"""The processor's time of each event that the window's thread handles: what Qt calls, and callbacks of the loop."""

from __future__ import annotations

import asyncio
import gc
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np

from studio.ui.door import calls

SHARE_MS, MOST_MS = 17.0, 50.0


class Events:
    """Times in ms by the name of what went on; of calls within calls the outermost counts.

    Attributes:
        slowest: By that name the longest event and what it was.
    """

    def __init__(self) -> None:
        self._thread = threading.get_ident()
        self._kind = ""
        self._depth = 0
        self._collected_s = 0.0
        self._collecting_s = 0.0
        self.times_ms: dict[str, list[float]] = {}
        self.slowest: dict[str, tuple[float, str]] = {}

    @contextmanager
    def during(self, kind: str) -> Iterator[None]:
        """Note the events within under *kind*."""
        self._kind = kind
        try:
            yield
        finally:
            self._kind = ""

    @contextmanager
    def measuring(self) -> Iterator[None]:
        """Measure the events of this thread."""
        run, around = asyncio.Handle._run, calls.around

        def measured(handle: asyncio.Handle) -> None:
            with self.one(str(getattr(handle, "_callback", "callback"))[:80]):
                run(handle)

        asyncio.Handle._run = measured  # type: ignore[method-assign, assignment]
        calls.around = self.one
        gc.callbacks.append(self._collect)
        try:
            yield
        finally:
            gc.callbacks.remove(self._collect)
            asyncio.Handle._run = run  # type: ignore[method-assign]
            calls.around = around

    @contextmanager
    def one(self, name: str) -> Iterator[None]:
        """One event."""
        if self._depth or not self._kind or threading.get_ident() != self._thread:
            yield
            return
        self._depth += 1
        kind, begun_s, collected_s = self._kind, time.thread_time(), self._collected_s
        try:
            yield
        finally:
            self._depth -= 1
            took_ms = (time.thread_time() - begun_s) * 1000
            self.times_ms.setdefault(kind, []).append(took_ms)
            if took_ms > self.slowest.get(kind, (0.0, ""))[0]:
                collected_ms = (self._collected_s - collected_s) * 1000
                self.slowest[kind] = took_ms, f"{name}; {collected_ms:.0f} ms of it collecting garbage"

    def _collect(self, phase: str, _info: object) -> None:
        if threading.get_ident() == self._thread:
            now_s = time.thread_time()
            if phase == "start":
                self._collecting_s = now_s
            else:
                self._collected_s += now_s - self._collecting_s

    def share(self, kind: str) -> float:
        """The share of events that took less than SHARE_MS."""
        return float((np.asarray(self.times_ms[kind]) < SHARE_MS).mean())
