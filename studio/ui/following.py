# SPDX-License-Identifier: GPL-3.0-or-later
"""Base of the panels' presenters, which follow the studio's signals until they are closed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject

from studio.core.observe import Signal
from studio.ui.door import connect

T = TypeVar("T")


class Following(QObject):
    """Follows signals of the studio's rooms until `close`.

    Args:
        parent: The Qt parent, such as the panel that is presented.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._undo: list[Callable[[], None]] = []

    def follow(self, signal: Signal[T], slot: Callable[[T], object]) -> None:
        """Call *slot* at each emit of *signal*, until this is closed."""
        self._undo.append(connect(signal, slot))

    def close(self) -> None:
        """Stop following."""
        for disconnect in self._undo:
            disconnect()
        self._undo.clear()
