# SPDX-License-Identifier: GPL-3.0-or-later
"""A slot or callback that computes in the window's thread for long fails the test: the window stands still meanwhile.

Measured is the thread's processor time without the garbage collector's, whose rounds come to whom they come, and on a
machine that is slowed down then (two threads share a core, say) in proportion to known work. Of calls within calls the
outermost counts. Who computes in the test's own code is not looked at.
"""

from __future__ import annotations

import asyncio
import gc
import sys
import threading
import time
import traceback
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from re import search
from typing import Any

from studio.ui.door import calls
from tests.support.pace import slowed_down, slowed_down_briefly

MOST_S = 0.05
_LOOKS_EVERY_S = 0.005
# The pace comes and goes within a second, and cannot be asked for behind the call that was slow.
_PACE_EVERY, _PACE_WITHIN_S = 20, 0.5
_TESTS = str(Path(__file__).resolve().parents[1])


class Watchdog:
    """Measures what runs in the thread that makes it, while `watching`.

    Attributes:
        longest: The longest call so far: its seconds of processor time, and its name.
    """

    def __init__(self, most_s: float = MOST_S) -> None:
        self._most_s = most_s
        self._thread = threading.get_ident()
        self._clock = time.pthread_getcpuclockid(self._thread)
        self._begun_s: float | None = None
        self._collected_s = 0.0
        self._collecting_s: float | None = None
        self._permitted: list[str] = []
        self._stack = ""
        self._over = threading.Event()
        self._paces: deque[tuple[float, float]] = deque(maxlen=100)
        self._found: list[str] = []
        self.longest = (0.0, "")

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Measure.

        Raises:
            AssertionError: at the end, naming each call that took too long, with its stack.
        """
        run = asyncio.Handle._run
        looks = threading.Thread(target=self._look, name="watchdog", daemon=True)
        around, calls.around = calls.around, self.around

        def measured(handle: asyncio.Handle) -> None:
            if _of_the_tests(handle):
                run(handle)
                return
            with self.around(_named(handle)):
                run(handle)

        asyncio.Handle._run = measured  # type: ignore[method-assign, assignment]
        gc.callbacks.append(self._collects)
        looks.start()
        try:
            yield
        finally:
            self._over.set()
            looks.join()
            gc.callbacks.remove(self._collects)
            asyncio.Handle._run = run  # type: ignore[method-assign]
            calls.around = around
        assert not self._found, "in the window's thread " + "\n".join(self._found)

    @contextmanager
    def permitting(self, where: str) -> Iterator[None]:
        """Within, a call of whose name the regular expression *where* finds something may take as long as it does."""
        self._permitted.append(where)
        try:
            yield
        finally:
            self._permitted.remove(where)

    @contextmanager
    def around(self, where: str) -> Iterator[None]:
        """Measure the call of that name."""
        if self._begun_s is not None or threading.get_ident() != self._thread:
            yield
            return
        self._collected_s, self._stack = 0.0, ""
        began_s, self._begun_s = time.monotonic(), time.thread_time()
        try:
            yield
        finally:
            took_s = self._took_s()
            self._begun_s = None
            self.longest = max(self.longest, (took_s, where))
            if took_s > self._most_s:
                self._judge(where, took_s, began_s)

    def _judge(self, where: str, took_s: float, began_s: float) -> None:
        if any(search(permitted, where) for permitted in self._permitted):
            return
        then = (pace for at_s, pace in tuple(self._paces) if at_s >= began_s - _PACE_WITHIN_S)
        quietly_s = took_s / max((slowed_down(), *then))
        if quietly_s > self._most_s:
            stack = self._stack or "(it was over before its stack could be looked at)"
            self._found.append(f"{where} computed for {quietly_s * 1000:.0f} ms ({took_s * 1000:.0f} ms now):\n{stack}")

    def _took_s(self) -> float:
        begun_s = self._begun_s
        return 0.0 if begun_s is None else time.clock_gettime(self._clock) - begun_s - self._collected_s

    def _look(self) -> None:
        looks = 0
        while not self._over.wait(_LOOKS_EVERY_S):
            looks += 1
            if looks % _PACE_EVERY == 0:
                self._paces.append((time.monotonic(), slowed_down_briefly()))
            if not self._stack and self._took_s() > self._most_s:
                self._stack = _stack_of(self._thread)

    def _collects(self, phase: str, _info: dict[str, int]) -> None:
        if threading.get_ident() != self._thread:
            return
        if phase == "start":
            self._collecting_s = time.thread_time()
        elif self._collecting_s is not None:
            self._collected_s += time.thread_time() - self._collecting_s
            self._collecting_s = None


def _stack_of(thread: int) -> str:
    # A frame that is held keeps its locals alive, such as the painter of a paint event, so no file is read meanwhile.
    places = [(each.f_code, line) for each, line in traceback.walk_stack(sys._current_frames().get(thread))]
    lines = [(code.co_filename, line, code.co_name, None) for code, line in reversed(places[:25])]
    return "".join(traceback.StackSummary.from_list(lines).format())


def _of_the_tests(handle: Any) -> bool:
    code = getattr(_callee(handle), "__code__", None) or getattr(_callee(handle), "cr_code", None)
    return code is not None and code.co_filename.startswith(_TESTS)


def _named(handle: Any) -> str:
    callee = _callee(handle)
    return str(getattr(callee, "__qualname__", callee))


def _callee(handle: Any) -> Any:
    """The coroutine whose next step a handle of the loop is, or the function that it calls."""
    callback: Callable[..., object] = handle._callback
    owner = getattr(callback, "__self__", None)
    return owner.get_coro() if isinstance(owner, asyncio.Task) else callback
