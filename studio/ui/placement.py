# SPDX-License-Identifier: GPL-3.0-or-later
"""Keeps a window within its screen, with the frame that the window manager puts around it."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QSize
from PySide6.QtWidgets import QWidget

LIKELY_FRAME = QMargins(2, 38, 2, 2)
"""Room to leave for title bar and borders before the window is shown: only then are they known."""


def fit_screen(window: QWidget, smallest: QSize, frame: QMargins) -> None:
    """Move and shrink *window* so that it lies within the free part of its screen, *frame* included.

    Args:
        window: A top-level window, shown or not.
        smallest: Its least size, on screens that have that room.
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
