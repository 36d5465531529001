# SPDX-License-Identifier: GPL-3.0-or-later
"""Placement of a window within its screen, including the window manager's frame."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QSize
from PySide6.QtWidgets import QWidget

LIKELY_FRAME = QMargins(2, 38, 2, 2)
"""Space for title bar and borders, which are known only once the window is shown."""


def fit_screen(window: QWidget, smallest: QSize, frame: QMargins) -> None:
    """Move and shrink *window*, with its *frame*, into the free part of its screen.

    Args:
        window: A top-level window, shown or not.
        smallest: Its least size, on screens large enough for it.
        frame: Title bar and borders, in the window's pixels.
    """
    room = window.screen().availableGeometry().marginsRemoved(frame)
    window.setMinimumSize(smallest.boundedTo(room.size()))
    if window.isMaximized() or window.isFullScreen():
        return
    place = window.geometry()
    place.setSize(place.size().boundedTo(room.size()))
    place.moveRight(min(place.right(), room.right()))
    place.moveBottom(min(place.bottom(), room.bottom()))
    place.moveLeft(max(place.left(), room.left()))
    place.moveTop(max(place.top(), room.top()))
    if place != window.geometry():
        window.setGeometry(place)
