# SPDX-License-Identifier: GPL-3.0-or-later
"""What a test must not leave behind: threads and child processes."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

import psutil

from tests.support.waiting import wait_until

SETTLES_WITHIN_S = 10.0
"""Long for a busy machine, and short against what ends by itself, such as a connection that is kept for a while."""
# Not each kernel is built with it.
_LISTED: Final = Path("/proc/thread-self/children")


class Leaks:
    """Compares with what was there when it was made; what a session fixture owns is excepted by adopt()."""

    def __init__(self, adopted: set[int]) -> None:
        self._adopted = adopted
        self._threads = _threads()
        self._children = _children()

    def assert_none(self) -> None:
        """Raises: AssertionError naming what is left after SETTLES_WITHIN_S."""
        try:
            wait_until(lambda: not self._left(), SETTLES_WITHIN_S)
        except AssertionError:
            raise AssertionError("the test left behind: " + ", ".join(self._left())) from None

    def _left(self) -> list[str]:
        threads = [f"thread {thread.name}" for thread in _threads() - self._threads]
        return threads + [f"process {_name(pid)}" for pid in _children() - self._children - self._adopted]


def adopt(adopted: set[int], pids: Iterable[int]) -> None:
    """These processes belong to the session, not to the test that first asked for them."""
    adopted.update(pids)


def _threads() -> set[threading.Thread]:
    # A dummy is only Python's note that a thread of some library once ran Python code; it outlives that thread.
    return {thread for thread in threading.enumerate() if not isinstance(thread, threading._DummyThread)}


def _children() -> set[int]:
    """All descendants, as the kernel lists them for each thread: psutil reads each process of the machine instead, in
    some 2 ms."""
    if not _LISTED.exists():
        return {child.pid for child in psutil.Process().children(recursive=True)}
    # One that ends while the list is read may hide another.
    return _descendants(os.getpid()) | _descendants(os.getpid())


def _descendants(pid: int) -> set[int]:
    found = {int(child) for listed in _children_by_thread(pid) for child in listed.split()}
    return found.union(*(_descendants(child) for child in found))


def _children_by_thread(pid: int) -> Iterator[bytes]:
    with suppress(OSError):  # the process has ended
        for thread in os.listdir(f"/proc/{pid}/task"):
            with suppress(OSError), open(f"/proc/{pid}/task/{thread}/children", "rb", 0) as children:
                yield children.read()


def _name(pid: int) -> str:
    try:
        return f"{pid} {' '.join(psutil.Process(pid).cmdline())}"
    except psutil.Error:
        return str(pid)
