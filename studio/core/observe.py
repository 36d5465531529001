# SPDX-License-Identifier: Apache-2.0
"""A signal without Qt. Connected functions are called in the order in which they were connected."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Signal(Generic[T]):
    """Calls every connected function with the emitted value, in the emitting thread."""

    def __init__(self) -> None:
        self._receivers: list[Callable[[T], object]] = []

    def connect(self, receiver: Callable[[T], object]) -> Callable[[], None]:
        """Call *receiver* at each emit; the returned function disconnects it."""
        self._receivers.append(receiver)

        def disconnect() -> None:
            if receiver in self._receivers:
                self._receivers.remove(receiver)

        return disconnect

    def emit(self, value: T) -> None:
        for receiver in tuple(self._receivers):
            receiver(value)
