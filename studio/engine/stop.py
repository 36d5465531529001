# SPDX-License-Identifier: GPL-3.0-or-later
"""A stop signal that ends a render, a download or a search early."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from threading import Event, Lock
from typing import TypeVar

T = TypeVar("T")


class Stopped(Exception):
    """The render was asked to stop; never leaves the engine."""


class Stop:
    """Asks a running render to end. Safe from any thread; *set* may be called more than once."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._set = False
        self._callbacks: list[Callable[[], None]] = []

    def set(self) -> None:
        with self._lock:
            self._set = True
            callbacks, self._callbacks = self._callbacks, []
        for callback in callbacks:
            callback()

    def is_set(self) -> bool:
        return self._set

    def wait(self, seconds: float) -> bool:
        """Wait until set, *seconds* at most; whether it is set."""
        stopped = Event()
        forget = self.on_set(stopped.set)
        try:
            return stopped.wait(seconds)
        finally:
            forget()

    def on_set(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Call *callback* when set (at once if it is already); the returned function takes that back."""
        with self._lock:
            if not self._set:
                self._callbacks.append(callback)
                return lambda: self._discard(callback)
        callback()
        return lambda: None

    def _discard(self, callback: Callable[[], None]) -> None:
        with self._lock:
            if callback in self._callbacks:
                self._callbacks.remove(callback)


def until_stopped(pieces: Iterable[T]) -> Iterator[T]:
    """*pieces* up to the place where Stopped is raised."""
    try:
        yield from pieces
    except Stopped:
        return
