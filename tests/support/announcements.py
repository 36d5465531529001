# SPDX-License-Identifier: GPL-3.0-or-later
"""What Qt tells screen readers, heard where Qt hands it to the system."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import PySide6
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent
from shiboken6 import Shiboken

# QAccessible::installUpdateHandler(void (*)(QAccessibleEvent *)), which the binding does not have.
_INSTALL = "_ZN11QAccessible20installUpdateHandlerEPFvP16QAccessibleEventE"
_Handler = ctypes.CFUNCTYPE(None, ctypes.c_void_p)


@contextmanager
def announcements() -> Iterator[list[str]]:
    """The announcements made within, an assertive one with "! " before it."""
    heard: list[str] = []

    def told(pointer: int) -> None:
        update = Shiboken.wrapInstance(pointer, QAccessibleEvent)
        assert isinstance(update, QAccessibleEvent)
        if update.type() != QAccessible.Event.Announcement:
            return
        event = Shiboken.wrapInstance(pointer, QAccessibleAnnouncementEvent)
        assert isinstance(event, QAccessibleAnnouncementEvent)
        urgent = event.politeness() == QAccessible.AnnouncementPoliteness.Assertive
        heard.append(f"{'! ' if urgent else ''}{event.message()}")

    handler = _Handler(told)
    library = next((Path(PySide6.__file__).parent / "Qt" / "lib").glob("libQt6Gui.so*"))
    install = getattr(ctypes.CDLL(str(library)), _INSTALL)
    install.restype, install.argtypes = ctypes.c_void_p, [ctypes.c_void_p]
    before = install(ctypes.cast(handler, ctypes.c_void_p))
    try:
        yield heard
    finally:
        install(before)
